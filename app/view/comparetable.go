package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/stats"
)

// mustRows returns the rows that say what must match between the runs that are compared, and whether it does.
func mustRows(m *model.Model, columns []*recording.Recording) []app.UI {
	if m.Runs.Compared() == nil {
		return nil
	}
	row := func(name string, mine string, of func(c recording.Comparison) string) app.UI {
		return figureRow(m, columns, name, func(i int) string {
			other := columns[i]
			switch {
			case other == m.Runs.Primary():
				return mine
			case !other.Comparable() || !m.Runs.Primary().Comparable():
				return "not whole"
			}
			return of(m.Runs.Result(other))
		})
	}
	return []app.UI{
		heading("must match", columns),
		row("what every task did", format.Count(int64(m.Runs.Primary().Len()))+" events", recording.Comparison.HistoryWord),
		row("lines of each loop", format.Plural(int64(m.Runs.Primary().LoopCount()), "loop"), linesWord),
		heading("may differ", columns),
		row("turns of the loops", format.Plural(int64(len(m.Runs.Primary().Lines())), "line"), turnsWord),
	}
}

func heading(text string, columns []*recording.Recording) app.UI {
	return app.Tr().Class("group").Body(app.Th().Scope("rowgroup").ColSpan(len(columns) + 1).Text(text))
}

func linesWord(c recording.Comparison) string {
	switch {
	case c.Rule == recording.MatchNothing:
		return "need not match"
	case c.Skipped == recording.SkippedAll:
		return "not compared"
	case c.Lines.First == nil:
		return "same ✓"
	}
	return format.Count(int64(c.Lines.Same)) + " of " + format.Count(int64(c.Lines.Loops)) + " ✗"
}

func turnsWord(c recording.Comparison) string {
	switch {
	case c.Rule == recording.MatchNothing || c.Skipped == recording.SkippedAll:
		return "–"
	case c.Lines.Reordered == 0:
		return "same"
	}
	return format.Count(int64(c.Lines.Reordered)) + " differ"
}

// amount returns a figure's value and, if runs are compared, its ratio to the value of the primary run.
func (f figure) amount(m *model.Model, s *stats.Summary) string {
	if f.Num == nil || m.Runs.Compared() == nil {
		return f.Of(s)
	}
	shown := m.Runs.Primary().Summary()
	return f.Of(s) + format.Ratio(f.Num(s), f.Num(&shown), " (", ")")
}
