package browser

import (
	"syscall/js"

	"loopyard/app/model"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// click selects a row. A click on the row's label shows or hides its tasks. A click elsewhere moves the cursor: into the
// step under the pointer if that is too short to be hit exactly.
func (d *pointer) click(x, top float64) {
	m, i := d.p.browser.model, d.p.lay.RowAt(top)
	if i < 0 {
		if s := d.p.lay.StripAt(top); s != nil {
			m.PressStrip(s, x < d.p.axis.Left-8)
		}
		if x >= d.p.axis.Left-8 {
			m.Player.SeekTime(d.p.axis.TimeAt(x))
		}
		return
	}
	r := d.p.lay.Rows[i]
	m.Show(r.Rec)
	m.Rows.Select(r.Selection())
	if x < d.p.axis.Left-8 {
		if r.Expandable {
			m.Rows.Fold(r.Lane.Loop, r.Expanded)
		}
		return
	}
	if by := d.shortStep(r, x); by != 0 {
		m.Player.SeekEvent(by)
		return
	}
	m.Player.SeekTime(d.p.axis.TimeAt(x))
}

// shortStep returns the step under the pointer if it is too narrow to be hit exactly; 0 if there is none.
func (d *pointer) shortStep(r timeline.Row, x float64) trace.EventID {
	a := d.p.axis
	first, end := r.Track().Within(a.TimeAt(x-5), a.TimeAt(x+2))
	if end-first > 1000 {
		return 0
	}
	for i := first; i < end; i++ {
		s := r.Track().Span(i, a.To)
		if from := a.Pixel(s.From); s.State == trace.Running && a.Pixel(s.To)-from < 6 && x >= from-3 && x <= from+5 {
			return s.Event
		}
	}
	return 0
}

// point follows the pointer over the timeline, for the tip.
func (d *pointer) point(event js.Value) {
	if event.Get("pointerType").String() == "touch" || !d.p.view.Truthy() || event.Get("target").Get("closest").IsUndefined() ||
		event.Get("target").Call("closest", "#"+model.IDView).IsNull() {
		return
	}
	x, top := d.place(event)
	var h hover
	if i := d.p.lay.RowAt(top); i >= 0 && x >= d.p.axis.Left && top > timeline.AxisHeight && top < d.p.lay.RowsBottom() {
		h = hover{row: i + 1, at: d.p.axis.TimeAt(x)}
	}
	if h != d.p.hover {
		d.p.hover = h
		d.p.browser.RequestFrame()
	}
}

// aim moves the middle of the window to a place on the minimap. If all of the run is shown it moves the cursor there.
func (d *pointer) aim(event js.Value) {
	canvas := element(model.IDMap)
	if canvas.IsNull() {
		return
	}
	m := d.p.browser.model
	box := canvas.Call("getBoundingClientRect")
	at := timeline.MinimapAxis(m.Viewport.Extent(), box.Get("width").Float()).TimeAt(event.Get("clientX").Float() - box.Get("left").Float())
	if !m.Viewport.Zoomed() {
		m.Player.SeekTime(at)
		return
	}
	w := m.Viewport.Window()
	m.Viewport.PanBy(at - (w.From+w.To)/2)
	d.p.browser.RequestFrame()
}

// place returns where on the canvas an event is, in CSS pixels.
func (d *pointer) place(event js.Value) (x, y float64) {
	box := d.p.view.Call("getBoundingClientRect")
	return event.Get("clientX").Float() - box.Get("left").Float(), event.Get("clientY").Float() - box.Get("top").Float()
}
