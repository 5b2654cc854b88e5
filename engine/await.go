package engine

import (
	"time"

	"loopyard/engine/trace"
)

// Loop returns the loop that the task belongs to.
func (co *Co) Loop() *Loop { return co.future.loop }

// Sleep suspends the task for d of its loop's time. If d is zero or negative, it is like [Co.Yield]. The error is nil,
// or [ErrCanceled] if the task was canceled meanwhile.
func (co *Co) Sleep(d time.Duration) error {
	if d <= 0 || co.cancelRequested { // a request to cancel is delivered at once, without a timer
		return co.Yield()
	}
	co.mustBeRunning()
	l := co.Loop()
	now := l.clock.Now()
	when := Later(now, d)
	if l.rec != nil {
		l.ends = now
		co.cause = l.emitAt(now, trace.TimerSet, co, when, l.cause)
	}
	co.move(Waiting)
	l.timers.push(when, &co.node)
	co.outcome = uint8(trace.Slept)
	co.worker.yield(struct{}{})
	return co.resumed()
}

// Yield suspends the task until everything that is ready now has run. The error is nil, or [ErrCanceled] if the task
// was canceled meanwhile.
func (co *Co) Yield() error {
	co.mustBeRunning()
	if co.cancelRequested && co.unwinding() {
		return co.refuseWait()
	}
	l := co.Loop()
	co.move(Ready)
	if l.rec != nil {
		l.ends = l.clock.Now()
		l.held = append(l.held, l.eventOf(l.ends, trace.TaskReady, co, int64(trace.Yielded), l.cause))
		l.yielded = co
	}
	l.ready.push(&co.node)
	co.outcome = uint8(trace.GaveWay)
	co.worker.yield(struct{}{})
	return co.resumed()
}

// await suspends the task until f is done. If the task is canceled meanwhile, the request is passed on to who. The
// error says how the wait ended, not what f holds: [ErrCanceled], [ErrOtherLoop] or [ErrAwaitSelf].
func (co *Co) await(f *fut, who canceler) error {
	co.mustBeRunning()
	switch {
	case f.loop != co.Loop():
		return otherLoop(f.loop, co.Loop())
	case f == &co.future:
		return ErrAwaitSelf
	case f.state != pending:
		return nil
	case co.cancelRequested && co.unwinding():
		return co.refuseWait()
	}
	f.addWaiter(co)
	co.move(Waiting)
	co.awaits = who
	if co.cancelRequested {
		co.cancelRequested = false
		took := co.propagate(co.Loop().cause, co.message())
		co.cancelRequested = co.cancelRequested || !took
	}
	co.outcome = uint8(trace.Awaited)
	co.worker.yield(struct{}{})
	err := co.resumed()
	co.awaits = nil
	if err != nil && f.state == canceled {
		return f.err // the message of the request that canceled f, not of one that came later
	}
	return err
}

// mustBeRunning panics if the task is not running: its Co is used from another task or another goroutine.
func (co *Co) mustBeRunning() {
	co.Loop().check()
	if co.state != Stepping || co.Loop().current != co {
		panic("engine: the Co of " + co.Name() + " was used outside its own coroutine")
	}
}
