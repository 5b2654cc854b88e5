package engine

import "errors"

// ErrNotAcquired is the release of a [Lock] that nobody holds.
var ErrNotAcquired = errors.New("Lock is not acquired.")

// Lock lets one task at a time go on, first come first served. The zero value is unlocked. It belongs to the loop
// of the first task that has to wait for it.
type Lock struct {
	locked bool
	line   waitline
}

// Locked tells whether a task holds the lock.
func (k *Lock) Locked() bool { return k.locked }

// Acquire waits for the lock. The error is [ErrCanceled] or [ErrOtherLoop], and the lock is not held then.
func (k *Lock) Acquire(co *Co) error {
	if !k.locked && !k.line.anyLeft() {
		k.locked = true
		return nil
	}
	if _, err := k.line.join(co); err != nil {
		if !k.locked { // it may have been this task's turn
			k.line.serveFirst()
		}
		return err
	}
	k.locked = true
	return nil
}

// Release gives the lock to the task that has waited longest. The error is [ErrNotAcquired].
func (k *Lock) Release() error {
	if !k.locked {
		return ErrNotAcquired
	}
	k.locked = false
	k.line.serveFirst()
	return nil
}

// With holds the lock while body runs.
func (k *Lock) With(co *Co, body func() error) error {
	if err := k.Acquire(co); err != nil {
		return err
	}
	defer k.Release()
	return body()
}

// serveFirst wakes who stands first, if that one was not woken yet; nobody overtakes.
func (w *waitline) serveFirst() {
	if len(w.line) > 0 && w.line[0].state == pending {
		w.line[0].complete(done, nil, w.line[0].loop.cause)
	}
}

// Event is something that tasks wait for and that happens for all of them at once. The zero value has not happened.
type Event struct {
	set  bool
	line waitline
}

// IsSet tells whether it has happened.
func (e *Event) IsSet() bool { return e.set }

// Set makes it happen: who waits is woken, and nobody waits any more until Clear.
func (e *Event) Set() {
	if !e.set {
		e.set = true
		e.line.serveAll()
	}
}

// Clear makes tasks wait again.
func (e *Event) Clear() { e.set = false }

// Wait waits until it has happened. The error is [ErrCanceled] or [ErrOtherLoop].
func (e *Event) Wait(co *Co) error {
	if e.set {
		return nil
	}
	_, err := e.line.join(co)
	return err
}
