// Package host holds what the threads of every placement share: the program that they run, their identity and their
// events, what computing costs, and the way of the events to the sink.
package host

import (
	"context"
	"errors"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Program is what a run executes. All threads of the run share it, and none of them changes it.
type Program struct {
	Ctx      context.Context // its end is the end of the run
	Spec     spec.Run
	Scenario scenario.Scenario

	// Calibration is how many operations a core does in a millisecond. Zero means that it is not known: OpsPerMilli
	// measures it.
	Calibration int64
}

// Errors that end a run before its program ends. The trailer of the trace has their text.
var (
	ErrStopped = errors.New("stopped")
	ErrTimeout = errors.New("stopped at its timeout")
)

// Stopped returns nil while the run may go on. Once it has to end, Stopped returns [ErrTimeout] or [ErrStopped]. Any
// thread may call it.
func (p *Program) Stopped() error {
	select {
	case <-p.Ctx.Done():
	default:
		return nil
	}
	if errors.Is(context.Cause(p.Ctx), ErrTimeout) {
		return ErrTimeout
	}
	return ErrStopped
}

// SendsMessages reports whether the scenario has anything that one loop can ask another one to run. Most scenarios have
// nothing, and some of those make a million loops, which then need not be registered.
func (p *Program) SendsMessages() bool { return len(p.Scenario.Calls)+len(p.Scenario.Coroutines) > 0 }

// RunError returns the error that a run ends with. stopped is why the run was stopped, or nil; failed are the errors of
// its threads. A run that was stopped ends with that one error, although it ended each of the threads.
func RunError(stopped error, failed []error) error {
	if stopped != nil {
		return stopped
	}
	return errors.Join(failed...)
}
