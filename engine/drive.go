package engine

import "errors"

// RunForever runs the loop until [Loop.Stop] is called. Between ticks it waits with the thread's [Parker]. The error is
// [ErrClosed], [ErrAlreadyRunning], [ErrOtherRunning], or the error that ended a wait, for example a [*DeadlockError].
func (l *Loop) RunForever() error {
	if err := l.mayRun(); err != nil {
		return err
	}
	l.thread.affinity.adopt()
	l.thread.running, l.state = l, Running
	defer func() { l.thread.running, l.state, l.stopping = nil, Idle, false }()
	for {
		l.Tick()
		if l.stopping {
			return nil
		}
		if err := l.wait(); err != nil {
			return err
		}
	}
}

// Stop ends the run after the current tick. If the loop is not running, the next run ends after one tick.
func (l *Loop) Stop() {
	l.check()
	l.stopping = true
}

// RunUntilComplete runs the loop until f is done and returns f's result. The error is f's, one of those that
// [Loop.RunForever] returns, or [ErrStoppedEarly].
func RunUntilComplete[T any](l *Loop, f Awaitable[T]) (T, error) {
	if err := l.until(f.base(), f); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}

// until runs the loop until f is done. If the thread cannot wait any more, who is canceled and gets the steps that need
// no waiting.
func (l *Loop) until(f *fut, who canceler) error {
	if err := l.mayRun(); err != nil {
		return err
	}
	l.stop.f = f
	f.addWaiter(&l.stop)
	err := l.RunForever()
	l.stop.f = nil
	if err != nil {
		if errors.Is(err, ErrDeadlock) {
			err = &DeadlockError{l.config.Name, l.waiting()}
		}
		l.abortRun(who, err)
		return err
	}
	if f.state == pending {
		f.removeWaiter(&l.stop)
		return ErrStoppedEarly
	}
	return nil
}

// stopper is the waiter that ends a run for a future. As in asyncio it queues a call that stops the loop, so that what
// became ready before the future was done still runs.
type stopper struct {
	node
	f      *fut // the future that the run is for; nil between runs
	queued bool // the call is in the ready queue
}

func (s *stopper) futureDone(f *fut) {
	if s.queued {
		return
	}
	if s.call == nil {
		s.quiet, s.call = true, s.stop
	}
	s.queued = true
	f.loop.ready.push(&s.node)
}

func (s *stopper) stop() {
	s.queued = false
	if s.f != nil && s.f.state != pending {
		s.f.loop.stopping = true
	}
}

func (l *Loop) mayRun() error {
	switch {
	case l.state == Closed, l.closing:
		return ErrClosed
	case l.thread.running == l:
		return ErrAlreadyRunning
	case l.thread.running != nil:
		return ErrOtherRunning
	}
	return nil
}

// wait waits until the next tick is due.
func (l *Loop) wait() error {
	next := l.Next()
	if l.broken != nil {
		if next > 0 {
			return l.broken
		}
		return nil
	}
	if next == 0 {
		return l.thread.parker.Pass()
	}
	if l.executor != nil && l.executor.hurry(l.clock) {
		return nil
	}
	return l.thread.parker.Park(next)
}

// abortRun ends a run whose thread cannot wait any more because of err. The first time, who is canceled, and the loop
// ticks for as long as something is ready.
func (l *Loop) abortRun(who canceler, err error) {
	first := l.broken == nil
	l.broken = err
	if first && who.cancelFor(0, "") {
		for l.ready.n > 0 {
			l.Tick()
		}
	}
}
