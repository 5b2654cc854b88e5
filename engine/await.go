package engine

import (
	"strconv"
	"time"

	"loopyard/engine/trace"
)

// Loop is the loop that the task belongs to.
func (co *Co) Loop() *Loop { return co.loop }

// Name is the task's name.
func (co *Co) Name() string { return co.name }

// Sleep suspends the task for d of its loop's time. With no or a negative d it is [Co.Yield]. The error is
// [ErrCanceled] or nil.
func (co *Co) Sleep(d time.Duration) error {
	if d <= 0 {
		return co.Yield()
	}
	co.mustRun()
	l := co.loop
	when := l.clock.Now() + int64(d)
	co.cause = l.emit(trace.TimerSet, co, when, l.during)
	co.move(Waiting)
	l.timers.push(when, &co.node)
	return co.suspend(trace.Slept)
}

// Yield lets everything that is ready now run first. The error is [ErrCanceled] or nil.
func (co *Co) Yield() error {
	co.mustRun()
	co.wake(trace.Yielded, co.loop.during)
	return co.suspend(trace.GaveWay)
}

// await suspends the task until f is done. The error is about the waiting; what f holds is for the caller to see.
func (co *Co) await(f *fut) error {
	co.mustRun()
	switch {
	case f.loop != co.loop:
		return ErrOtherLoop
	case f == co.future:
		return ErrAwaitSelf
	case f.state != pending:
		return nil
	}
	f.waiters = append(f.waiters, waiter{co: co})
	co.move(Waiting)
	co.awaits = f
	return co.suspend(trace.Awaited)
}

// mustRun catches a Co that is used when its task is not running: from another task, or another goroutine.
func (co *Co) mustRun() {
	if co.state != Stepping || co.loop.current != co {
		panic("engine: the Co of " + co.name + " was used outside its own coroutine")
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
