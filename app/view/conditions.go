package view

import (
	"cmp"
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/model"
	"loopyard/app/recording"
)

// conditionsOf returns the rows about what the runs ran on. A row that has nothing to say about any run is left out.
func conditionsOf(m *model.Model, columns []*recording.Recording) []app.UI {
	var rows []app.UI
	for _, c := range recording.ConditionRows {
		says := func(r *recording.Recording) bool { return c.Value(r) != "" }
		if slices.ContainsFunc(columns, says) {
			rows = append(rows, figureRow(m, columns, c.Name, func(i int) string { return cmp.Or(c.Value(columns[i]), "–") }))
		}
	}
	return rows
}
