// Package simulate runs all threads of a run on one goroutine, one at a time: in virtual time on a simulated machine, and
// in real time for placement single.
package simulate

import (
	"context"
	"math/rand/v2"

	"loopyard/engine"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// machine runs threads one at a time on the calling goroutine, each as a coroutine that gives way when it waits.
// In virtual time it is the simulated machine: what its threads do takes no time but for Work and Block, and time
// jumps when all of them wait. In real time it is placement single: the threads take turns in earnest.
type machine struct {
	program *host.Program
	out     *host.TraceWriter
	clock   engine.Clock
	virtual *virtualClock      // nil in real time
	real    *engine.RealClock  // nil in virtual time
	waiter  *engine.RealParker // nil in virtual time: what the machine itself waits with
	seed    *rand.Rand         // chooses among threads that could go on; nil: the one that could first

	cores    cores
	router   *mail.Router
	unparked unparked     // threads that are to be told so
	ready    []*simulated // threads that could go on, in the order they could
	waiting  deadlines    // threads that wait for a moment
	live     int          // threads that have not ended
	nthread  trace.ThreadID
	turns    int
	flushAt  int64 // in real time: when the sink is to be given what happened
	err      error // why the run is to end: every wait fails with it
	ended    []error
}

// flushEvents is how many events a run in virtual time keeps back.
const flushEvents = 4096

// virtualClock is the simulated machine's time.
type virtualClock struct{ now int64 }

func (c *virtualClock) Now() int64 { return c.now }

func Run(p *host.Program, out *host.TraceWriter) error {
	m := &machine{program: p, out: out, router: mail.NewRouter()}
	if p.Spec.Placement == spec.Virtual {
		m.virtual = &virtualClock{}
		m.cores.limit = p.Spec.Cores
		if p.Spec.GIL {
			m.cores.limit = 1
		}
		m.clock = m.virtual
		m.seed = rand.New(rand.NewPCG(uint64(p.Spec.Seed), 0))
	} else {
		m.real = engine.NewRealClock()
		m.clock = m.real
		m.waiter = engine.NewRealParker(m.clock)
	}
	out.Start(m.clock)
	if m.waiter != nil {
		defer context.AfterFunc(p.Ctx, func() { m.waiter.Interrupt(p.Stopped()) })()
	}
	m.spawn(host.MainThreadName, p.Scenario.Main, 0, 0)
	for m.live > 0 {
		m.turn()
	}
	return host.RunError(m.stopped(), m.ended)
}

func (m *machine) stopped() error {
	if m.err == engine.ErrDeadlock {
		return nil // the threads have said it, and who waits
	}
	return m.err
}

// turn lets one thread go on until it waits, or waits for one that can.
func (m *machine) turn() {
	m.deliver()
	m.wakeDue()
	if len(m.ready) == 0 {
		m.wait()
		return
	}
	i := 0
	if m.seed != nil && len(m.ready) > 1 {
		i = m.seed.IntN(len(m.ready))
	}
	t := m.ready[i]
	m.ready = append(m.ready[:i], m.ready[i+1:]...)
	t.queued = false
	if _, alive := t.next(); !alive {
		m.live--
	}
	m.breathe()
}

// breathe is called now and then while threads run: it notices a stop and shows what happened.
func (m *machine) breathe() {
	if m.turns++; m.turns%64 == 0 {
		m.fail(m.program.Stopped())
		m.show()
	}
}

// show gives the sink what happened, in real time every so often and in virtual time every so many events.
func (m *machine) show() {
	pending := m.out.Recorder.Pending()
	switch {
	case m.virtual != nil && pending < flushEvents:
	case m.virtual == nil && (pending == 0 || m.clock.Now() < m.flushAt):
	default:
		m.out.Flush()
		m.flushAt = m.clock.Now() + int64(host.FlushInterval)
	}
}

// wait passes the time until a thread can go on.
func (m *machine) wait() {
	until := m.waiting.first()
	switch {
	case m.virtual == nil:
		m.show()
		if m.out.Recorder.Pending() > 0 {
			until = min(until, m.flushAt)
		}
		m.fail(m.waiter.Park(until))
	case until == engine.Forever:
		m.fail(engine.ErrDeadlock)
	default:
		m.virtual.now = until
		m.breathe()
	}
}

// fail makes every wait, of now and later, end with err. A nil err is none.
func (m *machine) fail(err error) {
	if err == nil || m.err != nil {
		return
	}
	m.err = err
	for len(m.waiting.heap) > 0 {
		m.waiting.pop().becomeReady()
	}
}

// wakeDue makes the threads ready whose moment has come.
func (m *machine) wakeDue() {
	if m.waiting.first() == engine.Forever {
		return
	}
	for now := m.clock.Now(); m.waiting.first() <= now; {
		m.waiting.pop().becomeReady()
	}
}
