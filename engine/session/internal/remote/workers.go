package remote

import (
	"errors"
	"slices"

	"loopyard/engine/session/internal/mail"
	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// Workers starts workers: instances of the engine that share no memory, so that each can run one thread of a run. In a
// browser they are Web Workers.
type Workers interface {
	// Start starts a worker, which calls [Serve]. received is called with each message that the worker posts, in order.
	// lost is called with the reason if the worker ends without being asked to. Any goroutine may call the two.
	Start(received func(message []byte), lost func(reason string)) Worker
	// Epoch returns the time in nanoseconds by a clock that all workers are supposed to share. It is only believed as far
	// as measurements allow.
	Epoch() int64
}

// Worker is one worker, as the coordinator of a run sees it.
type Worker interface {
	// Post sends a message to the worker. Messages arrive in the order they are posted.
	Post(message []byte)
	// End ends the worker at once, whatever it does.
	End()
}

// workerConn is the coordinator's connection to one worker.
type workerConn struct {
	worker Worker
	thread *remoteThread // the thread that it runs; nil if it has none yet
	ready  bool          // its clock is known
	closed bool          // it was ended, or is lost

	offset      clockOffset // of its clock to the coordinator's
	epochOffset int64       // the same, if both read the same Epoch
	asked       int64       // when it was last asked for its clock
	asks        int

	decoder trace.Decoder // of its thread's events
}

// clockAsks is how often a worker is asked for its clock before it is ready.
const clockAsks = 4

// startWorkers starts n workers and returns when they are ready, or when the run has to end.
func (c *coordinator) startWorkers(n int) {
	for range n {
		c.startWorker()
	}
	for c.starting > 0 && c.program.Stopped() == nil {
		select {
		case <-c.queue.ready:
			c.handleCalls()
		case <-c.program.Ctx.Done():
		}
	}
}

// startWorker starts one worker and does not wait for it.
func (c *coordinator) startWorker() {
	w := &workerConn{}
	c.starting++
	c.conns = append(c.conns, w)
	w.worker = c.workers.Start(
		func(message []byte) { c.queue.put(func() { c.receive(w, message) }) },
		func(reason string) { c.queue.put(func() { c.loseWorker(w, reason) }) },
	)
}

// endWorker ends a worker. What it has sent and is still in the queue is ignored.
func (c *coordinator) endWorker(w *workerConn) {
	w.closed = true
	w.worker.End()
	c.conns = slices.DeleteFunc(c.conns, func(other *workerConn) bool { return other == w })
}

// endWorkers ends all workers.
func (c *coordinator) endWorkers() {
	for len(c.conns) > 0 {
		c.endWorker(c.conns[0])
	}
}

// loseWorker is called when a worker has ended by itself, or has sent something that it must not.
func (c *coordinator) loseWorker(w *workerConn, reason string) {
	if w.closed {
		return
	}
	c.endWorker(w)
	switch {
	case w.thread != nil:
		c.lose(w.thread, reason)
	case w.ready:
		c.idle = slices.DeleteFunc(c.idle, func(other *workerConn) bool { return other == w })
	default:
		c.starting--
		if c.starting+len(c.idle) < len(c.waiting) {
			c.lose(c.waiting[0], reason)
		}
	}
}

// receive handles a message of a worker. A message that cannot be right ends the worker and its thread: nothing that a
// broken worker sends may end the coordinator.
func (c *coordinator) receive(w *workerConn, message []byte) {
	r := &messageReader{b: message}
	for kind := r.record(); kind != recordNone && !w.closed; kind = r.record() {
		if err := c.handle(w, kind, r); err != nil {
			c.loseWorker(w, "it sent an invalid message: "+err.Error())
		}
	}
}

// handle reads one record of a message and does what it says.
func (c *coordinator) handle(w *workerConn, kind recordKind, r *messageReader) error {
	if kind == recordClock {
		reading, epoch := r.number(), r.number()
		if r.bad || w.ready {
			return errRecord
		}
		c.receiveClock(w, reading, epoch)
		return nil
	}
	t := w.thread
	if t == nil {
		return errRecord
	}
	switch kind {
	case recordReport:
		p := r.report()
		if r.bad {
			return errRecord
		}
		if err := w.decoder.Feed(p.frames, streamSink{c.merger, t.stream}); err != nil {
			return err
		}
		t.stream.Report(p.watermark, p.acked)
	case recordStart:
		child := &remoteThread{name: r.text(), body: r.text(), n: int(r.number()), starter: t}
		if r.bad || c.program.Scenario.Bodies[child.body] == nil || len(c.threads) == maxThreads {
			return errRecord
		}
		c.start(child)
	case recordRegister:
		at := r.address()
		if r.bad || owner(at.ID) != t.id {
			return errRecord
		}
		c.register(at, t)
	case recordMessage:
		m := r.message()
		if r.bad || m.Thread != t.id || !t.stream.Has(m.Sent) || !c.canRun(m) {
			return errRecord
		}
		c.pass(m)
	case recordRefused:
		id := mail.SubmissionID{Thread: trace.ThreadID(r.number()), Number: r.number()}
		if r.bad {
			return errRecord
		}
		if s, ok := c.pending[id]; ok && s.to == t {
			c.refuse(s.message)
		}
	case recordEnd:
		text := r.text()
		if r.bad {
			return errRecord
		}
		var err error
		if text != "" {
			err = errors.New(text)
		}
		c.end(t, err)
	default:
		return errRecord
	}
	return nil
}

// maxThreads is how many threads a run can have: their numbers are below that of the coordinator.
const maxThreads = int(merge.Coordinator) - 1

// errRecord means that a record of a message is cut off, or has a value that it cannot have.
var errRecord = errors.New("it makes no sense")

// receiveClock handles what a worker says of its clock. The first time the worker was not asked: it says that it runs.
func (c *coordinator) receiveClock(w *workerConn, reading, epoch int64) {
	now := c.clock.Now()
	if w.asks > 0 {
		w.offset.add(w.asked, reading, now)
	}
	w.epochOffset = epoch - reading - (c.workers.Epoch() - now)
	if w.asks < clockAsks {
		w.asks++
		w.asked = c.clock.Now()
		w.worker.Post(messageWriter{}.askClock())
		return
	}
	w.ready = true
	c.starting--
	c.idle = append(c.idle, w)
	c.assign()
}
