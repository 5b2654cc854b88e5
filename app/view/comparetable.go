package view

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/stats"
)

// mustRows are the rows of the figures that say what of the runs compared must match, and does or does not.
func mustRows(y *model.Model, columns []*recording.Recording) []app.UI {
	if y.Stack() == nil {
		return nil
	}
	row := func(name string, mine string, of func(c recording.Comparison) string) app.UI {
		return figureRow(y, columns, name, func(i int) string {
			other := columns[i]
			switch {
			case other == y.Shown:
				return mine
			case !other.Comparable() || !y.Shown.Comparable():
				return "not whole"
			}
			return of(y.Compared(other))
		})
	}
	return []app.UI{
		heading("must match", columns),
		row("what every task did", format.Count(int64(y.Shown.Len()))+" events", recording.Comparison.HistoryWord),
		row("lines of each loop", format.Plural(int64(y.Shown.LoopCount()), "loop"), linesWord),
		heading("may differ", columns),
		row("turns of the loops", format.Plural(int64(len(y.Shown.Lines())), "line"), turnsWord),
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

// amount is a figure's value and, where runs are compared, how many times as much it is as in the one in front.
func (f figure) amount(y *model.Model, s *stats.Summary) string {
	if f.Num == nil || y.Stack() == nil {
		return f.Of(s)
	}
	shown := y.Shown.Summary()
	return f.Of(s) + format.Ratio(f.Num(s), f.Num(&shown), " (", ")")
}
