package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace/compare"
	"strings"
)

// compared is Compare of what is shown with another recording, worked out once.
func (y *Model) Compared(other *recording.Recording) recording.Comparison {
	key := [2]*recording.Recording{y.Shown, other}
	c, ok := y.Compares[key]
	if !ok {
		c = recording.Compare(y.Shown, other, nil)
		y.Compares[key] = c
	}
	return c
}

// besides says in a sentence what the picture shows besides the run in front.
func (y *Model) besides() string {
	stack := y.Stack()
	if stack == nil {
		return ""
	}
	var others []string
	for i, name := range recording.RunNames(stack) {
		if stack[i] != y.Shown {
			others = append(others, name+", "+format.FixedDuration(stack[i].EndTime()))
		}
	}
	return ". Beside it on the same axis: " + strings.Join(others, "; ")
}

// column names a run above its figures.
func (y *Model) Column(r *recording.Recording) string {
	if stack := y.Stack(); stack != nil {
		return recording.RunName(r, stack)
	}
	return r.Target.ShortLabel()
}

// outcome says in a word or two how a run compares with the one in front; empty if there is nothing to say.
func (y *Model) Outcome(r *recording.Recording) string {
	if r == y.Shown || !r.Comparable() || !y.Shown.Comparable() {
		return ""
	}
	if c := y.Compared(r); c.History.Verdict != compare.NoVerdict {
		return c.HistoryWord()
	}
	return ""
}
