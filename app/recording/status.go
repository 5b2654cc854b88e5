package recording

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Status is what a lane does at a moment, in words.
type Status struct {
	Word    string // the state, such as “running”
	Detail  string // which task, and what it does; empty if the first of Queues says it
	Active  bool   // it has its thread
	Blocked bool   // it holds its thread without computing
	Queues  []QueueStatus
}

// What a lane is before and after its life; between them it is in a [trace.State].
const (
	wordNotCreated = "not created yet"
	wordNotStarted = "not started yet"
	wordClosed     = "closed"
	wordEnded      = "ended"
)

// StatusAt returns what a lane does at a moment, which [Recording.StateAtCursor] returned.
func (r *Recording) StatusAt(l *Lane, at *replay.State) Status {
	thread, started := at.Thread(l.Thread)
	if l.Loop == 0 {
		if started && thread.Doing != replay.Exited && r.PastLimit(at.At) {
			return statusNotStored()
		}
		return threadStatus(thread, started)
	}
	loop, created := at.Loop(l.Loop)
	switch {
	case !created:
		return Status{Word: wordNotCreated}
	case loop.Phase == replay.Closed:
		return Status{Word: wordClosed}
	case r.PastLimit(at.At):
		return statusNotStored()
	}
	q := queues{r, l, at, loop}
	switch {
	case loop.Step != 0:
		return q.withinStep()
	case thread.Loop == 0 && thread.Doing != replay.PlainCode && loop.Phase != replay.Running:
		s := threadStatus(thread, true)
		s.Queues = q.all("")
		return s
	case loop.Phase != replay.Running:
		return Status{Word: trace.Idle.String(), Detail: "no run in progress", Queues: q.all("")}
	}
	return q.betweenSteps()
}

func statusNotStored() Status {
	return Status{Word: trace.NotStored.String(), Detail: "past the limit of events"}
}

// threadStatus is the status of a thread that is in no loop.
func threadStatus(t replay.ThreadState, started bool) Status {
	if !started {
		return Status{Word: wordNotStarted}
	}
	switch t.Doing {
	case replay.Exited:
		return Status{Word: wordEnded}
	case replay.Joining:
		return Status{Word: trace.Waiting.String(), Detail: "joins " + ThreadTitle(t.Joins)}
	case replay.Computing:
		return Status{Word: trace.Running.String(), Detail: "computes outside a loop", Active: true}
	case replay.WaitingForCore:
		return Status{Word: trace.Ready.String(), Detail: "needs a core, outside a loop"}
	case replay.Blocking:
		return Status{Word: trace.Blocked.String(), Detail: "blocks the thread outside a loop", Active: true, Blocked: true}
	}
	return Status{Word: trace.Running.String(), Detail: "outside a loop", Active: true}
}

// withinStep is the status of a loop while a step or a callback is under way.
func (q queues) withinStep() Status {
	s := Status{Word: trace.Running.String(), Detail: q.title(q.loop.Task), Active: true, Queues: q.all("")}
	switch q.loop.Doing {
	case replay.WaitingForCore:
		s.Word, s.Active = trace.Ready.String(), false
		s.Detail += " · needs a core"
	case replay.Blocking:
		s.Word, s.Blocked = trace.Blocked.String(), true
		s.Detail += " blocks the thread"
	case replay.Computing:
		s.Detail += " computes"
	}
	return s
}

// betweenSteps is the status of a loop between two steps. The queue that explains its word comes first.
func (q queues) betweenSteps() Status {
	status := func(s trace.State, first string) Status { return Status{Word: s.String(), Queues: q.all(first)} }
	switch timers := q.loop.TimerQueue(1); {
	case q.loop.Ready > 0:
		return status(trace.Ready, queueReady)
	case len(timers) > 0 && timers[0].Due <= q.at.At: // a timer is overdue
		return status(trace.Ready, queueTimers)
	case q.loop.Inbox > 0:
		return status(trace.Ready, queueInbox)
	case q.loop.Sleeping > 0:
		return status(trace.Sleeping, queueTimers)
	case q.loop.Waiting > 0:
		return status(trace.Waiting, queueWaiting)
	case len(timers) > 0:
		return status(trace.Sleeping, queueTimers)
	}
	return Status{Word: trace.Running.String(), Detail: "between two steps"}
}
