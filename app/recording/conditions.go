package recording

import (
	"cmp"
	"slices"

	"loopyard/app/format"
	"loopyard/engine/spec"
	"loopyard/engine/trace/stats"
)

// Conditions are the conditions in this browser under which a real run took place. They say how far its figures can be
// trusted. The zero value belongs to a run that this browser did not run.
type Conditions struct {
	ClockStep  int64 // the resolution of the browser's clock, in nanoseconds
	Frames     int   // how many frames the page drew during the run
	LongestGap int64 // the longest time between two of these frames, in nanoseconds
	Hidden     bool  // the page was hidden for a while, so that the browser may have slowed the run down
}

// The steps of a browser's clock. It is made coarse for a page that others could spy on through it.
const (
	ClockStepIsolated = 5_000
	ClockStepShared   = 100_000
)

// Frame takes the time that passed between two frames, in nanoseconds.
func (c *Conditions) AddFrame(gap int64) {
	c.Frames++
	c.LongestGap = max(c.LongestGap, gap)
}

// condition is a row of the statistics about what a run ran on. Of is empty where there is nothing to say.
type ConditionRow struct {
	Name  string
	Value func(r *Recording) string
}

var ConditionRows = []ConditionRow{
	{"processors", func(r *Recording) string {
		if r.Spec.Placement == spec.Virtual || r.Header.Cores == 0 {
			return ""
		}
		return format.Count(int64(r.Header.Cores))
	}},
	{"lag p99, other loops", func(r *Recording) string {
		if lag, ok := lagOfOthers(r.Summary()); ok {
			return format.Duration(lag)
		}
		return ""
	}},
	{"longest frame gap", func(r *Recording) string {
		if r.Conditions.Frames == 0 {
			return ""
		}
		return format.Duration(r.Conditions.LongestGap)
	}},
	{"clock steps", func(r *Recording) string {
		switch {
		case r.Conditions.ClockStep == 0:
			return ""
		case r.Conditions.ClockStep == ClockStepIsolated:
			return format.Duration(r.Conditions.ClockStep)
		}
		return format.Duration(r.Conditions.ClockStep) + ", page not isolated"
	}},
	{"clocks agree within", func(r *Recording) string {
		if r.unsure == 0 {
			return ""
		}
		return format.Duration(r.unsure)
	}},
}

// lagOfOthers is the worst 99th percentile of lag among the loops but the one that held its thread longest: it tells
// whether that one held up others. There is none with less than two loops.
func lagOfOthers(s stats.Summary) (lag int64, ok bool) {
	if len(s.Loops) < 2 {
		return 0, false
	}
	held := func(l stats.LoopSummary) int64 { return l.Busy + l.Blocked }
	busiest := slices.MaxFunc(s.Loops, func(a, b stats.LoopSummary) int { return cmp.Compare(held(a), held(b)) }).ID
	for _, l := range s.Loops {
		if l.ID != busiest {
			lag = max(lag, l.LagP99)
		}
	}
	return lag, true
}
