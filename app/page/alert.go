package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// alert is what the visitor must know about the latest run.
type alert struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it. The element is always there: a reader announces what changes inside.
func (a *alert) Render() app.UI {
	return app.Div().Class("alert").Attr("role", "alert").Body(
		app.If(a.Y.Alert != "", app.P().Body(
			app.Text(a.Y.Alert),
			button("ghost", "Dismiss", iconClose, a.dismiss),
		)),
	)
}

func (a *alert) dismiss(ctx app.Context, e app.Event) { a.Y.Warn("") }
