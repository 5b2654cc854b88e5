package page

import (
	"math"

	"loopyard/app/page/levels"
)

// hover is what the tip is about: a row, and where on it. The zero value is nothing.
type hover struct {
	row  int // of the layout, from 1; 0: none
	at   int64
	keys bool // the keyboard chose it, not the pointer
}

// tell shows what is to be said of the row under the pointer, or of the one that the keyboard chose at the cursor, and
// frames what it is about.
func (p *painter) tell(y *Yard) {
	h := p.hover
	if h.keys {
		h.row, h.at = p.lay.find(y.Shown, y.pick)+1, y.Cursor.At
	}
	if y.Shown == nil || h.row == 0 || h.row > len(p.lay.Rows) {
		p.tip("", "", 0, 0)
		return
	}
	r := p.lay.Rows[h.row-1]
	d := y.details(r, h.at)
	top := r.Y - p.lay.Scroll
	x := p.axis.x(h.at)
	if i := r.track().At(h.at); i >= 0 && r.track().Span(i, 0).State != levels.Absent {
		s := r.track().Span(i, y.Present())
		x0, x1 := math.Max(p.axis.x(s.From), p.axis.X), math.Min(p.axis.x(s.To), p.axis.X+p.axis.Width)
		p.paper.op(opFrame, toneInk, .55, x0-1, top+1, math.Max(x1-x0, leastStep)+2, r.H-2)
	}
	text := ""
	for _, line := range d.Lines {
		text += line + "\n"
	}
	p.tip(d.Title, text, x, top+r.H)
}

// tip puts the words beside a place; without any it is gone.
func (p *painter) tip(title, text string, x, y float64) {
	tip := element(idTip)
	if tip.IsNull() || title == "" && p.told == "" {
		return
	}
	p.told = title
	helper().Call("tip", tip, title, text, x, y)
}
