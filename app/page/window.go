package page

import "time"

// Window is the stretch of time that the timeline shows. The zero value is all of the run, however long it gets.
type Window struct{ From, To int64 }

// leastWindow is how far one can zoom in, in nanoseconds.
const leastWindow = 200

// Extent is how far the axis reaches when all of the run is shown, and of those that it is compared with.
func (y *Yard) Extent() int64 {
	long := int64(0)
	for _, r := range y.drawn() {
		if r.EndTime() > 0 {
			long = max(long, y.extentOf(r))
		}
	}
	if long == 0 {
		return int64(time.Second) // everything in one instant: any axis will do
	}
	return long
}

func (y *Yard) extentOf(r *Recording) int64 {
	switch {
	case r.State.Over() || r.Virtual():
		return r.EndTime()
	case r == y.Shown:
		return liveEnd(y.Present())
	}
	return liveEnd(r.EndTime())
}

// Present is the moment that a run under way has come to: its time goes on while nothing happens.
func (y *Yard) Present() int64 {
	r := y.Shown
	if r == nil || r.State != Live || r.Virtual() {
		return y.span()
	}
	return r.EndTime() + int64((y.clock.now-y.clock.changedAt)*1e6)
}

// clock tells how long ago something happened last in a run under way, in milliseconds of the page's time.
type clock struct {
	now, changedAt float64
	rec            *Recording
	rev            int
}

func (c *clock) tick(now float64, r *Recording) {
	c.now = now
	if r != nil && (c.rec != r || c.rev != r.Rev) {
		c.rec, c.rev, c.changedAt = r, r.Rev, now
	}
}

// Window is what is shown of the run now.
func (y *Yard) Window() Window {
	end := y.Extent()
	w := y.window
	if w == (Window{}) || w.To-w.From >= end {
		return Window{0, end}
	}
	if w.From < 0 {
		return Window{0, w.To - w.From}
	}
	if w.To > end {
		return Window{end - (w.To - w.From), end}
	}
	return w
}

// Zoomed tells whether something of the run is outside the window.
func (y *Yard) Zoomed() bool { return y.Window() != Window{0, y.Extent()} }

// look shows a stretch of time, or all of it if it is as long as that.
func (y *Yard) look(w Window) {
	was, zoomed := y.window, y.Zoomed()
	y.window = w
	if w.To-w.From >= y.Extent() {
		y.window = Window{}
	}
	y.window = y.clamped()
	if y.window != was {
		y.relink()
		y.shell.wake()
	}
	if y.Zoomed() != zoomed {
		y.revs.view++
	}
}

func (y *Yard) clamped() Window {
	if y.window == (Window{}) {
		return y.window
	}
	return y.Window()
}

// Zoom makes everything larger by a factor, or smaller by one below 1. The moment given stays where it is.
func (y *Yard) Zoom(factor float64, around int64) {
	w := y.Window()
	long := float64(w.To - w.From)
	to := max(long/factor, leastWindow)
	if to >= float64(y.Extent()) {
		y.look(Window{})
		return
	}
	part := float64(around-w.From) / long
	from := around - int64(part*to)
	y.look(Window{from, from + int64(to)})
}

// ZoomIn is Zoom about the cursor, if it is in view, or else about the middle.
func (y *Yard) ZoomIn(factor float64) {
	w := y.Window()
	at := w.From + (w.To-w.From)/2
	if c := y.Cursor.At; c >= w.From && c <= w.To && !y.follow {
		at = c
	}
	y.Zoom(factor, at)
}

// Pan moves the window by a part of its own length.
func (y *Yard) Pan(part float64) {
	w := y.Window()
	y.PanBy(int64(part * float64(w.To-w.From)))
}

// PanBy moves the window by so many nanoseconds. It stops at the ends of the run.
func (y *Yard) PanBy(by int64) {
	if y.Zoomed() {
		w := y.Window()
		y.look(Window{w.From + by, w.To + by})
	}
}

// Fit shows all of the run.
func (y *Yard) Fit() { y.look(Window{}) }

// ZoomTo shows a stretch of time with a little room about it.
func (y *Yard) ZoomTo(from, to int64) {
	room := max((to-from)/8, leastWindow/2)
	y.look(Window{from - room, to + room})
}

// keepInView moves the window if the cursor has left it: a page on where it plays or steps, so that what comes next can
// be seen, and just to the end where it follows a run.
func (y *Yard) keepInView() {
	w := y.Window()
	if !y.Zoomed() {
		return
	}
	at, long := y.Cursor.At, w.To-w.From
	if y.Running() && y.follow {
		end := y.Present()
		y.look(Window{end - long*9/10, end + long/10})
		return
	}
	if at < w.From || at > w.To {
		y.look(Window{at - long/8, at + long*7/8})
	}
}

// scale is the unit that moments are told in, with as many decimals as the window is long enough to show.
func (y *Yard) scale() scale {
	s := scaleOf(y.span())
	w := y.Window()
	for part := float64(w.To-w.From) / s.per; part < .1 && s.places < 9; part *= 10 {
		s.places++
	}
	return s
}
