package engine

import "errors"

// The errors of a [Condition] whose lock is not locked.
var (
	ErrWaitUnlocked   = errors.New("cannot wait on un-acquired lock")
	ErrNotifyUnlocked = errors.New("cannot notify on un-acquired lock")
)

// Condition lets tasks wait for a change of what a lock protects. Make one with [NewCondition]; its embedded Lock is that
// lock. Only the loop's thread may use it.
type Condition struct {
	*Lock
	waiters waitlist
}

// NewCondition returns a condition with the lock k. If k is nil the condition has a lock of its own.
func NewCondition(k *Lock) *Condition {
	if k == nil {
		k = &Lock{}
	}
	return &Condition{Lock: k}
}

// Wait releases the lock, waits to be notified, and acquires the lock again. The error is [ErrWaitUnlocked] if the lock is
// not locked, [ErrOtherLoop], or [ErrCanceled]; after a cancellation the task holds the lock too. A task that is canceled
// after it was notified passes the notification on.
func (c *Condition) Wait(co *Co) error {
	if !c.locked {
		return ErrWaitUnlocked
	}
	if err := c.owner.admit(co); err != nil { // while the lock is still held
		return err
	}
	_ = c.Release()
	p := c.waiters.enter(co)
	err := p.wait(co)
	for again := c.Acquire(co); again != nil && !co.unwinding(); again = c.Acquire(co) {
		err = again // the last of several cancellations counts, as in asyncio
	}
	if err != nil && p.served() {
		c.notify(1)
	}
	return err
}

// WaitUntil waits until holds returns true. holds is called with the lock held, at once and after each notification. The
// errors are those of [Condition.Wait].
func (c *Condition) WaitUntil(co *Co, holds func() bool) error {
	for !holds() {
		if err := c.Wait(co); err != nil {
			return err
		}
	}
	return nil
}

// Notify wakes n of the tasks that wait, or all if they are fewer, first come, first served. They go on when they have the
// lock. The error is [ErrNotifyUnlocked] if the lock is not locked.
func (c *Condition) Notify(n int) error {
	if !c.locked {
		return ErrNotifyUnlocked
	}
	c.notify(n)
	return nil
}

// NotifyAll wakes all tasks that wait. The error is [ErrNotifyUnlocked] if the lock is not locked.
func (c *Condition) NotifyAll() error { return c.Notify(c.waiters.left) }

// notify wakes up to n tasks.
func (c *Condition) notify(n int) {
	for ; n > 0 && c.waiters.serve(); n-- {
	}
}
