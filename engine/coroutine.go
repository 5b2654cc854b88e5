package engine

import "slices"

// Call is a coroutine that was called and has not begun: asyncio's coroutine object. It runs when it is awaited,
// in the task that awaits it. With Config.Debug a loop reports those that nobody awaited before it closed.
type Call[T any] struct {
	fn      Coroutine[T]
	loop    *Loop
	pending *pendingCall
}

// never stands for a call that nobody has awaited yet.
type pendingCall struct {
	name string
}

// NewCall calls fn without running it. name is for the report.
func NewCall[T any](co *Co, name string, fn Coroutine[T]) *Call[T] {
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

// Await runs the coroutine and gives what it returned.
func (c *Call[T]) Await(co *Co) (T, error) {
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
