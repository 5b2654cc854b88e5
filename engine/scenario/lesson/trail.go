package lesson

import (
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Trail follows a run through a listing: which line each event belongs to, and where everybody stands meanwhile. It
// takes in what is in the log piece by piece, and a few bytes for each event.
type Trail struct {
	log     *replay.Log
	roles   *roles
	loops   map[trace.LoopID]*loopTrail
	threads map[trace.ThreadID]*standing
	nobody  standing // who is not known, in a trace that has not all events

	steps  []step
	counts []int32   // by mark, how many stand there after the last event
	kept   [][]int32 // counts before every keep-th event
}

// step is what one event does: at which mark it is, whether that is where its line is run, and which of the counts change.
// Whoever does nothing in the listing, like the loop itself, is at no mark.
type step struct {
	at       uint8
	runs     bool
	from, to uint8
}

const keep = 4096

// loopTrail is one loop: whose step is under way, and where its tasks stand.
type loopTrail struct {
	step     trace.TaskID
	called   bool // a callback is under way
	made     bool // the run that it was made for has not begun
	callback standing
	tasks    []standing
}

// NewTrail makes a trail of a log through a listing.
func NewTrail(l *replay.Log, listing Listing) *Trail {
	return &Trail{
		log: l, roles: newRoles(listing), counts: make([]int32, len(listing.Marks)+1),
		loops: map[trace.LoopID]*loopTrail{}, threads: map[trace.ThreadID]*standing{},
	}
}

// Follow takes in what is new in the log, until enough says so. more tells that there is still some.
func (t *Trail) Follow(enough func() bool) (more bool) {
	for n := t.log.Len(); len(t.steps) < n; {
		if len(t.steps)%keep == 0 {
			t.kept = append(t.kept, slices.Clone(t.counts))
		}
		s := t.take(t.log.Event(trace.EventID(len(t.steps) + 1)))
		t.counts[s.from]--
		t.counts[s.to]++
		t.steps = append(t.steps, s)
		if len(t.steps)%keep == 0 && enough() {
			return len(t.steps) < n
		}
	}
	return false
}

// At tells which mark an event is at, from 1, and how many others stand at each; zero is no mark. ok is false while the
// trail has not come there.
func (t *Trail) At(id trace.EventID) (at int, stand []int32, ok bool) {
	if id == 0 || int(id) > len(t.steps) {
		return 0, nil, id == 0
	}
	stand = append(stand, t.kept[(id-1)/keep]...)
	for _, s := range t.steps[(id-1)/keep*keep : id] {
		stand[s.from]--
		stand[s.to]++
	}
	s := t.steps[id-1]
	if gone := s.to == 0 && (s.from != 0 || s.runs); !gone {
		stand[s.at]--
	}
	return int(s.at), stand, true
}

// Next finds the next event after one that runs a line, or else the first of all; zero if none does.
func (t *Trail) Next(line int, after trace.EventID) trace.EventID {
	here := min(int(after), len(t.steps))
	if id := t.first(line, here, len(t.steps)); id != 0 {
		return id
	}
	return t.first(line, 0, here)
}

// first finds the first event that runs a line among those from one place in the steps to another.
func (t *Trail) first(line, from, to int) trace.EventID {
	for i, s := range t.steps[from:to] {
		if s.runs && t.roles.line(s.at) == line {
			return trace.EventID(from + i + 1)
		}
	}
	return 0
}
