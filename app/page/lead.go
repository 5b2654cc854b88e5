package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
)

// lead says what the program does and what to look for.
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
	)
}
