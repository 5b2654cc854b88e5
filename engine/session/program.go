package session

import (
	"context"
	"errors"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// program is what every placement runs.
type program struct {
	ctx      context.Context
	spec     spec.Run
	scenario scenario.Scenario

	calibration int64 // zero: not known
}

// perMilli is how many operations stand for a millisecond of Work.
func (p *program) perMilli() int64 {
	if p.calibration > 0 {
		return p.calibration
	}
	return opsPerMilli()
}

// stopped gives ErrStopped or ErrTimeout once the run is to end, and nil before.
func (p *program) stopped() error {
	select {
	case <-p.ctx.Done():
	default:
		return nil
	}
	if errors.Is(context.Cause(p.ctx), ErrTimeout) {
		return ErrTimeout
	}
	return ErrStopped
}

// talks tells whether the scenario sends messages at all: most do not, and may have a million loops.
func (p *program) talks() bool { return len(p.scenario.Calls)+len(p.scenario.Coroutines) > 0 }

// What can end a run before its program does; the trailer has the text.
var (
	ErrStopped = errors.New("stopped")
	ErrTimeout = errors.New("stopped at its timeout")
)

// worst joins what the threads of a run ended with. Being stopped is said once, however many threads it ended.
func worst(stopped error, ended []error) error {
	if stopped != nil {
		return stopped
	}
	return errors.Join(ended...)
}
