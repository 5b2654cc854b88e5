package trace

import (
	"cmp"
	"slices"
)

// samples is values whose percentiles are exact at any time. Those that are new are sorted into the others only when
// somebody wants to know.
type samples struct {
	sorted, fresh []int64
}

func (s *samples) add(v int64) { s.fresh = append(s.fresh, v) }

// spread gives the percentiles; zeros of no values.
func (s *samples) spread() Spread {
	if len(s.fresh) > 0 {
		slices.Sort(s.fresh)
		s.merge()
	}
	return Spread{percentile(s.sorted, 50), percentile(s.sorted, 90), percentile(s.sorted, 99), percentile(s.sorted, 100)}
}

// merge puts the fresh values where they belong, from the greatest down, so that each value moves once.
func (s *samples) merge() {
	old, add := len(s.sorted), len(s.fresh)
	s.sorted = slices.Grow(s.sorted, add)[:old+add]
	for to := old + add - 1; add > 0; to-- {
		if old > 0 && s.sorted[old-1] > s.fresh[add-1] {
			old--
			s.sorted[to] = s.sorted[old]
		} else {
			add--
			s.sorted[to] = s.fresh[add]
		}
	}
	s.fresh = s.fresh[:0]
}

// percentile gives the smallest value that p percent of the sorted values do not exceed; 0 of none.
func percentile(sorted []int64, p int) int64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// ranked is how many moments a [Summary] lists of a kind.
const ranked = 10

// ranking is the moments with the greatest values, greatest first; of equal ones, the earlier first.
type ranking []Moment

func (r *ranking) add(m Moment) {
	all := *r
	if m.Value <= 0 || len(all) == ranked && m.Value <= all[ranked-1].Value {
		return
	}
	at, _ := slices.BinarySearchFunc(all, m, func(a, b Moment) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Event, b.Event))
	})
	if len(all) == ranked {
		all = all[:ranked-1]
	}
	*r = slices.Insert(all, at, m)
}

func (r ranking) moments() []Moment { return slices.Clone([]Moment(r)) }

// queued is a task or callback that is to run, and since when or for when.
type queued struct {
	event EventID
	task  TaskID
	at    int64
}

// queue is those of a loop, first in first out.
type queue struct {
	all  []queued
	head int
}

func (q *queue) push(v queued) { q.all = append(q.all, v) }

// take takes the one that an event put there. Those before it were taken back.
func (q *queue) take(event EventID) (queued, bool) {
	for i, v := range q.all[q.head:] {
		if v.event == event {
			q.drop(i + 1)
			return v, true
		}
		if v.event > event {
			break
		}
	}
	return queued{}, false
}

// takeTask takes the first if it is of that task.
func (q *queue) takeTask(t TaskID) (v queued, ok bool) {
	if q.head == len(q.all) || q.all[q.head].task != t {
		return queued{}, false
	}
	v = q.all[q.head]
	q.drop(1)
	return v, true
}

func (q *queue) drop(n int) {
	if q.head += n; q.head == len(q.all) {
		q.all, q.head = q.all[:0], 0
	} else if q.head > 64 && q.head > len(q.all)/2 {
		q.all, q.head = q.all[:copy(q.all, q.all[q.head:])], 0
	}
}
