package recording

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// Cursor is a moment of a recording. In virtual time many events share one instant, so the number of events says more than
// the time. The zero value is the moment before the first event.
type Cursor struct {
	N  int   // how many events have happened
	At int64 // what the clock shows
}

// CursorAt returns the moment when everything up to a time has happened. A time outside the run is moved to its start or
// its end.
func (r *Recording) CursorAt(at int64) Cursor {
	at = min(max(at, 0), r.EndTime())
	return Cursor{N: r.EventsUntil(at), At: at}
}

// EndCursor returns the moment when everything so far has happened.
func (r *Recording) EndCursor() Cursor { return Cursor{N: r.Len(), At: r.EndTime()} }

// stateCache keeps the state that was asked for last, since several lists show the same moment.
type stateCache struct{ last *replay.State }

// StateAtCursor returns the state of everything at a cursor.
func (r *Recording) StateAtCursor(c Cursor) *replay.State {
	if s := r.atCursor.last; s != nil && int(s.After) == c.N && s.At == c.At {
		return s
	}
	s := r.StateAt(trace.EventID(c.N))
	s.At = c.At // the clock may have gone on since the last event
	r.atCursor.last = s
	return s
}
