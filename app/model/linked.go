package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// wanted is what a link asks to be shown of a run that has not ended yet.
type wanted struct {
	At     int64 // as in Link
	N      int
	Window timeline.Window
}

var nothingWanted = wanted{At: -1}

// cursor is the moment of a run that is asked for. In virtual time the same link gives the same events, so that the moment
// can be one of several at an instant.
func (w wanted) cursor(r *recording.Recording) recording.Cursor {
	c := r.CursorAt(w.At)
	if r.Virtual() && w.N >= 0 && w.N < c.N && r.Event(trace.EventID(w.N+1)).At == c.At {
		c.N = w.N
	}
	return c
}

// point puts what is shown of the run into its link.
func (y *Model) point(l *Link) {
	if y.Zoomed() {
		l.Window = y.Window().Rounded()
	}
	if y.Follow {
		return
	}
	l.At, l.N = y.Cursor.At, -1
	if y.Shown.Virtual() && y.Cursor.N != y.Shown.EventsUntil(l.At) {
		l.N = y.Cursor.N
	}
}
