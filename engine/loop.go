package engine

import (
	"context"
	"time"

	"loopyard/engine/trace"
)

// Config configures a loop. The zero value is a loop without a name or a trace, in real time, on the calling thread.
type Config struct {
	// Name is used in traces and in error messages. It may be empty.
	Name string
	// Thread is the thread that the loop runs on. Nil means the calling thread.
	Thread *Thread

	// Report is called, on the loop's thread, with each failure that no caller can receive: a callback that
	// panicked, a failed task whose result was never retrieved, and the mistakes that Debug finds. If it is nil, a
	// traced loop's reports are in the trace, and another one's go to [slog.Default].
	Report func(Report)
	// Debug makes the loop check for mistakes, at some cost: use from another thread, steps that take SlowStep or
	// longer, and calls that are never awaited.
	Debug bool
	// SlowStep is the duration from which Debug reports a step as slow. Zero means 100 ms.
	SlowStep time.Duration
	// Patience is how long [Runner.Close] waits for calls in the executor, in real time. Zero means 5 minutes, and
	// [Forever] until they have returned.
	Patience time.Duration
	// Context ends each run of the loop when it is done: the main task is canceled and gets the steps that need no
	// waiting, and the run returns the context's cause. Nil means that no context does.
	Context context.Context
	// CatchInterrupt makes Ctrl-C cancel the main task of a run, which then returns [ErrInterrupted]. A second Ctrl-C
	// ends the run as a done Context does. It has no effect under js/wasm and wasip1, where a process receives no
	// signals.
	CatchInterrupt bool
}

// Loop is an event loop. It runs callbacks and the steps of tasks one at a time, on one thread, in the order in which
// they became ready. Make one with [NewLoop], or let [Run] or a [Runner] make it.
//
// Only the loop's own thread may use it, except for [Loop.CallSoonThreadsafe], [RunCoroutineThreadsafe], [Loop.ID],
// [Loop.Name] and [Loop.Thread], which any thread may call.
type Loop struct {
	id     trace.LoopID
	config Config
	thread *Thread
	clock  Clock
	rec    *trace.Recorder
	plain  bool // neither traced nor with Debug

	inbox  inbox // has its own lock; the fields below are used by the loop's thread only
	ready  queue
	timers timers
	now    int64 // the time of this tick

	// Readings of the clock that are recent enough to stamp the beginning and the end of a step, so that a traced
	// step reads the clock once or twice. Zero means that there is none.
	begins  int64
	ends    int64
	held    []trace.Event // events from one step to the next, to be recorded under one lock
	yielded *Co           // the task whose TaskReady event is the first of held; nil if it is another kind

	current *Co           // the task whose step is running; nil in a callback and between steps
	cause   trace.EventID // the current cause: the running step's StepBegan or CallBegan; zero between steps

	left         int          // handles of this tick that have not run yet
	ntasks       trace.TaskID // tasks created so far
	pool         pool
	state        LoopState
	closing      bool    // Close was called
	stopping     bool    // Stop was called: the run ends after this tick
	stop         stopper // ends a run that is for a future
	halt         error   // why the run has to end after this tick; nil if it need not
	broken       error   // why the last run ended early; the loop does not wait then, until the next run
	grace        int     // ticks that a loop with broken still has
	failures     failures
	unrecorded   int                       // failures that were not recorded since the list was full
	executor     *executor                 // nil until it is first used
	neverAwaited map[*pendingCall]struct{} // calls that were not awaited yet; only kept with Debug
	handles      []Handle                  // handles that were allocated together and not used yet
	spares       spares
	posts        *received // the posts that this tick took from the inbox; nil before the first
}

// LoopState is the state of a loop.
type LoopState uint8

// The states of a loop.
const (
	Idle    LoopState = iota // not running: new, or between two runs
	Running                  // inside a run
	Closed                   // closed for good
)

// String returns the name of the state.
func (s LoopState) String() string { return [...]string{"idle", "running", "closed"}[s] }

// NewLoop returns a new loop on c.Thread. The caller must close it with [Loop.Close].
func NewLoop(c Config) *Loop {
	if c.Thread == nil {
		c.Thread = callingThread()
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

// ID returns the number of the loop, which no other loop of the run has. Any thread may call it.
func (l *Loop) ID() trace.LoopID { return l.id }

// Thread returns the thread that the loop belongs to. Any thread may call it.
func (l *Loop) Thread() *Thread { return l.thread }

// Name returns Config.Name. Any thread may call it.
func (l *Loop) Name() string { return l.config.Name }

// State returns the state of the loop.
func (l *Loop) State() LoopState { return l.state }

// String describes the loop as asyncio does.
func (l *Loop) String() string {
	word := func(b bool) string {
		if b {
			return "True"
		}
		return "False"
	}
	return "<EventLoop running=" + word(l.state == Running) + " closed=" + word(l.state == Closed) + " debug=" + word(l.config.Debug) + ">"
}

// CurrentTask returns the task whose step is running, or nil if there is none.
func (l *Loop) CurrentTask() *Co { return l.current }

// AllTasks returns the tasks that have not ended, in the order in which they were created.
func (l *Loop) AllTasks() []*Co {
	l.check()
	return l.unfinished()
}

// Tick runs one iteration of the loop without waiting:
//
//  1. Calls posted by other threads join the ready queue.
//  2. Timers that are due join it, ordered by (when, seq).
//  3. The handles that are in the queue now run, first in, first out. Handles that they add wait for the next tick.
//
// Tick is for hosts that drive a loop themselves; most programs use [Run] or a [Runner], which also wait between ticks.
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

// Next returns the time, by the loop's clock, at which the loop has something to do. It is zero if something is ready
// or was posted, and [Forever] if only another thread can bring something.
func (l *Loop) Next() int64 {
	if l.ready.n > 0 || l.inbox.any.Load() {
		return 0
	}
	return l.timers.first()
}

// batch runs the remaining handles of the tick. It returns early after a callback that panicked, and is then called
// again: recovering needs a deferred call, and one for all handles costs less than one for each.
func (l *Loop) batch() {
	var h *node
	defer func() {
		if v := recover(); v != nil {
			l.callPanicked(v, h)
		}
	}()
	for l.left > 0 {
		h = l.ready.pop()
		l.left--
		switch {
		case h.dead:
		case h.co != nil && l.plain && h.co.worker != nil:
			// This is step, inlined. The processor predicts where calls return to, and predicts wrongly after a switch
			// of stacks, once for each call that was open: so as few calls as possible are open here.
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

// step resumes a task until it suspends or ends. If it ends, its worker may continue with tasks that follow it in the
// queue and have no worker yet; see chain.
func (l *Loop) step(co *Co) {
	l.stepBegins(co)
	if l.config.Debug {
		l.timed(co.resume, Report{Message: co.Name()})
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

// stepEnds records the end of the step. If a step follows at once, the event is held back and recorded together with
// the beginning of that step.
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

// emitHeld records the events that are held back and then last, and returns the number of last. If the first of them
// is a TaskReady of a task that yielded, that task's cause is set to its number, which is known only now.
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

// chain is called by a worker whose task has ended. If the next handle of the tick is a task that has not begun, chain
// ends the old step, begins the new one and returns that task, and the worker runs it. This saves switching to the
// loop and back; the order of steps and the trace are the same. Otherwise chain returns nil.
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
	call := n.call
	l.begins = 0
	l.cause = l.emit(trace.CallBegan, nil, 0, n.cause)
	if l.config.Debug {
		l.timed(call, Report{Message: "a callback", Callback: functionName(call)})
	} else {
		call()
	}
	n.call = nil // a handle that is kept does not keep what its callback captured
	l.callEnded()
}

func (l *Loop) callEnded() {
	l.emit(trace.CallEnded, nil, 0, l.cause)
	l.cause = 0
}

func (l *Loop) fire() {
	for len(l.timers.heap) > 0 && l.timers.heap[0].when <= l.now {
		when := l.timers.heap[0].when
		n := l.timers.pop()
		cause := l.emitAt(l.now, trace.TimerFired, n.co, when, n.cause)
		if n.co != nil {
			n.co.wakeAt(l.now, trace.TimerDue, cause)
		} else {
			l.pushCall(n, trace.TimerDue, cause)
		}
	}
}

// pushCall queues a callback. A closed loop, one of whose futures is completed late, drops it.
func (l *Loop) pushCall(n *node, why trace.Reason, cause trace.EventID) {
	if l.state == Closed {
		return
	}
	n.cause = l.emit(trace.CallReady, nil, int64(why), cause)
	l.ready.push(n)
}

// soon queues an internal call, which does not appear in the trace.
func (l *Loop) soon(call func()) {
	if l.state == Closed {
		return
	}
	n := l.spares.get(call)
	n.quiet = true
	l.ready.push(n)
}

// emit records an event of this loop and returns its number. co may be nil. An untraced loop records nothing, and the
// number is zero.
func (l *Loop) emit(k trace.Kind, co *Co, arg int64, cause trace.EventID) trace.EventID {
	return l.emitAt(0, k, co, arg, cause)
}

// emitAt is like emit with a recent reading of the clock, at. If at is zero, the recorder reads the clock.
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

// emitTick records how many of the next n handles will run. Internal calls and canceled handles do not count, and a
// tick with no other handle is not recorded.
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
