// Package simulate runs all threads of a run on one goroutine, one at a time: in virtual time on a simulated machine, and
// in real time for placement single.
package simulate

import (
	"context"
	"iter"
	"math/rand/v2"

	"loopyard/engine"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// machine runs the threads of a run in turns, on the goroutine that called Run. Each thread is a coroutine, which gives
// control back to the machine when it waits.
//
// In virtual time this is the simulated machine. What its threads do takes no time, except Work and Block. When all of
// them wait, time jumps to the next deadline. In real time the same machine is placement single: what a thread does
// takes as long as it takes, and the machine sleeps until the next deadline.
//
// Only that goroutine uses a machine, except for unparks.
type machine struct {
	program *host.Program
	out     *host.TraceWriter
	clock   engine.Clock  // virtual or real
	virtual *virtualClock // nil in real time
	real    *engine.RealClock
	waiter  *engine.RealParker // what the machine sleeps with, in virtual time for what happens outside of it
	random  *rand.Rand         // chooses between threads that are ready; nil in real time: the first

	router   *mail.Router
	cores    cores
	unparks  unparks
	ready    []*thread // in the order they became ready
	sleeping deadlines // threads that wait for a time or for an Unpark
	outside  []*thread // those of them that wait for calls in an executor while virtual time stands still
	live     int       // threads that have not ended
	threads  trace.ThreadID
	polls    int
	flushAt  int64   // when events are passed on next; in real time only
	err      error   // why the run has to end: every wait returns it
	failed   []error // of threads that have ended
}

// virtualClock is the time of the simulated machine.
type virtualClock struct{ now int64 }

func (c *virtualClock) Now() int64 { return c.now }

// Run runs the program to its end. In a run in virtual time the error may be a [*engine.DeadlockError].
func Run(p *host.Program, out *host.TraceWriter) error {
	m := &machine{program: p, out: out, router: mail.NewRouter(), real: engine.NewRealClock()}
	m.waiter = engine.NewRealParker(m.real)
	if p.Spec.Placement == spec.Virtual {
		m.virtual = &virtualClock{}
		m.cores.limit = p.Spec.Cores
		if p.Spec.GIL {
			m.cores.limit = 1
		}
		m.clock = m.virtual
		m.random = rand.New(rand.NewPCG(uint64(p.Spec.Seed), 0))
	} else {
		m.clock = m.real
	}
	out.Start(m.clock)
	defer context.AfterFunc(p.Ctx, func() { m.waiter.Interrupt(p.Stopped()) })()
	m.spawn(host.MainThreadName, p.Scenario.Main, 0, 0)
	for m.live > 0 {
		m.turn()
	}
	return host.RunError(m.stopped(), m.failed)
}

// stopped returns why the run was stopped. A deadlock is no such reason: each thread that it ended has an error of its
// own, which names the tasks that wait.
func (m *machine) stopped() error {
	if m.err == engine.ErrDeadlock {
		return nil
	}
	return m.err
}

// turn lets one thread run until it waits. If none is ready, it waits until one is.
func (m *machine) turn() {
	m.deliverUnparks()
	m.wakeDue()
	if len(m.ready) == 0 {
		m.wait()
		return
	}
	i := 0
	if m.random != nil && len(m.ready) > 1 {
		i = m.random.IntN(len(m.ready))
	}
	t := m.ready[i]
	m.ready = append(m.ready[:i], m.ready[i+1:]...)
	t.queued = false
	if t.resume == nil {
		t.resume, _ = iter.Pull(t.main) // here, so that its goroutine is made by none of a loop's
	}
	if _, alive := t.resume(); !alive {
		m.live--
	}
	m.poll()
}

// poll is called often while threads run. At every 64th call it ends the run if that is asked for, and passes events on
// if it is time to.
func (m *machine) poll() {
	if m.polls++; m.polls%64 == 0 {
		m.stop(m.program.Stopped())
		m.flush()
	}
}

// flushEvents is how many events a run in virtual time collects before it passes them on.
const flushEvents = 4096

// flush passes events on if it is time to: in real time regularly, in virtual time when there are enough.
func (m *machine) flush() {
	pending := m.out.Recorder.Pending()
	switch {
	case m.virtual != nil && pending < flushEvents:
	case m.virtual == nil && (pending == 0 || m.clock.Now() < m.flushAt):
	default:
		m.out.Flush()
		m.flushAt = m.clock.Now() + int64(host.FlushInterval)
	}
}

// wait lets time pass until a thread is ready. It is called when none is.
func (m *machine) wait() {
	until := m.sleeping.first()
	switch {
	case m.virtual == nil:
		m.flush()
		if m.out.Recorder.Pending() > 0 {
			until = min(until, m.flushAt)
		}
		m.stop(m.waiter.Park(until))
	case len(m.outside) > 0:
		m.waitOutside()
	case until == engine.Forever:
		m.stop(engine.ErrDeadlock)
	default:
		m.virtual.now = until
		m.poll()
	}
}

// stop makes every wait of the threads, now and later, end with err. It does nothing if err is nil, or if the run has
// been stopped before.
func (m *machine) stop(err error) {
	if err == nil || m.err != nil {
		return
	}
	m.err = err
	for len(m.sleeping.heap) > 0 {
		m.sleeping.pop().makeReady()
	}
}

// wakeDue makes the threads ready whose deadline has come.
func (m *machine) wakeDue() {
	if m.sleeping.first() == engine.Forever {
		return
	}
	for now := m.clock.Now(); m.sleeping.first() <= now; {
		m.sleeping.pop().makeReady()
	}
}
