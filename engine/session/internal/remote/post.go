package remote

import (
	"loopyard/engine"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/trace"
)

// Messages between loops go from worker to worker through the coordinator, which has the run's router.

// counter is the coordinator as the sender of messages: it refuses for loops that can not do so themselves. In the trace
// nobody is known as the sender of those.
const counter trace.ThreadID = 1<<16 - 1

// handDoor takes messages to a loop that runs on another worker.
type handDoor struct {
	crew *crew
	hand *hand
}

func (d handDoor) Accept(m mail.Message) error {
	if d.hand.over {
		return engine.ErrClosed
	}
	if m.Kind == mail.TaskRequest {
		d.crew.owed[m.Submission()] = owed{m, d.hand}
	}
	d.crew.tell(d.hand, letter{}.record(recordMessage).message(m))
	return nil
}

// name is what is known of a loop's name.
type name struct {
	of   *hand // where the last loop of that name runs, or ran
	told *hand // who was told that it is closed; nil: nobody
}

// join makes a loop of a thread known.
func (c *crew) join(at mail.Address, h *hand) {
	if told := c.names[at.Name].told; told != nil {
		c.tell(told, letter{}.record(recordHere).text(at.Name))
	}
	c.names[at.Name] = name{of: h}
	c.router.Register(at, handDoor{c, h})
}

// gone says which loops ended with a thread. Whoever has joined that thread must know that they are closed.
func (c *crew) gone(h *hand) (l letter) {
	for called, n := range c.names {
		if n.of == h {
			l = l.record(recordGone).text(called)
			c.names[called] = name{h, h.starter}
		}
	}
	return l
}

// owed is a submission that was not answered.
type owed struct {
	message mail.Message
	by      *hand
}

// pass passes a message on.
func (c *crew) pass(m mail.Message) {
	if m.Kind.Reply() {
		delete(c.owed, mail.SubmissionID{Thread: trace.ThreadID(m.To.ID % trace.LoopStride), Number: m.Number})
	}
	if c.router.Send(m) != nil {
		c.refuse(m)
	}
}

// refuse answers for a loop that is closed, or gone with its worker.
func (c *crew) refuse(m mail.Message) {
	if m.Kind != mail.TaskRequest {
		return
	}
	sent := c.merger.post(c.now(), m.From.Name)
	c.pass(mail.Message{Kind: mail.ClosedReply, Thread: counter, Sent: sent, To: m.From, Number: m.Number})
}

// refuseAll answers for the loops of a thread that has ended.
func (c *crew) refuseAll(h *hand) {
	for _, o := range c.owed {
		if o.by == h {
			c.refuse(o.message)
		}
	}
}

// post records that the coordinator sends a message to a loop. The event's number is the coordinator's own.
func (m *merger) post(now int64, loop string) trace.EventID {
	p := &m.counter
	m.add(p, trace.Batch{Strings: []string{loop}, Events: []trace.Event{{Kind: trace.PostSent, At: now, Arg: int64(len(p.texts) + 1)}}})
	return trace.EventID(len(p.ids) + len(p.events) - p.next)
}

// Register makes a loop of this worker known to the coordinator.
func (t *hosted) Register(at mail.Address, takes mail.Receiver) {
	t.mu.Lock()
	t.doors[at.ID] = takes
	t.lastDoor[at.Name] = takes
	t.mu.Unlock()
	t.report(t.runTime.Now(), letter{}.record(recordJoin).address(at))
}

// Send gives the coordinator a message. The error is [engine.ErrClosed] if the loop ran on a thread that this one has
// seen end; of others it is known there, and said later.
func (t *hosted) Send(m mail.Message) error {
	t.mu.Lock()
	closed := m.To.ID == 0 && t.gone[m.To.Name]
	t.mu.Unlock()
	if closed {
		return engine.ErrClosed
	}
	t.report(t.runTime.Now(), letter{}.record(recordMessage).message(m))
	return nil
}

// take takes a message to a loop of this worker.
func (t *hosted) take(m mail.Message) {
	t.mu.Lock()
	door := t.doors[m.To.ID]
	if m.To.ID == 0 {
		door = t.lastDoor[m.To.Name]
	}
	t.mu.Unlock()
	if door == nil || door.Accept(m) != nil {
		t.port.Post(letter{}.record(recordRefuse).message(m))
	}
}

func (l letter) address(a mail.Address) letter { return l.number(int64(a.ID)).text(a.Name) }

func (l letter) message(m mail.Message) letter {
	l = l.number(int64(m.Kind)).number(int64(m.Thread)).number(int64(m.Sent)).address(m.From).address(m.To)
	return l.text(m.Name).number(m.Number).number(m.Arg).text(m.Text)
}

func (o *opened) address() mail.Address {
	return mail.Address{ID: trace.LoopID(o.number()), Name: o.text()}
}

func (o *opened) message() mail.Message {
	return mail.Message{Kind: mail.Kind(o.number()), Thread: trace.ThreadID(o.number()), Sent: trace.EventID(o.number()),
		From: o.address(), To: o.address(), Name: o.text(), Number: o.number(), Arg: o.number(), Text: o.text()}
}
