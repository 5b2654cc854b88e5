package engine

import "errors"

// ErrBarrierBroken is the error of waiting at a [Barrier] that is aborted or reset.
var ErrBarrierBroken = errors.New("Barrier is broken")

// Barrier makes a number of tasks, its parties, wait for each other. When all have come they go on together, and the barrier
// can be used again. Make one with [NewBarrier]. Only the loop's thread may use it.
type Barrier struct {
	cond    *Condition
	parties int
	count   int // tasks that have come and not left
	state   barrierState
}

// barrierState is what happens to the tasks that come to a barrier.
type barrierState uint8

const (
	filling   barrierState = iota // tasks come and wait
	draining                      // all have come and are leaving
	resetting                     // Reset was called, and the tasks that waited are leaving
	broken                        // Abort was called
)

// NewBarrier returns a barrier for a number of tasks. It panics if parties is less than 1.
func NewBarrier(parties int) *Barrier {
	if parties < 1 {
		panic("engine: a barrier needs parties >= 1")
	}
	return &Barrier{cond: NewCondition(nil), parties: parties}
}

// Waiting returns how many tasks wait at the barrier for the others to come.
func (b *Barrier) Waiting() int {
	if b.state == filling {
		return b.count
	}
	return 0
}

// Broken reports whether the barrier was aborted, and not reset since.
func (b *Barrier) Broken() bool { return b.state == broken }

// Wait waits until as many tasks as the barrier has parties have come, and returns how many had come before the calling one:
// 0 for the first, parties-1 for the last. The error is [ErrBarrierBroken], [ErrCanceled] or [ErrOtherLoop].
func (b *Barrier) Wait(co *Co) (place int, err error) {
	err = b.cond.With(co, func() error {
		if err := b.enter(co); err != nil {
			return err
		}
		place = b.count
		b.count++
		defer b.leave()
		if place+1 == b.parties {
			b.state = draining
			return b.cond.NotifyAll()
		}
		err := b.cond.WaitUntil(co, func() bool { return b.state != filling })
		if err == nil && (b.state == broken || b.state == resetting) {
			err = ErrBarrierBroken
		}
		return err
	})
	return place, err
}

// enter waits until the tasks of the round before have left. Reusing the barrier needs that: a task that comes while they
// leave must neither be counted with them nor see their state.
func (b *Barrier) enter(co *Co) error {
	err := b.cond.WaitUntil(co, func() bool { return b.state != draining && b.state != resetting })
	if err == nil && b.state == broken {
		err = ErrBarrierBroken
	}
	return err
}

// leave counts a task that goes on. The last one opens the barrier for the next round.
func (b *Barrier) leave() {
	b.count--
	if b.count == 0 {
		if b.state == resetting || b.state == draining {
			b.state = filling
		}
		_ = b.cond.NotifyAll()
	}
}

// Reset makes the tasks that wait at the barrier fail with [ErrBarrierBroken] and returns the barrier to its first state. The
// error is [ErrCanceled] or [ErrOtherLoop].
func (b *Barrier) Reset(co *Co) error {
	return b.cond.With(co, func() error {
		switch {
		case b.count == 0:
			b.state = filling
		case b.state != resetting:
			b.state = resetting
		}
		return b.cond.NotifyAll()
	})
}

// Abort breaks the barrier: Wait fails with [ErrBarrierBroken], for tasks that wait and for those that come later, until
// Reset is called. The error is [ErrCanceled] or [ErrOtherLoop].
func (b *Barrier) Abort(co *Co) error {
	return b.cond.With(co, func() error {
		b.state = broken
		return b.cond.NotifyAll()
	})
}
