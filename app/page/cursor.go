package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace"
)

// cursor is what every loop was doing at the cursor.
type cursor struct {
	app.Compo

	Y   *Yard
	Rev int
}

// cursorRows bounds the lanes that are listed.
const cursorRows = 64

// Render draws it.
func (c *cursor) Render() app.UI {
	y := c.Y
	title := "At the cursor"
	if y.Shown != nil {
		title += " · " + scaleOf(y.span()).text(y.Cursor.At)
	}
	lanes := y.Shown.Lanes()
	shown := lanes[:min(len(lanes), cursorRows)]
	return app.Section().ID("panel-cursor").Class("panel", "p-cursor").Aria("label", "At the cursor").Body(
		app.H2().Text(title),
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "States").Body(
			app.If(len(lanes) == 0, app.P().Class("quiet").Text("What each loop is doing appears here.")),
			app.Dl().Class("states").Body(app.Range(shown).Slice(func(i int) app.UI {
				l := shown[i]
				s := y.Shown.StatusAt(l, y.Cursor.N, y.Cursor.At)
				word, chip := "word", "chip"
				if s.Active {
					word, chip = "word active", "chip active "+hueClass(l.Hue)
				}
				if s.Held {
					word = "word held"
				}
				return app.Div().Body(
					app.Dt().Class(hueClass(l.Hue)).Text(l.Name),
					app.Dd().Body(
						app.Span().Class(word).Text(s.Word),
						app.If(s.Detail != "", app.Span().Class(chip).Text(s.Detail)),
					),
				)
			})),
			app.If(len(lanes) > len(shown),
				app.P().Class("quiet").Text(plural(int64(len(lanes)-len(shown)), "more loop")+" not listed."),
			),
		),
	)
}

// hueOf is the hue of a loop.
func (r *Recording) hueOf(loop trace.LoopID) int {
	if l := r.byLoop[loop]; l != nil {
		return l.Hue
	}
	return hueNone
}
