package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/compare"
)

// verdicts returns what the primary run has in common with each of the others.
func verdicts(m *model.Model, columns []*recording.Recording) app.UI {
	return app.Range(columns).Slice(func(i int) app.UI {
		other := columns[i]
		if other == m.Runs.Primary() || !other.State().Over() || !m.Runs.Primary().State().Over() {
			return nil
		}
		v := m.Runs.Verdict(other)
		class := "ok"
		if !v.Good {
			class = "ok not"
		}
		return app.Div().Class(class).Body(
			app.P().Body(app.B().Text(v.Head), app.Text(" "+v.Text)),
			app.If(v.First != nil, differenceAt(m, other, v)),
			app.If(v.Long && !m.Steps.UnderWay(), app.Button().Type("button").Class("ghost", "small").Text("Compare step by step").
				OnClick(func(ctx app.Context, e app.Event) { m.Steps.Start(other) }, other.Number)),
		)
	})
}

// differenceAt returns where two runs differ first, with what happened there in each. Pressing one of them shows it.
func differenceAt(m *model.Model, other *recording.Recording, v model.Verdict) app.UI {
	d := v.First
	if d == nil { // app.If takes what it does not show too
		return app.Div()
	}
	where := d.What + "."
	if d.Where != "" {
		where = d.Where + " " + where
	}
	if v.More > 0 {
		where += " " + format.Plural(int64(v.More), "further place") + "."
	}
	return app.Div().Class("parts").Body(
		app.P().Text("First: "+where),
		app.Dl().Body(
			differenceSide(m, m.Runs.Primary(), d.A),
			differenceSide(m, other, d.B),
		),
	)
}

func differenceSide(m *model.Model, r *recording.Recording, at compare.Side) app.UI {
	name := m.Runs.Column(r)
	what := app.UI(app.Text("nothing any more"))
	if at.Event != 0 {
		what = app.Button().Type("button").Class("moment").Title("Show it").Text(at.Text).
			OnClick(func(ctx app.Context, e app.Event) { m.ShowEvent(r, at.Event) }, r.Number, int(at.Event))
	}
	return app.Div().Body(app.Dt().Text(name), app.Dd().Body(what))
}
