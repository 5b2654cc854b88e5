package replay

import (
	"loopyard/engine/trace"
	"sort"
)

// held is the facts that hold after an event, by what they are about; each list is in the order of the events.
type snapshot struct {
	after   trace.EventID
	threads []trace.EventID
	early   []trace.EventID // posts to loops that were not made yet
	loops   []loopSnapshot
}

// heldLoop is the facts of one loop.
type loopSnapshot struct {
	of     *loopIndex
	own    []trace.EventID // where it is in its life, and its step or call
	ready  []trace.EventID
	asleep []trace.EventID // timers of tasks
	later  []trace.EventID // timers of callbacks
	waits  []trace.EventID
	inbox  []trace.EventID
}

// lists gives where the loop's lists are.
func (h *loopSnapshot) lists() [6]*[]trace.EventID {
	return [...]*[]trace.EventID{&h.own, &h.ready, &h.asleep, &h.later, &h.waits, &h.inbox}
}

// list gives where a fact goes.
func (h *loopSnapshot) list(e trace.Event) *[]trace.EventID {
	switch e.Kind {
	case trace.TaskReady, trace.CallReady:
		return &h.ready
	case trace.TimerSet:
		if e.Task != 0 {
			return &h.asleep
		}
		return &h.later
	case trace.StepEnded:
		return &h.waits
	case trace.PostSent:
		return &h.inbox
	}
	return &h.own
}

// markEvery is the least distance between two marks. If many facts hold, marks are half as many events apart, so that
// all marks together take no more than two ids an event.
const snapshotEvery = 4096

// mark writes down which facts hold after the last event, if that is due.
func (x *index) snapshot(l *Log, id trace.EventID) {
	var last trace.EventID
	if n := len(x.snapshots); n > 0 {
		last = x.snapshots[n-1].after
	}
	if int(id-last) < max(snapshotEvery, x.openCount/2) {
		return
	}
	h, lost := x.openAt(l, id)
	for _, fact := range lost {
		by := x.loops[x.loopOf(l, fact)].closed
		if by == 0 { // a post to a name that another loop has taken since
			by = id
		}
		x.endOf.set(fact, by)
		x.openCount--
	}
	x.snapshots = append(x.snapshots, h)
}

// hold finds the facts that hold after an event: those of the last mark before that still hold, and those since. lost
// are facts that hold only because nothing but the end of their loop has ended them.
func (x *index) openAt(l *Log, after trace.EventID) (h snapshot, lost []trace.EventID) {
	var base snapshot
	if i := sort.Search(len(x.snapshots), func(i int) bool { return x.snapshots[i].after > after }); i > 0 {
		base = x.snapshots[i-1]
	}
	h = snapshot{after: after, threads: x.stillOpen(base.threads, after), loops: make([]loopSnapshot, 0, len(base.loops))}
	places := make(map[trace.LoopID]int, len(base.loops))
	for _, was := range base.loops {
		now := loopSnapshot{of: was.of}
		gone := now.of.closed != 0 && now.of.closed <= after
		from, to := was.lists(), now.lists()
		for i := range to {
			*to[i] = x.stillOpen(*from[i], after)
			if gone {
				lost = append(lost, *to[i]...)
			}
		}
		if places[now.of.id] = -1; !gone {
			places[now.of.id] = len(h.loops)
			h.loops = append(h.loops, now)
		}
	}
	since := collector{index: x, snapshot: &h, places: places, lastAt: -1}
	add := func(fact trace.EventID) { since.add(fact, l.Event(fact), x.loopOf(l, fact)) }
	for _, fact := range x.stillOpen(base.early, after) {
		add(fact)
	}
	x.openedSince(base.after, after, add)
	return h, append(lost, since.lost...)
}

// still gives those of some facts that hold after a later event.
func (x *index) stillOpen(facts []trace.EventID, after trace.EventID) []trace.EventID {
	if len(facts) == 0 {
		return nil
	}
	kept := make([]trace.EventID, 0, len(facts))
	for _, fact := range facts {
		if end := x.endOf.get(fact); end == 0 || end > after {
			kept = append(kept, fact)
		}
	}
	return kept
}

// since calls f with each fact that began after from, up to after, and holds there.
func (x *index) openedSince(from, after trace.EventID, f func(trace.EventID)) {
	for from < after { // piece by piece: most of the events are no facts, or over, and this is where the time goes
		piece := x.endOf.chunks[from>>logChunkBits][from&(logChunk-1):]
		piece = piece[:min(len(piece), int(after-from))]
		for i, end := range piece {
			if end == 0 || end > after {
				f(from + trace.EventID(i) + 1)
			}
		}
		from += trace.EventID(len(piece))
	}
}

// about is the loop that a fact is about; zero if it is about none.
func (x *index) loopOf(l *Log, fact trace.EventID) trace.LoopID {
	e := l.Event(fact)
	if e.Kind == trace.PostSent {
		return x.receiver(l, fact)
	}
	return e.Loop
}

// gathering adds facts to those that are held.
type collector struct {
	*index
	*snapshot
	places map[trace.LoopID]int // of loops, in held.loops; -1: not there
	lost   []trace.EventID
	last   trace.LoopID // the loop of the fact before, which is mostly this one's too
	lastAt int
}

func (g *collector) add(fact trace.EventID, e trace.Event, loop trace.LoopID) {
	if ofThread(e.Kind) {
		g.snapshot.threads = append(g.snapshot.threads, fact)
		return
	}
	if loop != g.last {
		g.last, g.lastAt = loop, g.place(loop)
	}
	list := &g.lost
	switch {
	case g.lastAt >= 0:
		list = g.snapshot.loops[g.lastAt].list(e)
	case e.Kind == trace.PostSent && g.early(loop):
		list = &g.snapshot.early
	}
	*list = append(*list, fact)
}

func (g *collector) place(id trace.LoopID) int {
	at, known := g.places[id]
	if !known {
		at = -1
		if of := g.index.loops[id]; !g.early(id) && (of.closed == 0 || of.closed > g.after) {
			at = len(g.snapshot.loops)
			g.snapshot.loops = append(g.snapshot.loops, loopSnapshot{of: of})
		}
		g.places[id] = at
	}
	return at
}

// early tells whether a loop is not made yet.
func (g *collector) early(id trace.LoopID) bool {
	of := g.index.loops[id]
	return of == nil || of.created > g.after
}

// ofThread tells whether a fact is about its thread. Such a fact may name a loop, but does not end with it.
func ofThread(k trace.Kind) bool {
	switch k {
	case trace.ThreadStarted, trace.JoinBegan, trace.WorkBegan, trace.WorkPaused, trace.WorkResumed, trace.BlockBegan:
		return true
	}
	return false
}
