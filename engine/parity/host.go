package parity

import (
	"context"
	"errors"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/replay"
)

// A Host runs specs.
type Host interface {
	// Name returns the name of the host in commands and reports.
	Name() string
	// Run runs a spec to its end and stores at most the given number of events, or all if it is 0. The error is a [MissingError],
	// [session.ErrTimeout], [session.ErrStopped], or says why the host failed. A program that fails is not an error.
	Run(ctx context.Context, r spec.Run, events int) (Result, error)
}

// Result is a run on a host.
type Result struct {
	Host    string
	Spec    spec.Run    // the run
	What    string      // the implementation and its version
	Log     *replay.Log // nil if the host reports only lines
	Lines   []string    // the printed lines in order
	Figures Figures
	Broken  string // the first rule of traces that Log breaks, or empty
}

// Figures are the measurements of a run. Times are in nanoseconds. A value that a host does not report is zero.
type Figures struct {
	Wall    int64  `json:"wall"`
	Busy    int64  `json:"busy,omitempty"`
	AtOnce  int    `json:"atOnce,omitempty"` // the largest number of loops that were busy at once
	LagP50  int64  `json:"lagP50"`
	LagP99  int64  `json:"lagP99"`
	LagMax  int64  `json:"lagMax"`
	Events  uint64 `json:"events,omitempty"`
	Dropped uint64 `json:"dropped,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Error   string `json:"error,omitempty"` // why the program failed, or empty
}

// A MissingError means that a host is missing or cannot run the spec.
type MissingError struct{ Host, Why string }

// Error returns the host and the reason.
func (e *MissingError) Error() string { return e.Host + ": " + e.Why }

// limited returns a context that ends at the timeout of the run, for hosts that do not know it.
func limited(ctx context.Context, r spec.Run) (context.Context, context.CancelFunc) {
	if r.Timeout > 0 {
		return context.WithTimeoutCause(ctx, r.Timeout, session.ErrTimeout)
	}
	return context.WithCancel(ctx)
}

// stopped returns the error of package session for a context that has ended, or nil if it has not.
func stopped(ctx context.Context) error {
	switch {
	case ctx.Err() == nil:
		return nil
	case errors.Is(context.Cause(ctx), session.ErrTimeout):
		return session.ErrTimeout
	}
	return session.ErrStopped
}
