package parity

import (
	"encoding/hex"

	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// traced makes a result of a whole trace.
func traced(host, what string, log *replay.Log) Result {
	r := Result{Host: host, What: what, Log: log}
	var stats stats.Collector
	var check check.Checker
	check.Begin(log.Header)
	for b := range batches(log) {
		for _, e := range b.Events {
			if e.Kind == trace.Printed {
				r.Lines = append(r.Lines, log.EventText(e))
			}
		}
		stats.Batch(b)
		r.broken(check.Batch(b))
	}
	stats.End(log.Trailer)
	r.broken(check.End(log.Trailer))
	s, t := stats.Summary(), log.Trailer
	r.Figures = Figures{Wall: t.End, Busy: s.Busy, AtOnce: s.MostAtOnce, LagP50: s.LagP50, LagP99: s.LagP99, LagMax: s.LagMax,
		Events: t.Events, Dropped: t.Dropped, Digest: hex.EncodeToString(t.Digest[:]), Error: t.Error}
	return r
}

// broken notes the first rule that a trace breaks.
func (r *Result) broken(err error) {
	if err != nil && r.Broken == "" {
		r.Broken = err.Error()
	}
}

// batches gives a log's events again as they came, but for their texts, which the log has.
func batches(log *replay.Log) func(yield func(trace.Batch) bool) {
	const most = 4096
	return func(yield func(trace.Batch) bool) {
		b := trace.Batch{First: 1}
		for _, e := range log.Events(1) {
			if b.Events = append(b.Events, e); len(b.Events) < most {
				continue
			}
			if !yield(b) {
				return
			}
			b = trace.Batch{First: b.First + most, Events: b.Events[:0]}
		}
		yield(b)
	}
}
