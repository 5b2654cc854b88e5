package engine

import (
	"errors"
	"slices"
)

// Call is a call of a coroutine function that has not begun, like a coroutine object in asyncio. It runs when it is
// awaited, once, in a task of its loop. A loop with Config.Debug reports, when it closes, the calls that were never
// awaited. Make one with [NewCall].
type Call[T any] struct {
	awaited bool
	fn      Coroutine[T]
	loop    *Loop
	pending *pendingCall
}

// pendingCall represents a call that was not awaited yet. It does not refer to the call, which can be collected.
type pendingCall struct {
	name string
}

// NewCall returns a call of fn that belongs to co's loop. name is used in the report if it is never awaited.
func NewCall[T any](co *Co, name string, fn Coroutine[T]) *Call[T] {
	mustNotBeNil(fn == nil)
	c := &Call[T]{fn: fn, loop: co.Loop()}
	if l := co.Loop(); l.config.Debug {
		c.pending = &pendingCall{name}
		if l.neverAwaited == nil {
			l.neverAwaited = map[*pendingCall]struct{}{}
		}
		l.neverAwaited[c.pending] = struct{}{}
	}
	return c
}

// ErrCallReused is the error of awaiting a [Call] a second time.
var ErrCallReused = errors.New("cannot reuse already awaited coroutine")

// Await runs the coroutine function in the calling task, co, and returns its result. The error is the function's,
// [ErrOtherLoop] or [ErrCallReused].
func (c *Call[T]) Await(co *Co) (v T, err error) {
	switch {
	case co.Loop() != c.loop:
		return v, otherLoop(c.loop, co.Loop())
	case c.awaited:
		return v, ErrCallReused
	}
	c.awaited = true
	delete(c.loop.neverAwaited, c.pending)
	return c.fn(co)
}

func (l *Loop) reportNeverAwaited() {
	var names []string
	for n := range l.neverAwaited {
		names = append(names, n.name)
	}
	slices.Sort(names)
	for _, name := range names {
		l.report(Report{Message: "coroutine '" + name + "' was never awaited"})
	}
	l.neverAwaited = nil
}
