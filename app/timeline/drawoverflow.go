package timeline

import (
	"math"

	"loopyard/engine/trace"
)

// overflow draws what a row did past the limit of events: its slots, as opaque as they were busy. A background between dashed
// lines shows that single steps are not known.
func (s *scene) overflow(r Row, b bars) {
	t := s.rec.Trailer.Overflow
	if t == nil || r.Activity.Ended || t.From > s.axis.To || s.now <= t.From {
		return
	}
	x0 := math.Max(s.axis.Pixel(t.From), s.axis.Left)
	x1 := math.Min(s.axis.Pixel(s.now), s.axis.Left+s.axis.Width)
	s.p.Rect(toneMuted, .12, x0, b.top, math.Max(x1-x0, 1), b.height)
	for _, edge := range []float64{b.top + .5, b.top + b.height - .5} {
		s.p.Add(OpDashed, toneMuted, .8, x0, edge, x1-x0, 0)
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
			from := math.Max(s.axis.Pixel(t.From+int64(first)*of.Width), x0)
			to := math.Min(s.axis.Pixel(t.From+int64(i)*of.Width), x1)
			if g > 0 && from <= x1 && to >= x0 {
				s.p.Rect(b.tone, least+more*float64(g)/grades, from, b.top, math.Max(to-from, 1), b.height)
			}
		}
	}
	draw(row.Steps, most, .15, .3)
	draw(row.Busy, row.Busy.Width, .3, .7)
}
