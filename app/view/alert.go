package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// Alert shows what the visitor must know about the latest run, and its progress.
type Alert struct {
	app.Compo

	M   *model.Model
	Rev uint
}

// Render returns the markup. The element is always there, since a screen reader announces only what changes inside one.
func (a *Alert) Render() app.UI {
	return app.Div().Class("notices").Body(
		a.progress(),
		app.Div().Class("alert").Attr("role", "alert").Body(
			app.If(a.M.Notices.Alert() != "", app.P().Body(
				app.Text(a.M.Notices.Alert()),
				app.If(a.M.Runs.FellOver(), app.Button().Type("button").Class("ghost", "small").Text("Run again").OnClick(a.again)),
				button("ghost", "Dismiss", iconClose, a.dismiss),
			)),
		),
	)
}

// progress shows how far the run, an export or a comparison is. A screen reader hears it from the live region, now and
// then.
func (a *Alert) progress() app.UI {
	p, _, ok := a.M.Progress()
	if !ok {
		return app.Div().Hidden(true)
	}
	stop := "Stop"
	if a.M.Export.UnderWay() || a.M.Steps.UnderWay() || a.M.Runs.Primary().File != "" {
		stop = "Cancel"
	}
	if p.Part < 0 {
		return a.bar(p, stop, app.Progress().ID("progress"))
	}
	// This is another element, since a progress element that had a value cannot lose it.
	return app.Div().Body(a.bar(p, stop, app.Progress().ID("progress").Max(1000).Value(int(1000*p.Part))))
}

func (a *Alert) bar(p model.Progress, stop string, bar app.UI) app.UI {
	return app.Div().Class("reading").Body(
		app.Label().For("progress").Text(p.What),
		bar,
		app.Span().Class("chip").Text(p.Says),
		button("ghost small", stop, iconClose, a.cancel),
	)
}

func (a *Alert) again(ctx app.Context, e app.Event) { a.M.Run() }
func (a *Alert) cancel(ctx app.Context, e app.Event) {
	if _, cancel, ok := a.M.Progress(); ok {
		cancel()
	}
}

func (a *Alert) dismiss(ctx app.Context, e app.Event) { a.M.Notices.Dismiss() }
