package page

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace/stats"
)

// Spread is what the table of loops shows the percentiles of.
type Spread uint8

// The spreads.
const (
	SpreadLag Spread = iota
	SpreadDelay
	SpreadStep
)

var spreads = []struct {
	label string
	of    func(m *stats.Measures) stats.Percentiles
}{
	SpreadLag: {"lag", func(m *stats.Measures) stats.Percentiles {
		return stats.Percentiles{P50: m.LagP50, P90: m.LagP90, P99: m.LagP99, Max: m.LagMax}
	}},
	SpreadDelay: {"queue delay", func(m *stats.Measures) stats.Percentiles { return m.Delay }},
	SpreadStep:  {"step time", func(m *stats.Measures) stats.Percentiles { return m.StepTime }},
}

// statsRows bounds the loops that are listed.
const statsRows = 50

func loopsTable(y *Yard, shown *stats.Summary) app.UI {
	listed := firstLoops(shown.Loops, statsRows)
	title := "Each loop"
	if len(shown.Loops) > len(listed) {
		title = "The first " + count(int64(len(listed))) + " of " + plural(int64(len(shown.Loops)), "loop")
	}
	return app.Div().Class("each").Body(
		app.H3().ID("each-loop").Text(title),
		app.Label().Class("unseen").For("spread").Text("What the percentiles are of"),
		app.Select().ID("spread").Class("chip").OnChange(chooseSpread(y)).Body(
			app.Range(spreads).Slice(func(i int) app.UI {
				return option(strconv.Itoa(i), spreads[i].label, Spread(i) == y.View.Spread)
			}),
		),
		app.Table().Class("figures", "loops").Aria("labelledby", "each-loop").Body(
			app.THead().Body(app.Tr().Body(
				th("loop", ""), th("used", "num"), th("switches", "num"), th("p50", "num"), th("p90", "num"), th("p99", "num"), th("max", "num"),
			)),
			app.TBody().Body(app.Range(listed).Slice(func(i int) app.UI { return loopRow(y, &listed[i]) })),
		),
	)
}

func chooseSpread(y *Yard) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && i >= 0 && i < len(spreads) {
			y.View.Spread = Spread(i)
			y.revs.view++
		}
	}
}

func loopRow(y *Yard, l *stats.LoopSummary) app.UI {
	name, hue := "", hueNone
	if lane := y.Shown.byLoop[l.ID]; lane != nil {
		name, hue = lane.Name, lane.Hue
	}
	s := spreads[y.View.Spread].of(&l.Measures)
	return app.Tr().Body(
		app.Th().Scope("row").Class(hueClass(hue)).Text(name),
		app.Td().Class("num").Title(length(l.Busy)+" busy in a life of "+length(l.Lifetime)).Text(percent(l.Busy, l.Lifetime)),
		app.Td().Class("num").Text(count(int64(l.Steps))),
		app.Td().Class("num").Text(short(s.P50)),
		app.Td().Class("num").Text(short(s.P90)),
		app.Td().Class("num").Text(short(s.P99)),
		app.Td().Class("num").Text(short(s.Max)),
	)
}

// firstLoops are the loops to list, by thread and then in the order they were made. There may be very many, of which only
// the first so many made are looked at.
func firstLoops(all []stats.LoopSummary, most int) []stats.LoopSummary {
	listed := slices.Clone(all[:min(len(all), most)])
	slices.SortFunc(listed, func(a, b stats.LoopSummary) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
	return listed
}
