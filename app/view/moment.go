package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// moment is a button that moves the cursor to an event. What it stands in must hear [followed]. Long lists have but one
// that the Tab key stops at; the arrow keys lead to the others, see rove in draw.js.
func moment(class, text string, to trace.EventID, stop bool) app.UI {
	index := -1
	if stop {
		index = 0
	}
	return app.Button().Type("button").Class("moment", class).DataSet("goto", int(to)).TabIndex(index).Text(text)
}

// followed moves the cursor to where the thing that was clicked leads, or else the first thing in its row. One handler for a whole list
// is much cheaper than one for each of its rows.
func followed(player *model.Player) app.EventHandler {
	return func(ctx app.Context, e app.Event) {
		from := e.Get("target").Call("closest", "[data-goto]")
		if row := e.Get("target").Call("closest", "li, tr"); !from.Truthy() && row.Truthy() {
			from = row.Call("querySelector", "[data-goto]")
		}
		if !from.Truthy() {
			return
		}
		if id, err := strconv.ParseUint(from.Get("dataset").Get("goto").String(), 10, 32); err == nil {
			player.SeekEvent(trace.EventID(id))
		}
	}
}

// selectedClass returns the class of what is about a lane, wherever it is listed.
func selectedClass(rows *model.Rows, l *recording.Lane) string {
	if rows.IsSelected(l) {
		return "picked"
	}
	return ""
}
