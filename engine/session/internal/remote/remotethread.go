package remote

import (
	"errors"
	"slices"

	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// remoteThread is a thread of the run, as the coordinator sees it.
type remoteThread struct {
	id     trace.ThreadID
	name   string
	body   string // its name in the scenario; empty for Main
	n      int
	stream *merge.Stream
	conn   *workerConn // nil while it waits for a worker
	ended  bool

	starter  *remoteThread // nil for the main thread
	nth      int           // its place among those that the starter started, from 1
	children int           // threads that it has started
}

// start adds a new thread to the run and gives it a worker as soon as one is ready.
func (c *coordinator) start(t *remoteThread) {
	c.live++
	c.threads = append(c.threads, t)
	var starter *merge.Stream
	if t.starter != nil {
		starter = t.starter.stream
		t.starter.children++
		t.nth = t.starter.children
	}
	t.stream = c.merger.Open(t.name, starter)
	t.id = t.stream.Thread
	c.waiting = append(c.waiting, t)
	if c.stopped != nil {
		c.lose(t, c.stopped.Error())
		return
	}
	if len(c.idle) == 0 && c.starting < len(c.waiting) {
		c.startWorker()
	}
	c.assign()
}

// assign gives the idle workers to threads that wait for one.
func (c *coordinator) assign() {
	for len(c.idle) > 0 && len(c.waiting) > 0 {
		w, t := c.idle[0], c.waiting[0]
		c.idle, c.waiting = c.idle[1:], c.waiting[1:]
		w.thread, t.conn = t, w
		offset, errorBound := w.offset.offset(w.epochOffset)
		p := c.program
		c.send(t, messageWriter{}.threadSpec(threadSpec{
			id: t.id, name: t.name, body: t.body, n: t.n, clockOffset: offset - c.zero, errorBound: errorBound,
			opsPerMilli: p.OpsPerMilli(), spec: p.Spec.Pairs(p.Scenario.Params),
		}))
	}
}

// send sends a message to a thread's worker. A thread that has none, or has ended, needs no messages.
func (c *coordinator) send(t *remoteThread, message messageWriter) {
	if t.conn == nil || t.ended {
		return
	}
	t.stream.Sent(c.now())
	t.conn.worker.Post(message)
}

// end is called once for each thread, when it has ended or is lost. err is the error it ended with.
func (c *coordinator) end(t *remoteThread, err error) {
	t.ended = true
	t.stream.End()
	c.live--
	if err != nil {
		c.failed = append(c.failed, err)
	}
	if t.conn != nil {
		c.endWorker(t.conn)
	}
	c.refuseAll(t)
	if t.starter != nil {
		c.send(t.starter, c.closeLoops(messageWriter{}, t).childEnded(t.nth))
	}
}

// lose ends a thread that does not end by itself.
func (c *coordinator) lose(t *remoteThread, reason string) {
	if t.ended {
		return
	}
	c.waiting = slices.DeleteFunc(c.waiting, func(other *remoteThread) bool { return other == t })
	c.merger.Lose(t.stream, c.now(), reason)
	var err error
	if c.stopped == nil { // a run that was stopped says so once, and not for each thread
		err = errors.New("thread " + t.name + " was lost: " + reason)
	}
	c.end(t, err)
}
