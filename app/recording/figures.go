package recording

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/stats"
)

// figures adds up a recording's statistics while it comes.
type figures struct {
	stats.Collector
	summary stats.Summary
	events  int // that summary is of
}

// Summary gives the run's figures so far. While much is coming in they may be a little behind: percentiles of many loops
// take time.
func (r *Recording) Summary() stats.Summary {
	f, n := &r.figures, r.Len()
	if behind := n - f.events; r.state.Over() || behind > n/8 || n < 5000 {
		f.summary, f.events = f.Collector.Summary(), n
	}
	return f.summary
}

// Count adds events to the figures and keeps nothing else of them.
func (r *Recording) AddToSummary(b trace.Batch) error {
	r.revision++
	return r.figures.Batch(b)
}
