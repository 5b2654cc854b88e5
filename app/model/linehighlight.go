package model

import (
	"slices"
	"strconv"
	"strings"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// lit is the listing and what of it is lit. It costs nothing while nobody looks at the code.
type lit struct {
	form, view int // the revs that the listing was made for
	made       bool
	Listing    lesson.Listing
	Lights     lights
	rev        int // counts what changes

	rec      *recording.Recording // the run that is followed
	python   bool                 // through its listing in this language
	followed string               // which is this
	Trail    *lesson.Trail        // nil while none is
}

// lights are the lines of the listing that are lit at a moment.
type lights struct {
	Now   int   // the line that the step shown is at, from 0; negative: at none
	Hue   int   // of its loop
	Stand []int // by line, how many others stand there
	Words string
	Other bool // the listing is of other values than the run shown
}

// listing is a run's program in the language that is chosen.
func (v View) listing(run spec.Run) lesson.Listing {
	if v.Python {
		return lesson.Python(run)
	}
	return lesson.Go(run)
}

// codeOpen tells whether the listing can be seen, on a wide screen or on a narrow one.
func (y *Model) codeOpen() bool { return y.View.Side == PanelCode || y.View.Panel == PanelCode }

// codeRev brings the lights up to date, and counts their changes.
func (y *Model) CodeRev() int {
	l := &y.Lit
	if !l.made || l.form != y.Revs.Form || l.view != y.Revs.View {
		l.made, l.form, l.view = true, y.Revs.Form, y.Revs.View
		l.Listing = y.Listing()
		l.rev++
	}
	if now := y.lightsNow(); !now.same(l.Lights) {
		l.Lights = now
		l.rev++
	}
	return l.rev
}

// followCode takes what is new in the run shown into its trail. again tells that there is more.
func (y *Model) FollowCode(enough func() bool) (again bool) {
	l := &y.Lit
	if y.Shown == nil || !y.codeOpen() {
		l.rec, l.Trail = nil, nil
		return false
	}
	if l.rec != y.Shown || l.python != y.View.Python {
		listing := y.View.listing(y.Shown.Spec)
		l.rec, l.python, l.followed = y.Shown, y.View.Python, listing.Text
		l.Trail = lesson.NewTrail(&y.Shown.Log, listing)
	}
	_, _, was := l.Trail.At(y.at())
	again = l.Trail.Follow(enough)
	if _, _, is := l.Trail.At(y.at()); is != was {
		y.Revs.Cursor++
	}
	return again
}

func (y *Model) lightsNow() lights {
	none := lights{Now: -1, Hue: format.NoHue}
	l := &y.Lit
	if l.Trail == nil || l.rec != y.Shown || l.python != y.View.Python {
		return none
	}
	if l.followed != l.Listing.Text {
		none.Other, none.Words = true, "Run it to see it here."
		return none
	}
	at, stand, ok := l.Trail.At(y.at())
	if !ok {
		none.Words = "Looking…"
		return none
	}
	return y.lightsAt(at, stand)
}

// lightsAt spells what a trail says of the cursor.
func (y *Model) lightsAt(at int, stand []int32) lights {
	r, marks := y.Shown, y.Lit.Listing.Marks
	e := r.Event(y.at())
	s := lights{Now: -1, Hue: r.LoopHue(e.Loop), Stand: make([]int, strings.Count(y.Lit.followed, "\n")+1)}
	others := 0
	for i, n := range stand {
		if i > 0 && n > 0 {
			s.Stand[marks[i-1].Line] += int(n)
			others += int(n)
		}
	}
	who := y.whoAt(e)
	switch {
	case y.at() == 0:
		s.Words = "Not begun."
		return s
	case at == 0:
		s.Words = who + " at no line"
	default:
		s.Now = marks[at-1].Line
		s.Words = "▶ " + who
	}
	if others > 0 {
		s.Words += " · ◦ " + format.Plural(int64(others), "other")
	}
	return s
}

// whoAt names who did an event: whoever has its step, or else whom it is about.
func (y *Model) whoAt(e trace.Event) string {
	lane := y.Shown.LoopLane(e.Loop)
	if lane == nil {
		return recording.ThreadTitle(e.Thread)
	}
	task := e.Task
	if loop, ok := y.Shown.StateAtCursor(y.Cursor).Loop(e.Loop); ok && loop.Step != 0 {
		task = loop.Task
	}
	if name := y.Shown.TaskName(lane.Loop, task); name != "" {
		return lane.Name + ", " + name
	}
	return lane.Name
}

func (s lights) same(as lights) bool {
	return s.Now == as.Now && s.Hue == as.Hue && s.Words == as.Words && s.Other == as.Other && slices.Equal(s.Stand, as.Stand)
}

// standAt counts those that stand at a line besides the step shown.
func (s lights) StandAt(line int) int {
	if line >= len(s.Stand) {
		return 0
	}
	return s.Stand[line]
}

// stop is the line whose number the Tab key stops at: the one that is run, or the first that can be.
func (s lights) Stop(l lesson.Listing) int {
	if s.Now >= 0 || len(l.Marks) == 0 {
		return s.Now
	}
	return l.Marks[0].Line
}

// at names what is brought into view; empty for nothing.
func (l *lit) At() string {
	if l.Lights.Now < 0 {
		return ""
	}
	return strconv.Itoa(l.Lights.Now)
}

// GotoLine moves the cursor to the next moment after it that a line of the listing is run, or to the first.
func (y *Model) GotoLine(line int) {
	if l := &y.Lit; l.Trail != nil && l.rec == y.Shown && l.followed == l.Listing.Text {
		y.Goto(l.Trail.Next(line, y.at()))
	}
}
