package recording

import (
	"strings"

	"loopyard/app/format"
	"loopyard/engine/trace/compare"
)

// Text says what is the same in two runs, and what differs and may. It follows a colon. events is the number of events of
// the first run.
func (c Comparison) Text(events int64) string {
	var sentences []string
	switch {
	case c.History.Verdict == compare.NoVerdict:
	case c.Rule == MatchEvents && c.History.Verdict == compare.Same:
		return "the same, event for event: all " + format.Count(events) + "."
	case c.Rule == MatchEvents:
		return "different, though two runs in virtual time must be the same."
	case c.History.Verdict == compare.Same:
		sentences = append(sentences, "Every thread, loop and task did the same, step by step ✓")
	default:
		sentences = append(sentences, "Not every task did the same.")
	}
	lines := "Same order inside every loop: " + format.Count(int64(c.Lines.Same)) + " of " + format.Count(int64(c.Lines.Loops))
	if c.Lines.First == nil {
		lines += " ✓"
	}
	return strings.Join(append(sentences, lines, turnsText(c.Lines)), "\n")
}

func turnsText(l compare.LinesResult) string {
	if l.Reordered == 0 {
		return "The loops take turns in the same order too."
	}
	return "The loops take turns differently at " + format.Plural(int64(l.Reordered), "place") + "."
}

// HistoryWord says in a word or two whether every task did the same in two runs.
func (c Comparison) HistoryWord() string {
	switch {
	case c.Rule == MatchNothing:
		return "need not match"
	case c.History.Verdict == compare.Same:
		return "same ✓"
	case c.History.Verdict == compare.Different:
		return "differs ✗"
	}
	return "not compared"
}
