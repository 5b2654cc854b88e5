package lesson

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// count returns how many events of a kind a run has.
func count(l *replay.Log, k trace.Kind) (n int) {
	for _, e := range l.Events(1) {
		if e.Kind == k {
			n++
		}
	}
	return n
}

// summary returns the statistics of a run.
func summary(l *replay.Log) stats.Summary {
	var s stats.Collector
	for b := range l.Batches() {
		_ = s.Batch(b)
	}
	_ = s.End(l.Trailer)
	return s.Summary()
}

// yes returns 0, the index of the first answer, if holds is true, and otherwise 1.
func yes(holds bool) int {
	if holds {
		return 0
	}
	return 1
}
