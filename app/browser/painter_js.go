package browser

import (
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"math"
	"strings"
	"syscall/js"
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
	rev, folds, others    int
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
	changed := b.callback(func([]js.Value) { b.Wake() })
	p.observer = js.Global().Get("ResizeObserver").New(changed)
	p.pointer.listen(p)
	b.release = append(b.release, func() {
		p.observer.Call("disconnect")
		changed.Release()
	})
}

// paint draws what changed since it drew last.
func (p *painter) paint() {
	y := p.browser.yard
	if moment := element(model.IdMoment); !moment.IsNull() {
		at := math.Round(y.Part() * model.Scrubbing)
		if moment.Get("valueAsNumber").Float() != at {
			moment.Set("valueAsNumber", at)
		}
	}
	view := element(model.IdView)
	if view.IsNull() || helper().IsUndefined() {
		return
	}
	p.watch(view)
	width, height := view.Get("clientWidth").Float(), view.Get("clientHeight").Float()
	if width == 0 || height == 0 {
		return
	}
	p.scene(y, layoutKey{rec: y.Shown, folds: y.FoldRev, others: y.Changes(), width: width, height: height, scroll: view.Get("scrollTop").Float()})
	p.above(y)
	p.minimap(y)
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

func (p *painter) scene(y *model.Model, at layoutKey) {
	r := y.Shown
	if r != nil {
		at.rev = r.Revision()
	}
	key := sceneKey{layoutKey: at, window: y.Window(), now: y.Present(), pick: y.Pick}
	// A run under way is drawn as often as its events come, and less often if that takes long: the rest of the page is to
	// stay quick, and the processors are the loops'.
	began := now()
	if key == p.drawn || key.rec == p.drawn.rec && r != nil && !r.State().Over() && began-p.drawnAt < max(p.browser.pace(), 3*p.cost) {
		return
	}
	if at != p.laid {
		p.lay, p.laid = y.LayOut(at.width, at.height, at.scroll), at
		helper().Call("tall", element(model.IdSpace), math.Ceil(p.lay.ContentHeight()))
	}
	p.axis = p.lay.Axis(key.window)
	timeline.Draw(&p.paper, r, p.lay, p.axis, key.now, key.pick)
	p.put(model.IdLanes, &p.paper, p.lay.Width, p.lay.Height)
	p.drawn, p.drawnAt = key, now()
	p.cost = p.drawnAt - began
}

// above draws the cursor, what the pointer is over, and the stretch that is being marked.
func (p *painter) above(y *model.Model) {
	key := cursorKey{p.drawn, y.Cursor.At, p.hover, p.pointer.marked()}
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
	if y.Shown != nil && !(y.Running() && y.Follow) {
		timeline.DrawCursor(&p.paper, p.lay, p.axis, y.Cursor.At, y.Scale().Text(y.Cursor.At))
	}
	p.tell(y)
	p.put(model.IdCursor, &p.paper, p.lay.Width, p.lay.Height)
}

func (p *painter) minimap(y *model.Model) {
	canvas := element(model.IdMap)
	if canvas.IsNull() {
		return
	}
	width, height := canvas.Get("clientWidth").Float(), canvas.Get("clientHeight").Float()
	if width == 0 || height == 0 {
		return
	}
	key := mapKey{rec: y.Shown, width: width, height: height, extent: y.Extent(), now: p.drawn.now}
	if y.Shown != nil {
		key.rev = p.drawn.rev // no more often than the lanes
	}
	whole := mapWindowKey{key, y.Window(), y.Cursor.At}
	if whole == p.mapped {
		return
	}
	a := timeline.MinimapAxis(key.extent, width)
	if key != p.stripped {
		timeline.DrawMinimap(&p.strip, y.Shown, a, height, key.now)
		p.stripped = key
	}
	p.mapped = whole
	p.paper.Reset()
	p.paper.Data = append(p.paper.Data, p.strip.Data...)
	if y.Shown != nil {
		timeline.DrawMinimapWindow(&p.paper, a, height, whole.window, y.Cursor.At)
	}
	p.put(model.IdMap, &p.paper, width, height)
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
