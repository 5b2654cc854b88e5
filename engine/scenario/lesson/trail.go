package lesson

import (
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Trail follows a run through a listing. It finds the line that each event belongs to, and the lines where the other
// tasks and threads are at that moment. It reads the log in pieces and needs a few bytes for each event.
//
// A Trail does not look for the line that could have caused an event: several lines may print, and several tasks run the
// same lines. Instead every task and thread has a position, a mark of the listing, which moves on with each of its events.
// To find the positions at any moment quickly, the number of actors at each mark is saved every 4,096 events.
type Trail struct {
	log     *replay.Log
	roles   *roles
	loops   map[trace.LoopID]*loopTrail
	threads map[trace.ThreadID]*position
	unknown position // of tasks whose creation is not in the log

	steps  []step
	counts []int32   // the number of actors at each mark after the last event
	saved  [][]int32 // counts before every saveEvery-th event
}

// step is what one event changes. Actors without marks, such as the loop itself, are at mark 0.
type step struct {
	at       uint8 // the mark of the event's actor
	runs     bool  // whether the event runs the line of that mark
	from, to uint8 // the actor moves from one mark to another
}

const saveEvery = 4096

// loopTrail is the state of one loop.
type loopTrail struct {
	step     trace.TaskID // the task whose step is running, or 0
	called   bool         // a callback is running
	made     bool         // the loop was made, and its first run has not begun
	callback position
	tasks    []position
}

// NewTrail returns a trail of a log through a listing. It has read nothing yet.
func NewTrail(l *replay.Log, listing Listing) *Trail {
	return &Trail{
		log: l, roles: newRoles(listing), counts: make([]int32, len(listing.Marks)+1),
		loops: map[trace.LoopID]*loopTrail{}, threads: map[trace.ThreadID]*position{},
	}
}

// Follow reads the events that are new in the log. It calls enough after every 4,096 events and stops if that returns
// true. more reports whether there are events left to read.
func (t *Trail) Follow(enough func() bool) (more bool) {
	for n := t.log.Len(); len(t.steps) < n; {
		if len(t.steps)%saveEvery == 0 {
			t.saved = append(t.saved, slices.Clone(t.counts))
		}
		s := t.advance(t.log.Event(trace.EventID(len(t.steps) + 1)))
		t.counts[s.from]--
		t.counts[s.to]++
		t.steps = append(t.steps, s)
		if len(t.steps)%saveEvery == 0 && enough() {
			return len(t.steps) < n
		}
	}
	return false
}

// At returns the mark of an event's actor and, for each mark, how many other actors are there after the event. Marks are
// counted from 1; 0 is no mark. ok is false if the trail has not read the event yet.
func (t *Trail) At(id trace.EventID) (at int, others []int32, ok bool) {
	if id == 0 || int(id) > len(t.steps) {
		return 0, nil, id == 0
	}
	others = append(others, t.saved[(id-1)/saveEvery]...)
	for _, s := range t.steps[(id-1)/saveEvery*saveEvery : id] {
		others[s.from]--
		others[s.to]++
	}
	s := t.steps[id-1]
	if gone := s.to == 0 && (s.from != 0 || s.runs); !gone {
		others[s.at]--
	}
	return int(s.at), others, true
}

// Next returns the next event after the given one that runs a line, counted from 0. After the last such event it returns
// the first, and 0 if no event runs the line.
func (t *Trail) Next(line int, after trace.EventID) trace.EventID {
	here := min(int(after), len(t.steps))
	if id := t.first(line, here, len(t.steps)); id != 0 {
		return id
	}
	return t.first(line, 0, here)
}

// first returns the first event in steps[from:to] that runs a line, or 0.
func (t *Trail) first(line, from, to int) trace.EventID {
	for i, s := range t.steps[from:to] {
		if s.runs && t.roles.line(s.at) == line {
			return trace.EventID(from + i + 1)
		}
	}
	return 0
}
