package session

import (
	"loopyard/engine"
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

func (d handDoor) accept(m message) error {
	if d.hand.over {
		return engine.ErrClosed
	}
	if m.kind == submitted {
		d.crew.owed[sender{m.thread, m.number}] = owed{m, d.hand}
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
func (c *crew) join(at address, h *hand) {
	if told := c.names[at.name].told; told != nil {
		c.tell(told, letter{}.record(recordHere).text(at.name))
	}
	c.names[at.name] = name{of: h}
	c.router.join(at, handDoor{c, h})
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
	message message
	by      *hand
}

// pass passes a message on.
func (c *crew) pass(m message) {
	if m.kind >= finished {
		delete(c.owed, sender{trace.ThreadID(m.to.id % trace.LoopStride), m.number})
	}
	if c.router.send(m) != nil {
		c.refuse(m)
	}
}

// refuse answers for a loop that is closed, or gone with its worker.
func (c *crew) refuse(m message) {
	if m.kind != submitted {
		return
	}
	sent := c.merger.post(c.now(), m.from.name)
	c.pass(message{kind: refused, thread: counter, sent: sent, to: m.from, number: m.number})
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

// join makes a loop of this worker known to the coordinator.
func (t *hosted) join(at address, takes receiver) {
	t.mu.Lock()
	t.doors[at.id] = takes
	t.lastDoor[at.name] = takes
	t.mu.Unlock()
	t.report(t.runTime.Now(), letter{}.record(recordJoin).address(at))
}

// send gives the coordinator a message. The error is [engine.ErrClosed] if the loop ran on a thread that this one has
// seen end; of others it is known there, and said later.
func (t *hosted) send(m message) error {
	t.mu.Lock()
	closed := m.to.id == 0 && t.gone[m.to.name]
	t.mu.Unlock()
	if closed {
		return engine.ErrClosed
	}
	t.report(t.runTime.Now(), letter{}.record(recordMessage).message(m))
	return nil
}

// take takes a message to a loop of this worker.
func (t *hosted) take(m message) {
	t.mu.Lock()
	door := t.doors[m.to.id]
	if m.to.id == 0 {
		door = t.lastDoor[m.to.name]
	}
	t.mu.Unlock()
	if door == nil || door.accept(m) != nil {
		t.port.Post(letter{}.record(recordRefuse).message(m))
	}
}

func (l letter) address(a address) letter { return l.number(int64(a.id)).text(a.name) }

func (l letter) message(m message) letter {
	l = l.number(int64(m.kind)).number(int64(m.thread)).number(int64(m.sent)).address(m.from).address(m.to)
	return l.text(m.name).number(m.number).number(m.arg).text(m.text)
}

func (o *opened) address() address { return address{trace.LoopID(o.number()), o.text()} }

func (o *opened) message() message {
	return message{kind: messageKind(o.number()), thread: trace.ThreadID(o.number()), sent: trace.EventID(o.number()),
		from: o.address(), to: o.address(), name: o.text(), number: o.number(), arg: o.number(), text: o.text()}
}
