package engine

import "errors"

// ErrNotAcquired is the error of releasing a [Lock] that is not locked.
var ErrNotAcquired = errors.New("Lock is not acquired.")

// Lock is a mutual exclusion lock between the tasks of a loop, first come, first served. The zero value is unlocked. It
// belongs to the loop of the first task that has to wait for it, and only that loop's thread may use it.
type Lock struct {
	locked  bool
	owner   owner
	waiters waitlist
}

// Locked reports whether a task holds the lock.
func (k *Lock) Locked() bool { return k.locked }

// Acquire locks the lock and waits until it can. With an error, which is [ErrCanceled] or [ErrOtherLoop], the task does not
// hold the lock.
func (k *Lock) Acquire(co *Co) error {
	if !k.locked && k.waiters.left == 0 {
		k.locked = true
		return nil
	}
	if err := k.owner.admit(co); err != nil {
		return err
	}
	if err := k.waiters.enter(co).wait(co); err != nil {
		if !k.locked { // it may have been this task's turn: pass it on
			k.waiters.serveHead()
		}
		return err
	}
	k.locked = true
	return nil
}

// Release unlocks the lock and wakes the task that has waited longest. Any task may release it. The error is
// [ErrNotAcquired] if the lock is not locked.
func (k *Lock) Release() error {
	if !k.locked {
		return ErrNotAcquired
	}
	k.locked = false
	k.waiters.serveHead()
	return nil
}

// With acquires the lock, runs body and releases the lock. The error is that of Acquire, in which case body does not run, or
// body's.
func (k *Lock) With(co *Co, body func() error) error {
	if err := k.Acquire(co); err != nil {
		return err
	}
	defer k.Release()
	return body()
}
