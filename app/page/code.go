package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/scenario/lesson"
)

// code is the same program as anybody would write it, for the values in the form.
func code(y *Yard) app.UI {
	pieces := highlight(y.Listing())
	return app.Section().ID("panel-code").Class("panel", "p-code").Aria("label", "Code").Body(
		app.Div().Class("head").Body(
			app.Div().Class("langs").Attr("role", "tablist").Aria("label", "Language").Body(
				tab("Python", "listing", y.View.Python, func(ctx app.Context, e app.Event) { y.speak(true) }),
				tab("Go", "listing", !y.View.Python, func(ctx app.Context, e app.Event) { y.speak(false) }),
			),
			button("ghost small", "Copy", iconCopy, func(ctx app.Context, e app.Event) { y.CopyCode() }),
		),
		app.Div().ID("listing").Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Listing").Body(
			app.Pre().Body(app.Code().Body(
				app.Range(pieces).Slice(func(i int) app.UI {
					return app.Span().Class(pieces[i].Class).Text(pieces[i].Text)
				}),
			)),
		),
	)
}

func (y *Yard) speak(python bool) {
	y.View.Python = python
	y.revs.view++
}

// Listing is the program for the form's values; those that make no sense count as the defaults.
func (y *Yard) Listing() (text string, words map[string]bool) {
	f := y.Form
	run, _ := f.Read(y.catalog, y.Limits(f.Place)) // f is a copy: the errors stay as they are
	if y.View.Python {
		return lesson.Python(run), pythonWords
	}
	return lesson.Go(run), goWords
}
