package page

import "github.com/maxence-charriere/go-app/v9/pkg/app"

// alert is what the visitor must know about the latest run, and how far a file has been read.
type alert struct {
	app.Compo

	Y   *Yard
	Rev int
}

// Render draws it. The element is always there: a reader announces what changes inside.
func (a *alert) Render() app.UI {
	name, part, reading := a.Y.Progress()
	return app.Div().Class("notices").Body(
		app.If(reading, app.Div().Class("reading").Body(
			app.Label().For("reading").Text("Reading "+name),
			app.Progress().ID("reading").Max(100).Value(int(100*part)),
			app.Span().Class("chip").Text(percent(int64(1000*part), 1000)),
			button("ghost small", "Cancel", iconClose, a.cancel),
		)),
		app.Div().Class("alert").Attr("role", "alert").Body(
			app.If(a.Y.Alert != "", app.P().Body(
				app.Text(a.Y.Alert),
				app.If(a.Y.fellOver(), app.Button().Type("button").Class("ghost", "small").Text("Run again").OnClick(a.again)),
				button("ghost", "Dismiss", iconClose, a.dismiss),
			)),
		),
	)
}

func (a *alert) again(ctx app.Context, e app.Event)   { a.Y.Run() }
func (a *alert) cancel(ctx app.Context, e app.Event)  { a.Y.Stop() }
func (a *alert) dismiss(ctx app.Context, e app.Event) { a.Y.Warn("") }
