package browser

import (
	"math"
	"strings"
	"syscall/js"

	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// painter puts the timeline on its canvases: the lanes, above them the cursor, which moves more often, and the minimap.
// Each is a list of things to draw that crosses to JavaScript in one call.
type painter struct {
	browser *browser

	view     js.Value // the element that was measured last
	observer js.Value
	lay      timeline.Layout
	axis     timeline.Axis
	laid     layoutKey
	paper    timeline.DisplayList
	drawn    sceneKey
	pointed  cursorKey
	cost     float64 // of the last picture, in milliseconds
	drawnAt  float64

	strip    timeline.DisplayList // the minimap without its window
	stripped mapKey
	mapped   mapWindowKey

	hover   hover
	pointer pointer
	told    string // what the tip says
}

// layoutKey is everything that the places of the rows depend on.
type layoutKey struct {
	rec                   *recording.Recording
	rev                   int
	layout                uint
	width, height, scroll float64
}

// sceneKey is everything that the picture of the lanes depends on.
type sceneKey struct {
	layoutKey
	window timeline.Window
	now    int64
	pick   timeline.Selection
}

// cursorKey is everything that is drawn above it.
type cursorKey struct {
	scene sceneKey
	at    int64
	hover hover
	mark  [2]float64
}

type mapKey struct {
	rec           *recording.Recording
	rev           int
	width, height float64
	extent, now   int64
}

type mapWindowKey struct {
	strip  mapKey
	window timeline.Window
	at     int64
}

func (p *painter) listen() {
	b := p.browser
	changed := b.callback(func([]js.Value) { b.RequestFrame() })
	p.observer = js.Global().Get("ResizeObserver").New(changed)
	p.pointer.listen(p)
	b.release = append(b.release, func() {
		p.observer.Call("disconnect")
		changed.Release()
	})
}

// paint draws what changed since it drew last.
func (p *painter) paint() {
	m := p.browser.model
	if moment := element(model.IDMoment); !moment.IsNull() {
		at := math.Round(m.Player.Part() * model.MomentParts)
		if moment.Get("valueAsNumber").Float() != at {
			moment.Set("valueAsNumber", at)
		}
	}
	view := element(model.IDView)
	if view.IsNull() || helper().IsUndefined() {
		return
	}
	p.watch(view)
	width, height := view.Get("clientWidth").Float(), view.Get("clientHeight").Float()
	if width == 0 || height == 0 {
		return
	}
	p.scene(m, layoutKey{rec: m.Runs.Primary(), layout: model.Rev(&m.Runs, &m.Rows), width: width, height: height, scroll: view.Get("scrollTop").Float()})
	p.above(m)
	p.minimap(m)
}

// watch measures the element again when its size changes, and when it is another one.
func (p *painter) watch(view js.Value) {
	if p.view.Equal(view) {
		return
	}
	p.view = view
	p.drawn, p.pointed, p.laid = sceneKey{}, cursorKey{}, layoutKey{}
	p.observer.Call("disconnect")
	p.observer.Call("observe", view)
	p.browser.listen(view, "scroll", func(js.Value) {})
	p.pointer.watch(view)
}

func (p *painter) scene(m *model.Model, at layoutKey) {
	r := m.Runs.Primary()
	if r != nil {
		at.rev = r.Revision()
	}
	key := sceneKey{layoutKey: at, window: m.Viewport.Window(), now: m.Viewport.Present(), pick: m.Rows.Selection()}
	// A run under way is drawn as often as its events come, and less often if that takes long: the rest of the page is to
	// stay quick, and the processors are the loops'.
	began := now()
	if key == p.drawn || key.rec == p.drawn.rec && r != nil && !r.State().Over() && began-p.drawnAt < max(p.browser.pace(), 3*p.cost) {
		return
	}
	if at != p.laid {
		p.lay, p.laid = m.Rows.LayOut(at.width, at.height, at.scroll), at
		helper().Call("tall", element(model.IDSpace), math.Ceil(p.lay.ContentHeight()))
	}
	p.axis = p.lay.Axis(key.window)
	timeline.Draw(&p.paper, r, p.lay, p.axis, key.now, key.pick)
	p.put(model.IDLanes, &p.paper, p.lay.Width, p.lay.Height)
	p.drawn, p.drawnAt = key, now()
	p.cost = p.drawnAt - began
}

// above draws the cursor, what the pointer is over, and the stretch that is being marked.
func (p *painter) above(m *model.Model) {
	key := cursorKey{p.drawn, m.Player.Cursor().At, p.hover, p.pointer.marked()}
	if key == p.pointed {
		return
	}
	p.pointed = key
	p.paper.Reset()
	p.paper.Add(timeline.OpClear, 0, 1, 0, 0, p.lay.Width, p.lay.Height)
	if x0, x1 := key.mark[0], key.mark[1]; x0 < x1 {
		p.paper.Rect(timeline.ToneAccent, .18, x0, timeline.AxisHeight-4, x1-x0, p.lay.RowsBottom()-timeline.AxisHeight+8)
		p.paper.Add(timeline.OpFrame, timeline.ToneAccent, 1, x0, timeline.AxisHeight-4, x1-x0, p.lay.RowsBottom()-timeline.AxisHeight+8)
	}
	if m.Runs.Primary() != nil && !(m.Runs.Running() && m.Player.Follows()) {
		timeline.DrawCursor(&p.paper, p.lay, p.axis, m.Player.Cursor().At, m.Viewport.Scale().Text(m.Player.Cursor().At))
	}
	p.tell(m)
	p.put(model.IDCursor, &p.paper, p.lay.Width, p.lay.Height)
}

func (p *painter) minimap(m *model.Model) {
	canvas := element(model.IDMap)
	if canvas.IsNull() {
		return
	}
	width, height := canvas.Get("clientWidth").Float(), canvas.Get("clientHeight").Float()
	if width == 0 || height == 0 {
		return
	}
	key := mapKey{rec: m.Runs.Primary(), width: width, height: height, extent: m.Viewport.Extent(), now: p.drawn.now}
	if m.Runs.Primary() != nil {
		key.rev = p.drawn.rev // no more often than the lanes
	}
	whole := mapWindowKey{key, m.Viewport.Window(), m.Player.Cursor().At}
	if whole == p.mapped {
		return
	}
	a := timeline.MinimapAxis(key.extent, width)
	if key != p.stripped {
		timeline.DrawMinimap(&p.strip, m.Runs.Primary(), a, height, key.now)
		p.stripped = key
	}
	p.mapped = whole
	p.paper.Reset()
	p.paper.Data = append(p.paper.Data, p.strip.Data...)
	if m.Runs.Primary() != nil {
		timeline.DrawMinimapWindow(&p.paper, a, height, whole.window, m.Player.Cursor().At)
	}
	p.put(model.IDMap, &p.paper, width, height)
}

// put hands a paper to the helper.
func (p *painter) put(id string, paper *timeline.DisplayList, width, height float64) {
	canvas := element(id)
	if canvas.IsNull() {
		return
	}
	buffer := helper().Call("buffer", canvas, len(paper.Data))
	js.CopyBytesToJS(buffer, paper.Data)
	helper().Call("paint", canvas, len(paper.Data)/4, strings.Join(paper.Texts, "\x00"), width, height)
}
