package engine

import (
	"loopyard/engine/trace"
)

// Config says how a loop is made. The zero value is a nameless, untraced loop in real time.
type Config struct {
	Name   string
	Thread *Thread // where it runs; nil: a thread of no name, the caller's
}

// Loop is an event loop: it runs callbacks and the steps of tasks one at a time, in the order they became ready,
// on one thread. It never waits by itself: [Loop.Tick] is one iteration, and whoever drives it waits between two.
// [Run] and [Runner] are such drivers.
//
// Only the loop's own thread may use it, but for [Loop.CallSoonThreadsafe].
type Loop struct {
	id     trace.LoopID
	name   string
	thread *Thread
	clock  Clock
	parker Parker
	rec    *trace.Recorder

	inbox  inbox // other threads put, under its own lock; all below is the loop's thread's alone
	ready  queue
	timers timers
	now    int64 // the time of this tick

	current *Co           // the task whose step is under way
	during  trace.EventID // the StepBegan or CallBegan under way; zero between steps

	tasks  taskList // unfinished ones, in the order they were created
	ntasks trace.TaskID
	pool   pool
	state  LoopState
}

// LoopState is where a loop is in its life.
type LoopState uint8

// The states of a loop.
const (
	Idle    LoopState = iota // made, or between two runs
	Running                  // a run is under way
	Closed                   // for good
)

// String gives the state's name.
func (s LoopState) String() string { return [...]string{"idle", "running", "closed"}[s] }

// NewLoop makes a loop on c.Thread. Close it when it is of no more use.
func NewLoop(c Config) *Loop {
	t := c.Thread
	if t == nil {
		t = NewThread(ThreadConfig{})
	}
	l := &Loop{id: t.loopID(), name: c.Name, thread: t, clock: t.clock, parker: t.parker, rec: t.rec}
	if l.rec != nil {
		e := t.Event(trace.LoopCreated)
		e.Loop, e.Task = l.id, 0
		l.rec.EmitText(e, l.name)
	}
	return l
}

// ID is the loop's number; no two loops of a run share one.
func (l *Loop) ID() trace.LoopID { return l.id }

// Name is the name from its Config.
func (l *Loop) Name() string { return l.name }

// State tells where the loop is in its life.
func (l *Loop) State() LoopState { return l.state }

// String describes the loop in asyncio's way.
func (l *Loop) String() string {
	word := func(b bool) string {
		if b {
			return "True"
		}
		return "False"
	}
	return "<EventLoop running=" + word(l.state == Running) + " closed=" + word(l.state == Closed) + " debug=False>"
}

// Tick runs one iteration and never waits:
//
//  1. what other threads posted joins the ready queue;
//  2. timers that are due join it, by (when, seq);
//  3. what is in the queue now runs, first in first out. What that adds waits for the next tick.
//
// This is the only place where callbacks and steps are run; all others only add to the queue.
func (l *Loop) Tick() {
	l.receive()
	l.now = l.clock.Now()
	l.fire()
	n := l.ready.n
	if l.rec != nil {
		l.emitTick(n)
	}
	for ; n > 0; n-- {
		h := l.ready.pop()
		switch {
		case h.dead:
		case h.co != nil:
			l.step(h.co)
		default:
			l.run(h)
		}
	}
}

// Next tells when the loop has something to do: zero when something is ready, [Forever] when only another thread
// can bring something.
func (l *Loop) Next() int64 {
	if l.ready.n > 0 {
		return 0
	}
	return l.timers.first()
}

func (l *Loop) receive() {
	posts := l.inbox.take()
	for i, p := range posts {
		cause := l.emit(trace.PostReceived, nil, 0, p.sent)
		l.pushCall(&node{call: p.call}, trace.Posted, cause)
		posts[i] = post{}
	}
}

func (l *Loop) fire() {
	for l.timers.first() <= l.now {
		when := l.timers.first()
		n := l.timers.pop()
		cause := l.emit(trace.TimerFired, n.co, when, n.cause)
		if n.co != nil {
			n.co.wake(trace.TimerDue, cause)
		} else {
			l.pushCall(n, trace.TimerDue, cause)
		}
	}
}

// step resumes a task until it suspends or ends.
func (l *Loop) step(co *Co) {
	l.current = co
	l.during = l.emit(trace.StepBegan, co, 0, co.cause)
	co.resume()
	l.emit(trace.StepEnded, co, int64(co.outcome), l.during)
	l.current, l.during = nil, 0
}

func (l *Loop) run(n *node) {
	if n.quiet {
		n.call()
		return
	}
	l.during = l.emit(trace.CallBegan, nil, 0, n.cause)
	n.call()
	l.emit(trace.CallEnded, nil, 0, l.during)
	l.during = 0
}

func (l *Loop) pushCall(n *node, why trace.Reason, cause trace.EventID) {
	if !n.quiet {
		n.cause = l.emit(trace.CallReady, nil, int64(why), cause)
	}
	l.ready.push(n)
}

// soon queues a callback of the loop's own.
func (l *Loop) soon(call func()) { l.ready.push(&node{call: call, quiet: true}) }

// emit records an event of this loop. co may be nil. Nothing happens, and the id is zero, when untraced.
func (l *Loop) emit(k trace.Kind, co *Co, arg int64, cause trace.EventID) trace.EventID {
	if l.rec == nil {
		return 0
	}
	e := trace.Event{Kind: k, Arg: arg, Cause: cause, Loop: l.id, Thread: l.thread.id}
	if co != nil {
		e.Task = co.id
	}
	return l.rec.Emit(e)
}

// emitTick records how many handles the tick runs, if any: an empty tick, and one with only the loop's own
// business, is not worth an event.
func (l *Loop) emitTick(n int) {
	seen := 0
	for h := l.ready.head; n > 0; h, n = h.next, n-1 {
		if !h.quiet && !h.dead {
			seen++
		}
	}
	if seen > 0 {
		l.emit(trace.TickBegan, nil, int64(seen), 0)
	}
}
