package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// stepRow is one step in words.
type stepRow struct {
	At       int64
	Loop     string
	Hue      int
	Task     string
	Event    trace.EventID // its StepBegan
	Began    Cause
	Ended    string // how
	Duration string
}

// Rows gives the steps around the cursor, and which of all they are: the first one's number and how many there are.
func (r *Recording) Rows(c Cursor, most int) (rows []stepRow, first, all int) {
	all = len(r.StepBegins)
	done, _ := r.Steps(c)
	first = min(max(0, done-most/2), max(0, all-most))
	for _, began := range r.StepBegins[first:min(all, first+most)] {
		rows = append(rows, r.stepRow(began))
	}
	return rows, first + 1, all
}

func (r *Recording) stepRow(began trace.EventID) stepRow {
	e := r.Event(began)
	row := stepRow{At: e.At, Event: began, Task: "?", Began: r.WhyStep(e), Duration: "under way"}
	l := r.ByLoop[e.Loop]
	if l == nil {
		return row
	}
	row.Loop, row.Hue, row.Task = l.Name, l.Hue, r.LaneTaskName(l, e.Task)
	if end := r.Event(r.EndOf(began)); end.Kind == trace.StepEnded {
		row.Duration = format.Short(end.At - e.At)
		row.Ended = endedWord(trace.Outcome(end.Arg))
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
