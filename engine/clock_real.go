package engine

import (
	"sync"
	"sync/atomic"
	"time"
)

// RealParker waits in real time for a thread that is not locked to one of the operating system's. Make one for
// each thread with [NewRealParker].
type RealParker struct {
	interruption
	clock Clock
	timer *time.Timer // used again and again, by the waiting thread alone

	mu    sync.Mutex
	early bool          // an Unpark came before the first Park that waits
	wake  chan struct{} // holds one wake-up that has not been used; made by that Park, since many a loop never waits
}

// NewRealParker makes a parker for one thread. clock is a [RealClock].
func NewRealParker(clock Clock) *RealParker {
	return &RealParker{clock: clock}
}

// Park waits; see [Parker].
func (p *RealParker) Park(until int64) error {
	if err := p.Pass(); err != nil {
		return err
	}
	if p.wake == nil {
		p.open()
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

func (p *RealParker) open() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wake = make(chan struct{}, 1)
	if p.early {
		p.wake <- struct{}{}
	}
}

// Unpark ends a Park, now or the next one.
func (p *RealParker) Unpark() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.wake == nil {
		p.early = true
		return
	}
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
