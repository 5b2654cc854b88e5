package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace/lint"
)

// adviceRows is how many occurrences of one lint are listed.
const adviceRows = 3

// advicePanel says what could be better in the run that is shown, and where that is seen.
func advicePanel(y *Yard) app.UI {
	return app.Section().ID("panel-advice").Class("panel", "p-advice").Aria("label", "Advice").Body(
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Findings").OnClick(followed(y)).Body(adviceBody(y)),
	)
}

func adviceBody(y *Yard) app.UI {
	r := y.Shown
	switch {
	case r == nil:
		return app.P().Class("quiet").Text("What could be better in the run appears here.")
	case !r.State.Over():
		return app.P().Class("quiet").Text("Advice comes when the run is over.")
	case !r.advice.done:
		return app.P().Class("quiet").Text("Looking through the run…")
	case len(r.advice.lints) == 0:
		return app.P().Class("quiet").Text("Nothing stands out: no loop was held up, nothing was lost, and nobody broke a rule.")
	}
	lints := r.advice.lints
	return app.Div().Class("lints").Body(app.Range(lints).Slice(func(i int) app.UI { return lintCard(r, &lints[i]) }))
}

func lintCard(r *Recording, l *lintFound) app.UI {
	listed := l.Found[:min(len(l.Found), adviceRows)]
	seen := 0
	for _, f := range listed {
		seen += f.Times
	}
	s := scaleOf(r.EndTime())
	return app.Div().Class("lint", l.Lint.Severity().String()).Body(
		app.P().Class("sum").Body(
			app.Span().Class("flag").Text(l.Lint.Severity().String()),
			app.B().Text(l.Lint.Summary(l.All)),
		),
		app.P().Class("quiet").Text(l.Lint.Advice()),
		app.Ul().Body(app.Range(listed).Slice(func(i int) app.UI {
			f := listed[i]
			text := f.Text
			if f.Times > 1 {
				text += " (" + count(int64(f.Times)) + " times)"
			}
			return app.Li().Body(
				moment("show", "at "+s.text(r.At(f.Event)), f.Event, true),
				app.Span().Text(text),
			)
		})),
		app.If(l.All > seen, app.P().Class("hint").Text("and "+count(int64(l.All-seen))+" more like it")),
	)
}

// adviceTab is the name of the tab, with how many kinds of advice there are, and a class if one of them is pressing.
func adviceTab(y *Yard) (text, class string) {
	if y.Shown == nil || len(y.Shown.advice.lints) == 0 {
		return "Advice", ""
	}
	lints := y.Shown.advice.lints
	if worst := lints[0].Lint.Severity(); worst >= lint.Warning {
		class = "pressing " + worst.String()
	}
	return "Advice " + count(int64(len(lints))), class
}
