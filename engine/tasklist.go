package engine

import (
	"cmp"
	"slices"
	"strconv"
)

// unfinished returns the tasks that have not ended, in the order in which they were created. No list of all tasks is
// kept, since every spawn would pay for it: a task that has begun has a worker, and one that has not is in the ready
// queue.
func (l *Loop) unfinished() []*Co {
	var all []*Co
	for h := l.ready.head; h != nil; h = h.next {
		if h.co != nil && h.co.worker == nil {
			all = append(all, h.co)
		}
	}
	for w := l.pool.busy; w != nil; w = w.next {
		if w.co.worker == w {
			all = append(all, w.co)
		}
	}
	slices.SortFunc(all, func(a, b *Co) int { return cmp.Compare(a.id, b.id) })
	return all
}

// waiting describes the unfinished tasks: the first ten by name, the others by their number.
func (l *Loop) waiting() []string {
	const most = 10
	var words []string
	all := l.unfinished()
	for i, co := range all {
		if i == most {
			words = append(words, "and "+strconv.Itoa(len(all)-most)+" more")
			break
		}
		words = append(words, co.Name()+" ("+co.waitsFor()+")")
	}
	return words
}

func (co *Co) waitsFor() string {
	switch {
	case co.state != Waiting:
		return co.state.String()
	case co.awaits == nil:
		return "sleeping"
	}
	if other, ok := co.awaits.(*Co); ok {
		return "awaits " + other.Name()
	}
	return "awaits a future"
}
