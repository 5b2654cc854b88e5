package model

import (
	"loopyard/app/recording"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

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

const NormalSpeed = 6

// show puts a recording in front, or nothing.
func (y *Model) SetPrimary(rec *recording.Recording) {
	if rec == nil || y.Shown == nil || rec.Spec.Scenario != y.Shown.Spec.Scenario {
		y.Unfolded, y.Pick = nil, timeline.Selection{}
		y.FoldRev++
	}
	if !y.restack(rec) {
		y.window = timeline.Window{}
	}
	y.Shown, y.Follow = rec, true
	y.Player.Playing = false
	y.Cursor = recording.Cursor{}
	if rec != nil {
		y.Cursor = rec.EndCursor()
	}
	y.Revs.Run++
	y.Revs.Cursor++
	y.Shell.Wake()
}

// Show puts a recording of this visit in front, at the moment that is shown of the present one.
func (y *Model) Show(rec *recording.Recording) {
	at, end := y.Cursor.At, y.Follow
	y.SetPrimary(rec)
	if !end {
		y.Seek(rec.CursorAt(at))
	}
}

// settle puts the cursor where it belongs when a run is over: where the link wants it, or at the end.
func (y *Model) settle() {
	want := y.want
	y.want = nothingWanted
	if want.At >= 0 {
		y.move(want.cursor(y.Shown))
		y.Follow = y.Cursor == y.Shown.EndCursor()
	}
	y.keepUp()
	if want.Window != (timeline.Window{}) {
		y.window = want.Window
		y.window = y.clamped()
		y.Revs.View++
	}
}

// keepUp moves the cursor to the end of what there is, if it is to stay there.
func (y *Model) keepUp() {
	if y.Follow && y.Shown != nil {
		y.move(y.Shown.EndCursor())
	}
}

func (y *Model) move(c recording.Cursor) {
	if c != y.Cursor {
		y.Cursor = c
		y.Revs.Cursor++
		y.KeepInView()
	}
}

// Seek moves the cursor, and stops playing.
func (y *Model) Seek(c recording.Cursor) {
	if y.Shown == nil {
		return
	}
	y.Player.Playing = false
	y.move(c)
	y.Follow = c == y.Shown.EndCursor()
	y.want = nothingWanted
	y.Revs.Cursor++
	y.relink()
	y.Shell.Wake()
}

// ToStart moves the cursor before the first event.
func (y *Model) ToStart() { y.Seek(recording.Cursor{}) }

// ToEnd moves the cursor to the end, where it stays if the run goes on.
func (y *Model) ToEnd() {
	if y.Shown != nil {
		y.Seek(y.Shown.EndCursor())
	}
}

// at is the last event that has happened at the cursor.
func (y *Model) at() trace.EventID { return trace.EventID(y.Cursor.N) }

// seekEvent moves the cursor to right after an event; zero is none.
func (y *Model) SeekEvent(id trace.EventID) {
	if id != 0 {
		y.Seek(recording.Cursor{N: int(id), At: y.Shown.Event(id).At})
	}
}

// Step moves into the next step.
func (y *Model) Step() {
	if y.Shown != nil {
		if c, ok := y.Shown.NextStep(y.Cursor); ok {
			y.Seek(c)
		}
	}
}

// StepBack moves into the step before.
func (y *Model) StepBack() {
	if y.Shown != nil {
		if c, ok := y.Shown.PreviousStep(y.Cursor); ok {
			y.Seek(c)
		}
	}
}

// Play starts or pauses playing. At the end it starts over; a run that goes on is played from where the cursor was put,
// or from its start, until it catches up.
func (y *Model) Play() {
	p := &y.Player
	if y.Shown == nil {
		return
	}
	p.Playing = !p.Playing
	p.before = 0
	y.Revs.Cursor++
	if !p.Playing {
		y.relink()
		return
	}
	if y.Cursor.N >= y.Shown.Len() {
		y.move(recording.Cursor{})
	}
	y.Follow = false
	y.Shell.Wake()
}

// SetSpeed takes another of Speeds.
func (y *Model) SetSpeed(i int) {
	if i >= 0 && i < len(Speeds) {
		y.Player.Speed = i
		y.Revs.Cursor++
	}
}

// Frame brings everything up to a frame that is drawn at now, in milliseconds. again asks for another one after it.
func (y *Model) Frame(now float64, enough func() bool) (again bool) {
	again = y.Drain(enough)
	again = y.GoOnExporting(enough) || again
	again = y.goOnComparing(enough) || again
	y.clock.tick(now, y.Shown)
	y.tick(now)
	if y.Running() {
		y.keepUp()
		again = true
	}
	again = y.play(now) || again
	return y.FollowCode(enough) || again
}

// play moves the cursor on by the time since the frame before.
func (y *Model) play(now float64) bool {
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
		p.Playing, y.Follow = false, true
		y.keepUp()
		y.Revs.Cursor++
		y.relink()
		return false
	}
	// Never back to before what a step had shown at this very instant.
	c := y.Shown.CursorAt(at)
	c.N = max(c.N, y.Cursor.N)
	y.move(c)
	return true
}
