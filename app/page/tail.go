package page

import (
	"math"

	"loopyard/engine/trace"
)

// tail is what is known of a lane after the last event that was kept; nil if there is nothing. A thread's goes to the
// loop that it had then.
func (r *Recording) tail(l *Lane) *trace.OverflowRow {
	if r.Trailer.Overflow == nil || r.levels(l).Over {
		return nil
	}
	return r.Trailer.Overflow.Thread(l.Thread)
}

// Past tells whether a moment is after the last event that was kept.
func (r *Recording) Past(at int64) bool {
	return r.Trailer.Overflow != nil && at > r.Trailer.Overflow.From
}

// linesPast says how many lines were printed past the limit.
func (r *Recording) linesPast() string {
	t := r.Trailer.Overflow
	if n := t.Count(trace.Printed) + t.Count(trace.Reported); n > 0 {
		return plural(int64(n), "line") + " past the limit of events: only counted."
	}
	return ""
}

// busyPast is how long a lane was busy past the limit.
func (r *Recording) busyPast(l *Lane) (all int64) {
	if row := r.tail(l); row != nil {
		for _, n := range row.Busy.Sums {
			all += n
		}
	}
	return all
}

// slotWords say what a lane did around a moment past the limit.
func (r *Recording) slotWords(l *Lane, at int64) []string {
	words := []string{"past the limit of events: only counted"}
	row, from := r.tail(l), at-r.Trailer.Overflow.From
	if row == nil {
		return append(words, "nothing happened here any more")
	}
	if i := slotAt(row.Busy, from); i >= 0 {
		words = append(words, percent(row.Busy.Sums[i], row.Busy.Width)+" busy within "+short(row.Busy.Width))
	}
	if i := slotAt(row.Steps, from); i >= 0 {
		words = append(words, plural(row.Steps.Sums[i], "step")+" within "+short(row.Steps.Width))
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

// tail draws what a row did past the limit: where steps began, its slots as full as they were busy, over a ground between
// dashed lines which says that single steps are not known.
func (s *scene) tail(r row, b bars) {
	t := s.rec.Trailer.Overflow
	if t == nil || r.Of.Over || t.From > s.axis.To || s.now <= t.From {
		return
	}
	x0 := math.Max(s.axis.x(t.From), s.axis.X)
	x1 := math.Min(s.axis.x(s.now), s.axis.X+s.axis.Width)
	s.p.rect(toneMuted, .12, x0, b.top, math.Max(x1-x0, 1), b.height)
	for _, edge := range []float64{b.top + .5, b.top + b.height - .5} {
		s.p.op(opDashes, toneMuted, .8, x0, edge, x1-x0, 0)
	}
	row := t.Thread(r.Lane.Thread)
	if r.Task != 0 || row == nil {
		return
	}
	most := int64(1)
	for _, n := range row.Steps.Sums {
		most = max(most, n)
	}
	draw := func(of trace.Slots, full int64, least, more float64) {
		grade := func(i int) int { return int(math.Ceil(grades * math.Min(float64(of.Sums[i])/float64(full), 1))) }
		for i := 0; i < len(of.Sums); {
			g, first := grade(i), i
			for i < len(of.Sums) && grade(i) == g {
				i++
			}
			from := math.Max(s.axis.x(t.From+int64(first)*of.Width), x0)
			to := math.Min(s.axis.x(t.From+int64(i)*of.Width), x1)
			if g > 0 && from <= x1 && to >= x0 {
				s.p.rect(b.tone, least+more*float64(g)/grades, from, b.top, math.Max(to-from, 1), b.height)
			}
		}
	}
	draw(row.Steps, most, .15, .3)
	draw(row.Busy, row.Busy.Width, .3, .7)
}
