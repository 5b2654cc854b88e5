package engine

import "slices"

// waitline is the line of tasks that wait for a lock, an event or a place in a queue, first come, first served. The zero
// value is empty. It belongs to the loop of the first task that waits in it.
type waitline struct {
	loop *Loop
	line []*fut
}

// join adds the calling task to the line and waits until it is served. The error is [ErrCanceled] or [ErrOtherLoop]; f
// reports whether the task was served, which it may have been before it was canceled.
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

// served reports whether f was served. The task that waits for it may have been canceled after that.
func (f *fut) served() bool { return f != nil && f.state == done }

// serve wakes the first task that was not woken before. It returns false if there is none.
func (w *waitline) serve() bool {
	for _, f := range w.line {
		if f.state == pending {
			f.complete(done, nil, f.loop.cause)
			return true
		}
	}
	return false
}

// serveAll wakes every task of the line.
func (w *waitline) serveAll() {
	for w.serve() {
	}
}

// anyLeft reports whether a task of the line has not been canceled.
func (w *waitline) anyLeft() bool {
	return slices.ContainsFunc(w.line, func(f *fut) bool { return f.state != canceled })
}
