package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
)

// TableRows is how many steps the table has at most. Moving the cursor shows others.
const TableRows = 200

func stepTable(m *model.Model) app.UI {
	r := m.Runs.Primary()
	rows, first, all := r.StepRows(m.Player.Cursor(), TableRows)
	done, _ := r.StepsTo(m.Player.Cursor())
	s := format.ScaleOf(r.EndTime())
	caption := "All " + format.Plural(int64(all), "step")
	if len(rows) < all {
		caption = "Steps " + format.Count(int64(first)) + " to " + format.Count(int64(first+len(rows)-1)) + " of " + format.Count(int64(all)) +
			": the ones around the cursor. Move the cursor to see others."
	}
	return app.Div().Class("view", "as-table").TabIndex(0).Attr("role", "group").Aria("label", "Timeline table").Body(
		app.Table().Class("step-table").Body(
			app.Caption().Text(caption),
			app.THead().Body(app.Tr().Body(
				th("time, "+s.Unit, "num"), th("loop", ""), th("task", ""), th("why", ""), th("then", ""), th("took", "num"),
			)),
			app.TBody().Class("rove").OnClick(followed(&m.Player)).Body(app.Range(rows).Slice(func(i int) app.UI {
				row := rows[i]
				class := ""
				if first+i == done {
					class = "now"
				}
				return app.Tr().Class(class).Body(
					app.Td().Class("num").Body(moment("at", s.Number(row.At), row.Event, first+i == max(1, done))),
					app.Th().Scope("row").Class(format.HueClass(row.Hue)).Text(row.Loop),
					app.Td().Text(row.Task),
					app.Td().Body(because("why", row.Cause)),
					app.Td().Text(row.Outcome),
					app.Td().Class("num").Text(row.Duration),
				)
			})),
		),
	)
}

func th(text, class string) app.UI { return app.Th().Scope("col").Class(class).Text(text) }
