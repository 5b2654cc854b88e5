package rows

import "loopyard/engine/trace"

// Column is what a row did in a stretch of time that is one column of pixels wide.
type Column struct {
	Running, Ready, Blocked float32     // parts of the column, from 0 to 1
	Steps                   int32       // the number of steps that began in it, so that a step of no length shows as well
	Quiet                   trace.State // the one of Idle, Sleeping and Waiting that takes up most of the column; Absent if none does
}

// Columns fills columns with what the row did from a time on, each width nanoseconds wide. Nothing is known after now.
func (t *Track) Columns(from int64, width float64, now int64, columns []Column) {
	var w walk
	w.to(t, min(from, now+1))
	before := w.sumAt(t, min(from, now))
	for c := range columns {
		until := from + int64(width*float64(c+1))
		if c == len(columns)-1 {
			until++ // what happens at the very end belongs to the last column
		}
		w.to(t, min(until, now+1))
		after := w.sumAt(t, min(until, now))
		columns[c] = column(&before, &after, float32(width))
		before = after
	}
}

// column returns the column between two sums.
func column(before, after *sum, width float32) Column {
	part := func(s trace.State) float32 { return min(1, float32(after.time[s]-before.time[s])/width) }
	c := Column{Running: part(trace.Running), Ready: part(trace.Ready), Blocked: part(trace.Blocked), Steps: int32(after.runs - before.runs)}
	most := int64(0)
	for _, s := range [...]trace.State{trace.Idle, trace.Sleeping, trace.Waiting} {
		if held := after.time[s] - before.time[s]; held > most {
			c.Quiet, most = s, held
		}
	}
	return c
}

// walk goes through a track from left to right and adds up what it passes. It leaps from one stored sum to another where
// it can, so it looks at no more than about stride changes on the way to a time, however many lie between.
type walk struct {
	i   int // the number of changes before the time that was reached
	sum sum // of these changes but the last, whose state is still held
}

// to goes on to a time, past every change before it.
func (w *walk) to(t *Track, at int64) {
	if k := w.leap(t, at); k > 0 {
		w.i, w.sum = k*stride+1, *t.sums.At(k - 1)
	}
	for w.i < t.changes.Len() && t.changes.At(w.i).at < at {
		if w.i > 0 {
			w.sum.add(*t.changes.At(w.i - 1), t.changes.At(w.i).at)
		}
		w.i++
	}
}

// leap returns the number of the furthest sum that lies ahead and belongs to a change before the time, and 0 if there is
// none. It looks near the place reached first, in steps that double, and then halves the stretch that it has found.
func (w *walk) leap(t *Track, at int64) int {
	k := max(w.i-1, 0) / stride // the sum at the place reached
	before := func(k int) bool { return k <= t.sums.Len() && t.changes.At(k*stride).at < at }
	if !before(k + 1) {
		return 0
	}
	low, step := k+1, 1 // before(low) holds
	for before(low + step) {
		low += step
		step *= 2
	}
	for high := low + step; high-low > 1; {
		if mid := (low + high) / 2; before(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// sumAt returns the sum up to the time that was reached. A step that is under way counts as one that began.
func (w *walk) sumAt(t *Track, at int64) sum {
	s := w.sum
	if w.i > 0 {
		c := *t.changes.At(w.i - 1)
		s.add(c, max(at, c.at))
	}
	return s
}
