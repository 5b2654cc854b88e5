package engine

import (
	"time"

	"loopyard/engine/trace"
)

// Handle is a callback that a loop will run, once. Only the loop's thread may use it.
type Handle struct {
	node
	loop *Loop
}

// CallSoon queues call for the next tick. A panic in call ends the run of the loop.
func (l *Loop) CallSoon(call func()) *Handle {
	l.mustBeOpen()
	h := &Handle{node: node{call: call}, loop: l}
	l.pushCall(&h.node, trace.Soon, l.during)
	return h
}

// CallLater queues call once d has passed; a negative d is none.
func (l *Loop) CallLater(d time.Duration, call func()) *Handle {
	return l.CallAt(l.clock.Now()+int64(max(d, 0)), call)
}

// CallAt queues call once the loop's clock has reached when. Of two with the same when, the one set first runs
// first.
func (l *Loop) CallAt(when int64, call func()) *Handle {
	l.mustBeOpen()
	h := &Handle{node: node{call: call}, loop: l}
	h.cause = l.emit(trace.TimerSet, nil, when, l.during)
	l.timers.push(when, &h.node)
	return h
}

// CallSoonThreadsafe queues call from any thread and wakes the loop. The calls of one thread run in their order.
// The error is [ErrClosed] if the loop is closed.
func (l *Loop) CallSoonThreadsafe(call func()) error {
	sent := func() trace.EventID { return l.rec.Emit(trace.Event{Kind: trace.PostSent, Loop: l.id}) }
	if !l.inbox.put(call, sent) {
		return ErrClosed
	}
	l.parker.Unpark()
	return nil
}

// Cancel keeps the callback from running. It does nothing once the callback has run.
func (h *Handle) Cancel() {
	switch {
	case h.dead:
		return
	case h.index > 0:
		h.loop.timers.remove(&h.node)
		h.loop.emit(trace.TimerCanceled, nil, 0, h.cause)
	case h.loop.ready.holds(&h.node):
		h.loop.emit(trace.CallCanceled, nil, 0, h.cause)
	}
	h.dead = true
}

// Time is the loop's clock in nanoseconds.
func (l *Loop) Time() int64 { return l.clock.Now() }

func (l *Loop) mustBeOpen() {
	if l.state == Closed {
		panic(ErrClosed)
	}
}
