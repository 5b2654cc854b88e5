package page

import (
	"sort"

	"loopyard/engine/trace"
)

// point is a lane's state right after an event. Every change makes one, so the state at any moment is one search away.
type point struct {
	event   trace.EventID
	phase   phase
	hold    hold
	ready   int32        // in the ready queue
	asleep  int32        // tasks that wait for a timer
	waiting int32        // tasks that wait for anything else
	run     trace.TaskID // whose step is under way
	head    trace.TaskID // first in the ready queue
	next    trace.TaskID // whose timer is due next; for a thread that joins, the other thread
	due     int64        // when that timer is due; 0: there is none
}

// phase is what a loop, or a thread without one, is in.
type phase uint8

const (
	phaseNone    phase = iota // not there yet
	phasePlain                // a thread in plain code
	phaseJoining              // a thread waits for another one's end
	phaseIdle                 // a loop that is made but not running
	phaseRun                  // a loop between two steps
	phaseStep                 // a step or a callback is under way
	phaseClosed               // over
)

// hold is what a step does with its thread.
type hold uint8

const (
	holdNone hold = iota
	holdWork
	holdBlock
	holdCore // computes, and waits for a core to do it on
)

// last is the lane's state so far.
func (l *Lane) last() point {
	if n := len(l.points); n > 0 {
		return l.points[n-1]
	}
	return point{}
}

// settle copies what the queues say into the point.
func (l *Lane) settle(r *Recording, p *point) {
	p.ready, p.head = int32(len(l.ready)), 0
	if len(l.ready) > 0 {
		p.head = l.ready[0].task
	}
	p.asleep = int32(l.timers.asleep)
	if p.phase == phaseJoining {
		return
	}
	p.due, p.next = 0, 0
	if first, ok := l.timers.first(); ok {
		p.due, p.next = first.due, first.task
	}
}

// at is the lane's state when the first n events have happened.
func (l *Lane) at(n int) point {
	i := sort.Search(len(l.points), func(i int) bool { return int(l.points[i].event) > n })
	if i == 0 {
		return point{}
	}
	return l.points[i-1]
}

// Status is a lane's state at the cursor, in words.
type Status struct {
	Word   string // running, ready, sleeping, …
	Detail string // which task, and how long
	Active bool   // it has its thread now
	Held   bool   // it holds its thread without computing
}

// StatusAt tells a lane's state at a moment at which the first n events have happened.
func (r *Recording) StatusAt(l *Lane, n int, at int64) Status {
	p := l.at(n)
	switch p.phase {
	case phaseNone:
		return Status{Word: "not there yet"}
	case phaseClosed:
		if l.Loop == 0 {
			return Status{Word: "ended"}
		}
		return Status{Word: "closed"}
	case phasePlain:
		return Status{Word: "running", Detail: "plain code, no loop", Active: true}
	case phaseJoining:
		return Status{Word: "waiting", Detail: "joins " + threadName(trace.ThreadID(p.next))}
	case phaseIdle:
		return Status{Word: "idle", Detail: "no run under way"}
	case phaseStep:
		return r.stepping(l, p)
	}
	return r.between(l, p, at)
}

func (r *Recording) stepping(l *Lane, p point) Status {
	name := r.taskName(l, p.run)
	if name == "" {
		name = "a callback"
	}
	s := Status{Word: "running", Detail: name, Active: true}
	switch {
	case p.hold == holdCore:
		s.Word, s.Active = "ready", false
		s.Detail += " · needs a core"
	case p.hold == holdBlock:
		s.Word, s.Held = "blocked", true
		s.Detail += " holds the thread"
	case p.hold == holdWork:
		s.Detail += " computes"
	}
	if p.ready > 0 {
		s.Detail += " · " + count(int64(p.ready)) + " ready"
	}
	return s
}

// between is the state of a loop between two steps.
func (r *Recording) between(l *Lane, p point, at int64) Status {
	switch {
	case p.ready > 0:
		return Status{Word: "ready", Detail: r.several(l, p.head, p.ready)}
	case p.due > 0 && p.due <= at:
		return Status{Word: "ready", Detail: r.several(l, p.next, 1) + " · " + short(at-p.due) + " late"}
	case p.asleep > 0:
		return Status{Word: "sleeping", Detail: r.several(l, p.next, p.asleep) + " · " + short(p.due-at) + " left"}
	case p.waiting > 0:
		return Status{Word: "waiting", Detail: count(int64(p.waiting)) + " for something else"}
	}
	return Status{Word: "between runs"}
}

// several names the first of n tasks.
func (r *Recording) several(l *Lane, first trace.TaskID, n int32) string {
	name := r.taskName(l, first)
	if name == "" {
		name = "a callback"
	}
	if n > 1 {
		name += " and " + count(int64(n-1)) + " more"
	}
	return name
}
