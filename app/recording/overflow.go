package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// PastLimit reports whether a time is after the last event that was stored. What happened then was only counted.
func (r *Recording) PastLimit(at int64) bool {
	return r.Trailer.Overflow != nil && at > r.Trailer.Overflow.From
}

// overflowOf returns what was counted of a lane, or nil if that is nothing. What was counted of a thread belongs to the loop
// that the thread had then.
func (r *Recording) overflowOf(l *Lane) *trace.OverflowRow {
	if r.Trailer.Overflow == nil || r.Activity(l).Ended {
		return nil
	}
	return r.Trailer.Overflow.Thread(l.Thread)
}

// OverflowNote says how many lines were printed past the limit of events. It is empty if none were.
func (r *Recording) OverflowNote() string {
	o := r.Trailer.Overflow
	if n := o.Count(trace.Printed) + o.Count(trace.Reported); n > 0 {
		return format.Plural(int64(n), "more line") + " past the limit of events: counted, not stored."
	}
	return ""
}

// BusyPastLimit returns how long a lane was busy past the limit of events.
func (r *Recording) BusyPastLimit(l *Lane) (all int64) {
	if row := r.overflowOf(l); row != nil {
		for _, n := range row.Busy.Sums {
			all += n
		}
	}
	return all
}

// OverflowDetails says what a lane did around a time past the limit of events.
func (r *Recording) OverflowDetails(l *Lane, at int64) []string {
	details := []string{"past the limit of events: counted, not stored"}
	row, since := r.overflowOf(l), at-r.Trailer.Overflow.From
	if row == nil {
		return append(details, "nothing happened here after the limit")
	}
	if i := slotAt(row.Busy, since); i >= 0 {
		details = append(details, format.Percent(row.Busy.Sums[i], row.Busy.Width)+" busy within "+format.Duration(row.Busy.Width))
	}
	if i := slotAt(row.Steps, since); i >= 0 {
		details = append(details, format.Plural(row.Steps.Sums[i], "step")+" within "+format.Duration(row.Steps.Width))
	}
	return details
}

// slotAt returns the number of the slot of a time, or -1 if nothing was added to it.
func slotAt(s trace.Slots, at int64) int {
	if s.Width == 0 || at < 0 || at/s.Width >= int64(len(s.Sums)) {
		return -1
	}
	return int(at / s.Width)
}
