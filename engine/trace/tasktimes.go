package trace

// TaskTimes is what one task did with its time, in nanoseconds.
type TaskTimes struct {
	Busy     int64 // its steps, without waiting for a core
	Ready    int64 // in the ready queue
	Waiting  int64 // for a timer or a future
	CoreWait int64 // in a step, waiting for a core
	Steps    int   // begun
}

// TaskTimes tells what a task did with its time, up to an event. It goes through the events of the task's life.
func (l *Log) TaskTimes(loop LoopID, task TaskID, upTo EventID) TaskTimes {
	var t TaskTimes
	x := l.loops[loop]
	if x == nil || x.task(task) == nil {
		return t
	}
	upTo = min(upTo, EventID(l.n))
	var since int64
	part := &t.Ready
	next := func(at int64, p *int64) {
		*part += at - since
		since, part = at, p
	}
	var none int64
	again := false // it is in the queue already, while its step is still under way
	for id := x.task(task).created; id <= upTo; id++ {
		e := l.Event(id)
		if e.Loop != loop || e.Task != task && e.Kind != LoopClosed {
			continue
		}
		switch e.Kind {
		case TaskCreated:
			since = e.At
		case TaskReady:
			if again = part == &t.Busy; !again {
				next(e.At, &t.Ready)
			}
		case StepBegan:
			t.Steps++
			next(e.At, &t.Busy)
			again = false
		case WorkPaused:
			next(e.At, &t.CoreWait)
		case WorkResumed:
			next(e.At, &t.Busy)
		case StepEnded:
			switch o := Outcome(e.Arg); {
			case again:
				next(e.At, &t.Ready)
			case o == Slept, o == Awaited:
				next(e.At, &t.Waiting)
			default:
				next(e.At, &none)
				return t
			}
		case TaskDone, TaskFailed, TaskCanceled:
			if part != &t.Busy { // its loop closes over it
				next(e.At, &none)
				return t
			}
		case LoopClosed:
			next(e.At, &none)
			return t
		}
	}
	next(l.Event(upTo).At, &none)
	return t
}
