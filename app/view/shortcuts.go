package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
)

// Sheet is the dialog that lists what the keys and the pointer do.
type Sheet struct{ app.Compo }

// gestures lists what the pointer does.
var gestures = [][2]string{
	{"click", "move the cursor there and choose the row"},
	{"drag", "move the cursor; move the window where it is zoomed in"},
	{"drag on the axis", "move the cursor"},
	{"Shift + drag", "zoom to a stretch"},
	{"Ctrl + wheel, pinch", "zoom"},
	{"Shift + wheel", "move left and right"},
}

// Render returns the markup.
func (s *Sheet) Render() app.UI {
	return app.Dialog().ID(model.IDShortcuts).Class("sheet-of-keys").Aria("labelledby", "shortcuts-title").Body(
		app.Div().Class("head").Body(
			app.H2().ID("shortcuts-title").Text("Keys of the timeline"),
			button("ghost small", "Close", iconClose, s.close),
		),
		app.P().Class("quiet").Text("They work while the timeline has the keyboard: click it, or press Tab until it has a frame."),
		app.Dl().Class("keys").Body(app.Range(model.Shortcuts).Slice(func(i int) app.UI {
			return app.Div().Body(app.Dt().Text(model.Shortcuts[i].Show), app.Dd().Text(model.Shortcuts[i].Says))
		})),
		app.H3().Text("Pointer and touch"),
		app.Dl().Class("keys").Body(app.Range(gestures).Slice(func(i int) app.UI {
			return app.Div().Body(app.Dt().Text(gestures[i][0]), app.Dd().Text(gestures[i][1]))
		})),
	)
}

func (s *Sheet) close(ctx app.Context, e app.Event) {
	if d := app.Window().GetElementByID(model.IDShortcuts); d.Truthy() {
		d.Call("close")
	}
}
