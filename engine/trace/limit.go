package trace

import "slices"

// Limit is a [Sink] that passes on the first so many events and adds up the others in the trailer's [Tail].
type Limit struct {
	to      Sink
	left    int
	dropped uint64
	past    aggregator
}

// NewLimit makes a limit of so many events in front of a sink.
func NewLimit(to Sink, events int) *Limit { return &Limit{to: to, left: events} }

// Begin passes on the header.
func (l *Limit) Begin(h Header) error { return l.to.Begin(h) }

// Batch passes on what there is room for.
func (l *Limit) Batch(b Batch) error {
	n := min(l.left, len(b.Events))
	for i := range b.Events[:n] {
		l.past.note(&b.Events[i])
	}
	for i := range b.Events[n:] {
		l.past.add(&b.Events[n:][i])
	}
	l.left -= n
	l.dropped += uint64(len(b.Events) - n)
	if b.Events = b.Events[:n]; n == 0 {
		return nil
	}
	return l.to.Batch(b)
}

// End passes on the trailer with what was added up here.
func (l *Limit) End(t Trailer) error {
	until := t.Overflow.KeptUntil(t.End) // from where on somebody else has added up
	t.Dropped += l.dropped
	if own := l.past.overflow(until); own != nil {
		own.join(t.Overflow, t.End)
		t.Overflow = own
	}
	return l.to.End(t)
}

// join adds what another tail has, which begins where this one ends.
func (t *Overflow) join(later *Overflow, end int64) {
	for i := range later.ByThread() {
		from := &later.Rows[i]
		at, found := slices.BinarySearchFunc(t.Rows, from.Thread, func(r OverflowRow, id ThreadID) int { return int(r.Thread) - int(id) })
		if !found {
			t.Rows = slices.Insert(t.Rows, at, OverflowRow{Thread: from.Thread})
		}
		row := &t.Rows[at]
		for len(row.Kinds) < len(from.Kinds) {
			row.Kinds = append(row.Kinds, 0)
		}
		for k, n := range from.Kinds {
			row.Kinds[k] += n
		}
		row.Busy.AddSpread(later.From-t.From, from.Busy, end-t.From)
		row.Steps.AddSpread(later.From-t.From, from.Steps, end-t.From)
	}
}
