package engine

import (
	"errors"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// executor is a loop's pool for calls that block: at most so many run at a time, each on a goroutine of its own
// that may be any thread, and the others wait their turn. A loop makes one when it is first needed.
type executor struct {
	mu      sync.Mutex
	max     int
	workers int
	queue   []func()
	closed  bool
	busy    int           // calls that have not ended
	ended   chan struct{} // holds one end that nobody has seen
}

// ErrExecutorShut is a call given to an executor whose loop has closed it.
var ErrExecutorShut = errors.New("Executor shutdown has been called")

// ExecutorStuckError is a close that did not wait any longer for calls in the executor. They go on, and their
// goroutines with them.
type ExecutorStuckError struct {
	Calls    int
	Patience time.Duration
}

// Error counts the calls.
func (e *ExecutorStuckError) Error() string {
	return "The executor did not finish joining its threads within " + e.Patience.String() + ": " + strconv.Itoa(e.Calls) + " calls have not returned"
}

// RunInExecutor gives fn to the loop's executor and returns the future of its result, which is the loop's. fn runs
// beside the loop and must not touch what is the loop's. Canceling the future forgets the result; fn runs on. A
// panic in fn is the future's error.
func RunInExecutor[T any](l *Loop, fn func() (T, error)) *Future[T] {
	l.mustBeOpen()
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

// work runs queued calls until there is none.
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
		if !ran { // a call ended the goroutine with runtime.Goexit; another takes its place
			go x.work()
		}
	}()
	for w := next(); w != nil; w = next() {
		w()
	}
	ran = true
}

// tell has the loop do what the end of a call brings. The call counts as under way until the loop has done it.
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

func (x *executor) end() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.busy--
}

func (x *executor) underWay() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.busy
}

// hurry is called before a loop waits. In virtual time a call that is under way takes no time: hurry waits for one
// to end and is true. In real time it is false.
func (x *executor) hurry(c Clock) bool {
	if _, real := c.(*RealClock); real || x.underWay() == 0 {
		return false
	}
	<-x.ended
	return true
}

// shut refuses further calls and drops those that wait.
func (x *executor) shut() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.closed = true
	x.busy -= len(x.queue)
	x.queue = nil
}

// drain refuses further calls and waits until those under way have ended, or for patience; the loop goes on
// meanwhile.
func (x *executor) drain(l *Loop, patience time.Duration) error {
	x.mu.Lock()
	x.closed = true
	x.mu.Unlock()
	give := l.clock.Now() + int64(patience)
	for x.underWay() > 0 && l.broken == nil {
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
	if l.ready.n > 0 && l.broken == nil {
		l.Tick() // what waited for the last end is called
	}
	return nil
}
