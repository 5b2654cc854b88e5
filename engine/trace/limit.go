package trace

// Limit is a [Sink] that passes on the first events of a trace and aggregates the others in the [Overflow] of the
// trailer, as a [Recorder] with that limit does.
type Limit struct {
	to      Sink
	left    int // how many events may still pass
	dropped uint64
	past    aggregator
}

// NewLimit returns a limit that passes on the given number of events to a sink.
func NewLimit(to Sink, events int) *Limit { return &Limit{to: to, left: events} }

// Begin passes on the header.
func (l *Limit) Begin(h Header) error { return l.to.Begin(h) }

// Batch passes on the events that are within the limit.
func (l *Limit) Batch(b Batch) error {
	n := min(l.left, len(b.Events))
	l.past.noteAll(b.Events[:n])
	l.past.addAll(b.Events[n:])
	l.left -= n
	l.dropped += uint64(len(b.Events) - n)
	if b.Events = b.Events[:n]; n == 0 {
		return nil
	}
	return l.to.Batch(b)
}

// End passes on the trailer with the overflow added. If the trace already had a limit, and so an overflow of its own, the
// two are joined.
func (l *Limit) End(t Trailer) error {
	t.Dropped += l.dropped
	if own := l.past.overflow(t.Overflow.KeptUntil(t.End)); own != nil {
		own.join(t.Overflow, t.End)
		t.Overflow = own
	}
	return l.to.End(t)
}
