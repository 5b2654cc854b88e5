package engine

import (
	"slices"

	"loopyard/engine/trace"
)

// Snapshot is what a loop has in hand at one moment, copied: for a debugger, a health page, or a test. Tasks have
// their numbers in it, as in a trace; the number zero is a plain callback.
type Snapshot struct {
	At      int64 // the loop's clock
	State   LoopState
	Current trace.TaskID   // whose step is under way; zero: a callback's, or none
	Ready   []trace.TaskID // the ready queue, first to run first
	Timers  []TimerSnapshot
	Tasks   []TaskSnapshot // those that have not ended, in the order they were created
}

// TimerSnapshot is a timer that is set. They are listed in the order in which they will fire.
type TimerSnapshot struct {
	When int64        // due, by the loop's clock
	Task trace.TaskID // who sleeps; zero: it is a callback's
}

// TaskSnapshot is a task that has not ended.
type TaskSnapshot struct {
	ID     trace.TaskID
	Name   string
	State  TaskState
	Sleeps bool         // it waits for a timer
	Awaits trace.TaskID // the task that it awaits; zero: it awaits none, or a future, or several
}

// Snapshot copies what the loop has in hand. It takes time by how much that is. What the loop does for itself (and
// what a canceled handle has left in the queue) is not in it. The loop's own thread may call it, in a step, in a
// callback or between two runs.
func (l *Loop) Snapshot() Snapshot {
	l.check()
	s := Snapshot{At: l.clock.Now(), State: l.state}
	if l.current != nil {
		s.Current = l.current.id
	}
	for n := l.ready.head; n != nil; n = n.next {
		if !n.quiet && !n.dead {
			s.Ready = append(s.Ready, n.taskID())
		}
	}
	heap := slices.Clone(l.timers.heap)
	slices.SortFunc(heap, func(a, b timer) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	for _, t := range heap {
		s.Timers = append(s.Timers, TimerSnapshot{t.when, t.n.taskID()})
	}
	for _, co := range l.unfinished() {
		s.Tasks = append(s.Tasks, co.snapshot())
	}
	return s
}

func (n *node) taskID() trace.TaskID {
	if n.co == nil {
		return 0
	}
	return n.co.id
}

func (co *Co) snapshot() TaskSnapshot {
	t := TaskSnapshot{ID: co.id, Name: co.Name(), State: co.state, Sleeps: co.state == Waiting && co.awaits == nil}
	if other, ok := co.awaits.(*Co); ok && co.state == Waiting {
		t.Awaits = other.id
	}
	return t
}
