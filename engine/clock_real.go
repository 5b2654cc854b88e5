package engine

import (
	"sync/atomic"
	"time"
)

// RealParker waits in real time. Make one for each thread with [NewRealParker].
type RealParker struct {
	clock       Clock
	wake        chan struct{} // holds one wake-up that has not been used
	interrupted atomic.Pointer[error]
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
	d := until - p.clock.Now()
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(time.Duration(d))
	defer t.Stop()
	select {
	case <-t.C:
	case <-p.wake:
	}
	return p.Pass()
}

// Pass gives the error that the thread was interrupted with, if any.
func (p *RealParker) Pass() error {
	if err := p.interrupted.Load(); err != nil {
		return *err
	}
	return nil
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
	p.interrupted.CompareAndSwap(nil, &err)
	p.Unpark()
}
