package engine

import (
	"slices"

	"loopyard/engine/trace"
)

// Snapshot is a copy of the state of a loop at one moment, for a debugger, a health page or a test. Tasks are given by
// their numbers, as in a trace; the number zero stands for a callback.
type Snapshot struct {
	At      int64 // the loop's clock, in nanoseconds
	State   LoopState
	Current trace.TaskID    // the task whose step is running; zero in a callback and between steps
	Ready   []trace.TaskID  // the ready queue, the first to run first
	Timers  []TimerSnapshot // the timers that are set, in the order in which they will fire
	Tasks   []TaskSnapshot  // the tasks that have not ended, in the order in which they were created
}

// TimerSnapshot is a timer that is set.
type TimerSnapshot struct {
	When int64        // when it is due, by the loop's clock
	Task trace.TaskID // the sleeping task; zero if it is the timer of a callback
}

// TaskSnapshot is a task that has not ended.
type TaskSnapshot struct {
	ID     trace.TaskID
	Name   string
	State  TaskState
	Sleeps bool         // it waits for a timer
	Awaits trace.TaskID // the task that it awaits; zero if it awaits a future, several tasks, or nothing
}

// Snapshot copies the state of the loop. Its cost grows with the number of tasks and timers. Internal calls and
// canceled handles are left out. The loop's own thread may call it: in a step, in a callback or between two runs.
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
