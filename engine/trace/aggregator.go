package trace

import "slices"

// An aggregator makes an [Overflow]. It has to see the events before the limit as well: a step that began before the
// limit and goes on after it keeps its thread busy in both. The zero value is ready.
type aggregator struct {
	begun   bool // an event past the limit has come
	from    int64
	threads []threadAggregate // by ThreadID
}

// threadAggregate is what one thread does.
type threadAggregate struct {
	busy  bool         // a step or a callback is under way and has a core
	since int64        // past the limit: the time up to which busy time has been added to row
	row   *OverflowRow // nil: no event past the limit
}

// noteAll takes events before the limit.
func (a *aggregator) noteAll(events []Event) {
	for i := range events {
		a.note(&events[i])
	}
}

// addAll takes events past the limit.
func (a *aggregator) addAll(events []Event) {
	for i := range events {
		a.add(&events[i])
	}
}

// note follows whether the thread of an event is busy.
func (a *aggregator) note(e *Event) {
	if e.Loop == 0 {
		return
	}
	begins, ends := e.Kind.Begins(), e.Kind.Ends()
	switch {
	case begins == Step, ends == Pause:
		a.thread(e.Thread).busy = true
	case ends == Step, begins == Pause:
		a.thread(e.Thread).busy = false
	}
}

func (a *aggregator) thread(id ThreadID) *threadAggregate {
	for int(id) >= len(a.threads) {
		a.threads = append(a.threads, threadAggregate{since: a.from})
	}
	return &a.threads[id]
}

func (a *aggregator) add(e *Event) {
	if !a.begun {
		a.begun, a.from = true, e.At
		for i := range a.threads {
			a.threads[i].since = e.At
		}
	}
	th := a.thread(e.Thread)
	if th.row == nil {
		th.row = &OverflowRow{Thread: e.Thread, Kinds: make([]uint64, NumKinds)}
	}
	if e.Kind < NumKinds {
		th.row.Kinds[e.Kind]++
	}
	if e.Kind.Begins() == Step {
		th.row.Steps.addAt(e.At-a.from, 1)
	}
	busy := th.busy
	if a.note(e); busy {
		th.row.Busy.Add(th.since-a.from, e.At-a.from)
	}
	th.since = e.At
}

// overflow returns the overflow of a run that ends at end, and nil if no event came past the limit. The aggregator may
// go on afterwards.
func (a *aggregator) overflow(end int64) *Overflow {
	if !a.begun {
		return nil
	}
	o := &Overflow{From: a.from}
	for id, th := range a.threads {
		if th.row == nil && !th.busy {
			continue
		}
		row := OverflowRow{Thread: ThreadID(id)}
		if th.row != nil {
			row.Kinds = slices.Clone(th.row.Kinds)
			row.Busy = Slots{th.row.Busy.Width, slices.Clone(th.row.Busy.Sums)}
			row.Steps = Slots{th.row.Steps.Width, slices.Clone(th.row.Steps.Sums)}
		}
		for len(row.Kinds) > 0 && row.Kinds[len(row.Kinds)-1] == 0 {
			row.Kinds = row.Kinds[:len(row.Kinds)-1]
		}
		if th.busy {
			row.Busy.Add(th.since-a.from, end-a.from)
		}
		o.Rows = append(o.Rows, row)
	}
	return o
}
