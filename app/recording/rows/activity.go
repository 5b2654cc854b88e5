package rows

import "loopyard/engine/trace"

// Activity is what was going on in a loop, or in a thread outside of loops. Its own row is the embedded [Track].
type Activity struct {
	Loop   trace.LoopID // zero: it is of a thread
	Thread trace.ThreadID
	Ended  bool // the loop is closed, or the thread has ended
	Track

	Ready   Counter // the length of the ready queue
	Timers  Counter // the number of timers that are set
	Waiting Counter // the number of tasks that wait for something other than a timer
	Tasks   Tasks
	Marks   [numMarks]Marks

	phase   phase
	current trace.TaskID // the task whose step is under way; zero for a callback
	held    trace.State  // what a step under way does: Running, Blocking, or Ready if it waits for a core
}

// phase is the part of its life that an activity is in.
type phase uint8

const (
	phaseNone phase = iota
	phaseIdle       // a loop without a run; a thread in code that does not say what it does
	phaseJoin       // a thread waits for another one to end
	phaseRun        // a loop between two steps
	phaseStep       // a step or a callback is under way; a thread computes or blocks
)

// queue is what a task has to do with the queues of its loop.
type queue uint8

const (
	queueNone  queue = iota
	queueReady       // it is in the ready queue
	queueOther       // it waits for something other than a timer
)

// BusyTime returns how long, up to a time, steps and callbacks were under way and had a core.
func (l *Activity) BusyTime(until int64) int64 {
	return l.TimeIn(trace.Running, until) + l.TimeIn(trace.Blocked, until)
}

// busy returns 1 if it has its thread, and a core if it computes.
func (l *Activity) busy() int32 {
	if l.phase == phaseStep && l.held != trace.Ready {
		return 1
	}
	return 0
}

// state returns what it does as a whole.
func (l *Activity) state() trace.State {
	switch l.phase {
	case phaseNone:
		return trace.Absent
	case phaseIdle:
		return trace.Idle
	case phaseJoin:
		return trace.Waiting
	case phaseStep:
		return l.held
	}
	switch {
	case l.Ready.Last() > 0:
		return trace.Ready
	case l.Timers.Last() > 0:
		return trace.Sleeping
	}
	return trace.Waiting
}

func (l *Activity) addMark(k MarkKind, id trace.EventID, e trace.Event) {
	l.Marks[k].all.Append(Mark{At: e.At, Event: id, Task: e.Task})
}

// resetCounters makes the queues empty from a time on.
func (l *Activity) resetCounters(at int64) {
	for _, c := range []*Counter{&l.Ready, &l.Timers, &l.Waiting} {
		c.add(at, -c.Last())
	}
}
