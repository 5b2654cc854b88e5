package engine

import (
	"errors"

	"loopyard/engine/trace"
)

// Runner owns the life of one loop: it makes the loop when it is first needed, runs any number of coroutines in
// it, one after another, and closes it. Close it by hand, or use [With].
//
// Only the thread of its Config may use it.
type Runner struct {
	config  Config
	loop    *Loop
	closed  bool
	stopped error // an interrupted run: the loop will not wait any more
}

// NewRunner makes a runner. Its loop is made by the first [RunIn] or [Runner.Loop].
func NewRunner(c Config) *Runner {
	if c.Thread == nil {
		c.Thread = NewThread(ThreadConfig{})
	}
	r := &Runner{config: c}
	c.Thread.rec.EmitText(c.Thread.Event(trace.RunnerCreated), c.Name)
	return r
}

// Run makes a loop, runs main in it to its end, cancels what main left behind, and closes the loop: asyncio.run.
// It gives what main returned. The error is [ErrRunning] on a thread where a loop is running.
func Run[T any](c Config, main Coroutine[T]) (v T, err error) {
	err = With(c, func(r *Runner) error {
		v, err = RunIn(r, main)
		return err
	})
	return v, err
}

// With makes a runner, passes it to body and closes it whichever way body ends. The error is body's, joined by
// that of the closing.
func With(c Config, body func(r *Runner) error) (err error) {
	if c.Thread != nil && c.Thread.running != nil {
		return ErrRunning
	}
	r := NewRunner(c)
	defer func() { err = errors.Join(err, r.Close()) }()
	return body(r)
}

// RunIn runs main in the runner's loop to its end and gives what it returned. Tasks that it leaves behind stay
// suspended until the next run or the close. The error is main's, or [ErrRunnerClosed], [ErrRunning], or what
// interrupted the run: a [*DeadlockError], say.
func RunIn[T any](r *Runner, main Coroutine[T]) (T, error) {
	var none T
	l, err := r.Loop()
	if err != nil {
		return none, err
	}
	if r.config.Thread.running != nil {
		return none, ErrRunning
	}
	t := newTask(l, "main", main)
	l.emit(trace.RunBegan, nil, int64(t.co.id), 0)
	err = r.drive(&t.fut)
	l.emit(trace.RunEnded, nil, int64(t.co.id), t.fut.cause)
	if err != nil {
		return none, err
	}
	return t.Result()
}

// Loop gives the runner's loop, which the first call makes. The error is [ErrRunnerClosed] once it is closed.
func (r *Runner) Loop() (*Loop, error) {
	if r.closed {
		return nil, ErrRunnerClosed
	}
	if r.loop == nil {
		r.loop = NewLoop(r.config)
	}
	return r.loop, nil
}

// Close cancels the tasks that are left, waits for them, and closes the loop. A second Close does nothing. The
// error is [ErrRunning] if the loop is running, or what kept the tasks from ending; the loop is closed then too.
func (r *Runner) Close() error {
	if r.closed {
		return nil
	}
	if r.config.Thread.running != nil {
		return ErrRunning
	}
	r.closed = true
	var err error
	if r.loop != nil {
		err = r.cancelAll()
		r.loop.close()
	}
	r.config.Thread.rec.Emit(r.config.Thread.Event(trace.RunnerClosed))
	return err
}

// cancelAll cancels the unfinished tasks and runs the loop until they are done.
func (r *Runner) cancelAll() error {
	l := r.loop
	var left []*fut
	for co := l.tasks.first; co != nil; co = co.after {
		left = append(left, co.future)
	}
	for _, f := range left {
		f.cancelFor(0)
	}
	var failed error
	for _, f := range left {
		told := r.stopped != nil // the run before has returned it
		if err := r.drive(f); err != nil && !told {
			failed = err
		}
	}
	return failed
}

// drive runs the loop until f is done, waiting between ticks as the thread does. An error of the thread's parker
// ends it early: the main task is asked to cancel and gets the steps that need no waiting.
func (r *Runner) drive(f *fut) error {
	l, t := r.loop, r.config.Thread
	t.running, l.state = l, Running
	defer func() { t.running, l.state = nil, Idle }()

	stopping := f.Done()
	if !stopping {
		f.waiters = append(f.waiters, waiter{quiet: func() { stopping = true }})
	}
	for !stopping {
		l.Tick()
		if stopping {
			break
		}
		if err := r.wait(l.Next()); err != nil {
			return r.interrupt(f, err)
		}
	}
	return nil
}

func (r *Runner) wait(next int64) error {
	switch {
	case r.stopped != nil && next > 0:
		return r.stopped
	case r.stopped != nil:
		return nil
	case next == 0:
		return r.loop.parker.Pass()
	}
	return r.loop.parker.Park(next)
}

// interrupt ends a run that its thread can not go on with.
func (r *Runner) interrupt(f *fut, err error) error {
	if errors.Is(err, ErrDeadlock) {
		err = &DeadlockError{r.loop.name, r.loop.tasks.waiting()}
	}
	first := r.stopped == nil
	r.stopped = err
	if first && f.cancelFor(0) {
		for r.loop.ready.n > 0 {
			r.loop.Tick()
		}
	}
	return err
}

// close ends what is left of the tasks and refuses everything from now on.
func (l *Loop) close() {
	l.inbox.close()
	for l.tasks.first != nil {
		l.tasks.first.unwind()
	}
	l.pool.close()
	l.current = nil
	l.ready, l.timers = queue{}, timers{}
	l.state = Closed
	l.emit(trace.LoopClosed, nil, 0, 0)
}
