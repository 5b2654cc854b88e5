// Package host has what the threads of every placement share: the program that they run, their identity and events, what
// computing costs, and the way of the events to the sink.
package host

import (
	"context"
	"errors"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Program is what every placement runs.
type Program struct {
	Ctx      context.Context
	Spec     spec.Run
	Scenario scenario.Scenario

	Calibration int64 // zero: not known
}

// OpsPerMilli is how many operations stand for a millisecond of Work.
func (p *Program) OpsPerMilli() int64 {
	if p.Calibration > 0 {
		return p.Calibration
	}
	return opsPerMilli()
}

// Stopped gives ErrStopped or ErrTimeout once the run is to end, and nil before.
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

// SendsMessages tells whether the scenario sends messages at all: most do not, and may have a million loops.
func (p *Program) SendsMessages() bool { return len(p.Scenario.Calls)+len(p.Scenario.Coroutines) > 0 }

// What can end a run before its program does; the trailer has the text.
var (
	ErrStopped = errors.New("stopped")
	ErrTimeout = errors.New("stopped at its timeout")
)

// JoinErrors joins what the threads of a run ended with. Being stopped is said once, however many threads it ended.
func JoinErrors(stopped error, ended []error) error {
	if stopped != nil {
		return stopped
	}
	return errors.Join(ended...)
}
