package remote

import (
	"errors"
	"slices"

	"loopyard/engine/trace"
)

// member is one worker of a crew.
type member struct {
	worker Worker
	hand   *hand // the thread it runs; nil: none yet

	clock alignment // of its clock with the coordinator's
	epoch int64     // the same, as the clock says that all share
	asked int64     // when it was last asked for its clock
	asks  int

	decoder trace.Decoder // of its thread's events
	gone    bool
}

// arrivals is a sink for what a member's decoder reads.
type arrivals struct {
	merger *merger
	part   *part
}

func (a arrivals) Begin(trace.Header) error { return nil }
func (a arrivals) End(trace.Trailer) error  { return nil }

func (a arrivals) Batch(b trace.Batch) error {
	a.merger.add(a.part, b)
	return nil
}

// asksEach is how often a worker is asked for its clock: the quickest answer says most.
const asksEach = 4

// boot starts one more worker.
func (c *crew) boot() {
	m := &member{}
	c.booting++
	c.all = append(c.all, m)
	m.worker = c.workers.Start(
		func(message []byte) { c.news.put(func() { c.hear(m, message) }) },
		func(reason string) { c.news.put(func() { c.lost(m, reason) }) },
	)
}

func (c *crew) drop(m *member) {
	m.gone = true
	m.worker.End()
	c.all = slices.DeleteFunc(c.all, func(other *member) bool { return other == m })
}

// hear takes a message of a worker.
func (c *crew) hear(m *member, message []byte) {
	o := &opened{b: message}
	for kind := o.record(); kind != 0 && !m.gone; kind = o.record() {
		c.record(m, kind, o)
		if o.bad {
			c.lost(m, "what it says makes no sense")
		}
	}
}

func (c *crew) record(m *member, kind byte, o *opened) {
	if kind == recordClock {
		c.hearClock(m, o.number(), o.number())
		return
	}
	h := m.hand
	if h == nil {
		o.bad = true
		return
	}
	switch kind {
	case recordEvents:
		c.hearReport(m, o)
	case recordStart:
		new := &hand{part: part{name: o.text()}, starter: h, body: o.text(), n: int(o.number())}
		if !o.bad {
			c.start(new)
		}
	case recordJoin:
		if at := o.address(); !o.bad {
			c.join(at, h)
		}
	case recordMessage:
		if m := o.message(); !o.bad {
			c.pass(m)
		}
	case recordRefuse:
		if m := o.message(); !o.bad {
			c.refuse(m)
		}
	case recordEnd:
		text := o.text()
		switch {
		case o.bad:
		case text == "":
			c.end(h, nil)
		default:
			c.end(h, errors.New(text))
		}
	default:
		o.bad = true
	}
}

// hearClock takes what a worker's clock says. The first time nobody has asked: it says that it is ready.
func (c *crew) hearClock(m *member, reads, epoch int64) {
	now := c.clock.Now()
	if m.asks > 0 {
		m.clock.saw(m.asked, reads, now)
	}
	m.epoch = epoch - reads - (c.workers.Epoch() - now)
	if m.asks < asksEach {
		m.asks++
		m.asked = c.clock.Now()
		m.worker.Post(letter{}.record(recordAsk))
		return
	}
	c.booting--
	c.idle = append(c.idle, m)
	c.assign()
}

// hearReport takes a piece of what a thread did.
func (c *crew) hearReport(m *member, o *opened) {
	r, h := o.report(), m.hand
	if o.bad {
		return
	}
	if m.decoder.Feed(r.frames, arrivals{&c.merger, &h.part}) != nil {
		o.bad = true
		return
	}
	h.promised(r.until, r.heard)
}

// lost is for a worker that has ended by itself, or is of no more use.
func (c *crew) lost(m *member, reason string) {
	if m.gone {
		return
	}
	c.drop(m)
	switch {
	case m.hand != nil:
		c.lose(m.hand, reason)
	case slices.Contains(c.idle, m):
		c.idle = slices.DeleteFunc(c.idle, func(other *member) bool { return other == m })
	default:
		c.booting--
		if c.booting+len(c.idle) < len(c.waiting) {
			c.lose(c.waiting[0], reason)
		}
	}
}
