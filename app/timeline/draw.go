package timeline

import (
	"math"

	"loopyard/app/recording"
	"loopyard/app/recording/rows"
)

// scene draws the axis and the rows of recordings. What it costs depends on the pixels, not on the events. The cursor is
// drawn separately by [DrawCursor], since it moves more often.
type scene struct {
	rec  *recording.Recording
	lay  Layout
	axis Axis
	now  int64 // where open spans end
	most int32 // the longest ready queue of all
	pick Selection
	p    *DisplayList

	cells  []rows.Column
	peaks  []rows.CounterColumn
	column float64 // how wide a cell is
	names  int     // that were written into steps

	front   *recording.Recording // of several runs
	present int64                // where its open spans end
}

// Draw replaces what is in the list by the picture of a recording, or of all runs of the layout. Spans that are still open
// end now. The row that is selected is highlighted.
func Draw(p *DisplayList, rec *recording.Recording, lay Layout, a Axis, now int64, pick Selection) {
	p.Reset()
	p.Add(OpClear, 0, 1, 0, 0, lay.Width, lay.Height)
	if lay.empty() {
		return
	}
	s := scene{rec: rec, front: rec, lay: lay, axis: a, now: now, present: now, most: longestQueue(lay.Rows), pick: pick, p: p}
	seen := lay.VisibleRows()
	if s.column = 1; len(seen) > 12 {
		s.column = 2 // so that a screen full of rows is drawn as quickly as a few
	}
	n := int(math.Ceil(a.Width / s.column))
	if cap(p.cells) < n {
		p.cells, p.peaks = make([]rows.Column, n), make([]rows.CounterColumn, n)
	}
	s.cells, s.peaks = p.cells[:n], p.peaks[:n]

	top := float64(AxisHeight)
	p.Add(OpClip, 0, 1, 0, top-4, lay.Width, lay.RowsBottom()-top+8)
	for _, r := range seen {
		s.card(r)
	}
	p.Add(OpUnclip, 0, 0, 0, 0, 0, 0)
	s.grid()
	p.Add(OpClip, 0, 1, 0, top-4, lay.Width, lay.RowsBottom()-top+8)
	s.strips()
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.label(r, r.Top-lay.Scroll, r.Height)
	}
	p.Add(OpClip, 0, 1, a.Left-3, top-4, lay.Width-a.Left+3, lay.RowsBottom()-top+8)
	for _, r := range seen {
		s.turnTo(r.Rec)
		s.row(r, r.Top-lay.Scroll, r.Height)
	}
	for _, run := range lay.runs() {
		s.turnTo(run)
		s.posts()
	}
	p.Add(OpUnclip, 0, 0, 0, 0, 0, 0)
	p.Add(OpUnclip, 0, 0, 0, 0, 0, 0)
}

// card draws the background of a row. That of a task is fainter.
func (s *scene) card(r Row) {
	y := r.Top - s.lay.Scroll
	if r.Task != 0 {
		s.p.Add(OpCard, toneCard, .3, 10, y, s.lay.Width-10, r.Height)
	} else {
		s.p.Add(OpCard, toneCard, .55, 0, y, s.lay.Width, r.Height)
	}
	if s.pick != (Selection{}) && r.Selection() == s.pick {
		s.p.Add(OpCard, toneCard, 1, 0, y, s.lay.Width, r.Height)
		s.p.Rect(toneCursor, 1, 0, y, 3, r.Height)
	}
}

// grid draws the ticks of the axis with their labels.
func (s *scene) grid() {
	for _, t := range s.axis.Ticks() {
		x := s.axis.Pixel(t.At)
		s.p.vline(toneLine, x, 20, s.lay.RowsBottom()-20+4)
		if x+12+6.8*float64(len(t.Label)) < s.lay.Width {
			s.p.text(toneMuted, textMono, x+5, 14, t.Label)
		}
	}
}

// row draws what a loop, a thread or a task was doing, and the marks of its life.
func (s *scene) row(r Row, y, h float64) {
	// Steps take two fifths of a high row and leave room below for the queues; a low row has nothing else.
	bar, top := h-2*math.Max(2, math.Round(h/7)), y+math.Max(2, math.Round(h/7))
	if h >= 34 {
		bar, top = math.Round(h*.42), y+math.Round(h*.14)
	}
	b := bars{scene: s, track: r.Track(), tone: toneOf(r.Lane.Hue), top: top, height: bar, mid: math.Round(top+bar/2) - .5}
	b.draw(r)
	s.overflow(r, b)
	if r.Task != 0 {
		s.taskMarks(r, b)
		return
	}
	if h >= 34 && r.Lane.Loop != 0 {
		s.queues(r, b.tone, top+bar, y+h)
	}
	s.marks(r, b)
}

// perColumn returns the width of a column in nanoseconds.
func (s *scene) perColumn() float64 {
	return float64(s.axis.To-s.axis.From) / s.axis.Width * s.column
}

func longestQueue(rows []Row) int32 {
	most := int32(1)
	for _, r := range rows {
		if r.Task == 0 {
			most = max(most, r.Activity.Ready.Max())
		}
	}
	return most
}
