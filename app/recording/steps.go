package recording

import (
	"sort"

	"loopyard/engine/trace"
)

// stepIndex lists the StepBegan events of a run, the earliest first.
type stepIndex []trace.EventID

// until returns how many steps began within the first n events.
func (s stepIndex) until(n int) int {
	return sort.Search(len(s), func(i int) bool { return int(s[i]) > n })
}

// Steps returns the StepBegan events, the earliest first. The slice is the recording's own.
func (r *Recording) Steps() []trace.EventID { return r.steps }

// StepsTo returns how many steps began up to the cursor, and how many there are in all.
func (r *Recording) StepsTo(c Cursor) (done, all int) { return r.steps.until(c.N), len(r.steps) }

// NextStep returns a moment within the first step that begins after the cursor. After the last step comes the end of the
// run; ok is false if the cursor is there.
func (r *Recording) NextStep(c Cursor) (next Cursor, ok bool) {
	done, all := r.StepsTo(c)
	if done == all {
		return r.EndCursor(), c.N < r.Len()
	}
	return r.withinStep(done), true
}

// PreviousStep returns a moment within the last step before the cursor. Before the first step comes the start of the run; ok
// is false if the cursor is there.
func (r *Recording) PreviousStep(c Cursor) (previous Cursor, ok bool) {
	done, _ := r.StepsTo(c)
	if done > 0 {
		if last := r.withinStep(done - 1); last.N < c.N {
			return last, true
		}
		done--
	}
	if done > 0 {
		return r.withinStep(done - 1), true
	}
	return Cursor{}, c.N > 0
}

// withinStep returns a moment within the nth step, counted from 0. By then the step has printed what it prints before it
// ends, computes or blocks its thread.
func (r *Recording) withinStep(n int) Cursor {
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
