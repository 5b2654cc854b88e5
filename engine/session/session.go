// Package session runs a spec on a placement and feeds what happens to a trace sink.
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

// Version of the engine, for the header of a trace.
const Version = "1"

// Options say how a run is recorded. The zero value keeps every event.
type Options struct {
	Host   string // for the header: native, browser, …
	Events int    // events to keep; further ones are counted and in the digest, but dropped. 0: no limit
	Cores  int    // for the header; 0: as many as this process knows of

	// Calibration is how many operations a core does in a millisecond, from the header of an earlier run, so that Work is
	// the same in both. Zero: it is measured, once per process.
	Calibration int64

	// Workers runs each thread of placement threads. Nil: they are threads of this process.
	Workers Workers

	// Watch is told now and then how far the run is; see [trace.Recorder.Watch]. Nil: nobody asks.
	Watch func(trace.Progress)
}

// Run runs a spec from [spec.Parse] to its end and gives the trace to sink as it is made. It returns when every
// thread of the run has ended. The error is nil, [ErrTimeout], [ErrStopped] (ctx ended), or what made the
// program fail; the trailer is valid in every case and has been given to the sink. A sink that fails is given no
// more; the run goes on without it.
func Run(ctx context.Context, r spec.Run, o Options, sink trace.Sink) (trace.Trailer, error) {
	s, ok := scenario.Find(r.Scenario)
	if !ok {
		return trace.Trailer{}, errors.New("session: no scenario " + r.Scenario)
	}
	return RunScenario(ctx, s, r, o, sink)
}

// RunScenario is Run for a scenario that need not be in the catalogue.
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
	out := host.NewTraceWriter(sink, o.Events, o.Watch)
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
