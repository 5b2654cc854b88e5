package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// moment returns a button that moves the cursor to an event. An element around it must handle clicks with [followed]. The
// Tab key stops at one button of a long list only; the arrow keys lead to the others, see rove in draw.js.
func moment(class, text string, to trace.EventID, stop bool) app.UI {
	index := -1
	if stop {
		index = 0
	}
	return app.Button().Type("button").Class("moment", class).DataSet("goto", int(to)).TabIndex(index).Text(text)
}

// followed returns a click handler that moves the cursor to the event of the button that was clicked, or of the first
// button in the row that was clicked. One handler for a list is much cheaper than one for each of its rows.
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

// selectedClass returns the class that marks the entries about the selected lane, in every list.
func selectedClass(rows *model.Rows, l *recording.Lane) string {
	if rows.IsSelected(l) {
		return "picked"
	}
	return ""
}
