package replay

import (
	"cmp"
	"slices"

	"loopyard/engine/trace"
)

// Queued is a task or a callback in a ready queue.
type Queued struct {
	Event trace.EventID // its TaskReady or CallReady
	Task  trace.TaskID  // zero: it is a callback
	Why   trace.Reason
	Since int64 // when it became ready
	Due   int64 // when its timer was due; Since if no timer woke it
}

// Timer is a timer that is set.
type Timer struct {
	Event trace.EventID // its TimerSet
	Task  trace.TaskID  // the task that sleeps; zero: it is the timer of a callback
	Due   int64
}

// Wait is a task that waits for something other than a timer.
type Wait struct {
	Event trace.EventID // the StepEnded that began the wait
	Task  trace.TaskID
	// Woken is the TaskReady that ends the wait, and By is what causes it: the end of another task, or the step that
	// completes a future. Both come later, so they are zero where the log does not reach that far.
	Woken, By trace.EventID
	// Other is the task whose end By is, and Loop is the loop of that task. Both are zero if By is not the end of a task.
	Other trace.TaskID
	Loop  trace.LoopID
}

// Queue returns the ready queue, the first to run first: all of it, or the first most entries if most is not zero.
func (l LoopState) Queue(most int) []Queued {
	ids := l.open.ready
	if most > 0 {
		ids = ids[:min(most, len(ids))]
	}
	all := make([]Queued, len(ids))
	for i, id := range ids {
		e := l.state.log.Event(id)
		q := Queued{Event: id, Task: e.Task, Why: trace.Reason(e.Arg), Since: e.At, Due: e.At}
		if fired := l.state.log.Event(e.Cause); fired.Kind == trace.TimerFired {
			q.Due = min(e.At, fired.Arg)
		}
		all[i] = q
	}
	return all
}

// TimerQueue returns the timers in the order in which they will fire: the earliest first, and of those due together the
// one that was set first. It returns all of them, or the first most if most is not zero.
//
// There may be hundreds of thousands of timers while a page shows the first twenty. So it does not sort them all: it keeps
// the first most of those seen so far in order, and looks for a place among them only for a timer that is earlier than the
// last of them.
func (l LoopState) TimerQueue(most int) []Timer {
	if most <= 0 || most > l.Timers {
		most = l.Timers
	}
	first := make([]Timer, 0, most)
	for _, list := range [][]trace.EventID{l.open.sleeps, l.open.timers} {
		for _, id := range list {
			e := l.state.log.Event(id)
			t := Timer{id, e.Task, e.Arg}
			switch {
			case len(first) < most:
				if first = append(first, t); len(first) == most {
					slices.SortFunc(first, Timer.compare)
				}
			case t.compare(first[most-1]) < 0:
				i, _ := slices.BinarySearchFunc(first, t, Timer.compare)
				copy(first[i+1:], first[i:])
				first[i] = t
			}
		}
	}
	return first
}

// Overdue returns the timers that are due before a time, in the order of TimerQueue.
func (l LoopState) Overdue(now int64) (all []Timer) {
	for _, list := range [][]trace.EventID{l.open.sleeps, l.open.timers} {
		for _, id := range list {
			if e := l.state.log.Event(id); e.Arg < now {
				all = append(all, Timer{id, e.Task, e.Arg})
			}
		}
	}
	slices.SortFunc(all, Timer.compare)
	return all
}

func (t Timer) compare(other Timer) int {
	return cmp.Or(cmp.Compare(t.Due, other.Due), cmp.Compare(t.Event, other.Event))
}

// Waits returns the tasks that wait for something other than a timer, the one that has waited longest first: all of them,
// or the first most if most is not zero.
func (l LoopState) Waits(most int) []Wait {
	ids := l.open.waits
	if most > 0 {
		ids = ids[:min(most, len(ids))]
	}
	all := make([]Wait, len(ids))
	for i, id := range ids {
		all[i] = l.wait(id)
	}
	return all
}

func (l LoopState) wait(id trace.EventID) Wait {
	log := l.state.log
	w := Wait{Event: id, Task: log.Event(id).Task, Woken: log.EndOf(id)}
	woken := log.Event(w.Woken)
	if woken.Kind != trace.TaskReady {
		w.Woken = 0 // its loop was closed
		return w
	}
	w.By = woken.Cause
	if by := log.Event(w.By); by.Kind.Ends() == trace.TaskLife {
		w.Other, w.Loop = by.Task, by.Loop
	}
	return w
}

// InboxQueue returns the PostSent events of the posts that the loop has not received, the oldest first.
func (l LoopState) InboxQueue() []trace.EventID { return slices.Clone(l.open.inbox) }
