package remote

import (
	"cmp"
	"container/heap"

	"loopyard/engine"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/trace"
)

// part is what one thread of a run has recorded for itself, with numbers of its own for events and texts, as far as it
// is not in the run's trace yet.
type part struct {
	thread trace.ThreadID
	name   string

	events []trace.Event
	next   int // of events: the first that is not merged
	texts  trace.Strings
	ids    []trace.EventID // in the run's trace, of the events that are merged

	// No event to come is earlier than promise. A message that the thread was told and has not heard of yet may bring
	// one about from the moment it was told on.
	promise int64
	told    []int64 // when, of the messages that it has not heard of
	heard   int

	children []trace.ThreadID // those it started, in order: its events name them by their place here
	spawned  trace.EventID    // the ThreadSpawned that asked for it; zero for the main thread, and before it is merged
	ended    trace.EventID    // its ThreadEnded; zero: not merged yet
	wreck    wreck
	lost     string // why its worker was lost; empty: it was not
}

// lostHere stands in a part's events where its worker was lost.
const lostHere = trace.NoKind

// tell notes that the thread is told something now.
func (p *part) tell(now int64) {
	p.told = append(p.told, now)
	p.promise = min(p.promise, now)
}

// promised takes what the thread says of the events to come, having heard so many messages.
func (p *part) promised(until int64, heard int) {
	n := min(max(heard-p.heard, 0), len(p.told))
	p.told, p.heard = p.told[n:], heard
	p.promise = until
	if len(p.told) > 0 {
		p.promise = min(p.promise, p.told[0])
	}
}

func (p *part) empty() bool { return p.next == len(p.events) }

func (p *part) first() *trace.Event { return &p.events[p.next] }

// merger makes one trace of the parts: by time, then by loop, and never an effect before its cause.
type merger struct {
	rec     *trace.Recorder // of the run
	parts   []*part         // parts[id-1]
	counter part            // what the coordinator has recorded
	heads   heads           // the parts that have events
	stuck   []*part         // those of which the first one's cause is not merged
	freed   bool            // what some of them wait for has been merged
}

// patience is how long the others' events wait for a thread that does not tell whether it has earlier ones, such as one
// that the system gives no time. Any it tells of later are moved up.
const patience = 2e9

// upTo merges what has surely come before: all threads have told what they did until then.
func (m *merger) upTo(now int64) {
	until := now
	for _, p := range m.parts {
		until = min(until, p.promise)
	}
	m.merge(max(until, now-patience))
}

// all merges everything.
func (m *merger) all() { m.merge(engine.Forever) }

// pending tells whether events wait to be merged.
func (m *merger) pending() bool { return len(m.heads)+len(m.stuck) > 0 }

// add gives a part more events.
func (m *merger) add(p *part, more trace.Batch) {
	was := p.empty()
	if p.next > len(p.events)/2 {
		p.events, p.next = append(p.events[:0], p.events[p.next:]...), 0
	}
	p.events, p.texts = append(p.events, more.Events...), append(p.texts, more.Strings...)
	if was && !p.empty() {
		heap.Push(&m.heads, p)
	}
}

func (m *merger) merge(until int64) {
	m.unstick()
	for len(m.heads) > 0 && m.heads[0].first().At < until {
		p := m.heads[0]
		if !m.one(p) {
			heap.Pop(&m.heads)
			m.stuck = append(m.stuck, p)
			continue
		}
		if p.empty() {
			heap.Pop(&m.heads)
		} else {
			heap.Fix(&m.heads, 0)
		}
		if m.freed {
			m.unstick()
		}
	}
}

func (m *merger) unstick() {
	for _, p := range m.stuck {
		heap.Push(&m.heads, p)
	}
	m.stuck, m.freed = nil, false
}

// one merges a part's first event; ok is false if its cause is another thread's and not merged yet.
func (m *merger) one(p *part) (ok bool) {
	e := *p.first()
	if e.Cause, ok = m.cause(p, e); !ok {
		return false
	}
	p.next++
	switch e.Kind {
	case lostHere:
		m.lost(p)
		return true
	case trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded:
		e.Arg = int64(p.children[e.Arg-1])
	case trace.PostReceived:
		if e.Arg == int64(counter) {
			e.Arg = 0
		}
	}
	m.emit(p, e)
	return true
}

// emit records an event of a part. Its text is still the part's own.
func (m *merger) emit(p *part, e trace.Event) {
	var id trace.EventID
	if e.Kind.HasText() {
		id = m.rec.EmitText(e, p.texts.Get(trace.Text(e.Arg)))
	} else {
		id = m.rec.Emit(e)
	}
	p.ids = append(p.ids, id)
	p.wreck.note(id, e)
	switch e.Kind {
	case trace.ThreadSpawned:
		m.parts[e.Arg-1].spawned, m.freed = id, true
	case trace.ThreadEnded:
		p.ended, m.freed = id, true
	case trace.PostSent:
		m.freed = true
	}
}

// cause finds an event's cause in the run's trace.
func (m *merger) cause(p *part, e trace.Event) (id trace.EventID, ok bool) {
	switch {
	case e.Kind == trace.ThreadStarted, e.Kind == lostHere:
		return p.spawned, p.spawned != 0 || p.thread == host.MainThread
	case e.Kind == trace.JoinEnded:
		id = m.parts[p.children[e.Arg-1]-1].ended
		return id, id != 0
	case e.Cause == 0:
		return 0, true
	case e.Kind == trace.PostReceived && e.Arg == int64(counter):
		p = &m.counter
	case e.Kind == trace.PostReceived && e.Arg != 0:
		p = m.parts[e.Arg-1]
	}
	if int(e.Cause) > len(p.ids) {
		return 0, false
	}
	return p.ids[e.Cause-1], true
}

// heads is a heap of parts by their first events.
type heads []*part

func (h heads) Len() int { return len(h) }

func (h heads) Less(i, j int) bool {
	a, b := h[i].first(), h[j].first()
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Loop, b.Loop), cmp.Compare(a.Thread, b.Thread)) < 0
}

func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h *heads) Push(x any) { *h = append(*h, x.(*part)) }

func (h *heads) Pop() any {
	last := len(*h) - 1
	p := (*h)[last]
	*h = (*h)[:last]
	return p
}
