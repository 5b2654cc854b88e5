package timeline

import (
	"math"

	"loopyard/app/format"
	"loopyard/app/recording/rows"
	"loopyard/engine/trace"
)

// bars draws the states of one row. Each state has a shape of its own besides its color: running is a solid bar, ready a
// hatched one, blocked one hatched on red; sleeping is a dotted line, waiting a dashed one, idle a thin one.
type bars struct {
	*scene
	track       *rows.Track
	tone        Tone
	top, height float64
	mid         float64
}

// draw draws spans one by one if there is room for them. If not, it draws columns of what happened in them.
func (b *bars) draw(r Row) {
	first, end := b.track.Within(b.axis.From, b.axis.To)
	if float64(end-first) > b.axis.Width/3 {
		b.columns()
		return
	}
	for i := first; i < end; i++ {
		b.quiet(b.track.Span(i, b.now))
	}
	b.joined(first, end, trace.Ready, 2, func(x, w float64) { b.p.Add(OpReady, toneMuted, 1, x, b.top, w, b.height) })
	b.steps(first, end)
	b.joined(first, end, trace.Blocked, 3, func(x, w float64) { b.p.Add(OpBlocked, toneWarn, 1, x, b.top, w, b.height) })
	b.written(r, first, end)
}

// clip returns where a span is on the screen, cut off a little outside of it: no browser draws a million pixels well.
func (b *bars) clip(s rows.Span) (x0, x1 float64) {
	return math.Max(b.axis.Pixel(s.From), b.axis.Left-20), math.Min(b.axis.Pixel(s.To), b.axis.Left+b.axis.Width+20)
}

// quiet draws a span in which the row neither ran nor could run.
func (b *bars) quiet(s rows.Span) {
	if x0, x1 := b.clip(s); x1-x0 >= 1 {
		b.line(s.State, x0, x1-x0)
	}
}

// line draws idle, sleeping or waiting.
func (b *bars) line(s trace.State, x, w float64) {
	switch s {
	case trace.Idle:
		b.p.Rect(toneMuted, .35, x, b.mid, w, 1)
	case trace.Sleeping:
		b.p.Add(OpDotted, b.tone, .6, x, b.mid, w, 0)
	case trace.Waiting:
		b.p.Add(OpDashed, b.tone, .6, x, b.mid, w, 0)
	}
}

// joined draws the spans of one state. It joins those that touch on the screen, and makes each wide enough to be seen.
func (b *bars) joined(first, end int, what trace.State, least float64, draw func(x, w float64)) {
	x0, x1 := 0.0, -math.MaxFloat64
	for i := first; i < end; i++ {
		s := b.track.Span(i, b.now)
		if s.State != what || s.From == s.To && what == trace.Ready {
			continue
		}
		from, to := b.clip(s)
		to = math.Max(to, from+least)
		if from <= x1+.5 {
			x1 = math.Max(x1, to)
			continue
		}
		if x1 > x0 {
			draw(x0, x1-x0)
		}
		x0, x1 = from, to
	}
	if x1 > x0 {
		draw(x0, x1-x0)
	}
}

// MinStepWidth is the least width of a step, so that one that took no time can be seen.
const MinStepWidth = 3

// steps draws steps one by one. Several that touch on the screen, because each is drawn wider than it is, become one bar
// that is as opaque as they were busy. Otherwise short slices of a core would look like one long computation.
func (b *bars) steps(first, end int) {
	x0, x1, busy, n := 0.0, -1.0, 0.0, 0
	flush := func() {
		switch {
		case n == 0:
		case n > 2 && x1-x0 > 2*MinStepWidth && busy < .75*(x1-x0):
			b.p.Rect(b.tone, .3+.7*math.Round(4*busy/(x1-x0))/4, x0, b.top, x1-x0, b.height)
		default:
			b.p.Add(OpRoundRect, b.tone, 1, x0, b.top, x1-x0, b.height)
		}
		busy, n = 0, 0
	}
	for i := first; i < end; i++ {
		s := b.track.Span(i, b.now)
		if s.State != trace.Running {
			continue
		}
		from, to := b.clip(s)
		if n == 0 || from > x1+.5 {
			flush()
			x0, x1 = from, from
		}
		x1 = math.Max(x1, math.Max(to, from+MinStepWidth))
		busy += to - from
		n++
	}
	flush()
}

// columns draws more spans than there is room for. Every column is as opaque as it was busy, in a few grades, so that a loop
// that often wakes does not look like one that never rests.
func (b *bars) columns() {
	b.track.Columns(b.axis.From, b.perColumn(), b.now, b.cells)
	b.runs(func(c rows.Column) int { return int(c.Quiet) }, func(state int, x, w float64) { b.line(trace.State(state), x, w) })
	b.runs(waited, func(_ int, x, w float64) { b.p.Add(OpReady, toneMuted, 1, x, b.top, w, b.height) })
	b.crowd()
	b.runs(held, func(_ int, x, w float64) { b.p.Add(OpBlocked, toneWarn, 1, x, b.top, w, b.height) })
}

// crowd draws the steps of columns. A column that stands alone looks like a step that is drawn by itself.
func (b *bars) crowd() {
	for c := 0; c < len(b.cells); {
		if busy(b.cells[c]) == 0 {
			c++
			continue
		}
		from := c
		for c < len(b.cells) && busy(b.cells[c]) > 0 {
			c++
		}
		if w := float64(c-from) * b.column; w <= MinStepWidth {
			b.p.Rect(b.tone, 1, b.axis.Left+float64(from)*b.column, b.top, MinStepWidth, b.height)
			continue
		}
		for from < c {
			grade, first := busy(b.cells[from]), from
			for from < c && busy(b.cells[from]) == grade {
				from++
			}
			b.p.Rect(b.tone, .3+.7*float64(grade)/grades, b.axis.Left+float64(first)*b.column, b.top, float64(from-first)*b.column, b.height)
		}
	}
}

// grades is how many grades of opacity there are.
const grades = 5

// busy returns the grade of a column, from 0 for no step.
func busy(c rows.Column) int {
	if c.Running == 0 && c.Steps == 0 {
		return 0
	}
	return 1 + int(math.Min(float64(c.Running), .999)*grades)
}

// waited returns 1 if the row was ready for a good part of the column, and 0 otherwise.
func waited(c rows.Column) int {
	if c.Ready > .25 {
		return 1
	}
	return 0
}

// held returns 1 if the row was blocked for a good part of the column, and 0 otherwise.
func held(c rows.Column) int {
	if c.Blocked > .1 {
		return 1
	}
	return 0
}

// runs draws neighboring columns of the same kind as one. It leaves out kind 0.
func (b *bars) runs(kind func(rows.Column) int, draw func(kind int, x, w float64)) {
	for c := 0; c < len(b.cells); {
		k, from := kind(b.cells[c]), c
		for c < len(b.cells) && kind(b.cells[c]) == k {
			c++
		}
		if k > 0 {
			draw(k, b.axis.Left+float64(from)*b.column, float64(c-from)*b.column)
		}
	}
}

// mostNames limits the names that are written into steps, since text takes longest to draw.
const mostNames = 150

// written writes the task's name into each step of a loop that is wide enough.
func (b *bars) written(r Row, first, end int) {
	if r.Task != 0 || r.Lane.Loop == 0 || b.height < 14 {
		return
	}
	for i := first; i < end && b.names < mostNames; i++ {
		s := b.track.Span(i, b.now)
		if s.State != trace.Running {
			continue
		}
		x0, x1 := b.clip(s)
		x0, x1 = math.Max(x0, b.axis.Left), math.Min(x1, b.axis.Left+b.axis.Width)
		name := b.rec.TaskName(r.Lane.Loop, b.rec.Event(s.Event).Task)
		if room := int((x1 - x0 - 10) / 6.7); name != "" && room >= 4 {
			b.p.text(tonePanel, textMono, x0+5, b.mid+4.5, format.Truncate(name, room))
			b.names++
		}
	}
}
