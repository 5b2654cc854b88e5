// Package remote runs each thread of a run in a worker, an instance of the engine that shares no memory with the others.
// The coordinator starts the workers, passes on their messages, and merges their events into one trace.
package remote

import (
	"errors"
	"slices"
	"time"

	"loopyard/engine"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// coordinator runs the threads of one run in workers, one in each. All of it belongs to the goroutine that called Run.
// What workers send comes in through the queue, from any goroutine.
type coordinator struct {
	program *host.Program
	out     *host.TraceWriter
	workers Workers
	queue   *callQueue
	clock   *engine.RealClock
	zero    int64 // when the run began, by clock

	conns    []*workerConn // of all workers that have not ended
	starting int           // workers that are not ready yet
	idle     []*workerConn // workers that are ready and have no thread

	threads []*remoteThread // the one at index i has the id i+1
	waiting []*remoteThread // threads without a worker, in the order they were started
	live    int             // threads that have not ended
	merger  *merge.Merger
	flushAt int64 // when events are passed to the sink next

	router  *mail.Router
	pending map[mail.SubmissionID]submission // those without an answer
	names   map[string]loopName              // names that loops have registered

	stopped error   // why the run was stopped
	failed  []error // of threads that have ended
}

// ErrShares means that a program cannot run on workers.
var ErrShares = errors.New("its threads share memory, and workers have none to share")

// Run runs the program to its end. h is the header of its trace, except for the calibration: that is always set, so that
// all workers compute alike.
//
// Workers take some time to start. As many as the run is likely to need are started before its time begins, so that its
// threads start as quickly as threads should.
func Run(p *host.Program, out *host.TraceWriter, h trace.Header, workers Workers) error {
	h.Calibration = p.OpsPerMilli()
	c := &coordinator{program: p, out: out, workers: workers, queue: newCallQueue(), clock: engine.NewRealClock(),
		router: mail.NewRouter(), pending: map[mail.SubmissionID]submission{}, names: map[string]loopName{}}
	defer c.endWorkers()
	if !p.Scenario.Shares() {
		c.startWorkers(1 + max(p.Spec.Loops, 1))
	}
	c.zero = c.clock.Now()
	out.Start(offsetClock{c.clock, -c.zero})
	c.merger = merge.New(out.Recorder)
	out.Begin(h)
	if p.Scenario.Shares() {
		return ErrShares
	}
	return c.run()
}

// stopGrace is how long a thread has to end by itself once the run has to end.
const stopGrace = 100 * time.Millisecond

// run starts the main thread and returns when all threads have ended.
//
// A run that has to end first asks its threads to: their waits fail, loops cancel their tasks and close, and the trace
// shows how. A thread that is in the middle of a step, or hangs, does not read the request. So after stopGrace the
// workers that are left are ended, and what their threads had begun is ended in the trace.
func (c *coordinator) run() error {
	c.start(&remoteThread{name: host.MainThreadName})
	stop := c.program.Ctx.Done()
	flush := time.NewTimer(host.FlushInterval)
	defer flush.Stop()
	grace := time.NewTimer(0)
	grace.Stop()
	for c.live > 0 {
		select {
		case <-c.queue.ready:
			c.handleCalls()
		case <-stop:
			stop = nil
			c.stop(c.program.Stopped())
			grace.Reset(stopGrace)
		case <-grace.C:
			c.loseAll()
		case <-flush.C:
		}
		c.flush(flush)
	}
	c.merger.Finish()
	return host.RunError(c.stopped, c.failed)
}

// handleCalls handles what workers have sent.
func (c *coordinator) handleCalls() {
	for _, call := range c.queue.take() {
		call()
	}
}

// flush merges what is final, and passes it to the sink if it is time to. While anything is left the timer is set, so
// that flush is called again.
func (c *coordinator) flush(again *time.Timer) {
	now := c.now()
	c.merger.Advance(now)
	if now >= c.flushAt {
		c.out.Flush()
		c.flushAt = now + int64(host.FlushInterval)
	}
	if c.merger.Waiting() || c.out.Recorder.Pending() > 0 {
		again.Reset(host.FlushInterval)
	}
}

// now returns the nanoseconds since the run began.
func (c *coordinator) now() int64 { return c.clock.Now() - c.zero }

// stop asks all threads to end. Threads that wait for a worker end at once.
func (c *coordinator) stop(why error) {
	c.stopped = why
	for _, t := range c.threads {
		c.send(t, messageWriter{}.stop(why == host.ErrTimeout))
	}
	for _, t := range slices.Clone(c.waiting) {
		c.lose(t, why.Error())
	}
}

// loseAll ends the threads that have not ended by themselves.
func (c *coordinator) loseAll() {
	for _, t := range c.threads {
		c.lose(t, c.stopped.Error())
	}
}
