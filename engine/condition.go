package engine

import "errors"

// The errors of a [Condition] whose lock is not held.
var (
	ErrWaitUnlocked   = errors.New("cannot wait on un-acquired lock")
	ErrNotifyUnlocked = errors.New("cannot notify on un-acquired lock")
)

// Condition is waiting for something that is kept under a lock. Make one with [NewCondition].
type Condition struct {
	*Lock
	line waitline
}

// NewCondition makes a condition on k; nil is a lock of its own.
func NewCondition(k *Lock) *Condition {
	if k == nil {
		k = &Lock{}
	}
	return &Condition{Lock: k}
}

// Wait gives the lock up, waits to be notified, and takes the lock again, which it holds in every case but
// [ErrWaitUnlocked]. A task that is canceled after it was notified passes the notification on.
func (c *Condition) Wait(co *Co) error {
	if !c.locked {
		return ErrWaitUnlocked
	}
	if c.line.loop != nil && c.line.loop != co.Loop() {
		return otherLoop(c.line.loop, co.Loop())
	}
	c.Release()
	f, err := c.line.join(co)
	var again error
	for {
		failed := c.Acquire(co)
		if failed == nil {
			break
		}
		again = failed
		if !errors.Is(failed, ErrCanceled) {
			return failed
		}
	}
	if again != nil {
		err = again
	}
	if err != nil && f.served() {
		c.notify(1)
	}
	return err
}

// WaitUntil waits until holds, which is asked with the lock held, is true.
func (c *Condition) WaitUntil(co *Co, holds func() bool) error {
	for !holds() {
		if err := c.Wait(co); err != nil {
			return err
		}
	}
	return nil
}

// Notify wakes n of those who wait, first come first served. The error is [ErrNotifyUnlocked].
func (c *Condition) Notify(n int) error {
	if !c.locked {
		return ErrNotifyUnlocked
	}
	c.notify(n)
	return nil
}

// NotifyAll wakes all who wait. The error is [ErrNotifyUnlocked].
func (c *Condition) NotifyAll() error { return c.Notify(len(c.line.line)) }

func (c *Condition) notify(n int) {
	for ; n > 0 && c.line.serve(); n-- {
	}
}
