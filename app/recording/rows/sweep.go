package rows

// Cell is one column of a row: what part of it was spent how.
type Column struct {
	Running, Ready, Blocked float32 // parts of the column, 0 to 1
	Steps                   int32   // steps that began in it, so that one that took no time is seen
	Quiet                   State   // the one of Idle, Asleep and Waiting that most of the column was spent in; Absent: none
}

// Sweep fills the cells with what the row did from a moment on, width nanoseconds each; nothing is known after now.
func (t *Track) Columns(from int64, width float64, now int64, cells []Column) {
	var w walk
	w.to(t, min(from, now+1))
	before := w.held(t, min(from, now))
	for c := range cells {
		until := from + int64(width*float64(c+1))
		if c == len(cells)-1 {
			until++ // what happens at the very end belongs to it
		}
		w.to(t, min(until, now+1))
		after := w.held(t, min(until, now))
		cells[c] = cell(&before, &after, float32(width))
		before = after
	}
}

func cell(before, after *sum, width float32) Column {
	part := func(s State) float32 { return min(1, float32(after.time[s]-before.time[s])/width) }
	c := Column{Running: part(Running), Ready: part(Ready), Blocked: part(Blocked), Steps: int32(after.runs - before.runs)}
	most := int64(0)
	for _, s := range [...]State{Idle, Sleeping, Waiting} {
		if held := after.time[s] - before.time[s]; held > most {
			c.Quiet, most = s, held
		}
	}
	return c
}

// walk goes through a track from left to right.
type walk struct {
	i   int // the changes before this one began before the moment reached
	sum sum // over all of them but the last, which is still under way
}

// to goes on to a moment: past every change before it.
func (w *walk) to(t *Track, at int64) {
	if k := w.leap(t, at); k > 0 {
		w.i, w.sum = k*stride+1, *t.sums.at(k - 1)
	}
	for w.i < t.changes.n && t.changes.at(w.i).at < at {
		if w.i > 0 {
			w.sum.add(*t.changes.at(w.i - 1), t.changes.at(w.i).at)
		}
		w.i++
	}
}

// leap finds the furthest sum that is ahead and at a change before the moment; 0 if there is none. Most are near.
func (w *walk) leap(t *Track, at int64) int {
	k := max(w.i-1, 0) / stride // the sum here
	before := func(k int) bool { return k <= t.sums.n && t.changes.at(k*stride).at < at }
	if !before(k + 1) {
		return 0
	}
	low, step := k+1, 1 // before(low)
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

// held is the sum up to the moment reached. A step that is under way there counts as one.
func (w *walk) held(t *Track, at int64) sum {
	s := w.sum
	if w.i > 0 {
		c := *t.changes.at(w.i - 1)
		s.add(c, max(at, c.at))
	}
	return s
}
