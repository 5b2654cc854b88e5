package replay

import (
	"sort"

	"loopyard/engine/trace"
)

// snapshot is the intervals that are open after an event, by what they are about. An interval is the event that began it,
// and each list is in the order of the events.
type snapshot struct {
	after       trace.EventID
	threads     []trace.EventID
	undelivered []trace.EventID // posts to loops that do not exist yet
	loops       []loopSnapshot
}

// loopSnapshot is the open intervals of one loop.
type loopSnapshot struct {
	of     *loopIndex
	own    []trace.EventID // its phase, and its step or call
	ready  []trace.EventID
	sleeps []trace.EventID // timers of tasks
	timers []trace.EventID // timers of callbacks
	waits  []trace.EventID
	inbox  []trace.EventID
}

// lists returns pointers to the lists of the loop.
func (s *loopSnapshot) lists() [6]*[]trace.EventID {
	return [...]*[]trace.EventID{&s.own, &s.ready, &s.sleeps, &s.timers, &s.waits, &s.inbox}
}

// list returns a pointer to the list that an interval belongs to, by the event that began it.
func (s *loopSnapshot) list(e trace.Event) *[]trace.EventID {
	switch e.Kind {
	case trace.TaskReady, trace.CallReady:
		return &s.ready
	case trace.TimerSet:
		if e.Task != 0 {
			return &s.sleeps
		}
		return &s.timers
	case trace.StepEnded:
		return &s.waits
	case trace.PostSent:
		return &s.inbox
	}
	return &s.own
}

// snapshotEvery is the least number of events between two snapshots. Where many intervals are open, snapshots are half as
// many events apart as intervals are open. So all snapshots together have at most two ids for each event, and a seek
// looks at no more events than it would have to look at intervals anyway.
const snapshotEvery = 4096

// takeSnapshot takes a snapshot after the last event, if one is due. It also ends what loops that have closed since the
// last snapshot left open. The closing itself does not: it would have to look for what is open, and a program may close
// a million loops.
func (x *index) takeSnapshot(l *Log, id trace.EventID) {
	var last trace.EventID
	if n := len(x.snapshots); n > 0 {
		last = x.snapshots[n-1].after
	}
	if int(id-last) < max(snapshotEvery, x.openCount/2) {
		return
	}
	s, orphans := x.openAfter(l, id)
	for _, began := range orphans {
		by := x.loops[x.loopOf(l, began)].closed
		if by == 0 { // a post to a name that another loop has taken since
			by = id
		}
		x.setEnd(began, by)
		x.openCount--
	}
	x.snapshots = append(x.snapshots, s)
}

// openAfter returns the intervals that are open after an event: those of the last snapshot before it that are still
// open, and those that began since. orphans are intervals that only the closing of their loop has ended.
func (x *index) openAfter(l *Log, after trace.EventID) (s snapshot, orphans []trace.EventID) {
	var base snapshot
	if i := sort.Search(len(x.snapshots), func(i int) bool { return x.snapshots[i].after > after }); i > 0 {
		base = x.snapshots[i-1]
	}
	s = snapshot{after: after, threads: x.stillOpen(base.threads, after), loops: make([]loopSnapshot, 0, len(base.loops))}
	places := make(map[trace.LoopID]int, len(base.loops))
	for _, was := range base.loops {
		now := loopSnapshot{of: was.of}
		closed := now.of.closed != 0 && now.of.closed <= after
		from, to := was.lists(), now.lists()
		for i := range to {
			*to[i] = x.stillOpen(*from[i], after)
			if closed {
				orphans = append(orphans, *to[i]...)
			}
		}
		if places[now.of.id] = -1; !closed {
			places[now.of.id] = len(s.loops)
			s.loops = append(s.loops, now)
		}
	}
	b := snapshotBuilder{index: x, snapshot: &s, places: places, lastAt: -1}
	add := func(began trace.EventID) { b.add(began, l.Event(began), x.loopOf(l, began)) }
	for _, began := range x.stillOpen(base.undelivered, after) {
		add(began)
	}
	x.eachOpened(base.after, after, add)
	return s, append(orphans, b.orphans...)
}

// stillOpen returns those of some intervals that are open after a later event.
func (x *index) stillOpen(intervals []trace.EventID, after trace.EventID) []trace.EventID {
	if len(intervals) == 0 {
		return nil
	}
	open := make([]trace.EventID, 0, len(intervals))
	for _, began := range intervals {
		if end := x.endOf(began); end == 0 || end > after {
			open = append(open, began)
		}
	}
	return open
}

// eachOpened calls f for each interval that began after one event, and up to another, and is open after that. Most events
// begin no interval, or one that has ended, and looking at them takes most of the time of a seek. So it goes through the
// list of ends chunk by chunk and looks at nothing else.
func (x *index) eachOpened(from, after trace.EventID, f func(trace.EventID)) {
	for from < after {
		ends := x.ends.From(int(from))
		ends = ends[:min(len(ends), int(after-from))]
		for i, end := range ends {
			if end == 0 || end > after {
				f(from + trace.EventID(i) + 1)
			}
		}
		from += trace.EventID(len(ends))
	}
}

// loopOf returns the loop that an interval is about, and zero if it is about none.
func (x *index) loopOf(l *Log, began trace.EventID) trace.LoopID {
	e := l.Event(began)
	if e.Kind == trace.PostSent {
		return x.receiver(l, began)
	}
	return e.Loop
}

// snapshotBuilder adds intervals to a snapshot.
type snapshotBuilder struct {
	*index
	*snapshot
	places  map[trace.LoopID]int // the index of a loop in snapshot.loops; -1: it has none
	orphans []trace.EventID
	last    trace.LoopID // the loop of the interval before, which is often the loop of this one as well
	lastAt  int
}

func (b *snapshotBuilder) add(began trace.EventID, e trace.Event, loop trace.LoopID) {
	if aboutThread(e.Kind) {
		b.snapshot.threads = append(b.snapshot.threads, began)
		return
	}
	if loop != b.last {
		b.last, b.lastAt = loop, b.place(loop)
	}
	list := &b.orphans
	switch {
	case b.lastAt >= 0:
		list = b.snapshot.loops[b.lastAt].list(e)
	case e.Kind == trace.PostSent && b.isUncreated(loop):
		list = &b.undelivered
	}
	*list = append(*list, began)
}

// place returns the index of a loop in the snapshot, adding it if it exists after that event, and -1 if it does not.
func (b *snapshotBuilder) place(id trace.LoopID) int {
	at, known := b.places[id]
	if !known {
		at = -1
		if of := b.index.loops[id]; !b.isUncreated(id) && (of.closed == 0 || of.closed > b.after) {
			at = len(b.snapshot.loops)
			b.snapshot.loops = append(b.snapshot.loops, loopSnapshot{of: of})
		}
		b.places[id] = at
	}
	return at
}

// isUncreated reports whether a loop does not exist yet.
func (b *snapshotBuilder) isUncreated(id trace.LoopID) bool {
	of := b.index.loops[id]
	return of == nil || of.created > b.after
}
