package engine

import (
	"errors"

	"loopyard/engine/trace"
)

// ErrStoppedEarly is a run that [Loop.Stop] ended before what it was for.
var ErrStoppedEarly = errors.New("Event loop stopped before Future completed.")

// RunForever runs the loop until [Loop.Stop], waiting between ticks as its thread does. The error is [ErrClosed],
// [ErrRunning], or what interrupted the run: a [*DeadlockError], say.
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

// Stop ends the run with the tick that is under way. Before a run it lets that run have one tick.
func (l *Loop) Stop() {
	l.check()
	l.stopping = true
}

// RunUntilComplete runs the loop until f is done and gives its result. The error is f's, or one of RunForever's,
// or [ErrStoppedEarly].
func RunUntilComplete[T any](l *Loop, f Awaitable[T]) (T, error) {
	if err := l.until(f.base(), f); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}

// until runs the loop until f is done. When something keeps its thread from waiting, what f stands for is asked to
// cancel and gets the steps that need no waiting.
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

// stopper stops its loop in the tick after a future is done, as asyncio does: what became ready before runs too.
type stopper struct {
	node
	f      *fut // what the run is for
	queued bool
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
	case l.state == Closed:
		return ErrClosed
	case l.thread.running == l:
		return ErrAlreadyRunning
	case l.thread.running != nil:
		return ErrOtherRunning
	}
	return nil
}

// wait passes the time to the next tick.
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

// abortRun is called when the thread will not wait any more. The first time, the main task of the run is canceled.
func (l *Loop) abortRun(who canceler, err error) {
	first := l.broken == nil
	l.broken = err
	if first && who.cancelFor(0, "") {
		for l.ready.n > 0 {
			l.Tick()
		}
	}
}

// Close closes the loop for good: posts are refused, what is queued is dropped, and a task that has not ended is
// unwound and reported. It does not cancel tasks first; [Runner] does. The error is [ErrCloseRunning] while the
// loop runs. Closing twice does nothing.
func (l *Loop) Close() error {
	l.check()
	switch {
	case l.state == Running:
		return ErrCloseRunning
	case l.state == Closed:
		return nil
	}
	for _, p := range l.inbox.close() {
		p.refuse()
	}
	for _, p := range l.posts.left() {
		p.refuse()
	}
	for _, co := range l.unfinished() {
		if l.broken == nil {
			l.report(Report{Message: "Task was destroyed but it is pending!", Task: co.Name()})
		}
		co.future.retrieved = true
		co.unwind()
	}
	l.pool.close()
	l.reportNeverAwaited()
	l.reportFailures()
	if l.executor != nil {
		l.executor.shut()
	}
	l.ready, l.timers, l.current = queue{}, timers{}, nil
	l.state = Closed
	l.emit(trace.LoopClosed, nil, 0, 0)
	return nil
}
