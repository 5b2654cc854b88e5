package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// layOut gives everything in the timeline its place.
func (y *Model) LayOut(width, height, scroll float64) timeline.Layout {
	stack := y.Stack()
	if stack == nil {
		return timeline.NewLayout(y.Shown, y.Unfolded, width, height, scroll)
	}
	strips := make([]timeline.Strip, len(stack))
	for i, title := range recording.RunNames(stack) {
		strips[i] = timeline.Strip{Rec: stack[i], Title: title, Outcome: y.Outcome(stack[i]), Primary: stack[i] == y.Shown, Collapsed: y.Banded(stack[i])}
	}
	return timeline.NewStripLayout(strips, y.Unfolded, width, height, scroll)
}

// PressStrip is for a press on a run's title or band: it comes to the front, and pressed where the names of rows are it is
// folded or unfolded.
func (y *Model) PressStrip(s *timeline.Strip, named bool) {
	y.Front(s.Rec)
	if named {
		y.Band(s.Rec, !s.Collapsed)
	}
}

// stackWeight is how many rows the titles and bands of the runs that are compared count for.
func (y *Model) StackWeight() (rows float64) {
	for _, r := range y.Stack() {
		if rows += .5; y.Banded(r) {
			rows++
		}
	}
	return rows
}
