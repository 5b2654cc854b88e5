package trace

import (
	"errors"
	"slices"
	"sort"
)

// A Tail is what is left of the events past a recorder's limit: how many there were of each kind, exactly, and how busy
// the threads were, in slots of time. It is worked out while the run goes on, so that it costs the same however long the
// run is.
type Overflow struct {
	From int64         // when the first of them happened, in nanoseconds since the run began
	Rows []OverflowRow // by thread
}

// A TailRow is what one thread, with its loops, did. Time counts from the tail's From on.
type OverflowRow struct {
	Thread ThreadID // zero: nobody knows whose events they are
	Kinds  []uint64 // how many events of each [Kind]; those beyond its end did not happen
	Busy   Slots    // nanoseconds in steps and callbacks, without the waiting for a core
	Steps  Slots    // steps and callbacks begun
}

// Count gives how many events of a kind there were.
func (r *OverflowRow) Count(k Kind) uint64 {
	if int(k) >= len(r.Kinds) {
		return 0
	}
	return r.Kinds[k]
}

// Count gives how many events of a kind there were in all threads. A nil Tail has none.
func (t *Overflow) Count(k Kind) (n uint64) {
	for i := range t.ByThread() {
		n += t.Rows[i].Count(k)
	}
	return n
}

// Of gives a thread's row; nil if there is none.
func (t *Overflow) Thread(id ThreadID) *OverflowRow {
	rows := t.ByThread()
	i := sort.Search(len(rows), func(i int) bool { return rows[i].Thread >= id })
	if i == len(rows) || rows[i].Thread != id {
		return nil
	}
	return &rows[i]
}

// Check tells what is wrong with a tail that was read: whoever shows it may rely on what it says here.
func (t *Overflow) Validate() error {
	if t.From < 0 {
		return errors.New("trace: the tail begins before the run")
	}
	for i, row := range t.Rows {
		if i > 0 && t.Rows[i-1].Thread >= row.Thread {
			return errors.New("trace: the tail's threads are not in order")
		}
		if len(row.Kinds) > 1<<8 {
			return errors.New("trace: the tail counts more kinds than there can be")
		}
		for _, s := range []Slots{row.Busy, row.Steps} {
			if !s.valid() {
				return errors.New("trace: the tail has slots that cannot be")
			}
		}
	}
	return nil
}

// rows are Rows, and none of a nil Tail.
func (t *Overflow) ByThread() []OverflowRow {
	if t == nil {
		return nil
	}
	return t.Rows
}

// from is From, or now if there is no tail.
func (t *Overflow) KeptUntil(now int64) int64 {
	if t == nil {
		return now
	}
	return t.From
}

// tailer makes a tail. It sees all events, those that are kept too: a step may have begun before the limit.
type aggregator struct {
	begun   bool
	from    int64
	threads []threadAggregate // by ThreadID
}

type threadAggregate struct {
	busy  bool
	since int64 // from when on, if that is past the limit
	row   *OverflowRow
}

// note takes an event before the limit.
func (t *aggregator) note(e *Event) {
	switch e.Kind {
	case StepBegan, CallBegan, WorkResumed, StepEnded, CallEnded, WorkPaused:
		if e.Loop != 0 {
			t.thread(e.Thread).busy = e.Kind.holds()
		}
	}
}

// holds tells whether a thread is busy after an event that begins, ends, pauses or resumes a step.
func (k Kind) holds() bool { return k == StepBegan || k == CallBegan || k == WorkResumed }

func (t *aggregator) thread(id ThreadID) *threadAggregate {
	for int(id) >= len(t.threads) {
		t.threads = append(t.threads, threadAggregate{since: t.from})
	}
	return &t.threads[id]
}

// add takes an event past the limit.
func (t *aggregator) add(e *Event) {
	if !t.begun {
		t.begun, t.from = true, e.At
		for i := range t.threads {
			t.threads[i].since = e.At
		}
	}
	th := t.thread(e.Thread)
	if th.row == nil {
		th.row = &OverflowRow{Thread: e.Thread, Kinds: make([]uint64, NumKinds)}
	}
	if e.Kind < NumKinds {
		th.row.Kinds[e.Kind]++
	}
	if e.Kind == StepBegan || e.Kind == CallBegan {
		th.row.Steps.addAt(e.At-t.from, 1)
	}
	was := th.busy
	if t.note(e); was {
		th.row.Busy.Add(th.since-t.from, e.At-t.from)
	}
	th.since = e.At
}

// tail gives what there is at the run's end, nil if the limit was not reached.
func (t *aggregator) overflow(end int64) *Overflow {
	if !t.begun {
		return nil
	}
	all := &Overflow{From: t.from}
	for id, th := range t.threads {
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
			row.Busy.Add(th.since-t.from, end-t.from)
		}
		all.Rows = append(all.Rows, row)
	}
	return all
}
