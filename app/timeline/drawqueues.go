package timeline

import (
	"math"

	"loopyard/app/recording/rows"
)

// queueHeight is the height of the line of the longest ready queue, if there is room.
const queueHeight = 9

// queues draws, under a loop, the largest length of its ready queue in each column. If the loop ever had more than one timer,
// a dotted line to a scale of its own shows how many.
func (s *scene) queues(r Row, t Tone, bars, bottom float64) {
	base := bottom - math.Min(9, (bottom-bars)/3)
	high := math.Min(queueHeight, base-bars-2)
	if timers := r.Activity.Timers.Max(); timers > 1 {
		s.level(&r.Activity.Timers, r.Activity, base, high, float64(timers))
		s.p.Add(OpStroke, toneMuted, .9, 0, 0, 1, 1)
	}
	s.level(&r.Activity.Ready, r.Activity, base, high, float64(max(1, s.most)))
	s.p.Add(OpStroke, t, .55, 0, 0, 1, 0)
}

// level adds the line of a counter to the list; a stroke has to follow.
func (s *scene) level(c *rows.Counter, of *rows.Activity, base, high, most float64) {
	from, to := s.axis.Left, s.axis.Left+s.axis.Width
	if made := &of.Marks[rows.Created]; made.Len() > 0 {
		from = math.Max(from, s.axis.Pixel(made.Get(0).At))
	}
	to = math.Min(to, s.axis.Pixel(s.now))
	if closed := &of.Marks[rows.Closed]; closed.Len() > 0 {
		to = math.Min(to, s.axis.Pixel(closed.Get(0).At))
	}
	if to <= from {
		s.p.Add(opMoveTo, toneMuted, 1, s.axis.Left, base, 0, 0) // the stroke that follows needs a line
		return
	}
	lift := func(n int32) float64 {
		part := math.Min(1, float64(n)/most)
		if most > 8 {
			part = math.Sqrt(part) // so that a few are still seen beside hundreds
		}
		return base - high*part
	}
	c.Columns(s.axis.From, s.perColumn(), s.peaks)
	first := int((from - s.axis.Left) / s.column)
	last := min(int((to-s.axis.Left)/s.column), len(s.peaks)-1)
	before := c.At(s.axis.From - 1)
	if first > 0 {
		before = s.peaks[first-1].Last
	}
	s.p.Add(opMoveTo, toneMuted, 1, from, lift(before), 0, 0)
	for i := first; i <= last; i++ {
		p := s.peaks[i]
		if p.Max == before && p.Last == before {
			continue
		}
		x := math.Max(from, s.axis.Left+float64(i)*s.column)
		s.p.Add(opLineTo, toneMuted, 1, x-1.5, lift(before), 0, 0)
		s.p.Add(opLineTo, toneMuted, 1, x, lift(max(p.Max, before)), 0, 0)
		s.p.Add(opLineTo, toneMuted, 1, x+1.5, lift(p.Last), 0, 0)
		before = p.Last
	}
	s.p.Add(opLineTo, toneMuted, 1, to, lift(before), 0, 0)
}
