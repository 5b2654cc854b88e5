package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// StepRow is one step as a row of the table.
type StepRow struct {
	At       int64 // when it began
	Loop     string
	Hue      int // of its loop
	Task     string
	Event    trace.EventID // its StepBegan
	Cause    Cause         // why it ran then
	Outcome  string        // how it ended; empty if it has not
	Duration string
}

// StepRows returns at most a number of steps around the cursor. first is the number of the first of them among all steps,
// counted from 1.
func (r *Recording) StepRows(c Cursor, most int) (rows []StepRow, first, all int) {
	all = len(r.steps)
	done, _ := r.StepsTo(c)
	first = min(max(0, done-most/2), max(0, all-most))
	for _, began := range r.steps[first:min(all, first+most)] {
		rows = append(rows, r.stepRow(began))
	}
	return rows, first + 1, all
}

func (r *Recording) stepRow(began trace.EventID) StepRow {
	e := r.Event(began)
	row := StepRow{At: e.At, Event: began, Task: "?", Cause: r.StepCause(e), Duration: "not over yet"}
	l := r.LoopLane(e.Loop)
	if l == nil {
		return row
	}
	row.Loop, row.Hue, row.Task = l.Name, l.Hue, r.TaskTitle(e.Loop, e.Task)
	if end := r.Event(r.EndOf(began)); end.Kind == trace.StepEnded {
		row.Duration = format.Duration(end.At - e.At)
		row.Outcome = outcomeWord(trace.Outcome(end.Arg))
	}
	return row
}

func outcomeWord(o trace.Outcome) string {
	switch o {
	case trace.Slept:
		return "sleeps"
	case trace.Awaited:
		return "waits"
	case trace.GaveWay:
		return "yields"
	case trace.Finished:
		return "done"
	case trace.Failed:
		return "failed"
	case trace.WasCanceled:
		return "canceled"
	}
	return ""
}
