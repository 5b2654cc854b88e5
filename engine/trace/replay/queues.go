package replay

import (
	"cmp"
	"loopyard/engine/trace"
	"slices"
)

// Queued is a task or a callback in a ready queue.
type Queued struct {
	Event trace.EventID // its TaskReady or CallReady
	Task  trace.TaskID  // zero: a callback
	Why   trace.Reason
	Since int64 // when it became ready
	Due   int64 // when it should have: its timer's due time, or Since
}

// Timer is a timer that is set.
type Timer struct {
	Event trace.EventID // its TimerSet
	Task  trace.TaskID  // who sleeps; zero: it is a callback's
	Due   int64         // less the state's At, it is what remains; below that, how late it is
}

// Wait is a task that waits for something else than a timer.
type Wait struct {
	Event trace.EventID // the StepEnded that began the wait
	Task  trace.TaskID
	// Woken is the TaskReady that ends the wait, and By what causes that: mostly the end of another task, or the step
	// that completes a future. Both come later, so that they are zero where the log does not reach so far.
	Woken, By trace.EventID
	// Other is the task whose end that is, and Loop that task's loop. Zero: it is no task, or it is not known.
	Other trace.TaskID
	Loop  trace.LoopID
}

// Queue lists the ready queue, first to run first: all of it, or the first most if most is not zero.
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

// TimerQueue lists the timers in the order in which they will fire, earliest first, and of those due together the one
// that was set first: all of them, or the first most if most is not zero.
func (l LoopState) TimerQueue(most int) []Timer {
	if most <= 0 || most > l.Timers {
		most = l.Timers
	}
	all := make([]Timer, 0, most)
	for _, list := range [][]trace.EventID{l.open.asleep, l.open.later} {
		for _, id := range list {
			e := l.state.log.Event(id)
			t := Timer{id, e.Task, e.Arg}
			switch {
			case len(all) < most:
				if all = append(all, t); len(all) == most {
					slices.SortFunc(all, Timer.compare)
				}
			case t.compare(all[most-1]) < 0:
				i, _ := slices.BinarySearchFunc(all, t, Timer.compare)
				copy(all[i+1:], all[i:])
				all[i] = t
			}
		}
	}
	return all
}

// overdue is those of TimerQueue that are due before a moment. There may be very many that are not.
func (l LoopState) Overdue(now int64) (all []Timer) {
	for _, list := range [][]trace.EventID{l.open.asleep, l.open.later} {
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

// Waits lists the tasks that wait for something else than a timer, the one that has waited longest first: all of them, or
// the first most if most is not zero.
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
		w.Woken = 0 // its loop closed
		return w
	}
	w.By = woken.Cause
	switch by := log.Event(w.By); by.Kind {
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		w.Other, w.Loop = by.Task, by.Loop
	}
	return w
}

// InboxQueue lists the PostSent events of what other threads have posted and the loop has not received, oldest first.
func (l LoopState) InboxQueue() []trace.EventID { return slices.Clone(l.open.inbox) }
