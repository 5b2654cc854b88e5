package compare

import (
	"cmp"
	"slices"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// compareHistories compares the histories of all actors, one by one.
func compareHistories(a, b *replay.Log, near int64, c *Result, list *differences, y *yielder) {
	known := identities{}
	left, right := historiesOf(a, y), historiesOf(b, y)
	ids, others := left.identify(known), right.identify(known)
	c.Reordered, c.Lines = reorderedLines(left.lineOwners(ids), right.lineOwners(others))

	counterpart := make(map[int]int, len(others))
	for i, id := range others {
		counterpart[id] = i
	}
	var found []Difference
	strange := map[int]bool{} // actors that only one run has: that their children are missing as well is not reported
	for i := 1; i < len(left.actors); i++ {
		if !y.next() {
			return
		}
		j, both := counterpart[ids[i]]
		delete(counterpart, ids[i])
		if both {
			if d, differs := differ(left, i, ids, right, j, others); differs {
				found = append(found, d)
			}
		} else if parent := left.actors[i].parent; b.Whole() && !strange[parent] {
			found = append(found, Difference{Where: left.label(i), What: "only the first trace has it", A: left.side(i, 0)})
		}
		strange[i] = !both
	}
	clear(strange)
	for j := 1; j < len(right.actors); j++ {
		if !y.next() {
			return
		}
		_, alone := counterpart[others[j]]
		if parent := right.actors[j].parent; alone && a.Whole() && !strange[parent] {
			found = append(found, Difference{Where: right.label(j), What: "only the second trace has it", B: right.side(j, 0)})
		}
		strange[j] = alone
	}
	if len(found) == 0 {
		var swapped []Difference
		swapped, c.Swapped = reordered(left, ids, right, others, near)
		found = append(found, swapped...)
	}
	slices.SortStableFunc(found, func(x, y Difference) int { return cmp.Compare(x.first(), y.first()) })
	for _, one := range found {
		list.add(one)
	}
}

// first returns the event that decides the place of a difference in the list.
func (d Difference) first() trace.EventID {
	if d.A.Event != 0 {
		return d.A.Event
	}
	return d.B.Event
}

// identities numbers actors so that corresponding actors of both traces have the same number.
type identities map[identity]int

type identity struct {
	parent int
	class  byte
	nth    int
	name   string
}

// identify returns the number of each actor.
func (d *histories) identify(known identities) []int {
	threads := map[string]int{}
	for _, t := range d.threads {
		threads[d.threadName(t)]++
	}
	d.sortPosted()
	ids := make([]int, len(d.actors))
	for i := 1; i < len(d.actors); i++ {
		if !d.yielder.next() {
			break
		}
		a := d.actors[i]
		who := identity{ids[a.parent], a.class, a.nth, a.name}
		if name := d.threadName(i); a.class == aThread && name != "" && threads[name] == 1 {
			who = identity{class: aThread, name: name}
		}
		if known[who] == 0 {
			known[who] = len(known) + 1
		}
		ids[i] = known[who]
	}
	return ids
}

func (d *histories) threadName(i int) string { return d.log.ThreadName(d.actors[i].thread) }

// sortPosted numbers the tasks that posts created by their histories and not by their order, since which post came first
// is chance.
func (d *histories) sortPosted() {
	posted := map[identity][]int{}
	for i, a := range d.actors {
		if a.class == aTask && d.actors[a.parent].class == aPoster {
			key := identity{parent: a.parent, name: a.name}
			posted[key] = append(posted[key], i)
		}
	}
	for _, all := range posted {
		slices.SortStableFunc(all, func(i, j int) int {
			return slices.CompareFunc(d.actors[i].history, d.actors[j].history, entry.compare)
		})
		for nth, i := range all {
			d.actors[i].nth = nth + 1
		}
	}
	for i, a := range d.actors {
		if a.class == aPoster {
			slices.SortStableFunc(d.actors[i].history, entry.compare)
		}
	}
}

// compare orders entries by what one trace alone says about them.
func (d entry) compare(other entry) int {
	return cmp.Or(cmp.Compare(d.kind, other.kind), cmp.Compare(d.arg, other.arg), cmp.Compare(d.text, other.text))
}

// differ finds the first entry in which the histories of two corresponding actors differ.
func differ(a *histories, i int, ids []int, b *histories, j int, others []int) (d Difference, ok bool) {
	mine, theirs := a.actors[i].history, b.actors[j].history
	for n := range max(len(mine), len(theirs)) {
		if n >= len(mine) && !a.log.Whole() || n >= len(theirs) && !b.log.Whole() {
			break
		}
		d = Difference{Where: a.label(i), A: a.side(i, n), B: b.side(j, n)}
		switch {
		case n >= len(mine):
			d.What = "the second goes on where the first has ended"
		case n >= len(theirs):
			d.What = "the first goes on where the second has ended"
		default:
			x, y := mine[n], theirs[n]
			if x.compare(y) == 0 && ids[x.by] == others[y.by] {
				continue
			}
			d.What = x.differs(y)
		}
		return d, true
	}
	return Difference{}, false
}

// differs returns how two entries differ, as a phrase.
func (d entry) differs(other entry) string {
	switch {
	case d.kind != other.kind:
		return "does another thing"
	case d.text != other.text:
		return "has another text"
	case d.kind == trace.TaskReady && d.arg != other.arg:
		return "is ready for another reason"
	case d.kind == trace.TaskReady:
		return "is woken by another"
	case d.kind == trace.StepEnded:
		return "ends its step differently"
	}
	return "does it with another thread or task"
}

// side returns the nth entry of an actor and those around it.
func (d *histories) side(i, n int) (p Side) {
	all := d.actors[i].history
	if n < len(all) {
		p.Event = all[n].event
		p.Text = d.log.Describe(p.Event)
	}
	for k := max(0, n-aroundBefore); k <= n+aroundAfter && k < len(all); k++ {
		p.Around = append(p.Around, all[k].event)
	}
	slices.Sort(p.Around) // the entries of a poster are not in the order of the events
	return p
}

// label returns the name of an actor.
func (d *histories) label(i int) string {
	a := d.actors[i]
	switch a.class {
	case 0:
		return "an actor whose beginning is not in the trace"
	case aThread:
		return d.log.ThreadLabel(a.thread)
	case aLoop:
		return d.log.LoopLabel(a.loop)
	case aTask:
		return d.log.LoopLabel(a.loop) + ", " + d.log.TaskLabel(a.loop, a.task)
	}
	return d.label(a.parent) + ", callbacks (" + a.name + ")"
}
