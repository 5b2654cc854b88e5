package engine

import (
	"errors"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// executor is a loop's pool of goroutines for calls that block. At most max calls run at a time, on any OS thread; the others
// wait in the order in which they were submitted. A loop makes its executor when it is first needed.
type executor struct {
	mu      sync.Mutex
	max     int
	workers int             // goroutines
	queue   []*executorCall // calls that no worker has taken, and dropped ones
	closed  bool            // further calls are refused
	busy    int             // calls that have not ended, or whose end the loop has not processed
}

// ErrExecutorShut is the error of a call that is submitted while the loop closes.
var ErrExecutorShut = errors.New("Executor shutdown has been called")

// ExecutorStuckError is the error of a [Runner.Close] that stopped waiting for calls in the executor. Those calls and their
// goroutines go on.
type ExecutorStuckError struct {
	Calls    int           // how many had not returned
	Patience time.Duration // how long Close waited; see [Config]
}

// Error names both.
func (e *ExecutorStuckError) Error() string {
	return "The executor did not finish joining its threads within " + e.Patience.String() + ": " + strconv.Itoa(e.Calls) + " calls have not returned"
}

// RunInExecutor runs fn on a goroutine of the loop's executor and returns a future of its result. fn runs in parallel with
// the loop and must use neither the loop nor anything that belongs to it, except for [Loop.CallSoonThreadsafe] and
// [RunCoroutineThreadsafe]. A panic in fn is the future's error, as a [*PanicError].
//
// Canceling the future drops the result. If no goroutine has taken the call yet, fn will not run; otherwise it runs on.
func RunInExecutor[T any](l *Loop, fn func() (T, error)) *Future[T] {
	l.mustBeOpen()
	mustNotBeNil(fn == nil)
	if l.executor == nil {
		l.executor = &executor{max: min(32, runtime.NumCPU()+4)}
	}
	f, x := NewFuture[T](l), l.executor
	call := &executorCall{executor: x}
	call.run = func() {
		var v T
		err := ErrGoexit
		defer x.post(l, func() {
			if f.state != pending {
				return
			}
			f.value = v
			f.complete(done, err, l.cause)
			if err != nil {
				l.trackFailure(&f.fut, "Future exception was never retrieved")
			}
		})
		err = Guard(func() (err error) {
			v, err = fn()
			return err
		})
	}
	if x.submit(call) {
		f.addWaiter(call)
	} else {
		f.complete(done, ErrExecutorShut, l.cause)
	}
	return f
}

// executorCall is a call that was submitted to an executor. It waits for the call's future, since that may be canceled.
type executorCall struct {
	executor *executor
	run      func() // nil once a worker has taken the call, or it was dropped; guarded by the executor's mu
}

// futureDone drops the call if no worker has taken it.
func (c *executorCall) futureDone(*fut) {
	x := c.executor
	x.mu.Lock()
	defer x.mu.Unlock()
	if c.run != nil {
		c.run = nil
		x.busy--
	}
}

// submit queues a call and reports whether the executor still takes calls.
func (x *executor) submit(c *executorCall) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return false
	}
	x.busy++
	x.queue = append(x.queue, c)
	if x.workers < x.max {
		x.workers++
		go x.work()
	}
	return true
}

// work is a worker: it runs queued calls until there is none.
func (x *executor) work() {
	ran := false
	defer func() {
		if !ran { // a call ended this goroutine with runtime.Goexit: another one takes its place
			go x.work()
		}
	}()
	for run := x.take(); run != nil; run = x.take() {
		run()
	}
	ran = true
}

// take removes the first call from the queue that was not dropped. If there is none, it returns nil and the worker ends.
func (x *executor) take() func() {
	x.mu.Lock()
	defer x.mu.Unlock()
	for len(x.queue) > 0 {
		c := x.queue[0]
		x.queue[0], x.queue = nil, x.queue[1:]
		if run := c.run; run != nil {
			c.run = nil
			return run
		}
	}
	x.workers--
	return nil
}

// post tells the loop that a call has ended. The call counts as busy until the loop has run ended.
func (x *executor) post(l *Loop, ended func()) {
	refused := l.CallSoonThreadsafe(func() {
		x.end()
		ended()
	})
	if refused != nil {
		x.end()
	}
}

// end counts a call that has ended.
func (x *executor) end() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.busy--
}

// underWay returns how many calls have not ended. A nil executor has none.
func (x *executor) underWay() int {
	if x == nil {
		return 0
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.busy
}

// shut refuses further calls and drops those that no worker has taken.
func (x *executor) shut() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
	for _, c := range x.queue {
		if c.run != nil {
			c.run = nil
			x.busy--
		}
	}
	x.queue = nil
}

// drain refuses further calls and runs the loop until those under way have ended. The error is an [*ExecutorStuckError] if
// that takes longer than patience, or what kept the loop from waiting.
//
// Patience is real time even if the loop's is virtual: as long as a call is under way no virtual time passes, so that it
// would never run out.
func (x *executor) drain(l *Loop, patience time.Duration) error {
	x.mu.Lock()
	x.closed = true
	x.mu.Unlock()
	clock := l.clock
	_, virtual := l.thread.parker.(VirtualParker)
	if virtual {
		clock = processClock
	}
	giveUp := Later(clock.Now(), patience)
	if !virtual && x.underWay() > 0 {
		defer l.CallAt(giveUp, func() {}).Cancel() // ends the loop's wait
	}
	for x.underWay() > 0 && l.broken == nil && l.state != Closed {
		now := clock.Now()
		if now >= giveUp {
			return &ExecutorStuckError{x.underWay(), patience}
		}
		l.Tick()
		if x.underWay() == 0 || l.state == Closed {
			break
		}
		if err := l.wait(timeLeft(now, giveUp)); err != nil {
			return err
		}
	}
	if l.ready.n > 0 && l.broken == nil && l.state != Closed {
		l.Tick() // run what the end of the last call has made ready
	}
	return nil
}
