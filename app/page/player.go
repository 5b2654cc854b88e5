package page

import "loopyard/engine/trace"

// Player is the playing back of a recording.
type Player struct {
	Playing bool
	Speed   int // index of Speeds

	before float64 // when the frame before was, in milliseconds
}

// Speed is a rate of playing.
type Speed struct {
	Rate  float64 // seconds of the recording in a second
	Label string
}

// Speeds can be chosen from. Real runs can be over in a millisecond, virtual ones can take a week.
var Speeds = []Speed{
	{.0001, "1/10000×"}, {.001, "1/1000×"}, {.01, "1/100×"}, {.1, "1/10×"}, {.25, "¼×"}, {.5, "½×"},
	{1, "1×"}, {2, "2×"}, {5, "5×"}, {10, "10×"}, {100, "100×"}, {1000, "1000×"}, {10000, "10000×"},
}

const normalSpeed = 6

// show puts a recording in front, or nothing.
func (y *Yard) show(rec *Recording) {
	if rec == nil || y.Shown == nil || rec.Spec.Scenario != y.Shown.Spec.Scenario {
		y.unfolded, y.pick = nil, Pick{}
		y.foldRev++
	}
	if !y.restack(rec) {
		y.window = Window{}
	}
	y.Shown, y.follow = rec, true
	y.Player.Playing = false
	y.Cursor = Cursor{}
	if rec != nil {
		y.Cursor = rec.Finish()
	}
	y.revs.run++
	y.revs.cursor++
	y.shell.wake()
}

// Show puts a recording of this visit in front, at the moment that is shown of the present one.
func (y *Yard) Show(rec *Recording) {
	at, end := y.Cursor.At, y.follow
	y.show(rec)
	if !end {
		y.Seek(rec.CursorAt(at))
	}
}

// settle puts the cursor where it belongs when a run is over: where the link wants it, or at the end.
func (y *Yard) settle() {
	want := y.want
	y.want = nothingWanted
	if want.At >= 0 {
		y.move(want.cursor(y.Shown))
		y.follow = y.Cursor == y.Shown.Finish()
	}
	y.keepUp()
	if want.Window != (Window{}) {
		y.window = want.Window
		y.window = y.clamped()
		y.revs.view++
	}
}

// keepUp moves the cursor to the end of what there is, if it is to stay there.
func (y *Yard) keepUp() {
	if y.follow && y.Shown != nil {
		y.move(y.Shown.Finish())
	}
}

func (y *Yard) move(c Cursor) {
	if c != y.Cursor {
		y.Cursor = c
		y.revs.cursor++
		y.keepInView()
	}
}

// Seek moves the cursor, and stops playing.
func (y *Yard) Seek(c Cursor) {
	if y.Shown == nil {
		return
	}
	y.Player.Playing = false
	y.move(c)
	y.follow = c == y.Shown.Finish()
	y.want = nothingWanted
	y.revs.cursor++
	y.relink()
	y.shell.wake()
}

// ToStart moves the cursor before the first event.
func (y *Yard) ToStart() { y.Seek(Cursor{}) }

// ToEnd moves the cursor to the end, where it stays if the run goes on.
func (y *Yard) ToEnd() {
	if y.Shown != nil {
		y.Seek(y.Shown.Finish())
	}
}

// at is the last event that has happened at the cursor.
func (y *Yard) at() trace.EventID { return trace.EventID(y.Cursor.N) }

// seekEvent moves the cursor to right after an event; zero is none.
func (y *Yard) seekEvent(id trace.EventID) {
	if id != 0 {
		y.Seek(Cursor{N: int(id), At: y.Shown.Event(id).At})
	}
}

// Step moves into the next step.
func (y *Yard) Step() {
	if y.Shown != nil {
		if c, ok := y.Shown.Step(y.Cursor); ok {
			y.Seek(c)
		}
	}
}

// StepBack moves into the step before.
func (y *Yard) StepBack() {
	if y.Shown != nil {
		if c, ok := y.Shown.StepBack(y.Cursor); ok {
			y.Seek(c)
		}
	}
}

// Play starts or pauses playing. At the end it starts over; a run that goes on is played from where the cursor was put,
// or from its start, until it catches up.
func (y *Yard) Play() {
	p := &y.Player
	if y.Shown == nil {
		return
	}
	p.Playing = !p.Playing
	p.before = 0
	y.revs.cursor++
	if !p.Playing {
		y.relink()
		return
	}
	if y.Cursor.N >= y.Shown.Len() {
		y.move(Cursor{})
	}
	y.follow = false
	y.shell.wake()
}

// SetSpeed takes another of Speeds.
func (y *Yard) SetSpeed(i int) {
	if i >= 0 && i < len(Speeds) {
		y.Player.Speed = i
		y.revs.cursor++
	}
}

// Frame brings everything up to a frame that is drawn at now, in milliseconds. again asks for another one after it.
func (y *Yard) Frame(now float64, enough func() bool) (again bool) {
	again = y.Drain(enough)
	again = y.goOnExporting(enough) || again
	again = y.goOnComparing(enough) || again
	y.clock.tick(now, y.Shown)
	y.tick(now)
	if y.Running() {
		y.keepUp()
		again = true
	}
	again = y.play(now) || again
	return y.followCode(enough) || again
}

// play moves the cursor on by the time since the frame before.
func (y *Yard) play(now float64) bool {
	p := &y.Player
	if !p.Playing {
		return false
	}
	if p.before == 0 {
		p.before = now
	}
	step := int64((now - p.before) * 1e6 * Speeds[p.Speed].Rate)
	if step <= 0 && now > p.before {
		return true // too slow for this frame; the time adds up
	}
	p.before = now
	at := y.Cursor.At + step
	if at >= y.Shown.EndTime() {
		p.Playing, y.follow = false, true
		y.keepUp()
		y.revs.cursor++
		y.relink()
		return false
	}
	// Never back to before what a step had shown at this very instant.
	c := y.Shown.CursorAt(at)
	c.N = max(c.N, y.Cursor.N)
	y.move(c)
	return true
}
