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

// CallSoon queues call for the next tick. A panic in call is reported and the loop goes on. On a closed loop it
// panics with [ErrClosed].
func (l *Loop) CallSoon(call func()) *Handle {
	h := l.handle(call)
	l.pushCall(&h.node, trace.Soon, l.cause)
	return h
}

// CallLater queues call once d has passed; a negative d is none.
func (l *Loop) CallLater(d time.Duration, call func()) *Handle {
	return l.CallAt(later(l.clock.Now(), max(d, 0)), call)
}

// CallAt queues call once the loop's clock has reached when. Of two with the same when, the one set first runs
// first.
func (l *Loop) CallAt(when int64, call func()) *Handle {
	h := l.handle(call)
	h.cause = l.emit(trace.TimerSet, nil, when, l.cause)
	l.timers.push(when, &h.node)
	return h
}

// CallSoonThreadsafe queues call from any thread and wakes the loop. The calls of one thread run in their order.
// The error is [ErrClosed] if the loop is closed; a call that is queued when the loop closes is dropped.
func (l *Loop) CallSoonThreadsafe(call func()) error { return l.post(callPost(call), origin{}, nil) }

// post puts p into the inbox. from and by say where it comes from; see [inbox.put].
func (l *Loop) post(p post, from origin, by *Thread) error {
	ok, first := l.inbox.put(p, l, from, by)
	if !ok {
		return ErrClosed
	}
	if first { // the loop takes all there is when it wakes
		l.thread.parker.Unpark()
	}
	return nil
}

// Cancel keeps the callback from running. It does nothing once the callback has run.
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
	h.dead = true
}

// Canceled tells whether Cancel was called before the callback ran.
func (h *Handle) Canceled() bool { return h.dead }

// handle makes a handle. They are made many at a time, so that one costs a small part of an allocation.
func (l *Loop) handle(call func()) *Handle {
	l.mustBeOpen()
	if len(l.handles) == 0 {
		l.handles = make([]Handle, handleSlab)
	}
	h := &l.handles[0]
	l.handles = l.handles[1:]
	h.call, h.loop = call, l
	return h
}

const handleSlab = 32

// Time is the loop's clock in nanoseconds.
func (l *Loop) Time() int64 { return l.clock.Now() }

func (l *Loop) mustBeOpen() {
	l.check()
	if l.state == Closed {
		panic(ErrClosed)
	}
}
