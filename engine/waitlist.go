package engine

import "loopyard/engine/trace"

// waitlist is a list of tasks that wait for a lock, an event, a permit or a place in a queue, first come, first served. The
// zero value is empty.
//
// Every operation takes constant time, however many tasks wait, since a program may have a million of them:
//
//   - A task enters at the tail and leaves, for whatever reason, from wherever it is: the list is doubly linked.
//   - A task that was woken or canceled stays in the list until it runs again. Those at the head are therefore often done,
//     and serve must not look at them again each time. next is the first task that serve has not passed. Whatever stands
//     before it is done; it only moves towards the tail, so that it passes each task once.
//   - Whether anybody is left who was not canceled decides whether a newcomer may overtake the list. left counts them.
type waitlist struct {
	head, tail *place
	next       *place // every place before it is done; nil: all are
	left       int    // places that were not canceled
}

// place is a task's place in a waitlist: the future that the task awaits. It is completed when the task is served.
type place struct {
	fut
	list         *waitlist
	before, next *place
}

// enter adds the calling task to the list. It must leave again with [place.wait].
func (w *waitlist) enter(co *Co) *place {
	p := &place{list: w, before: w.tail}
	p.loop = co.Loop()
	if w.tail == nil {
		w.head = p
	} else {
		w.tail.next = p
	}
	w.tail = p
	if w.next == nil {
		w.next = p
	}
	w.left++
	return p
}

// wait waits until the task is served and leaves the list, also if the loop closes meanwhile and unwinds the task. The
// error is nil or [ErrCanceled].
func (p *place) wait(co *Co) error {
	defer p.list.leave(p)
	if err := co.await(&p.fut, p); err != nil {
		return err
	}
	return p.err
}

// served reports whether the task was served. It may have been canceled after that, before it could go on.
func (p *place) served() bool { return p.state == done }

// cancelFor cancels the wait.
func (p *place) cancelFor(cause trace.EventID, message string) bool {
	if p.state == pending {
		p.list.left--
	}
	return p.fut.cancelFor(cause, message)
}

func (w *waitlist) leave(p *place) {
	if p.before == nil {
		w.head = p.next
	} else {
		p.before.next = p.next
	}
	if p.next == nil {
		w.tail = p.before
	} else {
		p.next.before = p.before
	}
	if w.next == p {
		w.next = p.next
	}
	if p.state != canceled {
		w.left--
	}
}

// serve wakes the first task that was neither woken nor canceled before. It returns false if there is none.
func (w *waitlist) serve() bool {
	for p := w.next; p != nil; p = p.next {
		w.next = p.next
		if p.state == pending {
			p.complete(done, nil, p.loop.cause)
			return true
		}
	}
	return false
}

// serveAll wakes every task of the list.
func (w *waitlist) serveAll() {
	for w.serve() {
	}
}

// serveHead wakes the first task of the list unless it is done, and looks no further. If it was woken before, it is about
// to take its turn; if it was canceled, it calls serveHead itself when it leaves.
func (w *waitlist) serveHead() {
	if w.head != nil && w.head.state == pending {
		w.serve()
	}
}

// owner is the loop that a lock, a queue or the like belongs to: that of the first task that had to wait for it. The zero
// value is no loop.
type owner struct{ loop *Loop }

// admit lets the calling task wait. The error is [ErrOtherLoop] if a task of another loop had to wait before.
func (o *owner) admit(co *Co) error {
	if o.loop == nil {
		o.loop = co.Loop()
	}
	if o.loop != co.Loop() {
		return otherLoop(o.loop, co.Loop())
	}
	return nil
}
