// Package remote runs each thread of a run in a worker, an instance of the engine that shares no memory with the others. The
// coordinator starts the workers, passes on their messages, and merges their events into one trace.
package remote

import (
	"errors"
	"slices"
	"time"

	"loopyard/engine"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/trace"
)

// Workers starts workers: instances of the engine that share no memory, so that each can run one thread of a run. In a
// browser they are Web Workers.
type Workers interface {
	// Start starts a worker, which calls [Serve]. heard is called with each message that it posts, in their order, and
	// lost, with the reason, if it ends by itself. Any goroutine may call them.
	Start(heard func(message []byte), lost func(reason string)) Worker
	// Epoch reads a clock that all workers share as far as anybody knows, in nanoseconds. It is verified.
	Epoch() int64
}

// Worker is one of them, as the coordinator of a run sees it.
type Worker interface {
	// Post gives it a message. Messages are heard in the order they are posted.
	Post(message []byte)
	// End ends it at once, whatever it does.
	End()
}

// crew is the workers of one run, each with one of its threads. Its goroutine, the coordinator, passes on what they say
// to one another and merges what they do into one trace.
type crew struct {
	program *host.Program
	out     *host.TraceWriter
	workers Workers
	clock   *engine.RealClock // of the coordinator; its zero is before the run's
	zero    int64             // of the run, by that clock
	news    *mailbox

	all     []*member
	booting int
	idle    []*member // ready, and without a thread
	waiting []*hand   // threads without a worker, in the order they were started

	hands   []*hand // hands[id-1] is the thread with that id
	live    int     // threads that have not ended
	merger  merger
	flushAt int64 // when the sink is to be given what was merged

	router *mail.Router
	owed   map[mail.SubmissionID]owed // submissions under way
	names  map[string]name            // of the loops that take messages, or did

	halted error // why the run is to end
	ended  []error
}

// hand is a thread of the run, as the coordinator sees it.
type hand struct {
	part
	member  *member // nil: it waits for one
	starter *hand   // nil for the main thread
	nth     int     // of those that the starter started, from 1
	body    string
	n       int
	over    bool
}

// ErrShares is a program that a crew can not run.
var ErrShares = errors.New("its threads share memory, and workers have none to share")

// Run runs the program with a worker for each of its threads.
func Run(p *host.Program, out *host.TraceWriter, h trace.Header, workers Workers) error {
	h.Calibration = p.OpsPerMilli()
	c := &crew{program: p, out: out, workers: workers, clock: engine.NewRealClock(), news: newMailbox(),
		router: mail.NewRouter(), owed: map[mail.SubmissionID]owed{}, names: map[string]name{}}
	defer c.dismiss()
	if !p.Scenario.Shares() {
		c.hire(1 + max(p.Spec.Loops, 1))
	}
	c.zero = c.clock.Now()
	out.Start(shifted{c.clock, -c.zero})
	c.merger.rec = out.Recorder
	out.Begin(h)
	if p.Scenario.Shares() {
		return ErrShares
	}
	return c.run()
}

// hire starts as many workers as the run is likely to need and waits until they are ready, so that its threads start as
// quickly as threads should.
func (c *crew) hire(n int) {
	for range n {
		c.boot()
	}
	for c.booting > 0 && c.program.Stopped() == nil {
		select {
		case <-c.news.any:
			c.attend()
		case <-c.program.Ctx.Done():
		}
	}
}

// run runs the program on the crew to its end.
func (c *crew) run() error {
	c.start(&hand{part: part{name: host.MainThreadName}})
	stop := c.program.Ctx.Done()
	tick := time.NewTimer(host.FlushInterval)
	defer tick.Stop()
	deadline := time.NewTimer(0)
	deadline.Stop()
	for c.live > 0 {
		select {
		case <-c.news.any:
			c.attend()
		case <-stop:
			stop = nil
			c.halt(c.program.Stopped())
			deadline.Reset(mercy)
		case <-deadline.C:
			c.abandon()
		case <-tick.C:
		}
		c.show(tick)
	}
	c.merger.all()
	return host.RunError(c.halted, c.ended)
}

// mercy is how long a thread has to end by itself once the run is to end.
const mercy = 100 * time.Millisecond

// attend does what came in.
func (c *crew) attend() {
	for _, do := range c.news.take() {
		do()
	}
}

// show merges, and now and then gives the sink what was merged. The timer calls it again if there is more to come.
func (c *crew) show(tick *time.Timer) {
	now := c.now()
	c.merger.upTo(now)
	if now >= c.flushAt {
		c.out.Flush()
		c.flushAt = now + int64(host.FlushInterval)
	}
	if c.merger.pending() || c.out.Recorder.Pending() > 0 {
		tick.Reset(host.FlushInterval)
	}
}

func (c *crew) now() int64 { return c.clock.Now() - c.zero }

// start takes a new thread of the run, and gives it a worker.
func (c *crew) start(h *hand) {
	c.live++
	c.hands = append(c.hands, h)
	h.thread = trace.ThreadID(len(c.hands))
	h.promise = engine.Forever
	c.merger.parts = append(c.merger.parts, &h.part)
	if h.starter != nil {
		h.starter.children = append(h.starter.children, h.thread)
		h.nth = len(h.starter.children)
	}
	c.waiting = append(c.waiting, h)
	if c.halted != nil {
		c.lose(h, c.halted.Error())
		return
	}
	if len(c.idle) == 0 && c.booting < len(c.waiting) {
		c.boot()
	}
	c.assign()
}

// assign gives workers that are ready to threads that wait for one.
func (c *crew) assign() {
	for len(c.idle) > 0 && len(c.waiting) > 0 {
		m, h := c.idle[0], c.waiting[0]
		c.idle, c.waiting = c.idle[1:], c.waiting[1:]
		m.hand, h.member = h, m
		shift, unsure := m.clock.shift(m.epoch)
		p := c.program
		c.tell(h, letter{}.begin(beginning{
			thread: h.thread, shift: shift - c.zero, unsure: unsure, ops: p.OpsPerMilli(), name: h.name, body: h.body, n: h.n,
			spec: p.Spec.Pairs(p.Scenario.Params),
		}))
	}
}

// tell posts a message to a thread.
func (c *crew) tell(h *hand, message letter) {
	if h.member == nil || h.over {
		return
	}
	h.tell(c.now())
	h.member.worker.Post(message)
}

// end is called once for every thread, when it has ended or is lost.
func (c *crew) end(h *hand, err error) {
	h.over, h.promise = true, engine.Forever
	c.live--
	if err != nil {
		c.ended = append(c.ended, err)
	}
	if h.member != nil {
		c.drop(h.member)
	}
	c.refuseAll(h)
	if h.starter != nil {
		c.tell(h.starter, c.gone(h).record(recordOver).number(int64(h.nth)))
	}
}

// lose ends a thread that will not end by itself any more.
func (c *crew) lose(h *hand, reason string) {
	if h.over {
		return
	}
	c.waiting = slices.DeleteFunc(c.waiting, func(other *hand) bool { return other == h })
	h.lost = reason
	c.merger.add(&h.part, trace.Batch{Events: []trace.Event{{Kind: lostHere, At: c.now(), Thread: h.thread}}})
	var err error
	if c.halted == nil { // otherwise it is said once, for all
		err = errors.New("thread " + h.name + " was lost: " + reason)
	}
	c.end(h, err)
}

// halt asks all threads to end.
func (c *crew) halt(why error) {
	c.halted = why
	message := letter{}.record(recordHalt).number(0)
	if why == host.ErrTimeout {
		message = letter{}.record(recordHalt).number(1)
	}
	for _, h := range c.hands {
		c.tell(h, message)
	}
	for _, h := range slices.Clone(c.waiting) {
		c.lose(h, why.Error())
	}
}

// abandon ends the threads that do not end by themselves.
func (c *crew) abandon() {
	for _, h := range c.hands {
		c.lose(h, c.halted.Error())
	}
}

// dismiss ends all workers.
func (c *crew) dismiss() {
	for len(c.all) > 0 {
		c.drop(c.all[0])
	}
}
