package trace

import (
	"cmp"
	"slices"
)

// Queued is a task or a callback in a ready queue.
type Queued struct {
	Event EventID // its TaskReady or CallReady
	Task  TaskID  // zero: a callback
	Why   Reason
	Since int64 // when it became ready
	Due   int64 // when it should have: its timer's due time, or Since
}

// Timer is a timer that is set.
type Timer struct {
	Event EventID // its TimerSet
	Task  TaskID  // who sleeps; zero: it is a callback's
	Due   int64   // less the state's At, it is what remains; below that, how late it is
}

// Wait is a task that waits for something else than a timer.
type Wait struct {
	Event EventID // the StepEnded that began the wait
	Task  TaskID
	// Woken is the TaskReady that ends the wait, and By what causes that: mostly the end of another task, or the step
	// that completes a future. Both come later, so that they are zero where the log does not reach so far.
	Woken, By EventID
	// Other is the task whose end that is, and Loop that task's loop. Zero: it is no task, or it is not known.
	Other TaskID
	Loop  LoopID
}

// Queue lists the ready queue, first to run first: all of it, or the first most if most is not zero.
func (l LoopState) Queue(most int) []Queued {
	ids := l.ready
	if most > 0 {
		ids = ids[:min(most, len(ids))]
	}
	all := make([]Queued, len(ids))
	for i, id := range ids {
		e := l.state.log.Event(id)
		q := Queued{Event: id, Task: e.Task, Why: Reason(e.Arg), Since: e.At, Due: e.At}
		if fired := l.state.log.Event(e.Cause); fired.Kind == TimerFired {
			q.Due = min(e.At, fired.Arg)
		}
		all[i] = q
	}
	return all
}

// TimerQueue lists the timers in the order in which they will fire, earliest first, and of those due together the one
// that was set first: all of them, or the first most if most is not zero.
func (l LoopState) TimerQueue(most int) []Timer {
	all := make([]Timer, len(l.timers))
	for i, id := range l.timers {
		e := l.state.log.Event(id)
		all[i] = Timer{id, e.Task, e.Arg}
	}
	sooner := func(a, b Timer) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Event, b.Event)) }
	if most > 0 && most < len(all) {
		all = least(all, most, sooner)
	}
	slices.SortFunc(all, sooner)
	return all
}

// least gives the n first of all in any order, and n is less than there are. It looks at most of them only once.
func least[T any](all []T, n int, compare func(a, b T) int) []T {
	kept := slices.Clone(all[:n])
	slices.SortFunc(kept, compare)
	for _, v := range all[n:] {
		if compare(v, kept[n-1]) < 0 {
			i, _ := slices.BinarySearchFunc(kept, v, compare)
			copy(kept[i+1:], kept[i:n-1])
			kept[i] = v
		}
	}
	return kept
}

// Waits lists the tasks that wait for something else than a timer, the one that has waited longest first.
func (l LoopState) Waits() []Wait {
	all := make([]Wait, len(l.waits))
	for i, id := range l.waits {
		all[i] = l.wait(id)
	}
	return all
}

func (l LoopState) wait(id EventID) Wait {
	log := l.state.log
	w := Wait{Event: id, Task: log.Event(id).Task, Woken: log.Until(id)}
	woken := log.Event(w.Woken)
	if woken.Kind != TaskReady {
		w.Woken = 0 // its loop closed
		return w
	}
	w.By = woken.Cause
	switch by := log.Event(w.By); by.Kind {
	case TaskDone, TaskFailed, TaskCanceled:
		w.Other, w.Loop = by.Task, by.Loop
	}
	return w
}

// InboxQueue lists the PostSent events of what other threads have posted and the loop has not received, oldest first.
func (l LoopState) InboxQueue() []EventID { return slices.Clone(l.inbox) }
