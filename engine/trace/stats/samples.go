package stats

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"loopyard/engine/trace"
)

// samples is a set of values whose exact percentiles can be asked for at any time, while values still arrive. It keeps the
// values in sorted runs, each at most half as long as the one before it. New values are collected and sorted, 256 at a
// time; a run that would break that rule is merged with the one before it. So each value is moved about log n times in
// all, and there are about log n runs. A percentile is found by halving the range of values and counting, by a binary
// search in each run, how many do not exceed the middle.
type samples struct {
	runs  [][]int64
	fresh []int64 // not sorted yet
	n     int
}

// freshSamples is how many values are collected before they are sorted.
const freshSamples = 256

func (s *samples) add(v int64) {
	s.n++
	if s.fresh = append(s.fresh, v); len(s.fresh) == freshSamples {
		s.sortFresh()
	}
}

// sortFresh sorts the fresh values and adds them to the runs.
func (s *samples) sortFresh() {
	slices.Sort(s.fresh)
	run := slices.Clone(s.fresh)
	s.fresh = s.fresh[:0]
	for n := len(s.runs); n > 0 && len(s.runs[n-1]) < 2*len(run); n = len(s.runs) {
		run = merged(s.runs[n-1], run)
		s.runs = s.runs[:n-1]
	}
	s.runs = append(s.runs, run)
}

func merged(a, b []int64) []int64 {
	all := make([]int64, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if b[0] < a[0] {
			a, b = b, a
		}
		all, a = append(all, a[0]), a[1:]
	}
	return append(append(all, a...), b...)
}

// percentiles returns the percentiles, all zero if there are no values.
func (s *samples) percentiles() Percentiles {
	if s.n == 0 {
		return Percentiles{}
	}
	slices.Sort(s.fresh)
	runs := s.runs
	if len(s.fresh) > 0 {
		runs = append(runs[:len(runs):len(runs)], s.fresh)
	}
	return Percentiles{percentile(runs, s.n, 50), percentile(runs, s.n, 90), percentile(runs, s.n, 99), percentile(runs, s.n, 100)}
}

// percentile returns the smallest value that p percent of the n values in sorted runs do not exceed.
func percentile(runs [][]int64, n, p int) int64 {
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, run := range runs {
		low, high = min(low, run[0]), max(high, run[len(run)-1])
	}
	for want := max(1, (n*p+99)/100); low < high; {
		middle := low + int64(uint64(high-low)/2)
		if upTo(runs, middle) >= want {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// upTo returns the number of values that do not exceed v.
func upTo(runs [][]int64, v int64) (n int) {
	for _, run := range runs {
		n += sort.Search(len(run), func(i int) bool { return run[i] > v })
	}
	return n
}

// ranked is how many extremes of each kind a [Summary] lists.
const ranked = 10

// ranking is the extremes with the greatest values, the greatest first, and the earlier first of equal ones.
type ranking []Extreme

func (r *ranking) add(m Extreme) {
	all := *r
	if m.Value <= 0 || len(all) == ranked && m.Value <= all[ranked-1].Value {
		return
	}
	at, _ := slices.BinarySearchFunc(all, m, func(a, b Extreme) int {
		return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Event, b.Event))
	})
	if len(all) == ranked {
		all = all[:ranked-1]
	}
	*r = slices.Insert(all, at, m)
}

func (r ranking) list() []Extreme { return slices.Clone([]Extreme(r)) }

// queued is a task or a callback that is to run. at is since when it is ready, or when it was due.
type queued struct {
	event trace.EventID
	task  trace.TaskID
	at    int64
}

// queue is a queue of them, first in, first out.
type queue struct {
	all  []queued
	head int
}

func (q *queue) push(v queued) { q.all = append(q.all, v) }

// take removes the entry of an event, and those before it, which were canceled.
func (q *queue) take(event trace.EventID) (queued, bool) {
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

// takeTask removes the first entry if it is of that task.
func (q *queue) takeTask(t trace.TaskID) (v queued, ok bool) {
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
