package timeline

import (
	"math"

	"loopyard/app/recording/rows"
)

// queueHeight is how high the line of the longest ready queue rises, if there is room.
const queueHeight = 9

// queues draws, under a loop, how long its ready queue was, at its longest in each column; and how many timers it had, by a
// dotted line of its own measure, where there was more than the one that everything waits for.
func (s *scene) queues(r Row, t tone, bars, bottom float64) {
	base := bottom - math.Min(9, (bottom-bars)/3)
	high := math.Min(queueHeight, base-bars-2)
	if timers := r.Of.Timers.Most(); timers > 1 {
		s.level(&r.Of.Timers, r.Of, base, high, float64(timers))
		s.p.Op(OpStroke, toneMuted, .9, 0, 0, 1, 1)
	}
	s.level(&r.Of.Ready, r.Of, base, high, float64(max(1, s.most)))
	s.p.Op(OpStroke, t, .55, 0, 0, 1, 0)
}

// level is a line over what a counter was.
func (s *scene) level(c *rows.Counter, of *rows.Lane, base, high, most float64) {
	from, to := s.axis.X, s.axis.X+s.axis.Width
	if made := &of.Marks[rows.Made]; made.Len() > 0 {
		from = math.Max(from, s.axis.Pixel(made.At(0).At))
	}
	to = math.Min(to, s.axis.Pixel(s.now))
	if closed := &of.Marks[rows.Closed]; closed.Len() > 0 {
		to = math.Min(to, s.axis.Pixel(closed.At(0).At))
	}
	if to <= from {
		s.p.Op(opMove, toneMuted, 1, s.axis.X, base, 0, 0) // the stroke that follows needs a line
		return
	}
	lift := func(n int32) float64 {
		part := math.Min(1, float64(n)/most)
		if most > 8 {
			part = math.Sqrt(part) // so that a few are still seen beside hundreds
		}
		return base - high*part
	}
	c.Sweep(s.axis.From, s.perColumn(), s.peaks)
	first := int((from - s.axis.X) / s.column)
	last := min(int((to-s.axis.X)/s.column), len(s.peaks)-1)
	before := c.At(s.axis.From - 1)
	if first > 0 {
		before = s.peaks[first-1].Last
	}
	s.p.Op(opMove, toneMuted, 1, from, lift(before), 0, 0)
	for i := first; i <= last; i++ {
		p := s.peaks[i]
		if p.Most == before && p.Last == before {
			continue
		}
		x := math.Max(from, s.axis.X+float64(i)*s.column)
		s.p.Op(opLine, toneMuted, 1, x-1.5, lift(before), 0, 0)
		s.p.Op(opLine, toneMuted, 1, x, lift(max(p.Most, before)), 0, 0)
		s.p.Op(opLine, toneMuted, 1, x+1.5, lift(p.Last), 0, 0)
		before = p.Last
	}
	s.p.Op(opLine, toneMuted, 1, to, lift(before), 0, 0)
}
