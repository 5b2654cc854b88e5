package browser

import (
	"math"

	"loopyard/app/model"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// hover is what the tip is about: a row, and a moment. The zero value is nothing.
type hover struct {
	row  int // of the layout, from 1; 0: none
	at   int64
	keys bool // the keyboard chose it, not the pointer
}

// tell shows the tip about the row under the pointer, or about the row that the keyboard selected, and draws a frame
// around what it is about.
func (p *painter) tell(m *model.Model) {
	h := p.hover
	if h.keys {
		h.row, h.at = p.lay.FindRow(m.Runs.Primary(), m.Rows.Selection())+1, m.Player.Cursor().At
	}
	if m.Runs.Primary() == nil || h.row == 0 || h.row > len(p.lay.Rows) {
		p.tip("", "", 0, 0)
		return
	}
	r := p.lay.Rows[h.row-1]
	d := m.Details(r, h.at)
	top := r.Top - p.lay.Scroll
	x := p.axis.Pixel(h.at)
	if i := r.Track().IndexAt(h.at); i >= 0 && r.Track().Span(i, 0).State != trace.Absent {
		s := r.Track().Span(i, m.Viewport.Present())
		x0, x1 := math.Max(p.axis.Pixel(s.From), p.axis.Left), math.Min(p.axis.Pixel(s.To), p.axis.Left+p.axis.Width)
		p.paper.Add(timeline.OpFrame, timeline.ToneInk, .55, x0-1, top+1, math.Max(x1-x0, timeline.MinStepWidth)+2, r.Height-2)
	}
	text := ""
	for _, line := range d.Lines {
		text += line + "\n"
	}
	p.tip(d.Title, text, x, top+r.Height)
}

// tip shows a text beside a place on the canvas. Without a title it hides the tip.
func (p *painter) tip(title, text string, x, y float64) {
	tip := element(model.IDTip)
	if tip.IsNull() || title == "" && p.told == "" {
		return
	}
	p.told = title
	helper().Call("tip", tip, title, text, x, y)
}
