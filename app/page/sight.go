package page

import (
	"slices"

	"loopyard/engine/trace"
)

// sight is how the timeline is looked at: which stretch of time, which rows, and what was chosen. Only the time is part of
// the link. The zero value is all of the time, rows folded as they come, and nothing chosen.
type sight struct {
	window   Window
	clock    clock
	unfolded map[trace.LoopID]bool // what was said of a loop: true unfolds it, false folds it
	pick     Pick
	foldRev  int // counts changes of unfolded
}

// ChooseRow puts a row in front: it is marked, and what is said and stepped through is about it.
func (y *Yard) ChooseRow(p Pick) {
	if y.pick != p {
		y.pick = p
		y.revs.view++
		y.revs.cursor++ // the lists mark it too
		y.shell.wake()
	}
}

// Fold shows the tasks of a loop, or hides them.
func (y *Yard) Fold(loop trace.LoopID, open bool) {
	if y.unfolded == nil {
		y.unfolded = map[trace.LoopID]bool{}
	}
	y.unfolded[loop] = open
	if !open && y.pick.Loop == loop {
		y.pick.Task = 0
	}
	y.foldRev++
	y.revs.view++
	y.shell.wake()
}

// FoldAll folds every loop, or unfolds every one.
func (y *Yard) FoldAll(open bool) {
	all := map[trace.LoopID]bool{}
	for _, r := range y.drawn() {
		for _, l := range r.Lanes() {
			all[l.Loop] = open
		}
	}
	y.unfolded = all
	y.foldRev++
	y.revs.view++
	y.shell.wake()
}

// canFold tells whether some loop has tasks to show, and anyOpen whether some are shown.
func (y *Yard) canFold() bool {
	for _, l := range y.Shown.Lanes() {
		if y.Shown.levels(l).Tasks.Len() > 1 {
			return true
		}
	}
	return false
}

func (y *Yard) anyOpen() bool {
	if y.Shown == nil {
		return false
	}
	return slices.Contains(openLanes(y.Shown, y.Shown.Lanes(), y.unfolded), true)
}

// picked is the class of what is about the lane that is chosen, wherever it is listed.
func (y *Yard) picked(l *Lane) string {
	if l != nil && y.pick.Thread == l.Thread && y.pick.Loop == l.Loop {
		return "picked"
	}
	return ""
}
