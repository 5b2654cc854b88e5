package view

import (
	"cmp"
	"loopyard/app/model"
	"loopyard/app/recording"
	"slices"

	"github.com/maxence-charriere/go-app/v9/pkg/app"
)

// conditionsOf are the rows that say something of one run at least.
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
