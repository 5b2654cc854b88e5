package rows

import "loopyard/engine/trace"

// Lane is a loop, or a thread, and what was going on in it.
type Activity struct {
	Loop   trace.LoopID // zero: a thread
	Thread trace.ThreadID
	Name   trace.Text
	Track

	Ready   Counter // how long the ready queue was
	Timers  Counter // how many timers were set
	Waiting Counter // how many tasks waited for something else
	Tasks   Tasks
	Marks   [numMarks]Marks

	phase phase
	run   trace.TaskID // whose step is under way; zero: a callback's
	held  State        // how the thread is held in a step: Running, Blocking, or Ready for want of a core
	Ended bool         // closed, or the thread has ended
}

// wait is what a task has to do with its loop's queues.
type wait uint8

const (
	waitNone  wait = iota
	waitReady      // in the ready queue
	waitOther      // for neither its turn nor a timer
)

// phase is where a lane is in its life.
type phase uint8

const (
	phaseNone phase = iota
	phaseIdle       // a loop without a run; a thread in plain code
	phaseJoin       // a thread waits for another one's end
	phaseRun        // a loop between two steps
	phaseStep       // a step or a callback is under way; a thread works or blocks
)

// Mark is a moment worth a sign.
type Mark struct {
	At    int64
	Event trace.EventID
	Task  trace.TaskID // zero: it is the lane's own
}

// Marks are those of one kind, in the order of time. The zero value is none.
type Marks struct{ all list[Mark] }

// Len counts them.
func (m *Marks) Len() int { return m.all.n }

// At gives one of them, from 0.
func (m *Marks) Get(i int) Mark { return *m.all.at(i) }

// MarkKind says what happened at a marked moment.
type MarkKind uint8

// The kinds of marks. Every kind has a list of its own.
const (
	RunnerCreated MarkKind = iota // a Runner; its loop comes later
	Created
	RunBegan
	RunEnded
	Closed
	Done
	CancelRequested
	Canceled
	Failed
	numMarks
)

// mark notes a moment.
func (l *Activity) mark(k MarkKind, id trace.EventID, e trace.Event) {
	l.Marks[k].all.add(Mark{At: e.At, Event: id, Task: e.Task})
}

// Busy is how long a step or a callback was under way up to a moment and had its core.
func (l *Activity) BusyTime(until int64) int64 {
	return l.TimeIn(Running, until) + l.TimeIn(Blocked, until)
}

// busy is 1 if the lane has its thread, and a core where it computes.
func (l *Activity) busy() int32 {
	if l.phase == phaseStep && l.held != Ready {
		return 1
	}
	return 0
}

// state is what the lane does as a whole.
func (l *Activity) state() State {
	switch l.phase {
	case phaseNone:
		return Absent
	case phaseIdle:
		return Idle
	case phaseJoin:
		return Waiting
	case phaseStep:
		return l.held
	}
	switch {
	case l.Ready.Last() > 0:
		return Ready
	case l.Timers.Last() > 0:
		return Sleeping
	}
	return Waiting
}
