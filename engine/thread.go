package engine

import (
	"runtime"
	"sync"
	"sync/atomic"

	"loopyard/engine/trace"
)

// ThreadConfig configures a [Thread]. A host makes threads from it that have a clock, a way to wait or a trace of their
// own; programs use [StartThread]. The zero value is a thread in real time without a number, a name or a trace.
type ThreadConfig struct {
	ID     trace.ThreadID  // the number in traces; zero means none
	Name   string          // the name in traces and error messages
	Clock  Clock           // nil means a [RealClock] that began with the process
	Parker Parker          // nil means the Clock if it is a Parker, as a [VirtualClock] is, and a [RealParker] otherwise
	Trace  *trace.Recorder // nil means untraced

	LoopClosed func(l *Loop) // called on the thread when a loop of it has closed; may be nil
}

// Thread is the thread that loops belong to: its clock, the way it waits, and the loop that is running on it. Only the
// thread itself may use it, except for Join.
type Thread struct {
	id     trace.ThreadID
	name   string
	clock  Clock
	parker Parker
	own    RealParker // the parker of a thread that was given none
	rec    *trace.Recorder

	running  *Loop     // the loop that is running on it; nil if none is
	loops    int       // loops made so far
	affinity *affinity // nil until a loop of it has Debug
	unnamed  bool      // made for a Config without a thread

	loopClosed func(*Loop) // may be nil

	ended sync.WaitGroup // done when a thread from StartThread has ended
	err   error          // what its body returned; read after ended
}

// NewThread returns a [Thread] for the calling thread.
func NewThread(c ThreadConfig) *Thread {
	if c.Clock == nil {
		c.Clock = processClock
	}
	t := &Thread{id: c.ID, name: c.Name, clock: c.Clock, parker: c.Parker, rec: c.Trace, loopClosed: c.LoopClosed}
	if t.parker == nil {
		t.parker, _ = c.Clock.(Parker)
	}
	if t.parker == nil {
		t.own.clock = c.Clock
		t.parker = &t.own
	}
	return t
}

// StartThread starts a new OS thread that runs body and ends with it, as threading.Thread does. Loops that body makes
// with Config.Thread set to its argument run on that OS thread. Under js/wasm and wasip1 the thread is a goroutine.
func StartThread(name string, body func(t *Thread) error) *Thread {
	mustNotBeNil(body == nil)
	t := &Thread{name: name}
	t.ended.Go(func() {
		started.Store(goroutine(), "thread "+name)
		defer started.Delete(goroutine())
		t.clock = processClock
		t.parker = lockedParker(t.clock)
		t.err = ErrGoexit // unless body returns
		t.err = Guard(func() error { return body(t) })
	})
	return t
}

// lockedParker locks the calling goroutine to its OS thread and returns a parker for it. In a bubble of testing/synctest that
// cannot be a [PinnedParker]: the bubble's clock moves on when every goroutine is blocked on a channel, a timer or the like,
// and it takes one in a system call for busy.
func lockedParker(clock Clock) Parker {
	if runtime.GOARCH != "wasm" && inBubble() { // where a PinnedParker makes no system call, and must not be locked
		runtime.LockOSThread()
		return NewRealParker(clock)
	}
	return NewPinnedParker(clock)
}

// callingThread returns a thread for a Config without one.
func callingThread() *Thread {
	t := NewThread(ThreadConfig{})
	t.unnamed = true
	return t
}

// running is how many loops of the process are running.
var running atomic.Int32

// inStep reports whether the calling goroutine is in a step or a callback of a running loop, though t does not know of
// it: t was made for a Config without a thread. Go has no identity of a thread to look up, but the functions that run steps
// are on the goroutine's stack then. To look for them takes about a microsecond, and is needed only while a loop runs.
func (t *Thread) inStep() bool {
	if !t.unnamed || running.Load() == 0 {
		return false
	}
	var calls [64]uintptr
	for skip := 1; ; skip += len(calls) {
		n := runtime.Callers(skip, calls[:])
		for _, pc := range calls[:n] {
			switch runtime.FuncForPC(pc - 1).Name() {
			case "loopyard/engine.(*worker).exec", "loopyard/engine.(*Loop).batch":
				return true
			}
		}
		if n < len(calls) {
			return false
		}
	}
}

// Guard calls f and returns its error. If f panics, the error is a [*PanicError].
func Guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, stack()}
		}
	}()
	return f()
}

// Join blocks until a thread from [StartThread] has ended and returns the error of its body. Any thread may call it.
func (t *Thread) Join() error {
	t.ended.Wait()
	return t.err
}

// Name returns the thread's name.
func (t *Thread) Name() string { return t.name }

// Running returns the loop that is running on the thread, or nil.
func (t *Thread) Running() *Loop { return t.running }

// Event returns an event of kind k on this thread, with its Loop, Task and Cause set if a step is running. The caller
// sets the other fields and records it.
func (t *Thread) Event(k trace.Kind) trace.Event {
	e := trace.Event{Kind: k, Thread: t.id}
	if l := t.running; l != nil {
		e.Loop, e.Cause = l.id, l.cause
		if l.current != nil {
			e.Task = l.current.id
		}
	}
	return e
}

// nameless is the number of loops made on threads without a number.
var nameless atomic.Uint32

// loopID returns the number of the thread's next loop.
func (t *Thread) loopID() trace.LoopID {
	if t.id == 0 {
		return trace.LoopID(nameless.Add(1))
	}
	t.loops++
	return trace.NthLoop(t.id, t.loops-1)
}
