package page

import (
	"math"
	"strings"
	"syscall/js"
	"time"
)

// painter puts the timeline on its two canvases: the lanes, and above them the cursor, which moves more often.
type painter struct {
	browser *browser

	view     js.Value // the element that was measured last
	observer js.Value
	lay      layout
	axis     axis
	paper    paint
	drawn    sceneKey
	pointed  cursorKey
	cost     float64 // of the last picture, in milliseconds
	drawnAt  float64

	rev     int     // of the recording when it last changed,
	revAt   float64 // when that was,
	revRec  *Recording
	grabbed bool // the pointer drags the cursor
}

// sceneKey is everything that the picture of the lanes depends on.
type sceneKey struct {
	rec                   *Recording
	rev                   int
	width, height, scroll float64
	to, now               int64
}

type cursorKey struct {
	scene sceneKey
	at    int64
}

func (p *painter) listen() {
	b := p.browser
	changed := b.callback(func([]js.Value) { b.wake() })
	p.observer = js.Global().Get("ResizeObserver").New(changed)
	document := js.Global().Get("document")
	b.hear(document, "pointerdown", p.grab)
	b.hear(document, "pointermove", p.drag)
	b.hear(document, "pointerup", func(js.Value) { p.grabbed = false })
	b.hear(document, "pointercancel", func(js.Value) { p.grabbed = false })
	b.release = append(b.release, func() {
		p.observer.Call("disconnect")
		changed.Release()
	})
}

// paint draws what changed since it drew last.
func (p *painter) paint() {
	y := p.browser.yard
	if moment := element(idMoment); !moment.IsNull() {
		at := math.Round(y.Part() * scrubbing)
		if moment.Get("valueAsNumber").Float() != at {
			moment.Set("valueAsNumber", at)
		}
	}
	view := element(idView)
	if view.IsNull() || helper().IsUndefined() {
		return
	}
	p.watch(view)
	width, height := view.Get("clientWidth").Float(), view.Get("clientHeight").Float()
	if width == 0 || height == 0 {
		return
	}
	p.scene(y, width, height, view.Get("scrollTop").Float())
	p.cursor(y)
}

// watch measures the element again when its size changes, and when it is another one.
func (p *painter) watch(view js.Value) {
	if p.view.Equal(view) {
		return
	}
	p.view = view
	p.drawn, p.pointed = sceneKey{}, cursorKey{}
	p.observer.Call("disconnect")
	p.observer.Call("observe", view)
	p.browser.listen(view, "scroll", func(js.Value) {})
}

func (p *painter) scene(y *Yard, width, height, scroll float64) {
	r := y.Shown
	key := sceneKey{rec: r, width: width, height: height, scroll: scroll}
	if r != nil {
		key.rev = r.Rev
		key.now = p.present(r)
		key.to = r.Span()
		if key.to == 0 {
			key.to = int64(time.Second) // everything in one instant: any axis will do
		}
		if !r.State.Over() && !r.Virtual() {
			key.to = liveEnd(key.now)
		}
	}
	// A picture that takes long to draw is drawn less often, so that the rest of the page stays quick.
	began := now()
	if key == p.drawn || key.rec == p.drawn.rec && began-p.drawnAt < 3*p.cost && r != nil && !r.State.Over() {
		return
	}
	lanes := r.Lanes()
	p.lay = layOut(lanes, width, height, scroll)
	p.axis = p.lay.axis(0, key.to)
	helper().Call("tall", element(idSpace), math.Ceil(p.lay.Content()))
	drawScene(&p.paper, r, p.lay, p.axis, key.now)
	p.put(idLanes)
	p.drawn, p.drawnAt = key, now()
	p.cost = p.drawnAt - began
}

// present is the moment that a run under way has come to: the time goes on while nothing happens.
func (p *painter) present(r *Recording) int64 {
	span, at := r.Span(), now()
	if p.revRec != r || p.rev != r.Rev {
		p.revRec, p.rev, p.revAt = r, r.Rev, at
	}
	if r.State != Live || r.Virtual() {
		return span
	}
	return span + int64((at-p.revAt)*1e6)
}

func (p *painter) cursor(y *Yard) {
	key := cursorKey{p.drawn, y.Cursor.At}
	if key == p.pointed {
		return
	}
	p.pointed = key
	if y.Shown == nil || y.Running() && y.follow {
		p.paper.reset()
		p.paper.op(opClear, 0, 1, 0, 0, p.lay.Width, p.lay.Height)
	} else {
		drawCursor(&p.paper, p.lay, p.axis, y.Cursor.At, scaleOf(y.span()).text(y.Cursor.At))
	}
	p.put(idCursor)
}

// put hands the paper to the helper.
func (p *painter) put(id string) {
	canvas := element(id)
	if canvas.IsNull() {
		return
	}
	buffer := helper().Call("buffer", canvas, len(p.paper.Words))
	js.CopyBytesToJS(buffer, p.paper.Words)
	helper().Call("paint", canvas, len(p.paper.Words)/4, strings.Join(p.paper.Texts, "\x00"), p.lay.Width, p.lay.Height)
}

// grab begins to drag the cursor.
func (p *painter) grab(event js.Value) {
	target := event.Get("target")
	if event.Get("button").Int() != 0 || target.Get("closest").IsUndefined() || target.Call("closest", "#"+idView).IsNull() {
		return
	}
	if x, inside := p.place(event); inside {
		p.grabbed = true
		p.browser.yard.SeekTime(p.axis.moment(x))
	}
}

func (p *painter) drag(event js.Value) {
	if !p.grabbed {
		return
	}
	x, _ := p.place(event)
	p.browser.yard.SeekTime(p.axis.moment(x))
}

// place is where an event is on the canvas, and whether that is a place of the axis.
func (p *painter) place(event js.Value) (x float64, inside bool) {
	if !p.view.Truthy() {
		return 0, false
	}
	box := p.view.Call("getBoundingClientRect")
	x = event.Get("clientX").Float() - box.Get("left").Float()
	return x, x >= p.axis.X-8 && x <= p.lay.Width
}
