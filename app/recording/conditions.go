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
	ClockStep  int64 // the resolution of the browser's clock
	Frames     int   // how many frames the page drew during the run
	LongestGap int64 // the longest time between two of these frames
	Hidden     bool  // the page was hidden for a while, so that the browser may have slowed the run down
}

// The resolution of a browser's clock. Browsers make the clock coarse for a page that is not isolated from other origins,
// which could use it to spy on them.
const (
	ClockStepIsolated = 5_000
	ClockStepShared   = 100_000
)

// AddFrame adds a frame of the page, by the time since the frame before.
func (c *Conditions) AddFrame(gap int64) {
	c.Frames++
	c.LongestGap = max(c.LongestGap, gap)
}

// ConditionRow is a row of the statistics about the conditions of runs.
type ConditionRow struct {
	Name  string
	Value func(r *Recording) string // empty if it does not apply to the run
}

// ConditionRows are all of these rows, in the order of the statistics.
var ConditionRows = []ConditionRow{
	{"processors", func(r *Recording) string {
		if r.Spec.Placement == spec.Virtual || r.Header.Cores == 0 {
			return ""
		}
		return format.Count(int64(r.Header.Cores))
	}},
	{"lag p99 without the busiest loop", func(r *Recording) string {
		if lag, ok := lagOfOthers(r.Summary()); ok {
			return format.Duration(lag)
		}
		return ""
	}},
	{"longest gap between frames", func(r *Recording) string {
		if r.Conditions.Frames == 0 {
			return ""
		}
		return format.Duration(r.Conditions.LongestGap)
	}},
	{"clock resolution", func(r *Recording) string {
		switch r.Conditions.ClockStep {
		case 0:
			return ""
		case ClockStepIsolated:
			return format.Duration(ClockStepIsolated)
		}
		return format.Duration(r.Conditions.ClockStep) + ", page not isolated"
	}},
	{"clocks agree within", func(r *Recording) string {
		if r.clockError == 0 {
			return ""
		}
		return format.Duration(r.clockError)
	}},
}

// lagOfOthers returns the worst 99th percentile of lag among all loops but the one that held its thread longest. It shows
// whether that loop delayed others. ok is false if there are fewer than two loops.
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
