package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace"
)

// tableRows bounds the table: it is there to be read, and a reader can move it with the cursor.
const tableRows = 200

// stepRow is one step in words.
type stepRow struct {
	At       int64
	Loop     string
	Hue      int
	Task     string
	Event    trace.EventID // its StepBegan
	Began    Cause
	Ended    string // how
	Duration string
}

// Rows gives the steps around the cursor, and which of all they are: the first one's number and how many there are.
func (r *Recording) Rows(c Cursor, most int) (rows []stepRow, first, all int) {
	all = len(r.steps)
	done, _ := r.Steps(c)
	first = min(max(0, done-most/2), max(0, all-most))
	for _, began := range r.steps[first:min(all, first+most)] {
		rows = append(rows, r.stepRow(began))
	}
	return rows, first + 1, all
}

func (r *Recording) stepRow(began trace.EventID) stepRow {
	e := r.Event(began)
	row := stepRow{At: e.At, Event: began, Task: "?", Began: r.whyStep(e), Duration: "under way"}
	l := r.byLoop[e.Loop]
	if l == nil {
		return row
	}
	row.Loop, row.Hue, row.Task = l.Name, l.Hue, r.taskName(l, e.Task)
	if end := r.Event(r.EndOf(began)); end.Kind == trace.StepEnded {
		row.Duration = short(end.At - e.At)
		row.Ended = endedWord(trace.Outcome(end.Arg))
	}
	return row
}

func endedWord(o trace.Outcome) string {
	switch o {
	case trace.Slept:
		return "sleeps"
	case trace.Awaited:
		return "waits"
	case trace.GaveWay:
		return "gives way"
	case trace.Finished:
		return "done"
	case trace.Failed:
		return "failed"
	case trace.WasCanceled:
		return "canceled"
	}
	return ""
}

func stepTable(y *Yard) app.UI {
	r := y.Shown
	rows, first, all := r.Rows(y.Cursor, tableRows)
	done, _ := r.Steps(y.Cursor)
	s := scaleOf(r.EndTime())
	caption := "All " + plural(int64(all), "step")
	if len(rows) < all {
		caption = "Steps " + count(int64(first)) + " to " + count(int64(first+len(rows)-1)) + " of " + count(int64(all)) +
			": the ones around the cursor. Move the cursor to see others."
	}
	return app.Div().Class("view", "as-table").TabIndex(0).Attr("role", "group").Aria("label", "Timeline table").Body(
		app.Table().Class("step-table").Body(
			app.Caption().Text(caption),
			app.THead().Body(app.Tr().Body(
				th("time, "+s.unit, "num"), th("loop", ""), th("task", ""), th("why", ""), th("then", ""), th("took", "num"),
			)),
			app.TBody().Class("rove").OnClick(followed(y)).Body(app.Range(rows).Slice(func(i int) app.UI {
				row := rows[i]
				class := ""
				if first+i == done {
					class = "now"
				}
				return app.Tr().Class(class).Body(
					app.Td().Class("num").Body(moment("at", s.number(row.At), row.Event, first+i == max(1, done))),
					app.Th().Scope("row").Class(hueClass(row.Hue)).Text(row.Loop),
					app.Td().Text(row.Task),
					app.Td().Body(because("why", row.Began)),
					app.Td().Text(row.Ended),
					app.Td().Class("num").Text(row.Duration),
				)
			})),
		),
	)
}

func th(text, class string) app.UI { return app.Th().Scope("col").Class(class).Text(text) }
