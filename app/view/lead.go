package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/engine/scenario/lesson"
)

// Lead is the introduction of a scenario: what the program does, what to watch, presets to try, and a question.
type Lead struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup.
func (l *Lead) Render() app.UI {
	about := lesson.Of(l.M.Form.Scenario())
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
		&quiz{Quiz: &l.M.Quiz, Form: &l.M.Form, Rev: l.Rev},
	)
}

// preset returns the link to a preset.
func (l *Lead) preset(p lesson.Preset) app.UI {
	fragment := l.M.Address.ToPreset(p)
	return app.A().Href("#"+fragment).Text(p.Name).OnClick(func(ctx app.Context, e app.Event) {
		if !ownTab(e) {
			e.PreventDefault()
			e.Call("stopPropagation")
			l.M.Visit(fragment)
		}
	}, fragment)
}
