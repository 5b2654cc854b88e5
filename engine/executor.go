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
	workers int           // goroutines
	queue   []func()      // calls that no worker has taken
	closed  bool          // further calls are refused
	busy    int           // calls that have not ended, or whose end the loop has not processed
	ended   chan struct{} // holds one token if a call has ended since it was last received from
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
// the loop and must use neither the loop nor anything that belongs to it. Canceling the future drops the result; fn itself
// runs on. A panic in fn is the future's error, as a [*PanicError].
func RunInExecutor[T any](l *Loop, fn func() (T, error)) *Future[T] {
	l.mustBeOpen()
	mustNotBeNil(fn == nil)
	if l.executor == nil {
		l.executor = &executor{max: min(32, runtime.NumCPU()+4), ended: make(chan struct{}, 1)}
	}
	f, x := NewFuture[T](l), l.executor
	work := func() {
		var v T
		err := ErrGoexit
		defer x.tell(l, func() {
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
	if !x.submit(work) {
		f.complete(done, ErrExecutorShut, l.cause)
	}
	return f
}

// submit queues work and reports whether the executor still takes calls.
func (x *executor) submit(work func()) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return false
	}
	x.busy++
	x.queue = append(x.queue, work)
	if x.workers < x.max {
		x.workers++
		go x.work()
	}
	return true
}

// work is a worker: it runs queued calls until there is none.
func (x *executor) work() {
	next := func() func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		if len(x.queue) == 0 {
			x.workers--
			return nil
		}
		w := x.queue[0]
		x.queue = x.queue[1:]
		return w
	}
	ran := false
	defer func() {
		if !ran { // a call ended this goroutine with runtime.Goexit: another one takes its place
			go x.work()
		}
	}()
	for w := next(); w != nil; w = next() {
		w()
	}
	ran = true
}

// tell posts to the loop that a call has ended. The call counts as busy until the loop has run ended.
func (x *executor) tell(l *Loop, ended func()) {
	refused := l.CallSoonThreadsafe(func() {
		x.end()
		ended()
	})
	if refused != nil {
		x.end()
	}
	select {
	case x.ended <- struct{}{}:
	default:
	}
}

// end counts a call that has ended.
func (x *executor) end() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.busy--
}

// underWay returns how many calls have not ended.
func (x *executor) underWay() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.busy
}

// hurry is called before the loop waits. Calls in the executor take no virtual time: on a virtual clock hurry blocks until a
// call has ended and returns true. In real time, or if no call is under way, it returns false.
func (x *executor) hurry(c Clock) bool {
	if _, real := c.(*RealClock); real || x.underWay() == 0 {
		return false
	}
	<-x.ended
	return true
}

// shut refuses further calls and drops those that no worker has taken.
func (x *executor) shut() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
	x.busy -= len(x.queue)
	x.queue = nil
}

// drain refuses further calls and runs the loop until those under way have ended. The error is an [*ExecutorStuckError] if
// that takes longer than patience, or what kept the loop from waiting.
func (x *executor) drain(l *Loop, patience time.Duration) error {
	x.mu.Lock()
	x.closed = true
	x.mu.Unlock()
	give := l.clock.Now() + int64(patience)
	for x.underWay() > 0 && l.broken == nil && l.state != Closed {
		if l.clock.Now() >= give {
			return &ExecutorStuckError{x.underWay(), patience}
		}
		timer := l.CallAt(give, func() {})
		l.Tick()
		if l.ready.n == 0 && x.underWay() > 0 {
			if err := l.wait(); err != nil {
				return err
			}
		}
		timer.Cancel()
	}
	if l.ready.n > 0 && l.broken == nil && l.state != Closed {
		l.Tick() // run what the end of the last call has made ready
	}
	return nil
}
