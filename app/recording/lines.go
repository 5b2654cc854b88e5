package recording

import (
	"loopyard/app/recording/rows"
	"loopyard/engine/trace/stats"
	"sort"
)

// linesTo counts the lines printed up to the cursor.
func (r *Recording) LinesTo(c Cursor) int {
	return sort.Search(len(r.lines), func(i int) bool { return int(r.lines[i]) > c.N })
}

// levels is what the lane was doing.
func (r *Recording) Activity(l *Lane) *rows.Activity {
	of := r.timeline.Thread(l.Thread)
	if l.Loop != 0 {
		of = r.timeline.Loop(l.Loop)
	}
	if of == nil {
		return &rows.Activity{Loop: l.Loop, Thread: l.Thread}
	}
	return of
}

// runs names what runs at a moment: a task of a loop, or a callback.
func (r *Recording) ExtremeName(m stats.Extreme) string {
	who := "a callback"
	if m.Task != 0 {
		who = r.who(r.byLoop[m.Loop], m.Loop, m.Task)
	}
	if l := r.LoopLane(m.Loop); l != nil {
		who = l.Name + " · " + who
	}
	return who
}
