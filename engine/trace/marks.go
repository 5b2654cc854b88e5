package trace

import "sort"

// mark writes down which facts hold after an event, if that is due.
func (x *index) mark(l *Log, id EventID) {
	if int(id-x.lastMark().after) < max(markEvery, x.open) {
		return
	}
	m := mark{after: id, facts: make([]EventID, 0, x.open)}
	for fact := range x.held(id) {
		if closed := x.closedWith(l.Event(fact)); closed != 0 {
			x.until.set(fact, closed)
			x.open--
			continue
		}
		m.facts = append(m.facts, fact)
	}
	x.marks = append(x.marks, m)
}

func (x *index) lastMark() mark {
	if n := len(x.marks); n > 0 {
		return x.marks[n-1]
	}
	return mark{}
}

// held ranges over the facts that hold after an event, in order. There may be some among them whose loop is closed.
func (x *index) held(after EventID) func(yield func(EventID) bool) {
	var base mark
	if i := sort.Search(len(x.marks), func(i int) bool { return x.marks[i].after > after }); i > 0 {
		base = x.marks[i-1]
	}
	return func(yield func(EventID) bool) {
		for _, fact := range base.facts {
			if end := x.until.get(fact); (end == 0 || end > after) && !yield(fact) {
				return
			}
		}
		for from := base.after; from < after; { // piece by piece: this is where the time goes
			piece := x.until.chunks[from>>logChunkBits]
			piece = piece[from&(logChunk-1) : min(int(from|(logChunk-1))+1, int(after))-int(from&^(logChunk-1))]
			for i, end := range piece {
				if (end == 0 || end > after) && !yield(from+EventID(i)+1) {
					return
				}
			}
			from += EventID(len(piece))
		}
	}
}

// closedWith gives the event that closed the loop of a fact; zero if it is open, or the fact is of no loop.
func (x *index) closedWith(e Event) EventID {
	if loop := x.loops[e.Loop]; loop != nil && !ofThread(e.Kind) {
		return loop.closed
	}
	return 0
}

// ofThread tells whether a fact is about its thread. Such a fact may name a loop, but does not end with it.
func ofThread(k Kind) bool {
	switch k {
	case ThreadStarted, JoinBegan, WorkBegan, WorkPaused, WorkResumed, BlockBegan:
		return true
	}
	return false
}
