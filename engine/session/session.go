// Package session runs a spec on a placement and feeds what happens to a trace sink.
package session

import (
	"context"
	"errors"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Options say how a run is recorded and limited. The zero value keeps every event.
type Options struct {
	Host   string // for the header: native, browser, …
	Events int    // events to keep; further ones are counted and in the digest, but dropped. 0: no limit
}

// What can end a run before its program does; the trailer has the text.
var (
	ErrStopped = errors.New("stopped")
	ErrTimeout = errors.New("stopped at its timeout")
)

// Run runs a spec from [spec.Parse] to its end and gives the trace to sink as it is made. It returns when every
// thread of the run has ended. The error is nil, [ErrTimeout], [ErrStopped] (ctx ended), or what made the
// program fail; the trailer is valid in every case and has been given to the sink.
func Run(ctx context.Context, r spec.Run, o Options, sink trace.Sink) (trace.Trailer, error) {
	return trace.Trailer{}, ErrStopped
}
