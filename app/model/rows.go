package model

import (
	"maps"
	"slices"

	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// Rows is which rows the timeline has, and which of them is selected. The zero value leaves it to the timeline which
// loops show their tasks, and selects none.
type Rows struct {
	part
	runs      *Runs
	unfolded  map[trace.LoopID]bool // what was chosen for a loop: true shows its tasks, false hides them
	selection timeline.Selection
}

// Selection returns the row that is selected; the zero value is none.
func (r *Rows) Selection() timeline.Selection { return r.selection }

// LayOut returns the place of every row, for a width and height in CSS pixels and for how far the rows are scrolled.
func (r *Rows) LayOut(width, height, scroll float64) timeline.Layout {
	compared := r.runs.Compared()
	if compared == nil {
		return timeline.NewLayout(r.runs.Primary(), r.unfolded, width, height, scroll)
	}
	strips := make([]timeline.Strip, len(compared))
	for i, title := range recording.RunNames(compared) {
		rec := compared[i]
		strips[i] = timeline.Strip{Rec: rec, Title: title, Outcome: r.runs.outcome(rec), Primary: rec == r.runs.Primary(), Collapsed: r.runs.Collapsed(rec)}
	}
	return timeline.NewStripLayout(strips, r.unfolded, width, height, scroll)
}

// All returns the rows that the timeline has now, in whatever window.
func (r *Rows) All() []timeline.Row { return r.LayOut(1000, 400, 0).Rows }

// Weight returns how much height the rows need, in rows of a loop. Rows of tasks are lower, and a run that is compared
// has a title besides.
func (r *Rows) Weight() (weight float64) {
	for _, row := range r.All() {
		if weight++; row.Task != 0 {
			weight -= .6
		}
	}
	for _, rec := range r.runs.Compared() {
		if weight += .5; r.runs.Collapsed(rec) {
			weight++
		}
	}
	return weight
}

// Selected returns the row that is selected; ok is false if there is none, or it is not drawn any more.
func (r *Rows) Selected() (row timeline.Row, ok bool) {
	if r.selection == (timeline.Selection{}) {
		return timeline.Row{}, false
	}
	all := r.All()
	if i := (timeline.Layout{Rows: all}).FindRow(r.runs.Primary(), r.selection); i >= 0 {
		return all[i], true
	}
	return timeline.Row{}, false
}

// IsSelected reports whether a lane is the selected one, or has the selected task.
func (r *Rows) IsSelected(l *recording.Lane) bool {
	return l != nil && r.selection.Thread == l.Thread && r.selection.Loop == l.Loop
}

// Select selects a row. It is marked, and the keys of the timeline are about it.
func (r *Rows) Select(s timeline.Selection) {
	if r.selection != s {
		r.selection = s
		r.changed()
	}
}

// next returns the row that is some rows below the selected one, or above it by a negative number.
func (r *Rows) next(by int) (row timeline.Row, ok bool) {
	all := r.All()
	if len(all) == 0 {
		return timeline.Row{}, false
	}
	at := timeline.Layout{Rows: all}.FindRow(r.runs.Primary(), r.selection)
	if at < 0 && by < 0 {
		at = len(all)
	}
	return all[min(max(at+by, 0), len(all)-1)], true
}

// Fold hides the tasks of a loop, or shows them.
func (r *Rows) Fold(loop trace.LoopID, hide bool) {
	unfolded := maps.Clone(r.unfolded)
	if unfolded == nil {
		unfolded = map[trace.LoopID]bool{}
	}
	unfolded[loop] = !hide
	r.unfolded = unfolded
	if hide && r.selection.Loop == loop {
		r.selection.Task = 0
	}
	r.changed()
}

// FoldAll hides the tasks of every loop, or shows them.
func (r *Rows) FoldAll(hide bool) {
	all := map[trace.LoopID]bool{}
	for _, rec := range r.runs.Drawn() {
		for _, l := range rec.Lanes() {
			all[l.Loop] = !hide
		}
	}
	r.unfolded = all
	r.changed()
}

// ToggleFold shows or hides the tasks of the selected loop.
func (r *Rows) ToggleFold() {
	if row, ok := r.Selected(); ok && row.Task != 0 {
		r.Fold(row.Lane.Loop, true)
	} else if ok && row.Expandable {
		r.Fold(row.Lane.Loop, row.Expanded)
	}
}

// CanFold reports whether some loop of the primary run has tasks to show.
func (r *Rows) CanFold() bool {
	rec := r.runs.Primary()
	for _, l := range rec.Lanes() {
		if rec.Activity(l).Tasks.Len() > 1 {
			return true
		}
	}
	return false
}

// AnyUnfolded reports whether some loop of the primary run shows its tasks.
func (r *Rows) AnyUnfolded() bool {
	rec := r.runs.Primary()
	return rec != nil && slices.Contains(timeline.ExpandedLanes(rec, rec.Lanes(), r.unfolded), true)
}

// reset leaves it to the timeline again which loops show their tasks, and selects none.
func (r *Rows) reset() {
	r.unfolded, r.selection = nil, timeline.Selection{}
	r.changed()
}
