package model

import (
	"slices"

	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// sight is how the timeline is looked at: which stretch of time, which rows, and what was chosen. Only the time is part of
// the link. The zero value is all of the time, rows folded as they come, and nothing chosen.
type sight struct {
	window   timeline.Window
	clock    clock
	Unfolded map[trace.LoopID]bool // what was said of a loop: true unfolds it, false folds it
	Pick     timeline.Selection
	FoldRev  int // counts changes of unfolded
}

// ChooseRow puts a row in front: it is marked, and what is said and stepped through is about it.
func (y *Model) ChooseRow(p timeline.Selection) {
	if y.Pick != p {
		y.Pick = p
		y.Revs.View++
		y.Revs.Cursor++ // the lists mark it too
		y.Shell.Wake()
	}
}

// Fold shows the tasks of a loop, or hides them.
func (y *Model) Fold(loop trace.LoopID, open bool) {
	if y.Unfolded == nil {
		y.Unfolded = map[trace.LoopID]bool{}
	}
	y.Unfolded[loop] = open
	if !open && y.Pick.Loop == loop {
		y.Pick.Task = 0
	}
	y.FoldRev++
	y.Revs.View++
	y.Shell.Wake()
}

// FoldAll folds every loop, or unfolds every one.
func (y *Model) FoldAll(open bool) {
	all := map[trace.LoopID]bool{}
	for _, r := range y.Drawn() {
		for _, l := range r.Lanes() {
			all[l.Loop] = open
		}
	}
	y.Unfolded = all
	y.FoldRev++
	y.Revs.View++
	y.Shell.Wake()
}

// canFold tells whether some loop has tasks to show, and anyOpen whether some are shown.
func (y *Model) CanFold() bool {
	for _, l := range y.Shown.Lanes() {
		if y.Shown.Activity(l).Tasks.Len() > 1 {
			return true
		}
	}
	return false
}

func (y *Model) AnyOpen() bool {
	if y.Shown == nil {
		return false
	}
	return slices.Contains(timeline.ExpandedLanes(y.Shown, y.Shown.Lanes(), y.Unfolded), true)
}

// picked is the class of what is about the lane that is chosen, wherever it is listed.
func (y *Model) Picked(l *recording.Lane) string {
	if l != nil && y.Pick.Thread == l.Thread && y.Pick.Loop == l.Loop {
		return "picked"
	}
	return ""
}
