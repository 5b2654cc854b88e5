package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// What questions are answered from.

// count counts a run's events of a kind.
func count(l *replay.Log, k trace.Kind) (n int) {
	for _, e := range l.Events(1) {
		if e.Kind == k {
			n++
		}
	}
	return n
}

// summary is a run's figures.
func summary(l *replay.Log) stats.Summary {
	events := make([]trace.Event, 0, l.Len())
	for _, e := range l.Events(1) {
		events = append(events, e)
	}
	var s stats.Stats
	s.Batch(trace.Batch{First: 1, Events: events})
	s.End(l.Trailer)
	return s.Summary()
}

// yes is the first of two answers if something holds, and the second if not.
func yes(holds bool) int {
	if holds {
		return 0
	}
	return 1
}
