package page

import (
	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/stats"
)

// mustRows are the rows of the figures that say what of the runs compared must match, and does or does not.
func mustRows(y *Yard, columns []*Recording) []app.UI {
	if y.Stack() == nil {
		return nil
	}
	row := func(name string, mine string, of func(c Comparison) string) app.UI {
		return figureRow(y, columns, name, func(i int) string {
			other := columns[i]
			switch {
			case other == y.Shown:
				return mine
			case !other.Comparable() || !y.Shown.Comparable():
				return "not whole"
			}
			return of(y.compared(other))
		})
	}
	return []app.UI{
		heading("must match", columns),
		row("what every task did", count(int64(y.Shown.Len()))+" events", deedsWord),
		row("lines of each loop", plural(int64(y.Shown.Loops()), "loop"), linesWord),
		heading("may differ", columns),
		row("turns of the loops", plural(int64(len(y.Shown.lines)), "line"), turnsWord),
	}
}

// outcome says in a word or two how a run compares with the one in front; empty if there is nothing to say.
func (y *Yard) outcome(r *Recording) string {
	if r == y.Shown || !r.Comparable() || !y.Shown.Comparable() {
		return ""
	}
	if c := y.compared(r); c.Deeds.Verdict != compare.NoVerdict {
		return deedsWord(c)
	}
	return ""
}

func heading(text string, columns []*Recording) app.UI {
	return app.Tr().Class("group").Body(app.Th().Scope("rowgroup").ColSpan(len(columns) + 1).Text(text))
}

func deedsWord(c Comparison) string {
	switch {
	case c.Rule == ruleNone:
		return "need not"
	case c.Deeds.Verdict == compare.Same:
		return "same ✓"
	case c.Deeds.Verdict == compare.Different:
		return "differs ✗"
	}
	return "not compared"
}

func linesWord(c Comparison) string {
	switch {
	case c.Rule == ruleNone:
		return "need not"
	case c.Long == LongAll:
		return "not compared"
	case c.Lines.Same == c.Lines.Of:
		return "same ✓"
	}
	return count(int64(c.Lines.Same)) + " of " + count(int64(c.Lines.Of)) + " ✗"
}

func turnsWord(c Comparison) string {
	switch {
	case c.Rule == ruleNone || c.Long == LongAll:
		return "–"
	case c.Lines.Elsewise == 0:
		return "same"
	}
	return count(int64(c.Lines.Elsewise)) + " differ"
}

// amount is a figure's value and, where runs are compared, how many times as much it is as in the one in front.
func (f figure) amount(y *Yard, s *stats.Summary) string {
	if f.Num == nil || y.Stack() == nil {
		return f.Of(s)
	}
	shown := y.Shown.Summary()
	return f.Of(s) + times(f.Num(s), f.Num(&shown), " (", ")")
}
