package browser

import (
	"math"
	"syscall/js"

	"loopyard/app/model"
	"loopyard/app/timeline"
)

// pointer is what mouse, pen and fingers do with the timeline.
type pointer struct {
	p     *painter
	down  []finger // those on the timeline, at most two that count
	drag  dragging
	last  float64 // where the drag has come to
	began float64 // where it began
}

// finger is a pointer that is down.
type finger struct {
	id   int
	x, y float64
}

// dragging says what a drag does.
type dragging uint8

const (
	dragNone   dragging = iota
	dragMaybe           // it has not moved enough to be one: a click if it ends here
	dragCursor          // moves the cursor
	dragWindow          // moves the window
	dragMark            // marks a stretch to zoom to
	dragPinch           // two fingers zoom
	dragMap             // moves the window by the minimap
)

// slack is how far a pointer may move and still click, in pixels.
const slack = 4

func (d *pointer) listen(p *painter) {
	d.p = p
	b := p.browser
	document := js.Global().Get("document")
	b.hear(document, "pointerdown", d.press)
	b.hear(document, "pointermove", d.move)
	b.hear(document, "pointerup", func(e js.Value) { d.lift(e, true) })
	b.hear(document, "pointercancel", func(e js.Value) { d.lift(e, false) })
}

// watch listens to the element itself: to the wheel, which must be kept from scrolling the page, and to its keys.
func (d *pointer) watch(view js.Value) {
	b := d.p.browser
	b.listen(view, "wheel", d.wheel)
	b.listen(view, "keydown", d.key)
	b.listen(view, "pointerleave", func(js.Value) { d.p.hover = hover{} })
	b.listen(view, "blur", func(js.Value) { d.p.hover = hover{} })
}

func (d *pointer) key(event js.Value) {
	if event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool() || event.Get("altKey").Bool() {
		return
	}
	m := d.p.browser.model
	key := event.Get("key").String()
	if !m.Key(key) {
		return
	}
	event.Call("preventDefault")
	d.p.hover = hover{keys: key != "Escape"}
	d.show(m)
	if said := element(model.IDSaid); !said.IsNull() && d.p.hover.keys {
		said.Set("textContent", m.DescribeSelected())
	}
}

// show scrolls to the row that was chosen.
func (d *pointer) show(m *model.Model) {
	lay := m.Rows.LayOut(d.p.lay.Width, d.p.lay.Height, d.p.lay.Scroll)
	i := lay.FindRow(m.Runs.Primary(), m.Rows.Selection())
	if i < 0 {
		return
	}
	r, room := lay.Rows[i], lay.Height-timeline.AxisHeight-timeline.CursorLabelHeight
	top := min(max(lay.Scroll, r.Top+r.Height-timeline.AxisHeight-room), r.Top-timeline.AxisHeight)
	if top != lay.Scroll {
		d.p.view.Set("scrollTop", top)
	}
}

func (d *pointer) wheel(event js.Value) {
	m := d.p.browser.model
	dx, dy := event.Get("deltaX").Float(), event.Get("deltaY").Float()
	if event.Get("deltaMode").Int() == 1 { // lines
		dx, dy = 16*dx, 16*dy
	}
	switch {
	case event.Get("ctrlKey").Bool() || event.Get("metaKey").Bool():
		x, _ := d.place(event)
		m.Viewport.Zoom(math.Exp(-min(max(dy, -240), 240)/300), d.p.axis.TimeAt(x))
	case event.Get("shiftKey").Bool() && dx == 0:
		d.slide(dy)
	case math.Abs(dx) > math.Abs(dy) && m.Viewport.Zoomed():
		d.slide(dx)
	default:
		return // the rows scroll, or the page
	}
	event.Call("preventDefault")
}

// slide moves the window by so many pixels.
func (d *pointer) slide(by float64) {
	a := d.p.axis
	d.p.browser.model.Viewport.PanBy(int64(by * float64(a.To-a.From) / a.Width))
}

func (d *pointer) press(event js.Value) {
	target := event.Get("target")
	if event.Get("button").Int() != 0 || target.Get("closest").IsUndefined() {
		return
	}
	if !target.Call("closest", "#"+model.IDMap).IsNull() {
		d.drag = dragMap
		d.aim(event)
		return
	}
	if target.Call("closest", "#"+model.IDView).IsNull() || !d.p.view.Truthy() {
		return
	}
	x, top := d.place(event)
	d.down = append(d.down, finger{event.Get("pointerId").Int(), x, top})
	d.began, d.last = x, x
	switch {
	case len(d.down) == 2:
		d.drag = dragPinch
	case x < d.p.axis.Left-8:
		d.drag = dragMaybe
	case event.Get("shiftKey").Bool():
		d.drag = dragMark
	case top < timeline.AxisHeight || top > d.p.lay.RowsBottom():
		d.drag = dragCursor
		d.p.browser.model.Player.SeekTime(d.p.axis.TimeAt(x))
	default:
		d.drag = dragMaybe
	}
}

func (d *pointer) move(event js.Value) {
	if d.drag == dragMap {
		d.aim(event)
		return
	}
	if len(d.down) == 0 {
		d.point(event)
		return
	}
	x, top := d.place(event)
	m := d.p.browser.model
	switch d.drag {
	case dragPinch:
		d.pinch(event, x, top)
	case dragMaybe:
		if math.Abs(x-d.began) < slack || d.began < d.p.axis.Left-8 {
			return
		}
		if d.drag = dragCursor; m.Viewport.Zoomed() {
			d.drag = dragWindow
		}
		d.p.hover = hover{}
	case dragCursor:
		m.Player.SeekTime(d.p.axis.TimeAt(x))
	case dragWindow:
		d.slide(d.last - x)
	case dragMark:
		d.p.browser.RequestFrame()
	}
	d.last = x
}

// pinch zooms by how far the fingers have come apart, about the middle between them, and moves along with it.
func (d *pointer) pinch(event js.Value, x, top float64) {
	if len(d.down) < 2 {
		return
	}
	one, other := &d.down[0], &d.down[1]
	if event.Get("pointerId").Int() == other.id {
		one, other = other, one
	}
	before, middle := math.Hypot(one.x-other.x, one.y-other.y), (one.x+other.x)/2
	one.x, one.y = x, top
	after := math.Hypot(one.x-other.x, one.y-other.y)
	if before < 10 || after < 10 {
		return
	}
	m := d.p.browser.model
	d.p.axis = d.p.lay.Axis(m.Viewport.Window())
	m.Viewport.Zoom(after/before, d.p.axis.TimeAt(middle))
	d.p.axis = d.p.lay.Axis(m.Viewport.Window())
	d.slide(middle - (one.x+other.x)/2)
}

func (d *pointer) lift(event js.Value, clean bool) {
	drag := d.drag
	d.drag = dragNone
	for i, f := range d.down {
		if f.id == event.Get("pointerId").Int() {
			d.down = append(d.down[:i], d.down[i+1:]...)
			break
		}
	}
	if !clean {
		d.down = nil
		return
	}
	switch x, top := d.place(event); drag {
	case dragMaybe:
		d.click(x, top)
		if event.Get("pointerType").String() == "touch" { // there is no hovering
			d.p.hover = hover{keys: true}
		}
	case dragMark:
		a := d.p.axis
		if from, to := min(x, d.began), max(x, d.began); to-from > slack {
			d.p.browser.model.Viewport.SetWindow(timeline.Window{From: a.TimeAt(from), To: a.TimeAt(to)})
		}
		d.p.browser.RequestFrame()
	case dragPinch:
		d.down = nil // the finger that stays does nothing more
	}
}

// marked is the stretch that is being marked, on the screen.
func (d *pointer) marked() [2]float64 {
	if d.drag != dragMark {
		return [2]float64{}
	}
	return [2]float64{math.Max(min(d.began, d.last), d.p.axis.Left), max(d.began, d.last)}
}
