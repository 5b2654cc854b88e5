package timeline

import (
	"math"

	"loopyard/app/recording"
	"loopyard/app/recording/rows"
)

// scene draws a recording: the axis and its rows, by pixels and not by events. What the cursor adds is drawn apart,
// since it moves more often. The same list becomes the canvas, the PNG and the SVG.
type scene struct {
	rec  *recording.Recording
	lay  Layout
	axis Axis
	now  int64 // where open spans end
	most int32 // the longest ready queue of all
	pick Selection
	p    *DisplayList

	cells  []rows.Cell
	peaks  []rows.Peak
	column float64 // how wide a cell is
	names  int     // that were written into steps

	front   *recording.Recording // of several runs
	present int64                // where its open spans end
}

// drawScene lists what to draw of a recording. Spans that are still open end now.
func Draw(p *DisplayList, rec *recording.Recording, lay Layout, a Axis, now int64, pick Selection) {
	p.Reset()
	p.Op(OpClear, 0, 1, 0, 0, lay.Width, lay.Height)
	if lay.empty() {
		return
	}
	s := scene{rec: rec, front: rec, lay: lay, axis: a, now: now, present: now, most: longestQueue(lay.Rows), pick: pick, p: p}
	seen := lay.Seen()
	if s.column = 1; len(seen) > 12 {
		s.column = 2 // so that a screen full of rows is drawn as quickly as a few
	}
	n := int(math.Ceil(a.Width / s.column))
	if cap(p.cells) < n {
		p.cells, p.peaks = make([]rows.Cell, n), make([]rows.Peak, n)
	}
	s.cells, s.peaks = p.cells[:n], p.peaks[:n]

	top := float64(AxisHeight)
	p.Op(OpClip, 0, 1, 0, top-4, lay.Width, lay.Foot()-top+8)
	for _, r := range seen {
		s.card(r)
	}
	p.Op(OpUnclip, 0, 0, 0, 0, 0, 0)
	s.grid()
	p.Op(OpClip, 0, 1, 0, top-4, lay.Width, lay.Foot()-top+8)
	s.strips()
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.label(r, r.Y-lay.Scroll, r.H)
	}
	p.Op(OpClip, 0, 1, a.X-3, top-4, lay.Width-a.X+3, lay.Foot()-top+8)
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.row(r, r.Y-lay.Scroll, r.H)
	}
	for _, run := range lay.runs() {
		s.turnTo(run)
		s.handoffs()
	}
	p.Op(OpUnclip, 0, 0, 0, 0, 0, 0)
	p.Op(OpUnclip, 0, 0, 0, 0, 0, 0)
}

// card is the ground of a row. That of a task is no more than a hint.
func (s *scene) card(r Row) {
	y := r.Y - s.lay.Scroll
	if r.Task != 0 {
		s.p.Op(OpCard, toneShade, .3, 10, y, s.lay.Width-10, r.H)
	} else {
		s.p.Op(OpCard, toneShade, .55, 0, y, s.lay.Width, r.H)
	}
	if s.pick != (Selection{}) && r.Pick() == s.pick {
		s.p.Op(OpCard, toneShade, 1, 0, y, s.lay.Width, r.H)
		s.p.Rect(toneCursor, 1, 0, y, 3, r.H)
	}
}

func (s *scene) grid() {
	for _, t := range s.axis.Ticks() {
		x := s.axis.Pixel(t.At)
		s.p.vline(toneLine, x, 20, s.lay.Foot()-20+4)
		if x+12+6.8*float64(len(t.Label)) < s.lay.Width {
			s.p.text(toneMuted, textMono, x+5, 14, t.Label)
		}
	}
}

// row draws what a lane or a task was doing, and its life.
func (s *scene) row(r Row, y, h float64) {
	// Steps take two fifths of a high row and leave room below for the queues; a low row has nothing else.
	bar, top := h-2*math.Max(2, math.Round(h/7)), y+math.Max(2, math.Round(h/7))
	if h >= 34 {
		bar, top = math.Round(h*.42), y+math.Round(h*.14)
	}
	b := bars{scene: s, track: r.Track(), tone: toneOf(r.Lane.Hue), top: top, height: bar, mid: math.Round(top+bar/2) - .5}
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

func longestQueue(rows []Row) int32 {
	most := int32(1)
	for _, r := range rows {
		if r.Task == 0 {
			most = max(most, r.Of.Ready.Most())
		}
	}
	return most
}
