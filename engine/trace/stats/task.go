package stats

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// TaskTimes is what one task did with its time, in nanoseconds.
type TaskTimes struct {
	Busy     int64 // in its steps, without waiting for a core
	Ready    int64 // in the ready queue
	Waiting  int64 // for a timer or a future
	CoreWait int64 // in a step, waiting for a core
	Steps    int   // begun
}

// OfTask returns what a task did with its time, up to an event. It looks at all events of the run from the creation of the
// task to its end.
func OfTask(l *replay.Log, loop trace.LoopID, task trace.TaskID, upTo trace.EventID) TaskTimes {
	var t TaskTimes
	created := l.TaskCreated(loop, task)
	if created == 0 {
		return t
	}
	upTo = min(upTo, trace.EventID(l.Len()))
	var since int64
	part := &t.Ready
	next := func(at int64, p *int64) {
		*part += at - since
		since, part = at, p
	}
	var none int64
	again := false // it is ready again while its step is still under way
	for id := created; id <= upTo; id++ {
		e := l.Event(id)
		if e.Loop != loop || e.Task != task && e.Kind != trace.LoopClosed {
			continue
		}
		switch e.Kind {
		case trace.TaskCreated:
			since = e.At
		case trace.TaskReady:
			if again = part == &t.Busy; !again {
				next(e.At, &t.Ready)
			}
		case trace.StepBegan:
			t.Steps++
			next(e.At, &t.Busy)
			again = false
		case trace.WorkPaused:
			next(e.At, &t.CoreWait)
		case trace.WorkResumed:
			next(e.At, &t.Busy)
		case trace.StepEnded:
			switch o := trace.Outcome(e.Arg); {
			case again:
				next(e.At, &t.Ready)
			case o == trace.Slept, o == trace.Awaited:
				next(e.At, &t.Waiting)
			default:
				next(e.At, &none)
				return t
			}
		case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
			if part != &t.Busy { // its loop is closed while it waits
				next(e.At, &none)
				return t
			}
		case trace.LoopClosed:
			next(e.At, &none)
			return t
		}
	}
	next(l.Event(upTo).At, &none)
	return t
}
