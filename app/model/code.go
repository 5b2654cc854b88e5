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

// Code is the listing of the form's program and the lines of it that the primary run is at. It follows the run only
// while the listing can be seen.
type Code struct {
	part
	form      *Form
	runs      *Runs
	player    *Player
	panels    *Panels
	python    bool // the language; otherwise Go
	listing   lesson.Listing
	made      bool // the listing has been made
	madeFor   uint // the form's changes then
	highlight Highlight

	rec      *recording.Recording // the run that is followed
	inPython bool                 // the language of the listing that it is followed in
	followed string               // that listing's text
	trail    *lesson.Trail        // nil: no run is followed
}

// Highlight is the lines of a listing that are highlighted at a moment. Lines count from 0.
type Highlight struct {
	Current int   // the line of the step shown; negative: none
	Hue     int   // of the step's loop
	Waiting []int // by line, how many others wait there
	Says    string
	Other   bool // the listing is of other values than the run
}

var noHighlight = Highlight{Current: -1, Hue: format.NoHue}

// Python reports whether the listing is in Python, and not in Go.
func (c *Code) Python() bool { return c.python }

// Listing returns the program for the values of the form. Values that cannot be used count as the defaults.
func (c *Code) Listing() lesson.Listing { return c.listing }

// Highlight returns what is highlighted at the cursor.
func (c *Code) Highlight() Highlight { return c.highlight }

// Choose takes a language.
func (c *Code) Choose(python bool) {
	c.python, c.made = python, false
	c.changed()
}

// listingOf returns a run's program in the language that is chosen.
func (c *Code) listingOf(run spec.Run) lesson.Listing {
	if c.python {
		return lesson.Python(run)
	}
	return lesson.Go(run)
}

// Update brings the listing and the highlight up to date. [Model.Frame] calls it, and whatever draws the page without a
// frame.
func (c *Code) Update() {
	if form := c.form.Changes(); !c.made || c.madeFor != form {
		run, _ := c.form.Parse()
		c.made, c.madeFor = true, form
		if l := c.listingOf(run); l.Text != c.listing.Text {
			c.listing = l
			c.changed()
		}
	}
	if now := c.current(); !now.equal(c.highlight) {
		c.highlight = now
		c.changed()
	}
}

// follow takes what is new in the primary run into its trail. again reports whether there is more.
func (c *Code) follow(enough func() bool) (again bool) {
	r := c.runs.Primary()
	if r == nil || !c.panels.ShowsCode() {
		c.rec, c.trail = nil, nil
		return false
	}
	if c.rec != r || c.inPython != c.python {
		listing := c.listingOf(r.Spec)
		c.rec, c.inPython, c.followed = r, c.python, listing.Text
		c.trail = lesson.NewTrail(&r.Log, listing)
	}
	return c.trail.Follow(enough)
}

// current returns what is to be highlighted now.
func (c *Code) current() Highlight {
	h := noHighlight
	if c.trail == nil || c.rec != c.runs.Primary() || c.inPython != c.python {
		return h
	}
	if c.followed != c.listing.Text {
		h.Other, h.Says = true, "Run it to see it here."
		return h
	}
	at, waiting, ok := c.trail.At(c.player.LastEvent())
	if !ok {
		h.Says = "Looking…"
		return h
	}
	return c.highlightAt(at, waiting)
}

// highlightAt puts into lines and words what a trail says about the cursor: the mark that the step is at, and how many
// tasks wait at each mark.
func (c *Code) highlightAt(at int, waiting []int32) Highlight {
	marks := c.listing.Marks
	e := c.rec.Event(c.player.LastEvent())
	h := Highlight{Current: -1, Hue: c.rec.LoopHue(e.Loop), Waiting: make([]int, strings.Count(c.followed, "\n")+1)}
	others := 0
	for i, n := range waiting {
		if i > 0 && n > 0 {
			h.Waiting[marks[i-1].Line] += int(n)
			others += int(n)
		}
	}
	who := c.whoDid(e)
	switch {
	case c.player.LastEvent() == 0:
		h.Says = "Not begun."
		return h
	case at == 0:
		h.Says = who + " at no line"
	default:
		h.Current = marks[at-1].Line
		h.Says = "▶ " + who
	}
	if others > 0 {
		h.Says += " · ◦ " + format.Plural(int64(others), "other")
	}
	return h
}

// whoDid names the task whose step an event is in, or else the task or thread that it is about.
func (c *Code) whoDid(e trace.Event) string {
	lane := c.rec.LoopLane(e.Loop)
	if lane == nil {
		return recording.ThreadTitle(e.Thread)
	}
	task := e.Task
	if loop, ok := c.rec.StateAtCursor(c.player.Cursor()).Loop(e.Loop); ok && loop.Step != 0 {
		task = loop.Task
	}
	if name := c.rec.TaskName(lane.Loop, task); name != "" {
		return lane.Name + ", " + name
	}
	return lane.Name
}

// SeekLine moves the cursor to the next moment after it at which a line of the listing is run, or to the first one.
func (c *Code) SeekLine(line int) {
	if c.trail != nil && c.rec == c.runs.Primary() && c.followed == c.listing.Text {
		c.player.SeekEvent(c.trail.Next(line, c.player.LastEvent()))
	}
}

func (h Highlight) equal(other Highlight) bool {
	return h.Current == other.Current && h.Hue == other.Hue && h.Says == other.Says && h.Other == other.Other &&
		slices.Equal(h.Waiting, other.Waiting)
}

// WaitingAt returns how many tasks besides the step shown wait at a line.
func (h Highlight) WaitingAt(line int) int {
	if line >= len(h.Waiting) {
		return 0
	}
	return h.Waiting[line]
}

// TabStop returns the line whose number the Tab key stops at: the current one, or the first that can be run.
func (h Highlight) TabStop(l lesson.Listing) int {
	if h.Current >= 0 || len(l.Marks) == 0 {
		return h.Current
	}
	return l.Marks[0].Line
}

// Key names the line that is to be in view; empty for none.
func (h Highlight) Key() string {
	if h.Current < 0 {
		return ""
	}
	return strconv.Itoa(h.Current)
}
