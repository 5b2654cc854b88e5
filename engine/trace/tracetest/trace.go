package tracetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Trace is a trace in memory, without an index.
type Trace struct {
	Header  trace.Header
	Events  trace.Batch
	Trailer trace.Trailer
}

// Begin keeps the header.
func (w *Trace) Begin(h trace.Header) error { w.Header = h; return nil }

// End keeps the trailer.
func (w *Trace) End(t trace.Trailer) error { w.Trailer = t; return nil }

// Batch adds the events.
func (w *Trace) Batch(b trace.Batch) error {
	w.Events.First = 1
	w.Events.Events = append(w.Events.Events, b.Events...)
	w.Events.Strings = append(w.Events.Strings, b.Strings...)
	return nil
}

// Play passes the trace to a sink, up to its first error.
func (w *Trace) Play(s trace.Sink) error {
	if err := s.Begin(w.Header); err != nil {
		return err
	}
	if err := s.Batch(w.Events); err != nil {
		return err
	}
	return s.End(w.Trailer)
}

// Sample returns a small trace.
func Sample(t testing.TB) *Trace {
	t.Helper()
	r, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "2"}, {"iterations", "2"}, {"work", "10ms"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	w := &Trace{}
	_, err = session.Run(context.Background(), r, session.Options{Host: "test"}, w)
	require.NoError(t, err)
	return w
}
