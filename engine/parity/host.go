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
	// Name is how the host is asked for and how reports call it.
	Name() string
	// Run runs a spec to its end and stores at most the given number of events, or all if it is 0. The error is a [MissingError],
	// [session.ErrTimeout], [session.ErrStopped], or says why the host failed. A program that fails is not an error.
	Run(ctx context.Context, r spec.Run, events int) (Result, error)
}

// Result is what a host did.
type Result struct {
	Host    string
	Spec    spec.Run    // what it ran
	What    string      // the implementation and its version
	Log     *replay.Log // nil: the host tells no more than its lines
	Lines   []string    // that were printed, in order
	Figures Figures
	Broken  string // the first rule of a trace that Log breaks; empty: it keeps them all
}

// Figures are a run's measures, times in nanoseconds. What a host does not tell is zero.
type Figures struct {
	Wall    int64  `json:"wall"`
	Busy    int64  `json:"busy,omitempty"`
	AtOnce  int    `json:"atOnce,omitempty"` // loops busy at one moment, at most
	LagP50  int64  `json:"lagP50"`
	LagP99  int64  `json:"lagP99"`
	LagMax  int64  `json:"lagMax"`
	Events  uint64 `json:"events,omitempty"`
	Dropped uint64 `json:"dropped,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Error   string `json:"error,omitempty"` // why the program did not end well
}

// A MissingError says that a host is not there, or can not run what was asked for.
type MissingError struct{ Host, Why string }

// Error names the host.
func (e *MissingError) Error() string { return e.Host + ": " + e.Why }

// limited gives the context of a run on a host that knows no timeout of its own.
func limited(ctx context.Context, r spec.Run) (context.Context, context.CancelFunc) {
	if r.Timeout > 0 {
		return context.WithTimeoutCause(ctx, r.Timeout, session.ErrTimeout)
	}
	return context.WithCancel(ctx)
}

// stopped says in a session's words why ctx has ended; nil if it has not.
func stopped(ctx context.Context) error {
	switch {
	case ctx.Err() == nil:
		return nil
	case errors.Is(context.Cause(ctx), session.ErrTimeout):
		return session.ErrTimeout
	}
	return session.ErrStopped
}
