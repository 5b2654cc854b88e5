package view

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/engine/trace/stats"
)

var spreads = []struct {
	label string
	of    func(m *stats.Measures) stats.Percentiles
}{
	model.MeasureLag: {"lag", func(m *stats.Measures) stats.Percentiles {
		return stats.Percentiles{P50: m.LagP50, P90: m.LagP90, P99: m.LagP99, Max: m.LagMax}
	}},
	model.MeasureDelay: {"queue delay", func(m *stats.Measures) stats.Percentiles { return m.Delay }},
	model.MeasureStep:  {"step time", func(m *stats.Measures) stats.Percentiles { return m.StepTime }},
}

// statsRows is how many loops are listed at most.
const statsRows = 50

func loopsTable(m *model.Model, shown *stats.Summary) app.UI {
	listed := firstLoops(shown.Loops, statsRows)
	title := "Each loop"
	if len(shown.Loops) > len(listed) {
		title = "The first " + format.Count(int64(len(listed))) + " of " + format.Plural(int64(len(shown.Loops)), "loop")
	}
	return app.Div().Class("each").Body(
		app.H3().ID("each-loop").Text(title),
		app.Label().Class("unseen").For("spread").Text("Measure shown as percentiles"),
		app.Select().ID("spread").Class("chip").OnChange(chooseSpread(m)).Body(
			app.Range(spreads).Slice(func(i int) app.UI {
				return option(strconv.Itoa(i), spreads[i].label, model.Measure(i) == m.Panels.Measure())
			}),
		),
		app.Table().Class("figures", "loops").Aria("labelledby", "each-loop").Body(
			app.THead().Body(app.Tr().Body(
				th("loop", ""), th("used", "num"), th("switches", "num"), th("p50", "num"), th("p90", "num"), th("p99", "num"), th("max", "num"),
			)),
			app.TBody().Body(app.Range(listed).Slice(func(i int) app.UI { return loopRow(m, &listed[i]) })),
		),
	)
}

func chooseSpread(m *model.Model) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && i >= 0 && i < len(spreads) {
			m.Panels.SetMeasure(model.Measure(i))
		}
	}
}

func loopRow(m *model.Model, l *stats.LoopSummary) app.UI {
	name, hue := "", format.NoHue
	if lane := m.Runs.Primary().LoopLane(l.ID); lane != nil {
		name, hue = lane.Name, lane.Hue
	}
	s := spreads[m.Panels.Measure()].of(&l.Measures)
	return app.Tr().Body(
		app.Th().Scope("row").Class(format.HueClass(hue)).Text(name),
		app.Td().Class("num").Title(format.FixedDuration(l.Busy)+" busy in a life of "+format.FixedDuration(l.Lifetime)).Text(format.Percent(l.Busy, l.Lifetime)),
		app.Td().Class("num").Text(format.Count(int64(l.Steps))),
		app.Td().Class("num").Text(format.Duration(s.P50)),
		app.Td().Class("num").Text(format.Duration(s.P90)),
		app.Td().Class("num").Text(format.Duration(s.P99)),
		app.Td().Class("num").Text(format.Duration(s.Max)),
	)
}

// firstLoops returns the loops to list, by thread and then in the order in which they were made. Of very many loops only
// the first most are looked at.
func firstLoops(all []stats.LoopSummary, most int) []stats.LoopSummary {
	listed := slices.Clone(all[:min(len(all), most)])
	slices.SortFunc(listed, func(a, b stats.LoopSummary) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
	return listed
}
