package recording

import (
	"sort"

	"loopyard/engine/trace"
)

// Cursor is a moment of a recording: the first N events have happened, and the clock shows At. Many events can share
// one instant of virtual time, so the number says more than the time.
type Cursor struct {
	N  int
	At int64
}

// CursorAt is the moment when everything up to that time has happened.
func (r *Recording) CursorAt(at int64) Cursor {
	at = min(max(at, 0), r.EndTime())
	return Cursor{N: r.EventsUntil(at), At: at}
}

// Finish is the moment when everything has happened.
func (r *Recording) EndCursor() Cursor { return Cursor{N: r.Len(), At: r.EndTime()} }

// Steps counts all steps, and those that began up to the cursor.
func (r *Recording) StepsTo(c Cursor) (done, all int) {
	return sort.Search(len(r.steps), func(i int) bool { return int(r.steps[i]) > c.N }), len(r.steps)
}

// Step is the moment within the next step; ok is false if there is none.
func (r *Recording) NextStep(c Cursor) (next Cursor, ok bool) {
	done, all := r.StepsTo(c)
	if done == all {
		return r.EndCursor(), c.N < r.Len()
	}
	return r.within(done), true
}

// StepBack is the moment within the step before; ok is false if there is none.
func (r *Recording) PreviousStep(c Cursor) (back Cursor, ok bool) {
	done, _ := r.StepsTo(c)
	if done > 0 {
		if last := r.within(done - 1); last.N < c.N {
			return last, true
		}
		done--
	}
	if done > 0 {
		return r.within(done - 1), true
	}
	return Cursor{}, c.N > 0
}

// within is a moment inside the nth step, from 0: its lines are out, and it has not ended or begun to hold its thread.
func (r *Recording) within(n int) Cursor {
	began := r.steps[n]
	loop := r.Event(began).Loop
	last := began
	for id := began + 1; int(id) <= r.Len(); id++ {
		e := r.Event(id)
		if e.Loop != loop {
			continue
		}
		switch e.Kind {
		case trace.StepEnded, trace.WorkBegan, trace.BlockBegan:
			return Cursor{N: int(last), At: r.EventTime(last)}
		}
		last = id
	}
	return Cursor{N: int(last), At: r.EventTime(last)}
}
