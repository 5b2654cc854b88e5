package parity

import (
	"encoding/hex"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// traced returns the result of a recorded run.
func traced(host, what string, ran spec.Run, log *replay.Log) Result {
	r := Result{Host: host, What: what, Spec: ran, Log: log}
	var stats stats.Collector
	var check check.Checker
	_ = check.Begin(log.Header)
	for b := range log.Batches() {
		for _, e := range b.Events {
			if e.Kind == trace.Printed {
				r.Lines = append(r.Lines, log.EventText(e))
			}
		}
		_ = stats.Batch(b)
		r.broken(check.Batch(b))
	}
	_ = stats.End(log.Trailer)
	r.broken(check.End(log.Trailer))
	s, t := stats.Summary(), log.Trailer
	r.Figures = Figures{Wall: t.End, Busy: s.Busy, AtOnce: s.MostAtOnce, LagP50: s.LagP50, LagP99: s.LagP99, LagMax: s.LagMax,
		Events: t.Events, Dropped: t.Dropped, Digest: hex.EncodeToString(t.Digest[:]), Error: t.Error}
	return r
}

// broken records the first rule of traces that the run breaks.
func (r *Result) broken(err error) {
	if err != nil && r.Broken == "" {
		r.Broken = err.Error()
	}
}
