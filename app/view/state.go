package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/replay"
)

// Cursor is the panel that says what every loop was doing at the cursor.
type Cursor struct {
	app.Compo

	Runs   *model.Runs
	Player *model.Player
	Rows   *model.Rows
	Rev    uint
}

// cursorRows is how many lanes are listed at most.
const cursorRows = 64

// Render returns the markup.
func (c *Cursor) Render() app.UI {
	title := "At the cursor"
	var at *replay.State
	if c.Runs.Primary() != nil {
		title += " · " + format.ScaleOf(c.Runs.EndTime()).Text(c.Player.Cursor().At)
		at = c.Runs.Primary().StateAtCursor(c.Player.Cursor())
	}
	lanes := c.Runs.Primary().Lanes()
	shown := lanes[:min(len(lanes), cursorRows)]
	return app.Section().ID("panel-cursor").Class("panel", "p-cursor").Aria("label", "At the cursor").Body(
		app.H2().Text(title),
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "States").OnClick(followed(c.Player)).Body(
			app.If(len(lanes) == 0, app.P().Class("quiet").Text("What each loop is doing appears here.")),
			app.Dl().Class("states", "rove").Body(app.Range(shown).Slice(func(i int) app.UI {
				return stateRow(shown[i], c.Runs.Primary().StatusAt(shown[i], at), selectedClass(c.Rows, shown[i]))
			})),
			app.If(len(lanes) > len(shown),
				app.P().Class("quiet").Text(format.Plural(int64(len(lanes)-len(shown)), "more loop")+" not listed."),
			),
		),
	)
}

func stateRow(l *recording.Lane, s recording.Status, picked string) app.UI {
	word, chip := "word", "chip"
	if s.Active {
		word, chip = "word active", "chip active "+format.HueClass(l.Hue)
	}
	if s.Blocked {
		word = "word held"
	}
	return app.Div().Body(
		app.Dt().Class(format.HueClass(l.Hue), picked).Text(l.Name),
		app.Dd().Body(
			app.Span().Class(word).Text(s.Word),
			app.Div().Class("doing").Body(
				app.If(s.Detail != "", app.Span().Class(chip).Text(s.Detail)),
				app.Range(s.Queues).Slice(func(i int) app.UI { return queueRow(s.Queues[i]) }),
			),
		),
	)
}

func queueRow(q recording.QueueStatus) app.UI {
	return app.Div().Class("queue").Body(
		app.If(q.Name != "", app.Span().Class("hint").Text(q.Name)),
		app.Range(q.Entries).Slice(func(i int) app.UI {
			class := "chip"
			if q.Entries[i].Late {
				class = "chip late"
			}
			return moment(class, q.Entries[i].Text, q.Entries[i].Event, true)
		}),
		app.If(q.More > 0, app.Span().Class("hint").Text("and "+format.Count(int64(q.More))+" more")),
	)
}
