package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace/compare"
)

// Verdict is how a run compares with the primary one, in words.
type Verdict struct {
	Good  bool
	Head  string
	Text  string
	First *compare.Difference // the first place that differs and must not; nil: none, or it was not looked for
	More  int                 // further places that differ
	Long  bool                // it can be compared step by step, which takes a while
}

// Verdict says how another run compares with the primary one.
func (r *Runs) Verdict(other *recording.Recording) Verdict {
	name := r.Column(other)
	v := Verdict{Good: true, Head: "Against " + name + ":"}
	if !other.Comparable() || !r.primary.Comparable() {
		v.Good, v.Text = false, "not compared, since one of the runs is not whole."
		return v
	}
	c := r.Result(other)
	v.Good = c.Same()
	switch {
	case c.Rule == recording.MatchNothing:
		v.Text = "another program, or other values, so that nothing has to match. " + r.byHowMuch(other)
		return v
	case c.Skipped == recording.SkippedAll:
		v.Text = "only the figures are compared: one of the runs has more than " + format.Count(recording.MaxComparedEvents) + " events."
		return v
	}
	v.Long = c.Skipped == recording.SkippedHistory
	if len(c.History.Differences) > 0 {
		v.First, v.More = &c.History.Differences[0], c.History.More
	}
	v.Text = c.Text(int64(r.primary.Len()))
	if r.Compared() != nil {
		v.Text += " " + r.byHowMuch(other)
	}
	return v
}

// byHowMuch says how long another run took and how large its worst lag was, compared with the primary one.
func (r *Runs) byHowMuch(other *recording.Recording) string {
	mine, theirs := r.primary.Summary(), other.Summary()
	text := "It took as long."
	if mine.Wall != theirs.Wall {
		text = "It took " + format.FixedDuration(theirs.Wall) + " against " + format.FixedDuration(mine.Wall) + format.Ratio(float64(theirs.Wall), float64(mine.Wall), " (", ")") + "."
	}
	if mine.LagMax != theirs.LagMax {
		text += " Its worst lag was " + format.Duration(theirs.LagMax) + " against " + format.Duration(mine.LagMax) + "."
	}
	return text
}
