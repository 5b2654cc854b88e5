package engine

import (
	"sync"
	"sync/atomic"

	"loopyard/engine/trace"
)

// ThreadConfig describes a thread that loops are to run on. A host with threads of its own kind (simulated ones,
// say) makes a [Thread] from it; others use [StartThread].
type ThreadConfig struct {
	ID     trace.ThreadID // zero: a thread without a number
	Name   string
	Clock  Clock           // nil: a [RealClock] that began with the process
	Parker Parker          // nil: a [RealParker]
	Trace  *trace.Recorder // nil: untraced
}

// Thread is the identity that loops belong to: its clock, the way it waits, and the loop that runs on it now.
// Only the thread itself may use it, but for Join.
type Thread struct {
	id     trace.ThreadID
	name   string
	clock  Clock
	parker Parker
	own    RealParker // if it was given none
	rec    *trace.Recorder

	running  *Loop     // the loop that runs on it at this moment
	loops    int       // made so far
	affinity *affinity // nil as long as no loop of it has Debug

	ended sync.WaitGroup // of a started thread
	err   error          // of a started thread; read after ended
}

// NewThread describes the calling thread to the engine.
func NewThread(c ThreadConfig) *Thread {
	if c.Clock == nil {
		c.Clock = processClock
	}
	t := &Thread{id: c.ID, name: c.Name, clock: c.Clock, parker: c.Parker, rec: c.Trace}
	if t.parker == nil {
		t.own.clock = c.Clock
		t.parker = &t.own
	}
	return t
}

// StartThread starts an OS thread of its own that runs body and ends with it, as threading.Thread does. Loops that
// body makes with Config.Thread set to its argument run on that OS thread alone. Join waits for the end.
func StartThread(name string, body func(t *Thread) error) *Thread {
	t := &Thread{name: name}
	t.ended.Go(func() {
		started.Store(goroutine(), "thread "+name)
		defer started.Delete(goroutine())
		t.clock = processClock
		t.parker = NewPinnedParker(t.clock)
		t.err = ErrGoexit // stands if body never comes back
		t.err = Guard(func() error { return body(t) })
	})
	return t
}

// Guard calls f and gives a panic in it as a [*PanicError].
func Guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, stack()}
		}
	}()
	return f()
}

// Join waits until a thread from [StartThread] has ended and gives what its body returned. Any thread may call it.
func (t *Thread) Join() error {
	t.ended.Wait()
	return t.err
}

// Name is the name it was given.
func (t *Thread) Name() string { return t.name }

// Running is the loop that runs on the thread now, or nil.
func (t *Thread) Running() *Loop { return t.running }

// Event is an event at this moment on this thread: its Thread, and its Loop, Task and Cause if a step is under
// way. The caller adds the kind and what the kind holds.
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

// nameless numbers the loops of threads without a number.
var nameless atomic.Uint32

// loopID numbers the next loop of the thread.
func (t *Thread) loopID() trace.LoopID {
	if t.id == 0 {
		return trace.LoopID(nameless.Add(1))
	}
	t.loops++
	return trace.LoopNumber(t.id, t.loops-1)
}
