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

// simulated is a thread of a [machine]: a coroutine, and the parker of the loops that run on it.
type simulated struct {
	host.Thread
	*mail.Endpoint
	machine *machine
	next    func() (struct{}, bool)
	yield   func(struct{}) bool

	gotCore  int64 // when it got the core it holds, if it holds one
	until    int64 // the moment it waits for
	seq      uint64
	index    int  // among the deadlines, from 1; 0: not there
	queued   bool // it could go on
	token    bool // an Unpark came when it was not parked
	parked   bool // an Unpark may wake it
	over     bool
	endEvent trace.EventID
	joiners  []*simulated
}

// spawn starts a thread; its first turn comes when the machine gives it one.
func (m *machine) spawn(name string, body scenario.Body, n int, spawned trace.EventID) *simulated {
	m.nthread++
	m.live++
	t := &simulated{machine: m, until: engine.Forever}
	t.Thread = host.Thread{ID: m.nthread, Program: m.program, Recorder: m.out.Recorder}
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, m.router)
	t.next, _ = iter.Pull(func(yield func(struct{}) bool) {
		t.yield = yield
		t.Begin(name, m.clock, t, spawned)
		if err := engine.Guard(func() error { return body(t, n) }); err != nil {
			m.ended = append(m.ended, err)
		}
		t.end()
	})
	t.becomeReady()
	return t
}

func (t *simulated) end() {
	t.over = true
	t.endEvent = t.End()
	for _, j := range t.joiners {
		j.Unpark()
	}
}

// giveWay lets other threads go on until this one is ready again. It may be called from a coroutine of a loop that
// runs on the thread: the whole thread gives way then, in the middle of that step.
func (t *simulated) giveWay() { t.yield(struct{}{}) }

// takeTurn gives way to whoever could go on now.
func (t *simulated) takeTurn() {
	t.becomeReady()
	t.giveWay()
}

func (t *simulated) becomeReady() {
	t.machine.deliver() // to who was unparked before
	t.queue()
}

func (t *simulated) queue() {
	if t.queued {
		return
	}
	if t.index > 0 {
		t.machine.waiting.remove(t)
	}
	t.queued = true
	t.machine.ready = append(t.machine.ready, t)
}

// Park waits for a moment or an Unpark.
func (t *simulated) Park(until int64) error {
	m := t.machine
	t.RegisterLoop()
	m.deliver()
	if m.err == nil && !t.token && until > m.clock.Now() {
		t.parked = true
		m.waiting.push(t, until)
		t.giveWay()
		t.parked = false
	}
	t.token = false
	return m.err
}

// Pass lets the others have their turn at this moment.
func (t *simulated) Pass() error {
	m := t.machine
	if m.err != nil {
		return m.err
	}
	t.RegisterLoop()
	m.deliver()
	m.wakeDue()
	m.breathe()
	if len(m.ready) > 0 {
		t.takeTurn()
	}
	return m.err
}

// Unpark ends a Park, now or the next one. Any goroutine may call it: those of a loop's executor are not the
// machine's, which therefore delivers it.
func (t *simulated) Unpark() {
	m := t.machine
	m.unparked.put(t)
	if m.waiter != nil {
		m.waiter.Unpark()
	}
}

// hold keeps the thread from going on until d has passed, whoever calls.
func (t *simulated) hold(d time.Duration) {
	if m := t.machine; m.err == nil {
		m.waiting.push(t, m.clock.Now()+int64(d))
		t.giveWay()
	}
}

// Start starts a thread of the same machine.
func (t *simulated) Start(name, body string, n int) scenario.Handle {
	id := t.Emit(trace.ThreadSpawned, int64(t.machine.nthread+1), 0)
	return &simulatedHandle{t, t.machine.spawn(name, t.Body(body), n, id)}
}

// Work computes: for exactly d in virtual time, and as many operations as take about d in real time.
func (t *simulated) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(work trace.EventID) {
		if t.machine.virtual != nil {
			t.compute(d, work)
		} else {
			t.Program.Compute(d, func() bool {
				t.machine.show()
				return t.Program.Stopped() == nil
			})
		}
	})
}

// Block holds the thread. In real time it holds every thread of the machine, since they are one.
func (t *simulated) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) {
		if t.machine.virtual != nil {
			t.hold(d)
		} else {
			t.machine.real.Hold(d, t.Program.Ctx.Done())
		}
	})
}

// simulatedHandle is a thread as the one that started it sees it.
type simulatedHandle struct{ by, started *simulated }

// Join waits until the thread has ended.
func (h *simulatedHandle) Join() {
	id := int64(h.started.ID)
	h.by.Emit(trace.JoinBegan, id, 0)
	if !h.started.over {
		h.started.joiners = append(h.started.joiners, h.by)
	}
	for !h.started.over {
		if h.by.Park(engine.Forever) != nil {
			h.by.takeTurn() // the run is ending, and the thread will end in a turn of its own
		}
	}
	h.by.Emit(trace.JoinEnded, id, h.started.endEvent)
}
