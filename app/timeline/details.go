package timeline

import (
	"strings"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/app/recording/rows"
	"loopyard/engine/trace"
)

// Details is what the page says about a row at a time, when the visitor points at it, touches it or selects it.
type Details struct {
	Title string
	Lines []string
}

// String returns all of it in one sentence, for a screen reader.
func (d Details) String() string { return d.Title + ": " + strings.Join(d.Lines, ", ") + "." }

// RowName names a row: “Loop1”, or “Loop1 · main” for one of its tasks.
func RowName(r *recording.Recording, of Row) string {
	if of.Task == 0 {
		return of.Lane.Name
	}
	return of.Lane.Name + " · " + r.TaskTitle(of.Lane.Loop, of.Task)
}

// SpanText says what a row does in a span, at a time within it.
func SpanText(r *recording.Recording, of Row, s rows.Span, at int64) string {
	word := s.State.String()
	switch {
	case s.State == trace.Absent && of.Task != 0:
		return TaskEndText(r, of.Activity.Tasks.Get(of.Task))
	case s.State == trace.Absent && of.Lane.Loop != 0:
		return "closed"
	case s.State == trace.Absent:
		return "ended"
	case s.State == trace.Waiting && of.Lane.Loop == 0:
		return "waits for another thread to end"
	case s.State == trace.Idle && of.Lane.Loop != 0:
		return "idle: no run in progress"
	case s.State == trace.Running && of.Lane.Loop != 0 && of.Task == 0:
		return "running " + r.StepTitle(of.Lane.Loop, r.Event(s.Event).Task)
	case s.State == trace.Sleeping && of.Task != 0 && !s.Open:
		return "sleeping, " + format.Duration(s.To-at) + " left"
	case s.State == trace.Waiting && of.Task != 0:
		return "waiting for something other than a timer"
	}
	return word
}

// TaskEndText says how a task ended.
func TaskEndText(r *recording.Recording, t *rows.Task) string {
	if t == nil || t.Ended == 0 {
		return "its loop is closed"
	}
	switch t.Outcome {
	case rows.Failed:
		return "failed: " + r.EventText(r.Event(t.Ended))
	case rows.Canceled:
		return "canceled"
	}
	return "done"
}
