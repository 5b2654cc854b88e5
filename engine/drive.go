package engine

import (
	"context"
	"errors"
	"time"
)

// RunForever runs the loop until [Loop.Stop] is called. Between ticks it waits with the thread's [Parker]. The error is
// [ErrClosed], [ErrAlreadyRunning], [ErrOtherRunning], or what ended the run early, as for [Run].
func (l *Loop) RunForever() error {
	l.broken = nil
	return l.run(nil)
}

// Stop ends the run after the current tick. If the loop is not running, the next run ends after one tick.
func (l *Loop) Stop() {
	l.check()
	l.stopping = true
}

// RunUntilComplete runs the loop until f is done and returns f's result. The error is f's, [ErrOtherLoop] if f belongs
// to another loop, [ErrStoppedEarly], or one of those that [Loop.RunForever] returns.
func RunUntilComplete[T any](l *Loop, f Awaitable[T]) (v T, err error) {
	if its := f.base().loop; its != l {
		return v, otherLoop(its, l)
	}
	l.broken = nil
	if err := l.until(f.base(), f); err != nil {
		return v, err
	}
	return f.Result()
}

// until runs the loop until f is done. If the run has to end early, who is canceled.
func (l *Loop) until(f *fut, who canceler) error {
	if err := l.mayRun(); err != nil {
		return err
	}
	l.stop.f = f
	f.addWaiter(&l.stop)
	err := l.run(who)
	l.stop.f = nil
	if f.state == pending {
		f.removeWaiter(&l.stop)
		if err == nil {
			err = ErrStoppedEarly
		}
	}
	return err
}

// run runs the loop until it is stopped, or has to end early. main is what the run is for; it may be nil.
func (l *Loop) run(main canceler) error {
	if err := l.mayRun(); err != nil {
		return err
	}
	return l.during(func() error {
		for l.halt == nil {
			l.Tick()
			if l.stopping {
				return nil
			}
			if err := l.wait(Forever); err != nil {
				return l.breakOff(main, err)
			}
		}
		return l.breakOff(main, l.halt)
	})
}

// during calls ticks, which lets the loop tick, in a run.
func (l *Loop) during(ticks func() error) error {
	l.thread.affinity.adopt()
	l.thread.running, l.state = l, Running
	running.Add(1)
	defer running.Add(-1)
	defer func() { l.thread.running, l.state, l.stopping, l.halt = nil, Idle, false, nil }()
	if ctx := l.config.Context; ctx != nil {
		defer l.follow(ctx)()
	}
	return ticks()
}

// follow ends the run when ctx is done, until the returned function is called.
func (l *Loop) follow(ctx context.Context) (leave func()) {
	if ctx.Err() != nil {
		l.halt = context.Cause(ctx)
		return func() {}
	}
	stop := context.AfterFunc(ctx, func() {
		_ = l.CallSoonThreadsafe(func() { l.halt = context.Cause(ctx) })
	})
	return func() { stop() }
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
	case l.thread.running != nil, l.thread.inStep():
		return ErrOtherRunning
	}
	return nil
}

// graceTicks is how many ticks a loop still has after its run had to end early: so many that a cleanup gets to its end,
// and so few that a task which is always ready cannot keep the loop from ending.
const graceTicks = 1000

// wait waits until the next tick is due. In virtual time it also waits for the calls in the executor, which take none, for
// limit of real time at most. Its error ends the run.
func (l *Loop) wait(limit time.Duration) error {
	next := l.Next()
	if l.halt != nil {
		return l.halt
	}
	if l.broken != nil {
		if l.grace--; next > 0 || l.grace < 0 {
			return l.broken
		}
		return nil
	}
	if next == 0 || next <= l.now { // l.now is when the tick began: what was due then is still due
		return l.thread.parker.Pass()
	}
	if l.executor.underWay() > 0 {
		if p, ok := l.thread.parker.(VirtualParker); ok && next > l.clock.Now() {
			return p.ParkOutside(limit)
		}
	}
	return l.thread.parker.Park(next)
}

// breakOff ends a run early because of err, which it returns. The first time, main is canceled, and the loop ticks while
// something is ready: main gets the steps that need no waiting, to clean up. From then on the loop does not wait any
// more, until the next run.
func (l *Loop) breakOff(main canceler, err error) error {
	if errors.Is(err, ErrDeadlock) {
		err = &DeadlockError{l.config.Name, l.waiting()}
	}
	first := l.broken == nil
	l.broken = err
	if first && main != nil && main.cancelFor(0, "") {
		for l.grace = graceTicks; l.ready.n > 0 && l.grace > 0; l.grace-- {
			l.Tick()
		}
	}
	return err
}
