package engine

import (
	"errors"
	"time"

	"loopyard/engine/trace"
)

// Runner owns the life of one loop: it makes the loop when it is first needed, runs any number of coroutines in
// it, one after another, and closes it. Close it by hand, or use [With].
//
// Only the thread of its Config may use it.
type Runner struct {
	config Config
	loop   *Loop
	vars   *varSet // what its runs left in the context variables
	closed bool
}

// NewRunner makes a runner. Its loop is made by the first [RunIn] or [Runner.Loop].
func NewRunner(c Config) *Runner {
	r := &Runner{config: c}
	r.begin()
	return r
}

func (r *Runner) begin() {
	c := &r.config
	if c.Thread == nil {
		c.Thread = NewThread(ThreadConfig{})
	}
	if rec := c.Thread.rec; rec != nil {
		rec.EmitText(c.Thread.Event(trace.RunnerCreated), c.Name)
	}
}

// Run makes a loop, runs main in it to its end, cancels what main left behind, and closes the loop: asyncio.run.
// It gives what main returned. The error is main's, or [ErrRunning] on a thread where a loop is running, or what
// interrupted the run.
func Run[T any](c Config, main Coroutine[T]) (v T, err error) {
	if c.Thread != nil && c.Thread.running != nil {
		return v, c.Thread.refuse(ErrRunning)
	}
	r := NewRunner(c)
	defer r.end(&err)
	return RunIn(r, main)
}

// With makes a runner, passes it to body and closes it whichever way body ends. The error is body's, joined by
// that of the closing.
func With(c Config, body func(r *Runner) error) (err error) {
	r := NewRunner(c)
	defer r.end(&err)
	return body(r)
}

// end closes the runner and joins what that says to the error of what it was for.
func (r *Runner) end(err *error) {
	if closing := r.Close(); closing != nil {
		*err = errors.Join(*err, closing)
	}
}

// RunIn runs main in the runner's loop to its end and gives what it returned. Tasks that it leaves behind stay
// suspended until the next run or the close. The error is main's, or [ErrRunnerClosed], [ErrRunnerRunning], or
// what interrupted the run: a [*DeadlockError], [ErrInterrupted], …
func RunIn[T any](r *Runner, main Coroutine[T]) (T, error) {
	var none T
	if r.config.Thread.running != nil {
		return none, r.config.Thread.refuse(ErrRunnerRunning)
	}
	l, err := r.Loop()
	if err != nil {
		return none, r.config.Thread.refuse(err)
	}
	t := newMain(l, main, r.vars)
	l.emit(trace.RunBegan, nil, int64(t.co.id), 0)
	if err := r.runMain(&t.co); err != nil {
		return none, err
	}
	return t.Result()
}

// refuse records that a run could not begin, and gives why.
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
	err := r.loop.until(&co.future, co)
	r.loop.emit(trace.RunEnded, nil, int64(co.id), co.future.cause)
	r.vars = co.vars()
	if caught.end() && co.future.Canceled() && co.Uncancel() == 0 {
		return ErrInterrupted
	}
	return err
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

// defaultPatience is asyncio's.
const defaultPatience = 5 * time.Minute

// Close cancels the tasks that are left, waits for them and for the executor's calls, and closes the loop. A
// second Close does nothing. The error is [ErrCloseRunning] if the loop is running, or what kept the tasks or the
// calls from ending; the loop is closed then too.
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
	if l := r.loop; l != nil {
		err = l.cancelAll()
		if l.executor != nil {
			patience := r.config.Patience
			if patience == 0 {
				patience = defaultPatience
			}
			err = errors.Join(err, l.executor.drain(l, patience))
		}
		l.Close()
	}
	t.rec.Emit(t.Event(trace.RunnerClosed))
	return err
}

// cancelAll cancels the unfinished tasks and runs the loop until they have ended.
func (l *Loop) cancelAll() error {
	left := l.unfinished()
	for _, co := range left {
		co.cancelFor(0, "")
	}
	var failed error
	for _, co := range left {
		told := l.broken != nil // the run before has returned it
		if err := l.until(&co.future, co); err != nil && !told {
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
