package compare

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
)

// differences collects what a comparison finds, up to a number; the rest it counts.
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

// compareEvents finds the first event in which two traces differ. Past it a comparison would say nothing.
func compareEvents(a, b *replay.Log, c *Result, list *differences, pauses *breath) {
	c.Reordered, c.Lines = reorderedLines(lineOwners(a, pauses), lineOwners(b, pauses))
	id := trace.EventID(1)
	for int(id) <= min(a.Len(), b.Len()) && sameEvent(a, b, id) {
		id++
		pauses.take()
	}
	cut := int(id) > a.Len() && !a.Whole() || int(id) > b.Len() && !b.Whole() // the rest of one of them is not here
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

// homes gives the loop of each line, or the thread where it is of none, as numbers below zero.
func lineOwners(l *replay.Log, pauses *breath) (all []int) {
	for _, e := range l.Events(1) {
		pauses.take()
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

// sameRest tells whether what was dropped was the same too, which only the digest can tell.
func sameRest(l, other *replay.Log) bool {
	if l.Trailer.Dropped == 0 && other.Trailer.Dropped == 0 {
		return true
	}
	return l.Trailer.Events == other.Trailer.Events && l.Trailer.Digest == other.Trailer.Digest
}

// where names the place of a difference by whichever trace has the event.
func where(a, b *replay.Log, id trace.EventID) string {
	if int(id) <= a.Len() {
		return a.Where(a.Event(id))
	}
	return b.Where(b.Event(id))
}

// aroundBefore and aroundAfter are how many events stand around one that differs.
const (
	aroundBefore = 4
	aroundAfter  = 2
)

// place is an event among its neighbors in the trace. One past the end has none after it.
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

func summarize(l *replay.Log, pauses *breath) RunSummary {
	var s stats.Collector
	_ = s.Begin(l.Header)
	for whole := range l.Batches() {
		for len(whole.Events) > 0 { // a piece of a log is longer than what is done between two pauses
			b := whole
			b.Events = b.Events[:min(len(b.Events), YieldEvery)]
			_ = s.Batch(b)
			for range b.Events {
				pauses.take()
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

// conclude gives the verdict of a comparison that found so much.
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
