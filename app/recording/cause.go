package recording

import (
	"time"

	"loopyard/app/format"
	"loopyard/engine/trace"
)

// Cause says what made something happen when it did.
type Cause struct {
	Text  string        // timer due, woken by main, …; empty: nobody knows
	Event trace.EventID // the moment to look at; zero: there is none
	Late  bool          // it ran so long after it was due that something must have had the thread
}

// Why says what made a line be printed when it was, by following its causes back to what woke the task.
func (r *Recording) LineCause(line trace.EventID) Cause {
	e := r.Event(line)
	switch during := r.Event(e.Cause); {
	case e.Kind == trace.Reported:
		return Cause{Text: "told to the exception handler", Event: e.Cause, Late: true}
	case e.Loop == 0:
		return Cause{Text: ThreadName(e.Thread)}
	case during.Kind == trace.StepBegan || during.Kind == trace.CallBegan:
		return r.StepCause(during)
	}
	return Cause{}
}

// whyStep says what brought a step or a callback about.
func (r *Recording) StepCause(step trace.Event) Cause {
	ready := r.Event(step.Cause)
	switch trace.Reason(ready.Arg) {
	case trace.Started:
		return Cause{Text: "first run", Event: r.TaskCreated(step.Loop, step.Task)}
	case trace.TimerDue:
		return r.whyTimer(ready, step)
	case trace.Woken:
		return Cause{Text: "woken by " + r.waker(ready), Event: ready.Cause}
	case trace.Yielded:
		return Cause{Text: "gave way, its next turn", Event: ready.Cause}
	case trace.CancelAsked:
		return r.whyCanceled(ready)
	case trace.Soon:
		return Cause{Text: "call_soon", Event: ready.Cause}
	case trace.Posted:
		sent := r.Event(ready.Cause).Cause
		return Cause{Text: "sent from " + r.sender(sent), Event: sent}
	}
	return Cause{}
}

// overdue is how late a timer may run before it is worth telling: a real clock is never exact. From alarming on it is
// not the clock any more, something had the thread.
const (
	overdue  = int64(time.Millisecond)
	alarming = int64(50 * time.Millisecond)
)

func (r *Recording) whyTimer(ready, step trace.Event) Cause {
	fired := r.Event(ready.Cause)
	set := r.Event(fired.Cause)
	if fired.Kind != trace.TimerFired || set.Kind != trace.TimerSet {
		return Cause{Text: "timer due"}
	}
	if late := step.At - fired.Arg; late >= overdue {
		return Cause{Text: "timer due, " + format.Duration(late) + " late", Event: fired.Cause, Late: late >= alarming}
	}
	return Cause{Text: "timer due (slept " + format.Duration(fired.Arg-set.At) + ")", Event: fired.Cause}
}

// waker names what the task waited for.
func (r *Recording) waker(ready trace.Event) string {
	by := r.Event(ready.Cause)
	if by.Task == 0 {
		return "what it waited for"
	}
	return r.who(r.byLoop[ready.Loop], by.Loop, by.Task)
}

func (r *Recording) whyCanceled(ready trace.Event) Cause {
	asked := r.Event(ready.Cause)
	c := Cause{Text: "asked to cancel", Event: ready.Cause}
	if by := r.Event(asked.Cause); asked.Kind == trace.CancelRequested && by.Task != 0 {
		c.Text = "canceled by " + r.who(r.byLoop[ready.Loop], by.Loop, by.Task)
	}
	return c
}

// sender names who posted something, by its PostSent.
func (r *Recording) sender(sent trace.EventID) string {
	e := r.Event(sent)
	during := r.Event(e.Cause)
	switch {
	case e.Thread == 0:
		return "another thread"
	case during.Task != 0 && during.Thread == e.Thread:
		return r.who(nil, during.Loop, during.Task)
	}
	return ThreadName(e.Thread)
}

// hueOf is the hue of a loop.
func (r *Recording) LoopHue(loop trace.LoopID) int {
	if l := r.LoopLane(loop); l != nil {
		return l.Hue
	}
	return format.NoHue
}
