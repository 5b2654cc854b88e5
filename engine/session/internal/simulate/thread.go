package simulate

import (
	"iter"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/trace"
)

// thread is a thread of a [machine]: a coroutine, and the [engine.Parker] of the loops that run on it.
type thread struct {
	host.Thread
	*mail.Endpoint
	machine *machine
	main    iter.Seq[struct{}]      // what the thread does
	resume  func() (struct{}, bool) // runs the thread until it suspends; false: it has ended
	yield   func(struct{}) bool

	until int64 // the time it sleeps until
	seq   uint64
	index int // in the machine's deadlines, from 1; 0: it is not there

	queued       bool  // it is in the machine's ready queue
	parked       bool  // it is in Park, which an Unpark ends
	unparked     bool  // an Unpark came that has not ended a Park yet
	outsideUntil int64 // when, in real time, a ParkOutside ends
	coreSince    int64 // when it got the core that it holds

	ended    bool
	endEvent trace.EventID
	joiners  []*thread // threads that wait for its end
}

// spawn makes a thread, which begins in its first turn.
func (m *machine) spawn(name string, body scenario.Body, n int, spawned trace.EventID) *thread {
	m.threads++
	m.live++
	t := &thread{machine: m, until: engine.Forever}
	t.Thread = host.Thread{ID: m.threads, Program: m.program, Recorder: m.out.Recorder}
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, m.router)
	t.main = func(yield func(struct{}) bool) {
		t.yield = yield
		t.Begin(name, m.clock, t.parker(), spawned)
		if err := engine.Guard(func() error { return body(t, n) }); err != nil {
			m.failed = append(m.failed, err)
		}
		t.end()
	}
	t.makeReady()
	return t
}

func (t *thread) end() {
	t.ended = true
	t.endEvent = t.End()
	for _, j := range t.joiners {
		j.Unpark()
	}
}

// suspend gives control to the machine, until this thread has its next turn. It may be called from a coroutine of a loop
// that runs on the thread: the whole thread is suspended then, in the middle of that step.
func (t *thread) suspend() { t.yield(struct{}{}) }

// makeReady puts the thread into the ready queue, behind the threads that were unparked before.
func (t *thread) makeReady() {
	t.machine.deliverUnparks()
	t.enqueue()
}

func (t *thread) enqueue() {
	if t.queued {
		return
	}
	if t.index > 0 {
		t.machine.sleeping.remove(t)
	}
	t.queued = true
	t.machine.ready = append(t.machine.ready, t)
}

// Park waits until a time or an Unpark; see [engine.Parker].
func (t *thread) Park(until int64) error {
	m := t.machine
	t.RegisterLoop()
	m.deliverUnparks()
	if m.err == nil && !t.unparked && until > m.clock.Now() {
		t.parked = true
		m.sleeping.push(t, until)
		t.suspend()
		t.parked = false
	}
	t.unparked = false
	return m.err
}

// Pass lets the other threads have their turns at this time; see [engine.Parker].
func (t *thread) Pass() error {
	m := t.machine
	if m.err != nil {
		return m.err
	}
	t.RegisterLoop()
	m.deliverUnparks()
	m.wakeDue()
	m.poll()
	if len(m.ready) > 0 {
		t.makeReady()
		t.suspend()
	}
	return m.err
}

// Unpark ends the Park that is under way, or else the next one. Any goroutine may call it: one of a loop's executor does
// not belong to the machine, which therefore delivers the Unpark when it has control.
func (t *thread) Unpark() {
	m := t.machine
	m.unparks.put(t)
	m.waiter.Unpark()
}

// sleep suspends the thread for d. No Unpark ends it; the end of the run does.
func (t *thread) sleep(d time.Duration) {
	if m := t.machine; m.err == nil {
		m.sleeping.push(t, engine.Later(m.clock.Now(), d))
		t.suspend()
	}
}

// Start starts a thread of the same machine.
func (t *thread) Start(name, body string, n int) scenario.Joiner {
	id := t.Emit(trace.ThreadSpawned, int64(t.machine.threads+1), 0)
	return &joiner{t, t.machine.spawn(name, t.Body(body), n, id)}
}

// Work computes: for exactly d in virtual time, and as many operations as take about d in real time.
func (t *thread) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(work trace.EventID) {
		if t.machine.virtual != nil {
			t.compute(d, work)
			return
		}
		t.Program.Compute(d, func() bool {
			t.machine.flush()
			return t.Program.Stopped() == nil
		})
	})
}

// Block holds the thread for d. In real time that holds every thread of the machine, since they are one.
func (t *thread) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) {
		if t.machine.virtual != nil {
			t.sleep(d)
			return
		}
		t.machine.real.Hold(d, t.Program.Ctx.Done())
	})
}

// joiner is a started thread, as the one that started it sees it.
type joiner struct{ by, started *thread }

// Join waits until the thread has ended.
func (j *joiner) Join() {
	id := int64(j.started.ID)
	j.by.Emit(trace.JoinBegan, id, 0)
	if !j.started.ended {
		j.started.joiners = append(j.started.joiners, j.by)
	}
	for !j.started.ended {
		if j.by.Park(engine.Forever) != nil {
			// The run has to end, so that Park does not wait any more. The thread ends in one of its next turns.
			j.by.makeReady()
			j.by.suspend()
		}
	}
	j.by.Emit(trace.JoinEnded, id, j.started.endEvent)
}
