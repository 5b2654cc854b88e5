package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// stepRow is one step in words.
type StepRow struct {
	At       int64
	Loop     string
	Hue      int
	Task     string
	Event    trace.EventID // its StepBegan
	Cause    Cause
	Outcome  string // how
	Duration string
}

// Rows gives the steps around the cursor, and which of all they are: the first one's number and how many there are.
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
	row := StepRow{At: e.At, Event: began, Task: "?", Cause: r.StepCause(e), Duration: "under way"}
	l := r.LoopLane(e.Loop)
	if l == nil {
		return row
	}
	row.Loop, row.Hue, row.Task = l.Name, l.Hue, r.LaneTaskName(l, e.Task)
	if end := r.Event(r.EndOf(began)); end.Kind == trace.StepEnded {
		row.Duration = format.Duration(end.At - e.At)
		row.Outcome = endedWord(trace.Outcome(end.Arg))
	}
	return row
}

func endedWord(o trace.Outcome) string {
	switch o {
	case trace.Slept:
		return "sleeps"
	case trace.Awaited:
		return "waits"
	case trace.GaveWay:
		return "gives way"
	case trace.Finished:
		return "done"
	case trace.Failed:
		return "failed"
	case trace.WasCanceled:
		return "canceled"
	}
	return ""
}
