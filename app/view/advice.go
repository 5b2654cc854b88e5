package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/lint"
)

// adviceRows is how many findings of one rule are listed.
const adviceRows = 3

// advicePanel returns the panel with advice about the primary run. Each finding leads to its moment.
func advicePanel(m *model.Model) app.UI {
	return app.Section().ID("panel-advice").Class("panel", "p-advice").Aria("label", "Advice").Body(
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Findings").OnClick(followed(&m.Player)).Body(adviceBody(m)),
	)
}

func adviceBody(m *model.Model) app.UI {
	r := m.Runs.Primary()
	switch {
	case r == nil:
		return app.P().Class("quiet").Text("Advice about the run appears here.")
	case !r.State().Over():
		return app.P().Class("quiet").Text("Advice appears when the run is over.")
	case !r.Advice().Done():
		return app.P().Class("quiet").Text("Looking through the run…")
	case len(r.Advice().Items()) == 0:
		return app.P().Class("quiet").Text("Nothing stands out: no loop was blocked while others were due, no failure went unseen, and no rule was broken.")
	}
	lints := r.Advice().Items()
	return app.Div().Class("lints").Body(app.Range(lints).Slice(func(i int) app.UI { return lintCard(r, &lints[i]) }))
}

func lintCard(r *recording.Recording, l *recording.AdviceItem) app.UI {
	listed := l.Findings[:min(len(l.Findings), adviceRows)]
	seen := 0
	for _, f := range listed {
		seen += f.Times
	}
	s := format.ScaleOf(r.EndTime())
	return app.Div().Class("lint", l.Rule.Severity().String()).Body(
		app.P().Class("sum").Body(
			app.Span().Class("flag").Text(l.Rule.Severity().String()),
			app.B().Text(l.Rule.Summary(l.Count)),
		),
		app.P().Class("quiet").Text(l.Rule.Advice()),
		app.Ul().Body(app.Range(listed).Slice(func(i int) app.UI {
			f := listed[i]
			text := f.Text
			if f.Times > 1 {
				text += " (" + format.Count(int64(f.Times)) + " times)"
			}
			return app.Li().Body(
				moment("show", "at "+s.Text(r.EventTime(f.Event)), f.Event, true),
				app.Span().Text(text),
			)
		})),
		app.If(l.Count > seen, app.P().Class("hint").Text("and "+format.Count(int64(l.Count-seen))+" more like it")),
	)
}

// adviceTab returns the name of the Advice tab, with the number of rules that found something, and a class that marks
// warnings and mistakes.
func adviceTab(runs *model.Runs) (text, class string) {
	if runs.Primary() == nil || len(runs.Primary().Advice().Items()) == 0 {
		return "Advice", ""
	}
	lints := runs.Primary().Advice().Items()
	if worst := lints[0].Rule.Severity(); worst >= lint.Warning {
		class = "pressing " + worst.String()
	}
	return "Advice " + format.Count(int64(len(lints))), class
}
