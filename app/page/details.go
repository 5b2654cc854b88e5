package page

import (
	"strings"

	"loopyard/app/page/levels"
)

// Details is what is said of one place of the timeline, by hovering, touching or the keyboard.
type Details struct {
	Title string
	Lines []string
}

// String is all of it in one sentence, for a screen reader.
func (d Details) String() string { return d.Title + ": " + strings.Join(d.Lines, ", ") + "." }

// details tells what a row does at a moment.
func (y *Yard) details(r row, at int64) Details {
	rec := r.Rec
	s := y.scale()
	d := Details{Title: rec.rowName(r)}
	t := r.track()
	i := t.At(at)
	if i < 0 {
		d.Lines = append(d.Lines, "not there yet at "+s.text(at))
		return d
	}
	now := rec.EndTime()
	if rec == y.Shown {
		now = y.Present()
	}
	span := t.Span(i, now)
	if span.State == levels.Counted {
		d.Lines = append(d.Lines, rec.slotWords(r.Lane, at)...)
		return d
	}
	d.Lines = append(d.Lines, rec.spanWords(r, span, at))
	if span.State != levels.Absent {
		long := s.number(span.From) + " to " + s.text(span.To) + ", " + short(span.To-span.From)
		if span.Open {
			long = "since " + s.text(span.From)
		}
		d.Lines = append(d.Lines, long)
	}
	if span.State == levels.Running {
		if why := rec.whyStep(rec.Event(span.By)).Text; why != "" {
			d.Lines = append(d.Lines, why)
		}
	}
	if r.Task == 0 && r.Lane.Loop != 0 && span.State != levels.Absent {
		d.Lines = append(d.Lines, "ready queue "+count(int64(r.Of.Ready.At(at)))+" · timers "+count(int64(r.Of.Timers.At(at))))
	}
	return d
}

// rowName names a row: Loop1, or Loop1 · main for one of its tasks.
func (r *Recording) rowName(of row) string {
	if of.Task == 0 {
		return of.Lane.Name
	}
	name := r.taskName(of.Lane, of.Task)
	if name == "" {
		name = "task " + count(int64(of.Task))
	}
	return of.Lane.Name + " · " + name
}

// spanWords says what a span is, and for a loop whose it is.
func (r *Recording) spanWords(of row, s levels.Span, at int64) string {
	word := s.State.String()
	switch {
	case s.State == levels.Absent && of.Task != 0:
		return r.endWord(of.Of.Tasks.Get(of.Task))
	case s.State == levels.Absent && of.Lane.Loop != 0:
		return "closed"
	case s.State == levels.Absent:
		return "ended"
	case s.State == levels.Waiting && of.Lane.Loop == 0:
		return "waits for another thread to end"
	case s.State == levels.Idle && of.Lane.Loop != 0:
		return "idle: no run is under way"
	case s.State == levels.Running && of.Lane.Loop != 0 && of.Task == 0:
		if name := r.taskName(of.Lane, r.Event(s.By).Task); name != "" {
			return "running " + name
		}
		return "running a callback"
	case s.State == levels.Asleep && of.Task != 0 && !s.Open:
		return "sleeping, " + short(s.To-at) + " left"
	case s.State == levels.Waiting && of.Task != 0:
		return "waiting for something else than a timer"
	}
	return word
}

// endWord says how a task ended.
func (r *Recording) endWord(t *levels.Task) string {
	if t == nil || t.Ended == 0 {
		return "its loop is closed"
	}
	switch t.How {
	case levels.Failed:
		return "failed: " + r.EventText(r.Event(t.Ended))
	case levels.Canceled:
		return "canceled"
	}
	return "done"
}

// said tells what the row that is chosen does at the cursor; empty if none is.
func (y *Yard) said() string {
	if y.Shown == nil {
		return ""
	}
	r, ok := y.chosen()
	if !ok {
		return ""
	}
	return y.scale().text(y.Cursor.At) + ", " + y.details(r, y.Cursor.At).String()
}
