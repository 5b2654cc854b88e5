package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace/compare"
	"strings"
)

// words say what of two runs matches, and what differs that may.
func (c Comparison) Words(events int64) string {
	var said []string
	switch {
	case c.History.Verdict == compare.NoVerdict:
	case c.Rule == MatchEvents && c.History.Verdict == compare.Same:
		return "the same, event for event: all " + format.Count(events) + "."
	case c.Rule == MatchEvents:
		return "not the same, though in virtual time nothing may differ."
	case c.History.Verdict == compare.Same:
		said = append(said, "Every thread, loop and task did the same, step by step ✓")
	default:
		said = append(said, "Not every task did the same.")
	}
	same := "Same order inside every loop: " + format.Count(int64(c.Lines.Same)) + " of " + format.Count(int64(c.Lines.Loops))
	if c.Lines.First == nil {
		same += " ✓"
	}
	return strings.Join(append(said, same, interleaved(c.Lines)), "\n")
}

func interleaved(l compare.LinesResult) string {
	if l.Reordered == 0 {
		return "The loops take turns in the same order too."
	}
	return "The loops take turns differently at " + format.Plural(int64(l.Reordered), "place") + "."
}

func HistoryWord(c Comparison) string {
	switch {
	case c.Rule == MatchNothing:
		return "need not"
	case c.History.Verdict == compare.Same:
		return "same ✓"
	case c.History.Verdict == compare.Different:
		return "differs ✗"
	}
	return "not compared"
}
