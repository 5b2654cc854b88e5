package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// tail is what is known of a lane after the last event that was kept; nil if there is nothing. A thread's goes to the
// loop that it had then.
func (r *Recording) tail(l *Lane) *trace.OverflowRow {
	if r.Trailer.Overflow == nil || r.Activity(l).Ended {
		return nil
	}
	return r.Trailer.Overflow.Thread(l.Thread)
}

// Past tells whether a moment is after the last event that was kept.
func (r *Recording) PastLimit(at int64) bool {
	return r.Trailer.Overflow != nil && at > r.Trailer.Overflow.From
}

// linesPast says how many lines were printed past the limit.
func (r *Recording) OverflowNote() string {
	t := r.Trailer.Overflow
	if n := t.Count(trace.Printed) + t.Count(trace.Reported); n > 0 {
		return format.Plural(int64(n), "line") + " past the limit of events: only counted."
	}
	return ""
}

// busyPast is how long a lane was busy past the limit.
func (r *Recording) BusyPastLimit(l *Lane) (all int64) {
	if row := r.tail(l); row != nil {
		for _, n := range row.Busy.Sums {
			all += n
		}
	}
	return all
}

// slotWords say what a lane did around a moment past the limit.
func (r *Recording) OverflowDetails(l *Lane, at int64) []string {
	words := []string{"past the limit of events: only counted"}
	row, from := r.tail(l), at-r.Trailer.Overflow.From
	if row == nil {
		return append(words, "nothing happened here any more")
	}
	if i := slotAt(row.Busy, from); i >= 0 {
		words = append(words, format.Percent(row.Busy.Sums[i], row.Busy.Width)+" busy within "+format.Duration(row.Busy.Width))
	}
	if i := slotAt(row.Steps, from); i >= 0 {
		words = append(words, format.Plural(row.Steps.Sums[i], "step")+" within "+format.Duration(row.Steps.Width))
	}
	return words
}

// slotAt gives the slot of a moment; -1 if nothing was added to it.
func slotAt(s trace.Slots, at int64) int {
	if s.Width == 0 || at < 0 || at/s.Width >= int64(len(s.Sums)) {
		return -1
	}
	return int(at / s.Width)
}
