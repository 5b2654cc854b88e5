package engine

import (
	"time"

	"loopyard/engine/trace"
)

// Handle is a callback that a loop will run once, unless it is canceled. Only the loop's thread may use it.
type Handle struct {
	node
	loop *Loop
	when int64 // when its timer is due; zero if it has none
}

// CallSoon queues call for the next tick. If call panics, the panic is reported and the loop goes on. On a closed loop
// CallSoon panics with [ErrClosed].
func (l *Loop) CallSoon(call func()) *Handle {
	h := l.handle(call)
	l.pushCall(&h.node, trace.Soon, l.cause)
	return h
}

// CallLater queues call when d has passed. With a negative d the call is due at once, ahead of
// calls that were due later. On a closed loop it panics with [ErrClosed].
func (l *Loop) CallLater(d time.Duration, call func()) *Handle {
	return l.CallAt(Later(l.clock.Now(), d), call)
}

// CallAt queues call when the loop's clock, in nanoseconds, reaches when. Calls with the same when run in the order in
// which they were set. On a closed loop CallAt panics with [ErrClosed].
func (l *Loop) CallAt(when int64, call func()) *Handle {
	h := l.handle(call)
	h.when = when
	h.cause = l.emit(trace.TimerSet, nil, when, l.cause)
	l.timers.push(when, &h.node)
	return h
}

// CallSoonThreadsafe queues call and wakes the loop. Any thread may call it. The calls of one thread run in the order in
// which they were made. The error is [ErrClosed] if the loop is closed. A call that has not run when the loop closes is
// dropped.
func (l *Loop) CallSoonThreadsafe(call func()) error {
	mustNotBeNil(call == nil)
	return l.post(callPost(call), origin{}, nil)
}

// post puts p into the inbox and wakes the loop if needed. For from and by see [inbox.put].
func (l *Loop) post(p post, from origin, by *Thread) error {
	ok, first := l.inbox.put(p, l, from, by)
	if !ok {
		return ErrClosed
	}
	if first { // one wake-up is enough: the loop takes all posts when it wakes
		l.thread.parker.Unpark()
	}
	return nil
}

// Cancel keeps the callback from running. If the callback has run, Cancel does nothing.
func (h *Handle) Cancel() {
	h.loop.check()
	switch {
	case h.dead:
		return
	case h.index > 0:
		h.loop.timers.remove(&h.node)
		h.loop.emit(trace.TimerCanceled, nil, 0, h.cause)
	case h.loop.ready.holds(&h.node):
		h.loop.emit(trace.CallCanceled, nil, 0, h.cause)
	}
	h.dead, h.call = true, nil
}

// When returns the time at which the callback is due, by the loop's clock, in nanoseconds. It is zero for a handle from
// [Loop.CallSoon].
func (h *Handle) When() int64 { return h.when }

// Canceled reports whether Cancel was called.
func (h *Handle) Canceled() bool { return h.dead }

// handle returns a new handle. Handles are allocated many at a time, so that one costs a fraction of an allocation.
func (l *Loop) handle(call func()) *Handle {
	l.mustBeOpen()
	mustNotBeNil(call == nil)
	if len(l.handles) == 0 {
		l.handles = make([]Handle, handleSlab)
	}
	h := &l.handles[0]
	l.handles = l.handles[1:]
	h.call, h.loop = call, l
	return h
}

const handleSlab = 32

// Time returns the reading of the loop's clock, in nanoseconds.
func (l *Loop) Time() int64 { return l.clock.Now() }

// mustNotBeNil panics in the call that was given a nil function, rather than when the function would be called.
func mustNotBeNil(isNil bool) {
	if isNil {
		panic(ErrNilFunc)
	}
}

func (l *Loop) mustBeOpen() {
	l.check()
	if l.state == Closed {
		panic(ErrClosed)
	}
}
