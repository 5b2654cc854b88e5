package model

import (
	"loopyard/app/format"
	"loopyard/app/timeline"
	"loopyard/engine/trace"
)

// details tells what a row does at a moment.
func (y *Model) Details(r timeline.Row, at int64) timeline.Details {
	rec := r.Rec
	s := y.Scale()
	d := timeline.Details{Title: timeline.RowName(rec, r)}
	t := r.Track()
	i := t.IndexAt(at)
	if i < 0 {
		d.Lines = append(d.Lines, "not there yet at "+s.Text(at))
		return d
	}
	now := rec.EndTime()
	if rec == y.Shown {
		now = y.Present()
	}
	span := t.Span(i, now)
	if span.State == trace.NotStored {
		d.Lines = append(d.Lines, rec.OverflowDetails(r.Lane, at)...)
		return d
	}
	d.Lines = append(d.Lines, timeline.SpanText(rec, r, span, at))
	if span.State != trace.Absent {
		long := s.Number(span.From) + " to " + s.Text(span.To) + ", " + format.Duration(span.To-span.From)
		if span.Open {
			long = "since " + s.Text(span.From)
		}
		d.Lines = append(d.Lines, long)
	}
	if span.State == trace.Running {
		if why := rec.StepCause(rec.Event(span.Event)).Text; why != "" {
			d.Lines = append(d.Lines, why)
		}
	}
	if r.Task == 0 && r.Lane.Loop != 0 && span.State != trace.Absent {
		d.Lines = append(d.Lines, "ready queue "+format.Count(int64(r.Activity.Ready.At(at)))+" · timers "+format.Count(int64(r.Activity.Timers.At(at))))
	}
	return d
}

// said tells what the row that is chosen does at the cursor; empty if none is.
func (y *Model) ChosenSaid() string {
	if y.Shown == nil {
		return ""
	}
	r, ok := y.Chosen()
	if !ok {
		return ""
	}
	return y.Scale().Text(y.Cursor.At) + ", " + y.Details(r, y.Cursor.At).String()
}
