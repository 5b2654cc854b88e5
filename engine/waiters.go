package engine

import "slices"

// waitline is the tasks that wait for a lock, an event or a place in a queue, first come first served. It belongs
// to the first loop that has to wait in it.
type waitline struct {
	loop *Loop
	line []*fut
}

// join waits until it is served. f tells whether it was, even when the error says that the task was canceled.
func (w *waitline) join(co *Co) (f *fut, err error) {
	if w.loop == nil {
		w.loop = co.Loop()
	}
	if w.loop != co.Loop() {
		return nil, otherLoop(w.loop, co.Loop())
	}
	f = &fut{loop: co.Loop()}
	w.line = append(w.line, f)
	err = co.await(f, f)
	if err == nil {
		err = f.err
	}
	w.line = slices.DeleteFunc(w.line, func(other *fut) bool { return other == f })
	return f, err
}

// served tells whether f was served: a cancellation may come after that.
func (f *fut) served() bool { return f != nil && f.state == done }

// serve wakes the first who waits and was not woken; false if there is none.
func (w *waitline) serve() bool {
	for _, f := range w.line {
		if f.state == pending {
			f.complete(done, nil, f.loop.cause)
			return true
		}
	}
	return false
}

// serveAll wakes everybody.
func (w *waitline) serveAll() {
	for w.serve() {
	}
}

// anyLeft tells whether somebody waits who was not canceled.
func (w *waitline) anyLeft() bool {
	return slices.ContainsFunc(w.line, func(f *fut) bool { return f.state != canceled })
}
