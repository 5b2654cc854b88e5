package page

import (
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// lead says what the program does and what to look for, and gives values worth a try and something to guess.
type lead struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it.
func (l *lead) Render() app.UI {
	about := lesson.Of(l.Y.Form.Scenario)
	return app.Div().Class("lead").Body(
		app.H1().Text(about.Title),
		app.P().Class("about").Text(about.Lead),
		app.P().Class("watch").Body(
			app.B().Text("Watch"),
			app.Text(" "+about.Watch),
		),
		app.P().Class("try").Body(
			app.B().Text("Try"),
			app.Range(about.Presets).Slice(func(i int) app.UI { return l.preset(about.Presets[i]) }),
		),
		&quiz{Y: l.Y, Rev: l.Rev},
	)
}

// preset is a link, as a scenario is in the list.
func (l *lead) preset(p lesson.Preset) app.UI {
	fragment := l.Y.linkToPreset(p)
	return app.A().Href("#"+fragment).Text(p.Name).OnClick(func(ctx app.Context, e app.Event) {
		if !ownTab(e) {
			e.PreventDefault()
			e.Call("stopPropagation")
			l.Y.Go(fragment)
		}
	}, fragment)
}

// linkToPreset is the link of a preset of the scenario in the form: where the form has it run, or where the preset says.
func (y *Yard) linkToPreset(p lesson.Preset) string {
	pairs, place := p.Pairs(), y.Form.Place
	if i := slices.IndexFunc(pairs, func(p spec.Pair) bool { return p[0] == "placement" }); i >= 0 {
		place = placeOf(spec.Placement(pairs[i][1]), false)
		pairs = slices.Delete(pairs, i, i+1)
	}
	return y.linkWith(y.Form.Scenario, place, pairs)
}
