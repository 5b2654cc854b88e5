package recording

import "loopyard/engine/trace/stats"

// summaryCache collects the figures of a run while its trace arrives, and keeps the summary that was made last: the
// percentiles of many loops take time.
type summaryCache struct {
	stats.Collector
	last   stats.Summary
	events int // how many events last is of
}

// Summary returns the run's figures so far. While a long trace is arriving they may be behind by an eighth of its events.
func (r *Recording) Summary() stats.Summary {
	s, n := &r.summary, r.Len()
	if r.state.Over() || n < 5000 || n-s.events > n/8 {
		s.last, s.events = s.Collector.Summary(), n
	}
	return s.last
}
