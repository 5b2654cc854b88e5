package trace

import (
	"cmp"
	"errors"
	"slices"
)

// Overflow is what remains of the events past a limit: for each thread the exact number of events of each kind, and how
// busy it was, in slots of time. It is aggregated while the run goes on, so it costs the same however long the run is.
//
// Rows are threads and not loops: a thread has one loop at a time, while a program may make a million loops.
type Overflow struct {
	From int64         // when the first of the events happened, in nanoseconds since the beginning of the run
	Rows []OverflowRow // in the order of the threads' ids
}

// OverflowRow is what one thread and its loops did. Times count from Overflow.From.
type OverflowRow struct {
	Thread ThreadID // zero: it is unknown which thread the events belong to
	Kinds  []uint64 // the number of events by [Kind]; a kind beyond the end of the slice has none
	Busy   Slots    // nanoseconds in steps and callbacks, without those spent waiting for a core
	Steps  Slots    // steps and callbacks that began
}

// Count returns the number of events of a kind.
func (r *OverflowRow) Count(k Kind) uint64 {
	if int(k) >= len(r.Kinds) {
		return 0
	}
	return r.Kinds[k]
}

// ByThread returns Rows, or nothing if o is nil.
func (o *Overflow) ByThread() []OverflowRow {
	if o == nil {
		return nil
	}
	return o.Rows
}

// Count returns the number of events of a kind in all threads; zero if o is nil.
func (o *Overflow) Count(k Kind) (n uint64) {
	for i := range o.ByThread() {
		n += o.Rows[i].Count(k)
	}
	return n
}

// Thread returns the row of a thread, or nil if it has none.
func (o *Overflow) Thread(id ThreadID) *OverflowRow {
	i, found := slices.BinarySearchFunc(o.ByThread(), id, OverflowRow.compare)
	if !found {
		return nil
	}
	return &o.Rows[i]
}

func (r OverflowRow) compare(id ThreadID) int { return cmp.Compare(r.Thread, id) }

// KeptUntil returns the time up to which the single events of a run are known: From, or the end of the run if o is nil.
func (o *Overflow) KeptUntil(end int64) int64 {
	if o == nil {
		return end
	}
	return o.From
}

// Validate returns an error if o, as it was read, cannot have been made by a [Recorder]. Code that shows an overflow may
// rely on what is checked here.
func (o *Overflow) Validate() error {
	if o.From < 0 {
		return errors.New("trace: the overflow begins before the run")
	}
	for i, row := range o.Rows {
		if i > 0 && o.Rows[i-1].Thread >= row.Thread {
			return errors.New("trace: the threads of the overflow are not in order")
		}
		if len(row.Kinds) > 1<<8 {
			return errors.New("trace: the overflow counts more kinds than there can be")
		}
		if !row.Busy.valid() || !row.Steps.valid() {
			return errors.New("trace: the overflow has slots that no recorder makes")
		}
	}
	return nil
}

// join adds an overflow that begins where this one ends. end is the end of the run.
func (o *Overflow) join(later *Overflow, end int64) {
	for i := range later.ByThread() {
		from := &later.Rows[i]
		at, found := slices.BinarySearchFunc(o.Rows, from.Thread, OverflowRow.compare)
		if !found {
			o.Rows = slices.Insert(o.Rows, at, OverflowRow{Thread: from.Thread})
		}
		row := &o.Rows[at]
		for len(row.Kinds) < len(from.Kinds) {
			row.Kinds = append(row.Kinds, 0)
		}
		for k, n := range from.Kinds {
			row.Kinds[k] += n
		}
		row.Busy.AddSpread(later.From-o.From, from.Busy, end-o.From)
		row.Steps.AddSpread(later.From-o.From, from.Steps, end-o.From)
	}
}
