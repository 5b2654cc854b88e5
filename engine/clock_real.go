package engine

import (
	"sync"
	"sync/atomic"
	"time"
)

// RealParker is a [Parker] in real time for a goroutine that is not locked to its OS thread. Make one for each
// [Thread] with [NewRealParker].
type RealParker struct {
	interruption
	clock Clock
	timer *time.Timer // reused by every Park; only the thread that parks touches it

	mu    sync.Mutex
	early bool          // Unpark was called before wake was made
	wake  chan struct{} // holds the Unpark that has ended no Park yet; made by the first Park, since many loops never wait
}

// NewRealParker returns a parker for one thread. clock must run in real time.
func NewRealParker(clock Clock) *RealParker {
	return &RealParker{clock: clock}
}

// Park blocks until the clock reads until or Unpark is called; see [Parker].
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
	now := p.clock.Now()
	if until <= now {
		return nil
	}
	d := timeLeft(now, until)
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

// open makes the channel, with the Unpark that came before it.
func (p *RealParker) open() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wake = make(chan struct{}, 1)
	if p.early {
		p.wake <- struct{}{}
	}
}

// Unpark ends the Park that is under way, or else the next one. Any thread may call it.
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

// Interrupt ends the Park that is under way and makes it and every later Park and Pass return err. Only the first call
// has an effect. Any thread may call it.
func (p *RealParker) Interrupt(err error) {
	p.set(err)
	p.Unpark()
}

// interruption holds the error that a parker was interrupted with. The zero value holds none; any thread may use it.
type interruption struct{ err atomic.Pointer[error] }

func (i *interruption) set(err error) { i.err.CompareAndSwap(nil, &err) }

// Pass returns the error that the parker was interrupted with, or nil.
func (i *interruption) Pass() error {
	if err := i.err.Load(); err != nil {
		return *err
	}
	return nil
}
