package compare

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// differences collects the first differences that a comparison finds, and counts the others.
type differences struct {
	found []Difference
	most  int
	more  int
}

func (d *differences) add(one Difference) {
	if len(d.found) < d.most {
		d.found = append(d.found, one)
	} else {
		d.more++
	}
}

// compareEvents finds the first event in which two traces differ. What follows it differs for that reason alone.
func compareEvents(a, b *replay.Log, c *Result, list *differences, y *yielder) {
	c.Reordered, c.Lines = reorderedLines(lineOwners(a, y), lineOwners(b, y))
	id := trace.EventID(1)
	for int(id) <= min(a.Len(), b.Len()) && sameEvent(a, b, id) && y.next() {
		id++
	}
	cut := int(id) > a.Len() && !a.Whole() || int(id) > b.Len() && !b.Whole() // the rest of one of them was not kept
	if int(id) <= max(a.Len(), b.Len()) && !cut {
		what := "another event"
		switch {
		case int(id) > a.Len():
			what = "the first trace ends, the second goes on"
		case int(id) > b.Len():
			what = "the second trace ends, the first goes on"
		}
		list.add(Difference{Where: where(a, b, id), What: what, A: sideIn(a, id), B: sideIn(b, id)})
	}
	if len(list.found) == 0 && a.Ended && b.Ended && !sameRest(a, b) {
		list.add(Difference{What: "the events that were not kept differ"})
	}
}

// lineOwners returns the loop of each line. For a line of no loop it returns the thread, as a negative number.
func lineOwners(l *replay.Log, y *yielder) (all []int) {
	for _, e := range l.Events(1) {
		if !y.next() {
			break
		}
		switch {
		case e.Kind != trace.Printed:
		case e.Loop == 0:
			all = append(all, -int(e.Thread))
		default:
			all = append(all, int(e.Loop))
		}
	}
	return all
}

func sameEvent(l, other *replay.Log, id trace.EventID) bool {
	a, b := l.Event(id), other.Event(id)
	if a.Kind.HasText() && a.Kind == b.Kind {
		if l.EventText(a) != other.EventText(b) { // a text may have another number in another trace
			return false
		}
		a.Arg, b.Arg = 0, 0
	}
	return a == b
}

// sameRest reports whether the events that were dropped are the same as well. Only the digest covers them.
func sameRest(l, other *replay.Log) bool {
	if l.Trailer.Dropped == 0 && other.Trailer.Dropped == 0 {
		return true
	}
	return l.Trailer.Events == other.Trailer.Events && l.Trailer.Digest == other.Trailer.Digest
}

// where names the place of a difference, by the trace that has the event.
func where(a, b *replay.Log, id trace.EventID) string {
	if int(id) <= a.Len() {
		return a.Where(a.Event(id))
	}
	return b.Where(b.Event(id))
}

// aroundBefore and aroundAfter are how many events are shown before and after one that differs.
const (
	aroundBefore = 4
	aroundAfter  = 2
)

// sideIn returns an event and its neighbors in the trace. The id may be past the end.
func sideIn(l *replay.Log, id trace.EventID) Side {
	p := Side{Text: l.Describe(id)}
	if int(id) <= l.Len() {
		p.Event = id
	}
	for n := id - min(aroundBefore, id-1); n <= id+aroundAfter && int(n) <= l.Len(); n++ {
		p.Around = append(p.Around, n)
	}
	return p
}

func summarize(l *replay.Log, y *yielder) RunSummary {
	var s stats.Collector
	_ = s.Begin(l.Header)
	for whole := range l.Batches() {
		for len(whole.Events) > 0 { // a batch of a log is longer than the events between two yields
			b := whole
			b.Events = b.Events[:min(len(b.Events), YieldEvery)]
			_ = s.Batch(b)
			for range b.Events {
				if !y.next() {
					return RunSummary{}
				}
			}
			whole = trace.Batch{First: b.First + trace.EventID(len(b.Events)), Events: whole.Events[len(b.Events):]}
		}
	}
	t := l.Trailer
	if l.Ended {
		_ = s.End(t)
	} else {
		t.Events = uint64(l.Len())
	}
	return RunSummary{s.Summary(), t.Events, t.Dropped, t.Digest, t.Error, l.Whole()}
}

// conclude returns the verdict. different reports whether the comparison found anything.
func conclude(a, b *replay.Log, r Rules, different bool) Verdict {
	switch {
	case different:
		return Different
	case a.Whole() && b.Whole():
		return Same
	case !r.RealTime && a.Ended && b.Ended && sameRest(a, b):
		return Same // the digests cover what was dropped
	}
	return NoVerdict
}
