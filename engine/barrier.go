package engine

import "errors"

// ErrBarrierBroken is waiting at a [Barrier] that was aborted or reset.
var ErrBarrierBroken = errors.New("Barrier is broken")

// Barrier lets a number of tasks go on together, again and again. Make one with [NewBarrier].
type Barrier struct {
	cond    *Condition
	parties int
	count   int // tasks at the barrier
	state   barrierState
}

type barrierState uint8

const (
	filling   barrierState = iota
	draining               // all have come and are leaving
	resetting              // those who wait are being sent away
	broken
)

// NewBarrier makes a barrier for so many tasks. It panics if parties is less than 1.
func NewBarrier(parties int) *Barrier {
	if parties < 1 {
		panic("engine: a barrier needs parties >= 1")
	}
	return &Barrier{cond: NewCondition(nil), parties: parties}
}

// Parties is how many tasks it takes.
func (b *Barrier) Parties() int { return b.parties }

// Waiting is how many are there now.
func (b *Barrier) Waiting() int {
	if b.state == filling {
		return b.count
	}
	return 0
}

// Broken tells whether it was aborted.
func (b *Barrier) Broken() bool { return b.state == broken }

// Wait waits until all have come and gives each another place, from 0. The error is [ErrBarrierBroken] or
// [ErrCanceled].
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

// enter waits until the round before has left.
func (b *Barrier) enter(co *Co) error {
	err := b.cond.WaitUntil(co, func() bool { return b.state != draining && b.state != resetting })
	if err == nil && b.state == broken {
		err = ErrBarrierBroken
	}
	return err
}

func (b *Barrier) leave() {
	b.count--
	if b.count == 0 {
		if b.state == resetting || b.state == draining {
			b.state = filling
		}
		b.cond.NotifyAll()
	}
}

// Reset sends those who wait away with [ErrBarrierBroken] and begins anew.
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

// Abort breaks the barrier: who waits, or comes, gets [ErrBarrierBroken].
func (b *Barrier) Abort(co *Co) error {
	return b.cond.With(co, func() error {
		b.state = broken
		return b.cond.NotifyAll()
	})
}
