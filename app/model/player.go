package model

import (
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// Player is the moment of the primary run that the page shows, and how it moves: by steps, by seeking, by playing, or
// with the end of a run that goes on.
type Player struct {
	part
	runs    *Runs
	cursor  recording.Cursor
	follows bool // the cursor stays at the end
	playing bool
	speed   int     // index of Speeds
	before  float64 // when the frame before was, in milliseconds; 0: there was none since Play
	pending pendingSeek
	moved   func() // is called when the cursor has moved
	sought  func() // is called when the visitor has chosen a moment
}

// pendingSeek is the moment that a link asks for, until the run has come that far. The zero value of At is the start, so
// none has a negative one.
type pendingSeek struct {
	At int64 // nanoseconds; negative: none
	N  int   // how many events have happened then, where several share the moment; negative: all of them
}

var noSeek = pendingSeek{At: -1}

// cursor returns the moment of a run that is asked for. In virtual time the same link gives the same events, so it can
// name one of several that share an instant.
func (p pendingSeek) cursor(r *recording.Recording) recording.Cursor {
	c := r.CursorAt(p.At)
	if r.Virtual() && p.N >= 0 && p.N < c.N && r.Event(trace.EventID(p.N+1)).At == c.At {
		c.N = p.N
	}
	return c
}

// Speed is a rate of playing.
type Speed struct {
	Rate  float64 // seconds of the recording in a second
	Label string
}

// Speeds are the rates that can be chosen. Real runs can be over in a millisecond, virtual ones can take a week.
var Speeds = []Speed{
	{.0001, "1/10000×"}, {.001, "1/1000×"}, {.01, "1/100×"}, {.1, "1/10×"}, {.25, "¼×"}, {.5, "½×"},
	{1, "1×"}, {2, "2×"}, {5, "5×"}, {10, "10×"}, {100, "100×"}, {1000, "1000×"}, {10000, "10000×"},
}

// NormalSpeed is the index of the speed of a second in a second.
const NormalSpeed = 6

// Cursor returns the moment shown.
func (p *Player) Cursor() recording.Cursor { return p.cursor }

// Follows reports whether the cursor stays at the end, also of a run that goes on.
func (p *Player) Follows() bool { return p.follows }

// Playing reports whether the cursor moves by itself.
func (p *Player) Playing() bool { return p.playing }

// Speed returns the rate of playing, as an index of Speeds.
func (p *Player) Speed() int { return p.speed }

// LastEvent returns the last event that has happened at the cursor; 0 at the start.
func (p *Player) LastEvent() trace.EventID { return trace.EventID(p.cursor.N) }

// Part returns where the cursor is in the run, from 0 to 1.
func (p *Player) Part() float64 {
	if end := p.runs.EndTime(); end > 0 {
		return float64(p.cursor.At) / float64(end)
	}
	if p.runs.Primary() != nil && p.follows {
		return 1
	}
	return 0
}

// reset moves the cursor to the end of the primary run, where it stays.
func (p *Player) reset() {
	p.playing, p.follows = false, true
	p.cursor = recording.Cursor{}
	if r := p.runs.Primary(); r != nil {
		p.cursor = r.EndCursor()
	}
	p.changed()
}

// setPending asks for a moment of the run that begins next.
func (p *Player) setPending(s pendingSeek) { p.pending = s }

// settle moves the cursor where it belongs when the primary run is over: to the moment that is pending, or to the end.
func (p *Player) settle() {
	want := p.pending
	p.pending = noSeek
	if r := p.runs.Primary(); want.At >= 0 {
		p.move(want.cursor(r))
		p.follows = p.cursor == r.EndCursor()
	}
	p.keepUp()
}

// keepUp moves the cursor to the end of what there is, if it is to stay there.
func (p *Player) keepUp() {
	if r := p.runs.Primary(); p.follows && r != nil {
		p.move(r.EndCursor())
	}
}

func (p *Player) move(c recording.Cursor) {
	if c != p.cursor {
		p.cursor = c
		p.changed()
		p.moved()
	}
}

// Seek moves the cursor, and stops playing.
func (p *Player) Seek(c recording.Cursor) {
	r := p.runs.Primary()
	if r == nil {
		return
	}
	p.playing = false
	p.move(c)
	p.follows = c == r.EndCursor()
	p.pending = noSeek
	p.changed()
	p.sought()
}

// SeekTime moves the cursor to a time of the run, in nanoseconds.
func (p *Player) SeekTime(at int64) {
	r := p.runs.Primary()
	switch {
	case r == nil:
	case at <= 0 && r.EndTime() > 0:
		p.Seek(recording.Cursor{})
	default:
		p.Seek(r.CursorAt(at))
	}
}

// SeekPart moves the cursor to a part of the run, from 0 to 1.
func (p *Player) SeekPart(part float64) { p.SeekTime(int64(part*float64(p.runs.EndTime()) + .5)) }

// SeekEvent moves the cursor to right after an event of the primary run. It does nothing for an event that is not there,
// such as 0.
func (p *Player) SeekEvent(id trace.EventID) {
	if r := p.runs.Primary(); r != nil && id != 0 && int(id) <= r.Len() {
		p.Seek(recording.Cursor{N: int(id), At: r.EventTime(id)})
	}
}

// ToStart moves the cursor before the first event.
func (p *Player) ToStart() { p.Seek(recording.Cursor{}) }

// ToEnd moves the cursor to the end, where it stays if the run goes on.
func (p *Player) ToEnd() {
	if r := p.runs.Primary(); r != nil {
		p.Seek(r.EndCursor())
	}
}

// Step moves the cursor into the next step.
func (p *Player) Step() {
	if r := p.runs.Primary(); r != nil {
		if c, ok := r.NextStep(p.cursor); ok {
			p.Seek(c)
		}
	}
}

// StepBack moves the cursor into the step before.
func (p *Player) StepBack() {
	if r := p.runs.Primary(); r != nil {
		if c, ok := r.PreviousStep(p.cursor); ok {
			p.Seek(c)
		}
	}
}

// Play starts or pauses playing. At the end it starts over. A run that goes on is played from where the cursor was put,
// or from its start, until it catches up.
func (p *Player) Play() {
	r := p.runs.Primary()
	if r == nil {
		return
	}
	p.playing, p.before = !p.playing, 0
	p.changed()
	if !p.playing {
		p.sought()
		return
	}
	if p.cursor.N >= r.Len() {
		p.move(recording.Cursor{})
	}
	p.follows = false
}

// SetSpeed takes another of Speeds. An index out of range is ignored.
func (p *Player) SetSpeed(i int) {
	if i >= 0 && i < len(Speeds) {
		p.speed = i
		p.changed()
	}
}

// frame moves the cursor on by the time since the frame before. now is in milliseconds. again reports whether playing
// goes on.
func (p *Player) frame(now float64) (again bool) {
	if !p.playing {
		return false
	}
	if p.before == 0 {
		p.before = now
	}
	step := int64((now - p.before) * 1e6 * Speeds[p.speed].Rate)
	if step <= 0 && now > p.before {
		return true // too slow for this frame; the time adds up
	}
	p.before = now
	r := p.runs.Primary()
	at := p.cursor.At + step
	if at >= r.EndTime() {
		p.playing, p.follows = false, true
		p.keepUp()
		p.changed()
		p.sought()
		return false
	}
	// The cursor never moves back to before what a step had shown at this very instant.
	c := r.CursorAt(at)
	c.N = max(c.N, p.cursor.N)
	p.move(c)
	return true
}
