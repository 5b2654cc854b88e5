package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"time"
)

// Extent is how far the axis reaches when all of the run is shown, and of those that it is compared with.
func (y *Model) Extent() int64 {
	long := int64(0)
	for _, r := range y.Drawn() {
		if r.EndTime() > 0 {
			long = max(long, y.extentOf(r))
		}
	}
	if long == 0 {
		return int64(time.Second) // everything in one instant: any axis will do
	}
	return long
}

func (y *Model) extentOf(r *recording.Recording) int64 {
	switch {
	case r.State().Over() || r.Virtual():
		return r.EndTime()
	case r == y.Shown:
		return timeline.LiveEnd(y.Present())
	}
	return timeline.LiveEnd(r.EndTime())
}

// Present is the moment that a run under way has come to: its time goes on while nothing happens.
func (y *Model) Present() int64 {
	r := y.Shown
	if r == nil || r.State() != recording.Running || r.Virtual() {
		return y.Span()
	}
	return r.EndTime() + int64((y.clock.now-y.clock.changedAt)*1e6)
}

// clock tells how long ago something happened last in a run under way, in milliseconds of the page's time.
type clock struct {
	now, changedAt float64
	rec            *recording.Recording
	rev            int
}

func (c *clock) tick(now float64, r *recording.Recording) {
	c.now = now
	if r != nil && (c.rec != r || c.rev != r.Revision()) {
		c.rec, c.rev, c.changedAt = r, r.Revision(), now
	}
}

// Window is what is shown of the run now.
func (y *Model) Window() timeline.Window {
	end := y.Extent()
	w := y.window
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

// Zoomed tells whether something of the run is outside the window.
func (y *Model) Zoomed() bool { return y.Window() != timeline.Window{From: 0, To: y.Extent()} }

// look shows a stretch of time, or all of it if it is as long as that.
func (y *Model) Look(w timeline.Window) {
	was, zoomed := y.window, y.Zoomed()
	y.window = w
	if w.To-w.From >= y.Extent() {
		y.window = timeline.Window{}
	}
	y.window = y.clamped()
	if y.window != was {
		y.relink()
		y.Shell.Wake()
	}
	if y.Zoomed() != zoomed {
		y.Revs.View++
	}
}

func (y *Model) clamped() timeline.Window {
	if y.window == (timeline.Window{}) {
		return y.window
	}
	return y.Window()
}

// Zoom makes everything larger by a factor, or smaller by one below 1. The moment given stays where it is.
func (y *Model) Zoom(factor float64, around int64) {
	w := y.Window()
	long := float64(w.To - w.From)
	to := max(long/factor, timeline.MinWindow)
	if to >= float64(y.Extent()) {
		y.Look(timeline.Window{})
		return
	}
	part := float64(around-w.From) / long
	from := around - int64(part*to)
	y.Look(timeline.Window{From: from, To: from + int64(to)})
}

// ZoomIn is Zoom about the cursor, if it is in view, or else about the middle.
func (y *Model) ZoomIn(factor float64) {
	w := y.Window()
	at := w.From + (w.To-w.From)/2
	if c := y.Cursor.At; c >= w.From && c <= w.To && !y.Follow {
		at = c
	}
	y.Zoom(factor, at)
}

// Pan moves the window by a part of its own length.
func (y *Model) Pan(part float64) {
	w := y.Window()
	y.PanBy(int64(part * float64(w.To-w.From)))
}

// PanBy moves the window by so many nanoseconds. It stops at the ends of the run.
func (y *Model) PanBy(by int64) {
	if y.Zoomed() {
		w := y.Window()
		y.Look(timeline.Window{From: w.From + by, To: w.To + by})
	}
}

// Fit shows all of the run.
func (y *Model) Fit() { y.Look(timeline.Window{}) }

// ZoomTo shows a stretch of time with a little room about it.
func (y *Model) ZoomTo(from, to int64) {
	room := max((to-from)/8, timeline.MinWindow/2)
	y.Look(timeline.Window{From: from - room, To: to + room})
}

// keepInView moves the window if the cursor has left it: a page on where it plays or steps, so that what comes next can
// be seen, and just to the end where it follows a run.
func (y *Model) KeepInView() {
	w := y.Window()
	if !y.Zoomed() {
		return
	}
	at, long := y.Cursor.At, w.To-w.From
	if y.Running() && y.Follow {
		end := y.Present()
		y.Look(timeline.Window{From: end - long*9/10, To: end + long/10})
		return
	}
	if at < w.From || at > w.To {
		y.Look(timeline.Window{From: at - long/8, To: at + long*7/8})
	}
}

// scale is the unit that moments are told in, with as many decimals as the window is long enough to show.
func (y *Model) Scale() format.Scale {
	s := format.ScaleOf(y.Span())
	w := y.Window()
	for part := float64(w.To-w.From) / s.UnitNanos; part < .1 && s.Decimals < 9; part *= 10 {
		s.Decimals++
	}
	return s
}
