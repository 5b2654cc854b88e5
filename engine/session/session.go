// Package session runs a spec on a placement and writes what happens to a trace sink.
//
// [Run] picks the placement: virtual and single have all threads on one goroutine, threads has OS threads, or workers if
// there are any. What a worker does is [Serve].
package session

import (
	"cmp"
	"context"
	"errors"
	"runtime"

	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/osthread"
	"loopyard/engine/session/internal/remote"
	"loopyard/engine/session/internal/simulate"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Version is the version of the engine, for the header of a trace.
const Version = "1"

// Options configures how a run is recorded and where its threads run. The zero value keeps every event.
type Options struct {
	Host   string // for the header of the trace: native, browser, …
	Events int    // events to keep; later ones count, and are in the digest, but are dropped. 0 means all
	Cores  int    // for the header; 0 means as many as this process can use

	// Calibration is how many operations a core does in a millisecond, from the header of an earlier run, so that Work is
	// the same in both. Zero means that it is measured, once per process.
	Calibration int64

	// Workers runs each thread of placement threads in a worker. Nil means that they are OS threads of this process.
	Workers Workers

	// OnProgress is called from time to time with how far the run is; see [trace.Recorder.OnProgress]. It may be nil.
	OnProgress func(trace.Progress)
}

// Run runs a spec from [spec.Parse] to its end and writes the trace to sink while it runs. It returns when every thread
// of the run has ended. The error is nil, [ErrTimeout], [ErrStopped] if ctx ended, or the error that the program failed
// with. In each of these cases the trailer is valid and has been written. If the sink returns an error it is not called
// again, and the run continues.
func Run(ctx context.Context, r spec.Run, o Options, sink trace.Sink) (trace.Trailer, error) {
	s, ok := scenario.Find(r.Scenario)
	if !ok {
		return trace.Trailer{}, errors.New("session: no scenario " + r.Scenario)
	}
	return RunScenario(ctx, s, r, o, sink)
}

// RunScenario is [Run] for a scenario that need not be in the catalog.
func RunScenario(ctx context.Context, s scenario.Scenario, r spec.Run, o Options, sink trace.Sink) (trace.Trailer, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if r.Timeout > 0 {
		ctx, cancel = context.WithTimeoutCause(ctx, r.Timeout, ErrTimeout)
		defer cancel()
	}

	p := &host.Program{Ctx: ctx, Spec: r, Scenario: s, Calibration: o.Calibration}
	h := header(r, s, o)
	if r.Work > 0 && r.Placement != spec.Virtual {
		h.Calibration = p.OpsPerMilli()
	}
	out := host.NewTraceWriter(sink, o.Events, o.OnProgress)
	var err error
	switch {
	case r.Placement == spec.Threads && o.Workers != nil:
		err = remote.Run(p, out, h, o.Workers)
	case r.Placement == spec.Threads:
		out.Begin(h)
		err = osthread.Run(p, out)
	default:
		out.Begin(h)
		err = simulate.Run(p, out)
	}
	return out.End(err), err
}

func header(r spec.Run, s scenario.Scenario, o Options) trace.Header {
	h := trace.Header{Version: trace.Version, Placement: string(r.Placement), Host: o.Host, Clock: "real", Engine: Version, Cores: cmp.Or(o.Cores, runtime.NumCPU())}
	if r.Placement == spec.Virtual {
		h.Clock = "virtual"
	}
	for _, pair := range r.Pairs(s.Params) {
		h.Spec = append(h.Spec, pair)
	}
	return h
}
