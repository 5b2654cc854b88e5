package recording

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Moment is the state of everything at a cursor.
func (r *Recording) StateAtCursor(c Cursor) *replay.State {
	if s := r.moment; s != nil && int(s.After) == c.N && s.At == c.At {
		return s
	}
	r.moment = r.StateAt(trace.EventID(c.N))
	r.moment.At = c.At // the clock may have gone on since the last event
	return r.moment
}

// Status is a lane's state at a moment, in words.
type Status struct {
	Word    string // running, ready, sleeping, …
	Detail  string // which task, and what it does; empty where the first of the queues says it
	Active  bool   // it has its thread now
	Blocked bool   // it holds its thread without computing
	Queues  []QueueStatus
}

// StatusAt tells a lane's state at a moment.
func (r *Recording) StatusAt(l *Lane, at *replay.State) Status {
	thread, started := at.Thread(l.Thread)
	if l.Loop == 0 && started && thread.Activity != replay.Exited && r.PastLimit(at.At) {
		return Status{Word: "counted", Detail: "past the limit of events"}
	}
	if l.Loop == 0 {
		return onThread(thread, started)
	}
	loop, made := at.Loop(l.Loop)
	switch {
	case !made:
		return Status{Word: "not there yet"}
	case loop.Phase == replay.Closed:
		return Status{Word: "closed"}
	case r.PastLimit(at.At):
		return Status{Word: "counted", Detail: "past the limit of events"}
	}
	q := queues{r, l, at, loop}
	switch {
	case loop.Step != 0:
		return q.stepping()
	case thread.Loop == 0 && thread.Activity != replay.PlainCode && loop.Phase != replay.Running:
		s := onThread(thread, true)
		s.Queues = q.all("")
		return s
	case loop.Phase != replay.Running:
		return Status{Word: "idle", Detail: "no run under way", Queues: q.all("")}
	}
	return q.between()
}

// onThread is the state of a thread in plain code.
func onThread(t replay.ThreadState, started bool) Status {
	if !started {
		return Status{Word: "not there yet"}
	}
	switch t.Activity {
	case replay.Exited:
		return Status{Word: "ended"}
	case replay.Joining:
		return Status{Word: "waiting", Detail: "joins " + ThreadName(t.Joins)}
	case replay.Computing:
		return Status{Word: "running", Detail: "plain code computes", Active: true}
	case replay.WaitingForCore:
		return Status{Word: "ready", Detail: "plain code needs a core"}
	case replay.Blocking:
		return Status{Word: "blocked", Detail: "plain code holds the thread", Active: true, Blocked: true}
	}
	return Status{Word: "running", Detail: "plain code, no loop", Active: true}
}

// stepping is the state of a loop with a step under way.
func (q queues) stepping() Status {
	s := Status{Word: "running", Detail: q.name(q.loop.Task), Active: true, Queues: q.all("")}
	switch q.loop.Activity {
	case replay.WaitingForCore:
		s.Word, s.Active = "ready", false
		s.Detail += " · needs a core"
	case replay.Blocking:
		s.Word, s.Blocked = "blocked", true
		s.Detail += " holds the thread"
	case replay.Computing:
		s.Detail += " computes"
	}
	return s
}

// between is the state of a loop between two steps. The queue that gives it its name comes first.
func (q queues) between() Status {
	switch timers := q.loop.TimerQueue(1); {
	case q.loop.Ready > 0:
		return Status{Word: "ready", Queues: q.all(queueReady)}
	case len(timers) > 0 && timers[0].Due <= q.at.At:
		return Status{Word: "ready", Queues: q.all(queueTimers)} // overdue
	case q.loop.Inbox > 0:
		return Status{Word: "ready", Queues: q.all(queueInbox)}
	case q.loop.Asleep > 0:
		return Status{Word: "sleeping", Queues: q.all(queueTimers)}
	case q.loop.Awaiting > 0:
		return Status{Word: "waiting", Queues: q.all(queueWaits)}
	case len(timers) > 0:
		return Status{Word: "sleeping", Queues: q.all(queueTimers)}
	}
	return Status{Word: "running", Detail: "between two steps"}
}
