package remote

import (
	"loopyard/engine"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// Messages between loops go from worker to worker through the coordinator, which has the run's router.

// remoteReceiver passes the messages to one loop on to the worker of its thread.
type remoteReceiver struct {
	coordinator *coordinator
	thread      *remoteThread
}

// Accept sends a message to the worker.
func (r remoteReceiver) Accept(m mail.Message) error {
	if r.thread.ended {
		return engine.ErrClosed
	}
	if m.Kind == mail.TaskRequest {
		r.coordinator.pending[m.Submission()] = submission{m, r.thread}
	}
	r.coordinator.send(r.thread, messageWriter{}.message(m))
	return nil
}

// submission is a TaskRequest that was passed on and not answered.
type submission struct {
	message mail.Message
	to      *remoteThread
}

// loopName holds the state of a name that a loop has registered.
type loopName struct {
	owner  *remoteThread // of the last loop of that name
	closed *remoteThread // the thread that was told that no loop of that name is left; nil if none was
}

// register makes a loop of a thread known.
func (c *coordinator) register(at mail.Address, t *remoteThread) {
	if informed := c.names[at.Name].closed; informed != nil {
		c.send(informed, messageWriter{}.loopOpened(at.Name))
	}
	c.names[at.Name] = loopName{owner: t}
	for _, m := range c.router.Register(at, remoteReceiver{c, t}) {
		c.refuse(m)
	}
}

// closeLoops writes which names ended with a thread. Its starter is told before it learns that the thread has ended: after
// joining a thread, a program may rely on an error when it sends to a loop of that thread.
func (c *coordinator) closeLoops(w messageWriter, t *remoteThread) messageWriter {
	for name, known := range c.names {
		if known.owner == t {
			w = w.loopClosed(name)
			c.names[name] = loopName{t, t.starter}
		}
	}
	return w
}

// canRun reports whether a message asks for something that the scenario has.
func (c *coordinator) canRun(m mail.Message) bool {
	switch m.Kind {
	case mail.CallRequest:
		return c.program.Scenario.Calls[m.Name] != nil
	case mail.TaskRequest:
		return c.program.Scenario.Coroutines[m.Name] != nil
	}
	return m.Kind.Valid()
}

// pass passes a message on to its loop, or answers for a loop that is closed.
func (c *coordinator) pass(m mail.Message) {
	switch {
	case m.Kind.Reply():
		delete(c.pending, mail.SubmissionID{Thread: owner(m.To.ID), Number: m.Number})
	case m.Kind == mail.CancelRequest:
		delete(c.pending, m.Submission()) // it is not answered any more
	}
	if c.router.Send(m) != nil {
		c.refuse(m)
	}
}

// refuse answers a message to a loop that is closed, or was lost with its worker.
func (c *coordinator) refuse(m mail.Message) {
	if m.Kind != mail.TaskRequest {
		return
	}
	sent := c.merger.AddPost(c.now(), m.From.Name)
	c.pass(mail.Message{Kind: mail.ClosedReply, Thread: merge.Coordinator, Sent: sent, To: m.From, Number: m.Number})
}

// refuseAll answers the submissions to a thread that has ended.
func (c *coordinator) refuseAll(t *remoteThread) {
	for _, s := range c.pending {
		if s.to == t {
			c.refuse(s.message)
		}
	}
}

// owner returns the thread that made the loop with an id; see [trace.LoopNumber].
func owner(l trace.LoopID) trace.ThreadID { return trace.ThreadID(l % trace.LoopStride) }
