package recording

import (
	"time"

	"loopyard/app/format"
	"loopyard/engine/trace"
)

// Cause says why something happened when it did.
type Cause struct {
	Text  string        // such as “timer due” or “woken by main”; empty if the cause is unknown
	Event trace.EventID // the moment of the cause; zero if there is none to show
	Late  bool          // it happened so long after it was due that something must have kept the thread busy
}

// LineCause returns why a line was printed when it was: why the step or the callback ran that printed it.
func (r *Recording) LineCause(line trace.EventID) Cause {
	e := r.Event(line)
	switch during := r.Event(e.Cause); {
	case e.Kind == trace.Reported:
		return Cause{Text: "passed to the exception handler", Event: e.Cause, Late: true}
	case e.Loop == 0:
		return Cause{Text: ThreadTitle(e.Thread)}
	case during.Kind == trace.StepBegan || during.Kind == trace.CallBegan:
		return r.StepCause(during)
	}
	return Cause{}
}

// StepCause returns why a step or a callback ran when it did, by its StepBegan or CallBegan.
func (r *Recording) StepCause(began trace.Event) Cause {
	ready := r.Event(began.Cause)
	switch trace.Reason(ready.Arg) {
	case trace.Started:
		return Cause{Text: "first run", Event: r.TaskCreated(began.Loop, began.Task)}
	case trace.TimerDue:
		return r.timerCause(ready, began)
	case trace.Woken:
		return r.wakeCause(ready)
	case trace.Yielded:
		return Cause{Text: "yielded, then ran again", Event: ready.Cause}
	case trace.CancelAsked:
		return r.cancelCause(ready)
	case trace.Soon:
		return Cause{Text: "call_soon", Event: ready.Cause}
	case trace.Posted:
		sent := r.Event(ready.Cause).Cause
		return Cause{Text: "sent from " + r.sender(sent), Event: sent}
	}
	return Cause{}
}

// A real clock is never exact. So a timer counts as overdue only if it fires this much later than it was due. From
// alarming on, the clock alone cannot be the reason: something kept the thread busy.
const (
	overdue  = int64(time.Millisecond)
	alarming = int64(50 * time.Millisecond)
)

func (r *Recording) timerCause(ready, began trace.Event) Cause {
	fired := r.Event(ready.Cause)
	set := r.Event(fired.Cause)
	if fired.Kind != trace.TimerFired || set.Kind != trace.TimerSet {
		return Cause{Text: "timer due"}
	}
	if late := began.At - fired.Arg; late >= overdue {
		return Cause{Text: "timer due, " + format.Duration(late) + " late", Event: fired.Cause, Late: late >= alarming}
	}
	return Cause{Text: "timer due (slept " + format.Duration(fired.Arg-set.At) + ")", Event: fired.Cause}
}

// wakeCause says what ended a task's wait: another task, or a callback, which another thread may have sent.
func (r *Recording) wakeCause(ready trace.Event) Cause {
	by := r.Event(ready.Cause)
	if by.Task != 0 {
		return Cause{Text: "woken by " + r.taskFrom(ready.Loop, by.Loop, by.Task), Event: ready.Cause}
	}
	callback := r.Event(by.Cause)
	if trace.Reason(callback.Arg) != trace.Posted {
		return Cause{Text: "woken by a callback", Event: ready.Cause}
	}
	sent := r.Event(callback.Cause).Cause
	return Cause{Text: "woken by " + r.sender(sent), Event: sent}
}

func (r *Recording) cancelCause(ready trace.Event) Cause {
	requested := r.Event(ready.Cause)
	c := Cause{Text: "cancellation requested", Event: ready.Cause}
	if by := r.Event(requested.Cause); requested.Kind == trace.CancelRequested && by.Task != 0 {
		c.Text = "canceled by " + r.taskFrom(ready.Loop, by.Loop, by.Task)
	}
	return c
}

// sender names the task or the thread that sent a post, by its PostSent.
func (r *Recording) sender(sent trace.EventID) string {
	e := r.Event(sent)
	during := r.Event(e.Cause)
	switch {
	case e.Thread == 0:
		return "another thread"
	case during.Task != 0 && during.Thread == e.Thread:
		return r.taskFrom(0, during.Loop, during.Task)
	}
	return ThreadTitle(e.Thread)
}
