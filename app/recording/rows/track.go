package rows

import (
	"sort"

	"loopyard/engine/trace"
)

// Track is what one row was doing over time: a state, from one change to the next. The zero value is a row that was never
// there.
type Track struct {
	changes list[change]
	sums    list[sum] // the one at k is over all changes before the one at (k+1)*stride
}

// change is where a state begins.
type change struct {
	at   int64
	by   trace.EventID
	what State
}

// stride is how many changes share a sum.
const stride = 16

// sum is how long each state was held, and how often it ran.
type sum struct {
	time [numStates]int64
	runs int
}

func (s *sum) add(c change, until int64) {
	s.time[c.what] += until - c.at
	if c.what == Running {
		s.runs++
	}
}

// Span is a state that was held from From until To.
type Span struct {
	State    State
	From, To int64
	Event    trace.EventID // the event that began it
	Open     bool          // it is not over as far as the trace goes; To is what was given as now
}

// set says that the row does something else from a moment on, or from the change before if that is later. A state that was
// held for no time leaves nothing behind, unless it was running: a step takes no virtual time and still was there.
func (t *Track) set(at int64, what State, by trace.EventID) {
	was := Absent
	if t.changes.n > 0 {
		was = t.changes.last().what
	}
	if was != what {
		t.begin(at, what, by)
	}
}

// begin is set for a step, which is another one even if it follows a step.
func (t *Track) begin(at int64, what State, by trace.EventID) {
	next := change{at, by, what}
	if t.changes.n == 0 || !t.changes.last().gives(&next) {
		t.push(next)
	}
}

// gives tells whether a state was held for no time when another one comes, which then takes its place. The other is never
// earlier.
func (c *change) gives(next *change) bool {
	if next.at = max(next.at, c.at); next.at == c.at && c.what < Running {
		*c = *next
		return true
	}
	return false
}

func (t *Track) push(c change) {
	n := t.changes.n
	if t.changes.add(c); n > 0 && n%stride == 0 {
		t.seal(n)
	}
}

// seal adds the sum over all changes before the one at n, which has just come and says where the last of them ended.
func (t *Track) seal(n int) {
	var s sum
	if t.sums.n > 0 {
		s = *t.sums.last()
	}
	for i := n - stride; i < n; i++ {
		s.add(*t.changes.at(i), t.changes.at(i+1).at)
	}
	t.sums.add(s)
}

// Len counts the spans, those in which the row was absent too.
func (t *Track) Len() int { return t.changes.n }

// Span gives one of the spans, from 0. The last one is open and ends now.
func (t *Track) Span(i int, now int64) Span {
	c := t.changes.at(i)
	if i+1 < t.changes.n {
		return Span{c.what, c.at, t.changes.at(i + 1).at, c.by, false}
	}
	return Span{c.what, c.at, max(now, c.at), c.by, c.what != Absent}
}

// Within gives the spans that touch a stretch of time, as the half-open range of their numbers.
func (t *Track) Within(from, to int64) (first, end int) {
	first = max(0, sort.Search(t.changes.n, func(i int) bool { return t.changes.at(i).at >= from })-1)
	end = sort.Search(t.changes.n, func(i int) bool { return t.changes.at(i).at > to })
	return first, max(first, end)
}

// At gives the number of the span at a moment, the last of those that begin there; -1 if it is before the first.
func (t *Track) IndexAt(at int64) int {
	return sort.Search(t.changes.n, func(i int) bool { return t.changes.at(i).at > at }) - 1
}

// After gives the first event later than the given one at which the row did something else; zero if there is none.
func (t *Track) EventAfter(event trace.EventID) trace.EventID {
	i := sort.Search(t.changes.n, func(i int) bool { return t.changes.at(i).by > event })
	if i == t.changes.n {
		return 0
	}
	return t.changes.at(i).by
}

// Before gives the last such event before the given one.
func (t *Track) EventBefore(event trace.EventID) trace.EventID {
	i := sort.Search(t.changes.n, func(i int) bool { return t.changes.at(i).by >= event })
	if i == 0 {
		return 0
	}
	return t.changes.at(i - 1).by
}

// Held gives how long a state was held up to a moment.
func (t *Track) TimeIn(what State, until int64) int64 {
	var w walk
	w.to(t, until)
	return w.held(t, until).time[what]
}
