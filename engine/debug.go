package engine

import (
	"errors"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// ErrWrongThread is the use of a loop from a thread that it does not belong to.
var ErrWrongThread = errors.New("Non-thread-safe operation invoked on an event loop other than the current one")

// WrongThreadError says which thread used which loop. It is what the use panics with, and it fails the task or
// the call that did it.
type WrongThreadError struct{ Loop, Owner, Caller string }

// Error names the loop and both threads.
func (e *WrongThreadError) Error() string {
	return ErrWrongThread.Error() + ": " + e.Loop + " belongs to " + e.Owner + ", used from " + e.Caller
}

// Unwrap gives ErrWrongThread.
func (e *WrongThreadError) Unwrap() error { return ErrWrongThread }

// affinity knows the goroutines that are a thread: the one that drives its loops, and their coroutines, each of
// which the runtime gives a goroutine of its own.
type affinity struct {
	owner      string
	mu         sync.Mutex
	goroutines map[uint64]bool
}

// mind has the thread know its goroutines from now on, beginning with the calling one.
func (t *Thread) trackGoroutines() {
	if t.affinity == nil {
		t.affinity = &affinity{owner: t.describe(), goroutines: map[uint64]bool{}}
	}
	t.affinity.adopt()
}

// adopt makes the calling goroutine one of the loop's.
func (a *affinity) adopt() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.goroutines[goroutine()] = true
}

// leave forgets the calling goroutine.
func (a *affinity) leave() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.goroutines, goroutine())
}

// check panics with a [*WrongThreadError] when a loop with Debug is used from another thread.
func (l *Loop) check() {
	if !l.config.Debug {
		return
	}
	id, a := goroutine(), l.thread.affinity
	a.mu.Lock()
	ok := a.goroutines[id]
	a.mu.Unlock()
	if !ok {
		panic(&WrongThreadError{Loop: l.config.Name, Owner: a.owner, Caller: callerName(id)})
	}
}

// goroutine is the number of the calling goroutine. The runtime tells it only in the text of a stack trace, which
// takes about a microsecond: good enough to look for mistakes with.
func goroutine() uint64 {
	var buf [64]byte
	text := buf[len("goroutine "):runtime.Stack(buf[:], false)]
	var id uint64
	for _, c := range text {
		if c < '0' || c > '9' {
			break
		}
		id = id*10 + uint64(c-'0')
	}
	return id
}

// started has the threads of [StartThread] by their goroutine, for the words of errors.
var started sync.Map

func callerName(id uint64) string {
	if name, ok := started.Load(id); ok {
		return name.(string)
	}
	return "goroutine " + strconv.FormatUint(id, 10)
}

func (t *Thread) describe() string {
	if t.name != "" {
		return "thread " + t.name
	}
	return callerName(goroutine())
}

const defaultSlowStep = 100 * time.Millisecond

// timed runs a step or a callback and reports it if it took long.
func (l *Loop) timed(run func(), name func() string) {
	limit := l.config.SlowStep
	if limit == 0 {
		limit = defaultSlowStep
	}
	began := l.clock.Now()
	run()
	if took := l.clock.Now() - began; took >= int64(limit) {
		l.report(Report{Message: "Executing " + name() + " took " + time.Duration(took).String()})
	}
}
