package engine

import (
	"sync/atomic"
	"time"
)

// RealParker waits in real time for a thread that is not locked to one of the operating system's. Make one for
// each thread with [NewRealParker].
type RealParker struct {
	interruption
	clock Clock
	wake  chan struct{} // holds one wake-up that has not been used
	timer *time.Timer   // used again and again, by the waiting thread alone
}

// NewRealParker makes a parker for one thread. clock is a [RealClock].
func NewRealParker(clock Clock) *RealParker {
	return &RealParker{clock: clock, wake: make(chan struct{}, 1)}
}

// Park waits; see [Parker].
func (p *RealParker) Park(until int64) error {
	if err := p.Pass(); err != nil {
		return err
	}
	if until == Forever {
		<-p.wake
		return p.Pass()
	}
	d := time.Duration(until - p.clock.Now())
	if d <= 0 {
		return nil
	}
	if p.timer == nil {
		p.timer = time.NewTimer(d)
	} else {
		p.timer.Reset(d)
	}
	select {
	case <-p.timer.C:
	case <-p.wake:
		p.timer.Stop()
	}
	return p.Pass()
}

// Unpark ends a Park, now or the next one.
func (p *RealParker) Unpark() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Interrupt makes this Park or Pass and every later one return err. Any thread may call it.
func (p *RealParker) Interrupt(err error) {
	p.set(err)
	p.Unpark()
}

// interruption is the error that a thread was interrupted with.
type interruption struct{ err atomic.Pointer[error] }

func (i *interruption) set(err error) { i.err.CompareAndSwap(nil, &err) }

// Pass gives the error that the thread was interrupted with, if any.
func (i *interruption) Pass() error {
	if err := i.err.Load(); err != nil {
		return *err
	}
	return nil
}
