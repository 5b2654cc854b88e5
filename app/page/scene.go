package page

import (
	"math"

	"loopyard/app/page/levels"
)

// scene draws a recording: the axis and its rows, by pixels and not by events. What the cursor adds is drawn apart,
// since it moves more often. The same list becomes the canvas, the PNG and the SVG.
type scene struct {
	rec  *Recording
	lay  layout
	axis axis
	now  int64 // where open spans end
	most int32 // the longest ready queue of all
	pick Pick
	p    *paint

	cells  []levels.Cell
	peaks  []levels.Peak
	column float64 // how wide a cell is
	names  int     // that were written into steps

	front   *Recording // of several runs
	present int64      // where its open spans end
}

// drawScene lists what to draw of a recording. Spans that are still open end now.
func drawScene(p *paint, rec *Recording, lay layout, a axis, now int64, pick Pick) {
	p.reset()
	p.op(opClear, 0, 1, 0, 0, lay.Width, lay.Height)
	if lay.empty() {
		return
	}
	s := scene{rec: rec, front: rec, lay: lay, axis: a, now: now, present: now, most: longestQueue(lay.Rows), pick: pick, p: p}
	seen := lay.seen()
	if s.column = 1; len(seen) > 12 {
		s.column = 2 // so that a screen full of rows is drawn as quickly as a few
	}
	n := int(math.Ceil(a.Width / s.column))
	if cap(p.cells) < n {
		p.cells, p.peaks = make([]levels.Cell, n), make([]levels.Peak, n)
	}
	s.cells, s.peaks = p.cells[:n], p.peaks[:n]

	top := float64(axisHeight)
	p.op(opClip, 0, 1, 0, top-4, lay.Width, lay.foot()-top+8)
	for _, r := range seen {
		s.card(r)
	}
	p.op(opUnclip, 0, 0, 0, 0, 0, 0)
	s.grid()
	p.op(opClip, 0, 1, 0, top-4, lay.Width, lay.foot()-top+8)
	s.strips()
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.label(r, r.Y-lay.Scroll, r.H)
	}
	p.op(opClip, 0, 1, a.X-3, top-4, lay.Width-a.X+3, lay.foot()-top+8)
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.row(r, r.Y-lay.Scroll, r.H)
	}
	for _, run := range lay.runs() {
		s.turnTo(run)
		s.handoffs()
	}
	p.op(opUnclip, 0, 0, 0, 0, 0, 0)
	p.op(opUnclip, 0, 0, 0, 0, 0, 0)
}

// card is the ground of a row. That of a task is no more than a hint.
func (s *scene) card(r row) {
	y := r.Y - s.lay.Scroll
	if r.Task != 0 {
		s.p.op(opCard, toneShade, .3, 10, y, s.lay.Width-10, r.H)
	} else {
		s.p.op(opCard, toneShade, .55, 0, y, s.lay.Width, r.H)
	}
	if s.pick != (Pick{}) && r.pick() == s.pick {
		s.p.op(opCard, toneShade, 1, 0, y, s.lay.Width, r.H)
		s.p.rect(toneCursor, 1, 0, y, 3, r.H)
	}
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

// row draws what a lane or a task was doing, and its life.
func (s *scene) row(r row, y, h float64) {
	// Steps take two fifths of a high row and leave room below for the queues; a low row has nothing else.
	bar, top := h-2*math.Max(2, math.Round(h/7)), y+math.Max(2, math.Round(h/7))
	if h >= 34 {
		bar, top = math.Round(h*.42), y+math.Round(h*.14)
	}
	b := bars{scene: s, track: r.track(), tone: toneOf(r.Lane.Hue), top: top, height: bar, mid: math.Round(top+bar/2) - .5}
	b.draw(r)
	s.tail(r, b)
	if r.Task != 0 {
		s.taskMarks(r, b)
		return
	}
	if h >= 34 && r.Lane.Loop != 0 {
		s.queues(r, b.tone, top+bar, y+h)
	}
	s.marks(r, b)
}

// perColumn is how many nanoseconds a cell is.
func (s *scene) perColumn() float64 {
	return float64(s.axis.To-s.axis.From) / s.axis.Width * s.column
}

func longestQueue(rows []row) int32 {
	most := int32(1)
	for _, r := range rows {
		if r.Task == 0 {
			most = max(most, r.Of.Ready.Most())
		}
	}
	return most
}
