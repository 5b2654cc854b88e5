package engine

import (
	"time"

	"loopyard/engine/trace"
)

// Config says how a loop is made. The zero value is a nameless, untraced loop in real time.
type Config struct {
	Name   string
	Thread *Thread // where it runs; nil: a thread of no name, the caller's

	// Report is told what no caller can be: a callback that panicked, a failure that nobody retrieved, and what
	// Debug finds. It is called on the loop's thread. Nil: it goes to the trace alone.
	Report func(Report)
	// Debug makes the loop look for mistakes, at some cost: use from another thread, steps of SlowStep and longer,
	// coroutines that nobody awaited.
	Debug bool
	// SlowStep is what Debug calls slow. Zero: 100 ms.
	SlowStep time.Duration
	// Patience is how long [Runner.Close] waits for calls in the executor. Zero: 5 minutes.
	Patience time.Duration
	// CatchInterrupt makes Ctrl-C cancel the main task of a run. Elsewhere than where a process gets signals it
	// does nothing.
	CatchInterrupt bool
}

// Loop is an event loop: it runs callbacks and the steps of tasks one at a time, in the order they became ready,
// on one thread. It never waits by itself: [Loop.Tick] is one iteration, and whoever drives it waits between two.
// [Run], [Runner] and [Loop.RunForever] are such drivers.
//
// Only the loop's own thread may use it, but for [Loop.CallSoonThreadsafe], [RunCoroutineThreadsafe] and what
// names it. With Config.Debug any other use is found and refused.
type Loop struct {
	id     trace.LoopID
	config Config
	thread *Thread
	clock  Clock
	rec    *trace.Recorder
	plain  bool // neither traced nor with Debug

	inbox  inbox // other threads put, under its own lock; all below is the loop's thread's alone
	ready  queue
	timers timers
	now    int64 // the time of this tick

	// Readings of the clock that are recent enough to stamp the begin and the end of a step, so that a traced step
	// takes one or two. Zero: there is none.
	begins  int64
	ends    int64
	held    []trace.Event // from one step to the next, to be recorded together
	yielded *Co           // whose TaskReady is the first of them

	current *Co           // the task whose step is under way
	cause   trace.EventID // the StepBegan or CallBegan under way; zero between steps

	left         int // handles that this tick has still to run
	ntasks       trace.TaskID
	pool         pool
	state        LoopState
	stopping     bool     // Stop was called: the run ends with this tick
	stop         stopper  // of a run that is for a future
	broken       error    // what keeps its thread from waiting any more
	failures     failures // that nobody has retrieved
	executor     *executor
	neverAwaited map[*pendingCall]struct{} // coroutines that nobody awaited yet, with Debug
	handles      []Handle                  // to be handed out
	spares       spares
	posts        *received // that this tick took from the inbox; nil before the first
}

// LoopState is where a loop is in its life.
type LoopState uint8

// The states of a loop.
const (
	Idle    LoopState = iota // made, or between two runs
	Running                  // a run is under way
	Closed                   // for good
)

// String gives the state's name.
func (s LoopState) String() string { return [...]string{"idle", "running", "closed"}[s] }

// NewLoop makes a loop on c.Thread. Close it when it is of no more use.
func NewLoop(c Config) *Loop {
	if c.Thread == nil {
		c.Thread = NewThread(ThreadConfig{})
	}
	t := c.Thread
	l := &Loop{id: t.loopID(), config: c, thread: t, clock: t.clock, rec: t.rec, plain: t.rec == nil && !c.Debug}
	if c.Debug {
		t.trackGoroutines()
	}
	if l.rec != nil {
		e := t.Event(trace.LoopCreated)
		e.Loop, e.Task = l.id, 0
		l.rec.EmitText(e, c.Name)
	}
	return l
}

// ID is the loop's number; no two loops of a run share one. Any thread may ask.
func (l *Loop) ID() trace.LoopID { return l.id }

// Name is the name from its Config. Any thread may ask.
func (l *Loop) Name() string { return l.config.Name }

// State tells where the loop is in its life.
func (l *Loop) State() LoopState { return l.state }

// String describes the loop in asyncio's way.
func (l *Loop) String() string {
	word := func(b bool) string {
		if b {
			return "True"
		}
		return "False"
	}
	return "<EventLoop running=" + word(l.state == Running) + " closed=" + word(l.state == Closed) + " debug=" + word(l.config.Debug) + ">"
}

// CurrentTask is the task whose step is under way, or nil.
func (l *Loop) CurrentTask() *Co { return l.current }

// AllTasks lists the tasks that have not ended, in the order they were created.
func (l *Loop) AllTasks() []*Co {
	l.check()
	return l.unfinished()
}

// Tick runs one iteration and never waits:
//
//  1. what other threads posted joins the ready queue;
//  2. timers that are due join it, by (when, seq);
//  3. what is in the queue now runs, first in first out. What that adds waits for the next tick.
//
// This is the only place where callbacks and steps are run; all others only add to the queue.
func (l *Loop) Tick() {
	if l.inbox.any.Load() {
		l.receive()
	}
	if len(l.timers.heap) > 0 || l.rec != nil {
		l.now = l.clock.Now()
		l.fire()
	}
	l.left = l.ready.n
	if l.rec != nil {
		l.begins = l.now
		l.emitTick(l.left)
	}
	for l.left > 0 {
		l.batch()
	}
}

// Next tells when the loop has something to do: zero when something is ready or was posted, [Forever] when only
// another thread can bring something.
func (l *Loop) Next() int64 {
	if l.ready.n > 0 || l.inbox.any.Load() {
		return 0
	}
	return l.timers.first()
}

// batch runs what is left of the tick, or as much as comes before a callback that panics.
func (l *Loop) batch() {
	defer func() {
		if v := recover(); v != nil {
			l.callPanicked(v)
		}
	}()
	for l.left > 0 {
		h := l.ready.pop()
		l.left--
		switch {
		case h.dead:
		case h.co != nil && l.plain && h.co.worker != nil: // step, without the calls that come back from a switch
			l.current = h.co
			h.co.move(Stepping)
			h.co.worker.resume()
			l.current = nil
		case h.co != nil:
			l.step(h.co)
		case h.quiet:
			h.call()
		default:
			l.call(h)
		}
		if h.pooled {
			l.spares.put(h)
		}
	}
}

// step resumes a task until it suspends or ends. If it ends, its coroutine may go on with the steps of tasks that
// follow it in the queue and have no coroutine yet; see chain.
func (l *Loop) step(co *Co) {
	l.stepBegins(co)
	if l.config.Debug {
		l.timed(co.resume, co.Name)
	} else {
		co.resume()
	}
	l.stepEnds()
}

func (l *Loop) stepBegins(co *Co) {
	l.current = co
	if l.rec == nil {
		return
	}
	began := l.eventOf(l.begins, trace.StepBegan, co, 0, co.cause)
	if len(l.held) == 0 {
		l.cause = l.rec.Emit(began)
	} else {
		l.cause = l.emitHeld(began)
	}
	l.begins, l.ends = 0, 0
}

// stepEnds records the end of the step, together with the beginning of the next one if that follows at once.
func (l *Loop) stepEnds() {
	co := l.current
	l.current = nil
	if l.rec == nil {
		return
	}
	if l.ends == 0 {
		l.ends = l.clock.Now()
	}
	ended := l.eventOf(l.ends, trace.StepEnded, co, int64(co.outcome), l.cause)
	if h := l.ready.head; l.left > 0 && h.co != nil && h.co != l.yielded && !h.dead {
		l.held = append(l.held, ended)
	} else {
		l.emitHeld(ended)
	}
	l.begins, l.cause = l.ends, 0
}

// emitHeld records what is held back, and last.
func (l *Loop) emitHeld(last trace.Event) trace.EventID {
	l.held = append(l.held, last)
	id := l.rec.EmitAll(l.held)
	if l.yielded != nil {
		l.yielded.cause = id - trace.EventID(len(l.held)-1)
		l.yielded = nil
	}
	l.held = l.held[:0]
	return id
}

// chain ends the step of a task that has ended and begins that of the next handle, if that is a task which has not
// begun: its coroutine is then the one that is free now, which spares going back to the loop and out again. The
// order of steps and the trace are the same.
func (l *Loop) chain() *Co {
	h := l.ready.head
	if l.left == 0 || h.co == nil || h.dead || h.co.worker != nil || h.co.cancelRequested || l.config.Debug {
		return nil
	}
	l.ready.pop()
	l.left--
	l.stepEnds()
	l.stepBegins(h.co)
	h.co.move(Stepping)
	return h.co
}

func (l *Loop) call(n *node) {
	l.begins = 0
	l.cause = l.emit(trace.CallBegan, nil, 0, n.cause)
	if l.config.Debug {
		l.timed(n.call, func() string { return "a callback" })
	} else {
		n.call()
	}
	l.callEnded()
}

func (l *Loop) callEnded() {
	l.emit(trace.CallEnded, nil, 0, l.cause)
	l.cause = 0
}

func (l *Loop) fire() {
	for l.timers.first() <= l.now {
		when := l.timers.first()
		n := l.timers.pop()
		cause := l.emitAt(l.now, trace.TimerFired, n.co, when, n.cause)
		if n.co != nil {
			n.co.wakeAt(l.now, trace.TimerDue, cause)
		} else {
			l.pushCall(n, trace.TimerDue, cause)
		}
	}
}

func (l *Loop) pushCall(n *node, why trace.Reason, cause trace.EventID) {
	n.cause = l.emit(trace.CallReady, nil, int64(why), cause)
	l.ready.push(n)
}

// soon queues a call of the loop's own, which the trace does not show.
func (l *Loop) soon(call func()) {
	n := l.spares.get(call)
	n.quiet = true
	l.ready.push(n)
}

// emit records an event of this loop at this moment. co may be nil. Nothing happens, and the id is zero, when untraced.
func (l *Loop) emit(k trace.Kind, co *Co, arg int64, cause trace.EventID) trace.EventID {
	return l.emitAt(0, k, co, arg, cause)
}

// emitAt is emit with a recent reading of the clock; zero is none.
func (l *Loop) emitAt(at int64, k trace.Kind, co *Co, arg int64, cause trace.EventID) trace.EventID {
	if l.rec == nil {
		return 0
	}
	return l.rec.Emit(l.eventOf(at, k, co, arg, cause))
}

func (l *Loop) eventOf(at int64, k trace.Kind, co *Co, arg int64, cause trace.EventID) trace.Event {
	e := trace.Event{At: at, Kind: k, Arg: arg, Cause: cause, Loop: l.id, Thread: l.thread.id}
	if co != nil {
		e.Task = co.id
	}
	return e
}

// emitTick records how many handles the tick runs, if any: an empty tick, and one with only the loop's own
// business, is not worth an event.
func (l *Loop) emitTick(n int) {
	seen := 0
	for h := l.ready.head; n > 0; h, n = h.next, n-1 {
		if !h.quiet && !h.dead {
			seen++
		}
	}
	if seen > 0 {
		l.emitAt(l.now, trace.TickBegan, nil, int64(seen), 0)
	}
}
