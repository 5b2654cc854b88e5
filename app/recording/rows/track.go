package rows

import (
	"sort"

	"loopyard/engine/trace"
	"loopyard/engine/trace/chunks"
)

// Track is the history of one row: a list of changes, each of which begins a state. The zero value is a row that never
// existed.
type Track struct {
	changes chunks.List[change]
	sums    chunks.List[sum] // sums.At(k) is the sum of all changes before the one at (k+1)*stride
}

// change is the beginning of a state.
type change struct {
	at   int64
	by   trace.EventID
	what trace.State
}

// stride is the number of changes from one sum to the next.
const stride = 16

// numStates is the number of states that a row can be in.
const numStates = int(trace.Blocked) + 1

// sum is how long each state was held, in nanoseconds, and how many steps began.
type sum struct {
	time [numStates]int64
	runs int
}

func (s *sum) add(c change, until int64) {
	s.time[c.what] += until - c.at
	if c.what == trace.Running {
		s.runs++
	}
}

// Span is a state that a row was in from From to To.
type Span struct {
	State    trace.State
	From, To int64
	Event    trace.EventID // the event that began it
	Open     bool          // the trace does not have its end; To is the time that was given as now
}

// set changes the state of the row at a time, or at the time of the last change if that is later. A state that was held
// for no time leaves no change behind, except Running: a step takes no virtual time, and the picture shows it
// nevertheless.
func (t *Track) set(at int64, what trace.State, by trace.EventID) {
	was := trace.Absent
	if t.changes.Len() > 0 {
		was = t.changes.Last().what
	}
	if was != what {
		t.begin(at, what, by)
	}
}

// begin is set for a step: a step that follows a step is a change as well.
func (t *Track) begin(at int64, what trace.State, by trace.EventID) {
	next := change{at, by, what}
	if t.changes.Len() == 0 || !t.changes.Last().replacedBy(&next) {
		t.push(next)
	}
}

// replacedBy moves next to the time of c if it is earlier. If c was then held for no time, next takes its place, and
// replacedBy returns true.
func (c *change) replacedBy(next *change) bool {
	if next.at = max(next.at, c.at); next.at == c.at && c.what < trace.Running {
		*c = *next
		return true
	}
	return false
}

func (t *Track) push(c change) {
	n := t.changes.Len()
	if t.changes.Append(c); n > 0 && n%stride == 0 {
		t.addSum(n)
	}
}

// addSum adds the sum of all changes before the one at n, which has just come: it is where the last of them ended.
func (t *Track) addSum(n int) {
	var s sum
	if t.sums.Len() > 0 {
		s = *t.sums.Last()
	}
	for i := n - stride; i < n; i++ {
		s.add(*t.changes.At(i), t.changes.At(i+1).at)
	}
	t.sums.Append(s)
}

// Len returns the number of spans. Those in which the row is absent count too.
func (t *Track) Len() int { return t.changes.Len() }

// Span returns the span at i, counted from 0. The last span is open and ends at now.
func (t *Track) Span(i int, now int64) Span {
	c := t.changes.At(i)
	if i+1 < t.changes.Len() {
		return Span{c.what, c.at, t.changes.At(i + 1).at, c.by, false}
	}
	return Span{c.what, c.at, max(now, c.at), c.by, c.what != trace.Absent}
}

// Within returns the indexes of the spans that touch a stretch of time: from first up to, but not including, end.
func (t *Track) Within(from, to int64) (first, end int) {
	n := t.changes.Len()
	first = max(0, sort.Search(n, func(i int) bool { return t.changes.At(i).at >= from })-1)
	end = sort.Search(n, func(i int) bool { return t.changes.At(i).at > to })
	return first, max(first, end)
}

// IndexAt returns the index of the span at a time, the last one if several begin at that time. It returns -1 for a time before
// the first span.
func (t *Track) IndexAt(at int64) int {
	return sort.Search(t.changes.Len(), func(i int) bool { return t.changes.At(i).at > at }) - 1
}

// EventAfter returns the first event after the given one at which the state changed, or zero.
func (t *Track) EventAfter(event trace.EventID) trace.EventID {
	i := sort.Search(t.changes.Len(), func(i int) bool { return t.changes.At(i).by > event })
	if i == t.changes.Len() {
		return 0
	}
	return t.changes.At(i).by
}

// EventBefore returns the last event before the given one at which the state changed, or zero.
func (t *Track) EventBefore(event trace.EventID) trace.EventID {
	i := sort.Search(t.changes.Len(), func(i int) bool { return t.changes.At(i).by >= event })
	if i == 0 {
		return 0
	}
	return t.changes.At(i - 1).by
}

// TimeIn returns for how many nanoseconds the row was in a state, up to a time.
func (t *Track) TimeIn(what trace.State, until int64) int64 {
	var w walk
	w.to(t, until)
	return w.sumAt(t, until).time[what]
}
