package page

import (
	"math"
	"sort"
)

// scene draws a recording: the axis and its lanes, by pixels and not by events. What the cursor adds is drawn apart,
// since it moves more often.
type scene struct {
	rec  *Recording
	lay  layout
	axis axis
	now  int64 // where open spans end
	most int32 // the longest ready queue of all
	p    *paint
}

// drawScene lists what to draw of a recording. Spans that are still open end now.
func drawScene(p *paint, rec *Recording, lay layout, a axis, now int64) {
	p.reset()
	p.op(opClear, 0, 1, 0, 0, lay.Width, lay.Height)
	if len(lay.Rows) == 0 {
		return
	}
	s := scene{rec: rec, lay: lay, axis: a, now: now, most: longestQueue(lay.Rows), p: p}
	top := float64(axisHeight)
	p.op(opClip, 0, 1, 0, top-4, lay.Width, lay.foot()-top+8)
	for _, r := range lay.Rows {
		if y := r.Y - lay.Scroll; y+r.H > 0 && y < lay.Height {
			p.op(opCard, toneShade, .55, 0, y, lay.Width, r.H)
		}
	}
	p.op(opUnclip, 0, 0, 0, 0, 0, 0)
	s.grid()
	p.op(opClip, 0, 1, 0, top-4, lay.Width, lay.foot()-top+8)
	for _, r := range lay.Rows {
		if y := r.Y - lay.Scroll; y+r.H > 0 && y < lay.Height {
			s.lane(r.Lane, y, r.H)
		}
	}
	p.op(opUnclip, 0, 0, 0, 0, 0, 0)
}

func (s *scene) grid() {
	for _, t := range s.axis.ticks() {
		x := s.axis.x(t.At)
		s.p.vline(toneLine, x, 20, s.lay.foot()-20+4)
		if x+12+6.8*float64(len(t.Label)) < s.lay.Width {
			s.p.text(toneMuted, textMono, x+5, 14, t.Label)
		}
	}
}

func (s *scene) lane(l *Lane, y, h float64) {
	s.label(l, y, h)
	// Steps take two fifths of a high row and leave room below for the ready queue; a low row has nothing else.
	bar, top := h-2*math.Max(2, math.Round(h/7)), y+math.Max(2, math.Round(h/7))
	if h >= 40 {
		bar, top = math.Round(h*.42), y+math.Round(h*.14)
	}
	t := toneOf(l.Hue)
	mid := math.Round(top+bar/2) - .5
	for _, r := range s.window(l.runs) {
		x0, x1 := s.axis.x(r.From), s.axis.x(r.until(s.now))
		if x1-x0 >= 1 {
			s.p.op(opDots, t, .6, x0, mid, x1-x0, 0)
		}
	}
	s.spans(l.waits, 2, func(x, w float64) { s.p.op(opReady, toneMuted, 1, x, top, w, bar) })
	s.overdue(l, top, bar)
	s.steps(l, t, top, bar)
	s.spans(l.blocks, 3, func(x, w float64) { s.p.op(opBlock, toneWarn, 1, x, top, w, bar) })
	s.marks(l, t, y, h, top, mid, bar)
	if h >= 40 && l.Loop != 0 {
		s.depth(l, t, y+h-9)
	}
}

// overdue is the wait that is not over yet.
func (s *scene) overdue(l *Lane, top, bar float64) {
	if len(l.ready) == 0 || l.last().phase == phaseStep || s.rec.State.Over() {
		return
	}
	x0, x1 := s.axis.x(max(l.ready[0].since, l.free)), s.axis.x(s.now)
	if x1-x0 >= 1 {
		s.p.op(opReady, toneMuted, 1, x0, top, x1-x0, bar)
	}
}

// window is the spans that can be seen. They are in order and do not overlap.
func (s *scene) window(all []span) []span {
	from := sort.Search(len(all), func(i int) bool { return all[i].until(s.now) >= s.axis.From })
	to := sort.Search(len(all), func(i int) bool { return all[i].From > s.axis.To })
	return all[from:max(from, to)]
}

// spans joins what falls together on the screen, each at least as wide as can be seen.
func (s *scene) spans(all []span, least float64, draw func(x, w float64)) {
	x0, x1 := 0.0, -1.0
	for _, sp := range s.window(all) {
		a := s.axis.x(sp.From)
		b := math.Max(s.axis.x(sp.until(s.now)), a+least)
		if x1 >= 0 && a <= x1+.5 {
			x1 = math.Max(x1, b)
			continue
		}
		if x1 >= 0 {
			draw(x0, x1-x0)
		}
		x0, x1 = a, b
	}
	if x1 >= 0 {
		draw(x0, x1-x0)
	}
}

// leastStep is how wide a step is at least, so that one that took no time is seen too.
const leastStep = 3

func (s *scene) steps(l *Lane, t tone, top, bar float64) {
	seen := s.window(l.solid)
	if float64(len(seen)) > s.axis.Width/4 {
		s.crowd(seen, t, top, bar)
		return
	}
	s.clusters(seen, t, top, bar)
}

// clusters draws steps one by one. Where several fall together on the screen because each is drawn wider than it is,
// they are as full as they were busy: slices of a core must not look like one long computation.
func (s *scene) clusters(seen []span, t tone, top, bar float64) {
	x0, x1, busy, n := 0.0, -1.0, 0.0, 0
	flush := func() {
		switch {
		case n == 0:
		case n > 2 && busy < .75*(x1-x0):
			s.p.rect(t, .3+.7*math.Round(4*busy/(x1-x0))/4, x0, top, x1-x0, bar)
		default:
			s.p.op(opRound, t, 1, x0, top, x1-x0, bar)
		}
		busy, n = 0, 0
	}
	for _, sp := range seen {
		a, b := s.axis.x(sp.From), s.axis.x(sp.until(s.now))
		if n == 0 || a > x1+.5 {
			flush()
			x0, x1 = a, a
		}
		x1 = math.Max(x1, math.Max(b, a+leastStep))
		busy += b - a
		n++
	}
	flush()
}

// crowd draws more steps than there are pixels: every column as full as it was busy, in a few grades, so that a loop
// which is merely often awake does not look like one that never rests.
func (s *scene) crowd(seen []span, t tone, top, bar float64) {
	const grades = 5
	columns := make([]float64, int(s.axis.Width)+2)
	for _, sp := range seen {
		a, b := s.axis.x(sp.From)-s.axis.X, s.axis.x(sp.until(s.now))-s.axis.X
		a, b = math.Max(a, 0), math.Min(math.Max(b, a+.02), float64(len(columns)-1))
		for c := int(a); c <= int(b); c++ {
			columns[c] += math.Max(0, math.Min(b, float64(c+1))-math.Max(a, float64(c)))
		}
	}
	grade := func(busy float64) int {
		if busy == 0 {
			return 0
		}
		return 1 + int(math.Min(busy, .999)*grades)
	}
	for c := 0; c < len(columns); {
		g, from := grade(columns[c]), c
		for c < len(columns) && grade(columns[c]) == g {
			c++
		}
		if g > 0 {
			s.p.rect(t, .3+.7*float64(g)/grades, s.axis.X+float64(from), top, float64(c-from), bar)
		}
	}
}
