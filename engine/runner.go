package engine

import (
	"errors"
	"time"

	"loopyard/engine/trace"
)

// Runner makes one loop when it is first needed, runs any number of coroutines in it, one after another, and closes it.
// Make one with [NewRunner] and close it with [Runner.Close], or use [With].
//
// Only the thread of its Config may use it.
type Runner struct {
	config Config
	loop   *Loop
	vars   *varSet // the context variables, as the last run left them
	closed bool
}

// NewRunner returns a runner. Its loop is made by the first [RunIn] or [Runner.Loop].
func NewRunner(c Config) *Runner {
	r := &Runner{config: c}
	r.begin()
	return r
}

func (r *Runner) begin() {
	c := &r.config
	if c.Thread == nil {
		c.Thread = callingThread()
	}
	if rec := c.Thread.rec; rec != nil {
		rec.EmitText(c.Thread.Event(trace.RunnerCreated), c.Name)
	}
}

// Run makes a loop, runs main in it, cancels the tasks that main left behind, and closes the loop, like asyncio.run. It
// returns what main returned. The error is main's, [ErrRunning] on a thread where a loop is running, or the error that
// ended the run early: a [*DeadlockError], [ErrInterrupted], or an error of the thread's [Parker].
func Run[T any](c Config, main Coroutine[T]) (v T, err error) {
	if main == nil {
		return v, ErrNilFunc
	}
	if c.Thread != nil && c.Thread.running != nil {
		return v, c.Thread.refuse(ErrRunning)
	}
	r := NewRunner(c)
	if r.config.Thread.inStep() {
		return v, ErrRunning
	}
	defer r.end(&err)
	return RunIn(r, main)
}

// With makes a runner, passes it to body, and closes it when body returns or panics. The error is body's, joined with
// that of [Runner.Close].
func With(c Config, body func(r *Runner) error) (err error) {
	r := NewRunner(c)
	defer r.end(&err)
	return body(r)
}

// end closes the runner and joins the error of that to *err.
func (r *Runner) end(err *error) {
	if closing := r.Close(); closing != nil {
		*err = errors.Join(*err, closing)
	}
}

// RunIn runs main in the runner's loop and returns what it returned. Tasks that main leaves behind stay suspended until
// the next run or [Runner.Close]. The error is main's, [ErrRunnerClosed], [ErrRunnerRunning], or the error that ended
// the run early, as for [Run].
func RunIn[T any](r *Runner, main Coroutine[T]) (T, error) {
	var none T
	if main == nil {
		return none, ErrNilFunc
	}
	if r.config.Thread.running != nil || r.config.Thread.inStep() {
		return none, r.config.Thread.refuse(ErrRunnerRunning)
	}
	l, err := r.Loop()
	if err != nil {
		return none, r.config.Thread.refuse(err)
	}
	t := newMain(l, main, r.vars)
	l.emit(trace.RunBegan, nil, int64(t.co.id), 0)
	if err := r.runMain(&t.co); err != nil {
		if t.State() == Failed { // in the steps it still had: its error is not lost
			err = errors.Join(err, t.Err())
		}
		return none, err
	}
	return t.Result()
}

// refuse records that a run could not begin, and returns err, the reason.
func (t *Thread) refuse(err error) error {
	if t.rec != nil {
		t.rec.EmitText(t.Event(trace.RunRefused), err.Error())
	}
	return err
}

func (r *Runner) runMain(co *Co) error {
	var caught *interrupts
	if r.config.CatchInterrupt {
		caught = catchInterrupts(r.loop, co)
	}
	r.loop.broken = nil
	err := r.loop.until(&co.future, co)
	r.loop.emit(trace.RunEnded, nil, int64(co.id), co.future.cause)
	r.vars = co.vars()
	if caught.end() {
		return ErrInterrupted
	}
	return err
}

// Loop returns the runner's loop, making it if needed. The error is [ErrRunnerClosed] if the runner is closed.
func (r *Runner) Loop() (*Loop, error) {
	if r.closed {
		return nil, ErrRunnerClosed
	}
	if r.loop == nil {
		r.loop = NewLoop(r.config)
	}
	return r.loop, nil
}

// defaultPatience is as long as asyncio waits.
const defaultPatience = 5 * time.Minute

// Close cancels the tasks that have not ended, waits for them and for the executor's calls, and closes the loop. If the
// runner is closed already, Close does nothing. The error is [ErrCloseRunning] if a loop is running on the thread, and
// then nothing is closed. Any other error says why tasks or calls did not end; the loop is closed nevertheless.
func (r *Runner) Close() error {
	if r.closed {
		return nil
	}
	t := r.config.Thread
	if t.running != nil {
		return ErrCloseRunning
	}
	r.closed = true
	var err error
	if l := r.loop; l != nil && l.state != Closed { // the program may have closed it itself
		var caught *interrupts
		if r.config.CatchInterrupt {
			caught = catchInterrupts(l, nil)
		}
		err = l.cancelAll()
		if l.executor != nil {
			patience := r.config.Patience
			if patience == 0 {
				patience = defaultPatience
			}
			err = errors.Join(err, l.during(func() error { return l.executor.drain(l, patience) }))
		}
		caught.end()
		_ = l.Close()
	}
	t.rec.Emit(t.Event(trace.RunnerClosed))
	return err
}

// cancelAll cancels the unfinished tasks and runs the loop until they have ended, as asyncio.run does at its end.
func (l *Loop) cancelAll() error {
	left := l.unfinished()
	for _, co := range left {
		co.cancelFor(0, "")
	}
	l.grace = graceTicks
	var failed error
	for _, co := range left {
		returned := l.broken != nil // the run before has returned this error
		if err := l.until(&co.future, co); err != nil && !returned {
			failed = err
		}
	}
	for _, co := range left {
		if co.state == Failed {
			co.future.retrieved = true
			l.report(Report{Message: "unhandled exception during asyncio.run() shutdown", Err: co.future.err, Task: co.Name()})
		}
	}
	return failed
}
