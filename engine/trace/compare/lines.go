package compare

import "loopyard/engine/trace"

// lineOwners returns the identity of the loop of each line, or of the thread for a line of no loop.
func (d *histories) lineOwners(ids []int) []int {
	all := make([]int, len(d.lines))
	for i, id := range d.lines {
		all[i] = ids[d.owner(id)]
	}
	return all
}

// owner returns the loop that an event belongs to, or its thread.
func (d *histories) owner(id trace.EventID) int {
	e := d.log.Event(id)
	if loop, ok := d.loops[e.Loop]; ok {
		return loop
	}
	return d.threads[e.Thread]
}

// line is one Printed event, by the actor that printed it.
type line struct {
	event trace.EventID
	who   int // the identity of the actor
	nth   int // which of that actor's lines it is, from 1
}

// linesByOwner returns the lines of each loop and thread in their order.
func (d *histories) linesByOwner(ids []int) map[int][]line {
	all, count := map[int][]line{}, map[int]int{}
	for _, id := range d.lines {
		if !d.yielder.next() {
			break
		}
		owner, who := ids[d.owner(id)], ids[d.who(d.log.Event(id))]
		count[who]++
		all[owner] = append(all[owner], line{id, who, count[who]})
	}
	return all
}

// reordered finds neighboring lines of one loop, by different tasks, that come in the other order in the other trace.
// Where what woke one of the two was a timer, and both were due at nearly one moment, or a post, the order is chance:
// those are only counted. Every task is known to have printed the same lines.
func reordered(a *histories, ids []int, b *histories, others []int, near int64) (found []Difference, chance int) {
	theirs := map[line]trace.EventID{}
	for _, lines := range b.linesByOwner(others) {
		for _, l := range lines {
			theirs[line{who: l.who, nth: l.nth}] = l.event
		}
	}
	for _, lines := range a.linesByOwner(ids) {
		for n := 1; n < len(lines); n++ {
			if !a.yielder.next() {
				return found, chance
			}
			x, y := lines[n-1], lines[n]
			first, second := theirs[line{who: x.who, nth: x.nth}], theirs[line{who: y.who, nth: y.nth}]
			if first == 0 || second == 0 || first < second {
				continue
			}
			if a.chance(x.event, y.event, near) || b.chance(first, second, near) {
				chance++
				continue
			}
			d := Difference{Where: a.label(a.owner(y.event)), What: "prints two lines in the other order", A: sideIn(a.log, y.event), B: sideIn(b.log, second)}
			found = append(found, d)
		}
	}
	return found, chance
}

// chance reports whether two events could just as well have come in the other order.
func (d *histories) chance(x, y trace.EventID, near int64) bool {
	first, second := d.root(x), d.root(y)
	if first.id == second.id {
		return false
	}
	if first.posted || second.posted {
		return true
	}
	apart := first.due - second.due
	return (first.timer || second.timer) && -near <= apart && apart <= near
}

// root is the beginning of a chain of causes: the timer or the post that woke a task, or woke the task that woke it, and so
// on.
type root struct {
	id            trace.EventID
	due           int64
	timer, posted bool
}

func (d *histories) root(id trace.EventID) root {
	const far = 10_000 // a task may yield any number of times; then it counts as its own beginning
	for range far {
		e := d.log.Event(id)
		switch {
		case e.Kind == trace.TimerFired:
			return root{id: id, due: e.Arg, timer: true}
		case e.Kind == trace.PostReceived:
			return root{id: id, due: e.At, posted: true}
		case e.Cause == 0 || e.Cause >= id:
			return root{id: id, due: e.At}
		}
		id = e.Cause
	}
	return root{id: id, due: d.log.Event(id).At}
}
