package remote

import (
	"slices"

	"loopyard/engine/trace"
)

// wreck is what a thread has begun and not ended, should its worker be lost: somebody has to end it in the trace then.
type wreck struct {
	started bool
	spans   []trace.Event // WorkBegan and BlockBegan; Cause is the event's own id
	step    trace.Event   // StepBegan or CallBegan, likewise
	run     trace.Event   // RunBegan
	loops   []trace.LoopID
}

// note follows what the thread does.
func (w *wreck) note(id trace.EventID, e trace.Event) {
	self := e
	self.Cause = id
	switch e.Kind {
	case trace.ThreadStarted:
		w.started = true
	case trace.WorkBegan, trace.BlockBegan:
		w.spans = append(w.spans, self)
	case trace.WorkEnded, trace.BlockEnded:
		w.spans = slices.DeleteFunc(w.spans, func(s trace.Event) bool { return s.Cause == e.Cause })
	case trace.StepBegan, trace.CallBegan:
		w.step = self
	case trace.StepEnded, trace.CallEnded:
		w.step = trace.Event{}
	case trace.RunBegan:
		w.run = self
	case trace.RunEnded:
		w.run = trace.Event{}
	case trace.LoopCreated:
		w.loops = append(w.loops, e.Loop)
	case trace.LoopClosed:
		w.loops = slices.DeleteFunc(w.loops, func(l trace.LoopID) bool { return l == e.Loop })
	}
}

// lost ends in the trace what the thread of a lost worker did: what it was at has failed for the reason, its loops are
// closed, and it has ended. Everything it told of is merged.
func (m *merger) lost(p *part) {
	w := p.wreck
	w.spans, w.loops = slices.Clone(w.spans), slices.Clone(w.loops) // which the events below take from
	end := func(k trace.Kind, of trace.Event, arg int64) {
		e := trace.Event{Kind: k, Arg: arg, Thread: p.thread, Loop: of.Loop, Task: of.Task, Cause: of.Cause}
		m.emit(p, e)
	}
	say := func(k trace.Kind, of trace.Event, text string) {
		p.texts = append(p.texts, text)
		end(k, of, int64(len(p.texts)))
	}
	if !w.started {
		say(trace.ThreadStarted, trace.Event{Cause: p.spawned}, p.name)
	}
	at := w.run
	at.Task, at.Cause = w.step.Task, w.step.Cause
	say(trace.Reported, at, p.lost)
	for _, span := range slices.Backward(w.spans) {
		if span.Kind == trace.WorkBegan {
			end(trace.WorkEnded, span, 0)
		} else {
			end(trace.BlockEnded, span, 0)
		}
	}
	switch w.step.Kind {
	case trace.StepBegan:
		say(trace.TaskFailed, w.step, p.lost)
		end(trace.StepEnded, w.step, int64(trace.Failed))
	case trace.CallBegan:
		end(trace.CallEnded, w.step, 0)
	}
	if w.run.Kind != trace.NoKind {
		end(trace.RunEnded, trace.Event{Loop: w.run.Loop}, w.run.Arg)
	}
	for _, l := range w.loops {
		end(trace.LoopClosed, trace.Event{Loop: l}, 0)
	}
	end(trace.ThreadEnded, trace.Event{}, 0)
}
