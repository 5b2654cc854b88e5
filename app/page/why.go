package page

import (
	"time"

	"loopyard/engine/trace"
)

// Why says what made a line be printed when it was, by following its causes back to what woke the task. late tells
// that a timer ran long after it was due.
func (r *Recording) Why(line trace.EventID) (why string, late bool) {
	e := r.Event(line)
	if e.Kind == trace.Reported {
		return "told to the exception handler", true
	}
	if e.Loop == 0 {
		return threadName(e.Thread), false
	}
	step := r.Event(e.Cause)
	if step.Kind != trace.StepBegan && step.Kind != trace.CallBegan {
		return "", false
	}
	return r.whyStep(step)
}

// whyStep says what brought a step or a callback about.
func (r *Recording) whyStep(step trace.Event) (why string, late bool) {
	ready := r.Event(step.Cause)
	switch trace.Reason(ready.Arg) {
	case trace.Started:
		return "first run", false
	case trace.TimerDue:
		return r.whyTimer(ready, step)
	case trace.Woken:
		return "woken by " + r.waker(ready), false
	case trace.Yielded:
		return "gave way, its next turn", false
	case trace.CancelAsked:
		return "asked to cancel", false
	case trace.Soon:
		return "call_soon", false
	case trace.Posted:
		return "sent from " + threadName(r.Event(r.Event(ready.Cause).Cause).Thread), false
	}
	return "", false
}

// overdue is how late a timer may run before it is worth telling: a real clock is never exact. From alarming on it is
// not the clock any more, something had the thread.
const (
	overdue  = int64(time.Millisecond)
	alarming = int64(50 * time.Millisecond)
)

func (r *Recording) whyTimer(ready, step trace.Event) (string, bool) {
	fired := r.Event(ready.Cause)
	if fired.Kind != trace.TimerFired {
		return "timer due", false
	}
	if late := step.At - fired.Arg; late >= overdue {
		return "timer due, " + short(late) + " late", late >= alarming
	}
	set := r.Event(fired.Cause)
	if set.Kind != trace.TimerSet {
		return "timer due", false
	}
	return "timer due (slept " + short(fired.Arg-set.At) + ")", false
}

// waker names what the task waited for.
func (r *Recording) waker(ready trace.Event) string {
	by := r.Event(ready.Cause)
	lane := r.laneOf(by)
	name := r.taskName(lane, by.Task)
	if name == "" {
		return "what it waited for"
	}
	if lane.Loop != ready.Loop {
		name += " of " + lane.Name
	}
	return name
}
