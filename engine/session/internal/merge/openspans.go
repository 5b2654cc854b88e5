package merge

import (
	"slices"

	"loopyard/engine/trace"
)

// openSpans holds the spans that a thread has begun and not ended, as far as its events are merged. If the thread is
// lost, the merger ends it in the trace. Causes are ids in the run's trace.
type openSpans struct {
	started bool
	ended   bool
	spans   []trace.Event // WorkBegan and BlockBegan; Cause is the event's own id
	step    trace.Event   // StepBegan or CallBegan; Cause is the event's own id
	run     trace.Event   // RunBegan
	loops   []trace.LoopID
}

// note follows what the thread does. id is the event's own.
func (o *openSpans) note(id trace.EventID, e trace.Event) {
	self := e
	self.Cause = id
	switch e.Kind {
	case trace.ThreadStarted:
		o.started = true
	case trace.ThreadEnded:
		o.ended = true
	case trace.WorkBegan, trace.BlockBegan:
		o.spans = append(o.spans, self)
	case trace.WorkEnded, trace.BlockEnded:
		o.spans = slices.DeleteFunc(o.spans, func(s trace.Event) bool { return s.Cause == e.Cause })
	case trace.StepBegan, trace.CallBegan:
		o.step = self
	case trace.StepEnded, trace.CallEnded:
		o.step = trace.Event{}
	case trace.RunBegan:
		o.run = self
	case trace.RunEnded:
		o.run = trace.Event{}
	case trace.LoopCreated:
		o.loops = append(o.loops, e.Loop)
	case trace.LoopClosed:
		o.loops = slices.DeleteFunc(o.loops, func(l trace.LoopID) bool { return l == e.Loop })
	}
}

// endLost ends in the trace what a lost thread has begun: its step fails for the reason that it was lost, its loops
// close, and it ends. All that it reported is merged.
func (m *Merger) endLost(s *Stream) {
	o := s.open
	if o.ended {
		return
	}
	o.spans, o.loops = slices.Clone(o.spans), slices.Clone(o.loops) // the events below remove from them
	end := func(k trace.Kind, of trace.Event, arg int64) {
		m.emit(s, trace.Event{Kind: k, Arg: arg, Thread: s.Thread, Loop: of.Loop, Task: of.Task, Cause: of.Cause})
	}
	endWithText := func(k trace.Kind, of trace.Event, text string) {
		s.texts = append(s.texts, text)
		end(k, of, int64(len(s.texts)))
	}
	if !o.started {
		endWithText(trace.ThreadStarted, trace.Event{Cause: s.spawnEvent}, s.Name)
	}
	for _, child := range s.children {
		if child.spawnEvent == 0 { // it asked for the thread, and was lost before it reported that
			end(trace.ThreadSpawned, trace.Event{}, int64(child.Thread))
		}
	}
	at := o.run
	at.Task, at.Cause = o.step.Task, o.step.Cause
	endWithText(trace.Reported, at, s.lost)
	for _, span := range slices.Backward(o.spans) {
		if span.Kind == trace.WorkBegan {
			end(trace.WorkEnded, span, 0)
		} else {
			end(trace.BlockEnded, span, 0)
		}
	}
	switch o.step.Kind {
	case trace.StepBegan:
		endWithText(trace.TaskFailed, o.step, s.lost)
		end(trace.StepEnded, o.step, int64(trace.Failed))
	case trace.CallBegan:
		end(trace.CallEnded, o.step, 0)
	}
	if o.run.Kind != trace.NoKind {
		end(trace.RunEnded, trace.Event{Loop: o.run.Loop}, o.run.Arg)
	}
	for _, l := range o.loops {
		end(trace.LoopClosed, trace.Event{Loop: l}, 0)
	}
	end(trace.ThreadEnded, trace.Event{}, 0)
}
