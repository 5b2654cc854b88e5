package model

import (
	"time"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
)

// Viewport is the stretch of time that the timeline shows, and how it is zoomed and moved. The zero window is all of the
// run, however long it gets.
type Viewport struct {
	part
	runs    *Runs
	player  *Player
	window  timeline.Window
	clock   liveClock
	changer func() // is called when the visitor has chosen a window
}

// liveClock tells how long ago something last happened in a run under way, in milliseconds of the page's time.
type liveClock struct {
	now, changedAt float64
	rec            *recording.Recording
	rev            int
}

func (c *liveClock) tick(now float64, r *recording.Recording) {
	c.now = now
	if r != nil && (c.rec != r || c.rev != r.Revision()) {
		c.rec, c.rev, c.changedAt = r, r.Revision(), now
	}
}

// Present returns the moment that the primary run has come to, in nanoseconds. The time of a real run goes on while
// nothing happens in it.
func (v *Viewport) Present() int64 {
	r := v.runs.Primary()
	if r == nil || r.State() != recording.Running || r.Virtual() {
		return v.runs.EndTime()
	}
	return r.EndTime() + int64((v.clock.now-v.clock.changedAt)*1e6)
}

// Extent returns how far the axis reaches when all of the runs that are drawn is shown, in nanoseconds.
func (v *Viewport) Extent() int64 {
	extent := int64(0)
	for _, r := range v.runs.Drawn() {
		if r.EndTime() > 0 {
			extent = max(extent, v.extentOf(r))
		}
	}
	if extent == 0 {
		return int64(time.Second) // everything happens in one instant, so any axis will do
	}
	return extent
}

func (v *Viewport) extentOf(r *recording.Recording) int64 {
	switch {
	case r.State().Over() || r.Virtual():
		return r.EndTime()
	case r == v.runs.Primary():
		return timeline.LiveEnd(v.Present())
	}
	return timeline.LiveEnd(r.EndTime())
}

// Window returns the stretch of time that is shown now.
func (v *Viewport) Window() timeline.Window {
	end := v.Extent()
	w := v.window
	if w == (timeline.Window{}) || w.To-w.From >= end {
		return timeline.Window{From: 0, To: end}
	}
	if w.From < 0 {
		return timeline.Window{From: 0, To: w.To - w.From}
	}
	if w.To > end {
		return timeline.Window{From: end - (w.To - w.From), To: end}
	}
	return w
}

// Zoomed reports whether part of the run is outside the window.
func (v *Viewport) Zoomed() bool { return v.Window() != timeline.Window{From: 0, To: v.Extent()} }

// Scale returns the unit that moments are told in, with as many decimals as can be seen in the window.
func (v *Viewport) Scale() format.Scale {
	s := format.ScaleOf(v.runs.EndTime())
	w := v.Window()
	for part := float64(w.To-w.From) / s.UnitNanos; part < .1 && s.Decimals < 9; part *= 10 {
		s.Decimals++
	}
	return s
}

// reset shows all of the run.
func (v *Viewport) reset() { v.set(timeline.Window{}) }

// set shows a window. The components show only whether the timeline is zoomed; the window itself is drawn with every
// frame. So the part has changed only if that is another than before.
func (v *Viewport) set(w timeline.Window) {
	zoomed := v.Zoomed()
	v.window = w
	if w.To-w.From >= v.Extent() {
		v.window = timeline.Window{}
	}
	if v.window != (timeline.Window{}) {
		v.window = v.Window()
	}
	if v.Zoomed() != zoomed {
		v.changed()
	}
	v.frames.RequestFrame()
}

// SetWindow shows a stretch of time, or all of the run if the stretch is as long as that.
func (v *Viewport) SetWindow(w timeline.Window) {
	was := v.window
	v.set(w)
	if v.window != was {
		v.changer()
	}
}

// Zoom enlarges everything by a factor, or makes it smaller by one below 1. The moment around stays where it is.
func (v *Viewport) Zoom(factor float64, around int64) {
	w := v.Window()
	long := float64(w.To - w.From)
	to := max(long/factor, timeline.MinWindow)
	if to >= float64(v.Extent()) {
		v.SetWindow(timeline.Window{})
		return
	}
	part := float64(around-w.From) / long
	from := around - int64(part*to)
	v.SetWindow(timeline.Window{From: from, To: from + int64(to)})
}

// ZoomAtCursor is Zoom around the cursor, if it is in view, and otherwise around the middle.
func (v *Viewport) ZoomAtCursor(factor float64) {
	w := v.Window()
	at := w.From + (w.To-w.From)/2
	if c := v.player.Cursor().At; c >= w.From && c <= w.To && !v.player.Follows() {
		at = c
	}
	v.Zoom(factor, at)
}

// Pan moves the window by a part of its own length.
func (v *Viewport) Pan(part float64) {
	w := v.Window()
	v.PanBy(int64(part * float64(w.To-w.From)))
}

// PanBy moves the window by some nanoseconds. It stops at the ends of the run.
func (v *Viewport) PanBy(by int64) {
	if v.Zoomed() {
		w := v.Window()
		v.SetWindow(timeline.Window{From: w.From + by, To: w.To + by})
	}
}

// Fit shows all of the run.
func (v *Viewport) Fit() { v.SetWindow(timeline.Window{}) }

// ZoomTo shows a stretch of time with a little room around it.
func (v *Viewport) ZoomTo(from, to int64) {
	room := max((to-from)/8, timeline.MinWindow/2)
	v.SetWindow(timeline.Window{From: from - room, To: to + room})
}

// keepInView moves the window if the cursor has left it: by a page when playing or stepping, so that what comes next can
// be seen, and just to the end when following a run.
func (v *Viewport) keepInView() {
	w := v.Window()
	if !v.Zoomed() {
		return
	}
	at, long := v.player.Cursor().At, w.To-w.From
	if v.runs.Running() && v.player.Follows() {
		end := v.Present()
		v.SetWindow(timeline.Window{From: end - long*9/10, To: end + long/10})
		return
	}
	if at < w.From || at > w.To {
		v.SetWindow(timeline.Window{From: at - long/8, To: at + long*7/8})
	}
}
