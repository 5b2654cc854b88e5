package page

import (
	"cmp"
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/spec"
	"loopyard/engine/trace/stats"
)

// Conditions are what a real run of this browser's ran under: they say how far its figures can be trusted. The zero
// value is of a run elsewhere.
type Conditions struct {
	Step   int64 // of the browser's clock in nanoseconds
	Frames int   // that the page drew meanwhile
	Gap    int64 // the longest time between two of them, in nanoseconds
}

// The steps of a browser's clock. It is made coarse for a page that others could spy on through it.
const (
	stepIsolated = 5_000
	stepShared   = 100_000
)

// Frame takes the time that passed between two frames, in nanoseconds.
func (c *Conditions) Frame(gap int64) {
	c.Frames++
	c.Gap = max(c.Gap, gap)
}

// condition is a row of the statistics about what a run ran on. Of is empty where there is nothing to say.
type condition struct {
	Name string
	Of   func(r *Recording) string
}

var conditionRows = []condition{
	{"processors", func(r *Recording) string {
		if r.Spec.Placement == spec.Virtual || r.Header.Cores == 0 {
			return ""
		}
		return count(int64(r.Header.Cores))
	}},
	{"lag p99, other loops", func(r *Recording) string {
		if lag, ok := lagOfOthers(r.Summary()); ok {
			return short(lag)
		}
		return ""
	}},
	{"longest frame gap", func(r *Recording) string {
		if r.Conditions.Frames == 0 {
			return ""
		}
		return short(r.Conditions.Gap)
	}},
	{"clock steps", func(r *Recording) string {
		switch {
		case r.Conditions.Step == 0:
			return ""
		case r.Conditions.Step == stepIsolated:
			return short(r.Conditions.Step)
		}
		return short(r.Conditions.Step) + ", page not isolated"
	}},
	{"clocks agree within", func(r *Recording) string {
		if r.unsure == 0 {
			return ""
		}
		return short(r.unsure)
	}},
}

// fellOver tells whether what is shown is a run of this browser's that did not end well: the next one may.
func (y *Yard) fellOver() bool {
	return y.Shown != nil && y.Shown.Place.Real() && (y.Shown.State == Failed || y.Shown.State == Broken)
}

// conditionsOf are the rows that say something of one run at least.
func conditionsOf(y *Yard, columns []*Recording) []app.UI {
	var rows []app.UI
	for _, c := range conditionRows {
		says := func(r *Recording) bool { return c.Of(r) != "" }
		if slices.ContainsFunc(columns, says) {
			rows = append(rows, figureRow(y, columns, c.Name, func(i int) string { return cmp.Or(c.Of(columns[i]), "–") }))
		}
	}
	return rows
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
