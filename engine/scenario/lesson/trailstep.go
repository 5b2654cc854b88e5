package lesson

import "loopyard/engine/trace"

// advance moves the actor of an event and returns the step.
func (t *Trail) advance(e trace.Event) (s step) {
	loop := t.loop(e.Loop)
	if loop == nil {
		t.act(t.thread(e.Thread), e, &s, e.Kind == trace.ThreadEnded)
		return s
	}
	switch e.Kind {
	case trace.TaskReady, trace.TimerFired, trace.TimerCanceled: // the task stays where it is, or is about to begin
		task := t.task(loop, e.Task)
		if e.Kind == trace.TaskReady && task.mark == 0 {
			task.mark = t.roles.begin(task.role)
			s.to = task.mark
		}
		s.at = task.mark
		if loop.busy() {
			s.at = t.actor(loop, e).mark
		}
		return s
	case trace.TaskCreated:
		if int(e.Task) == len(loop.tasks)+1 {
			loop.tasks = append(loop.tasks, position{role: t.roles.ofTask(t.log.LoopName(e.Loop), t.log.EventText(e))})
		}
	case trace.StepBegan:
		loop.step = e.Task
	case trace.CallBegan:
		loop.called, loop.callback = true, position{role: t.roles.names["callback"]}
	}
	over := e.Kind == trace.CallEnded
	if e.Kind == trace.StepEnded {
		o := trace.Outcome(e.Arg)
		over = o == trace.Finished || o == trace.Failed || o == trace.WasCanceled
	}
	actor := t.actor(loop, e)
	if e.Kind == trace.TaskCanceled && !loop.busy() { // it never ran
		actor, over = t.task(loop, e.Task), true
	}
	if e.Kind == trace.RunBegan && loop.made {
		s.at = actor.mark
	} else {
		t.act(actor, e, &s, over)
	}
	switch e.Kind {
	case trace.LoopCreated, trace.RunBegan:
		loop.made = e.Kind == trace.LoopCreated
	case trace.StepEnded:
		loop.step = 0
	case trace.CallEnded:
		loop.called = false
	}
	return s
}

// act moves an actor to the mark of the event's action. An actor leaves the listing with its last event.
func (t *Trail) act(actor *position, e trace.Event, s *step, last bool) {
	s.from = actor.mark
	if d := actionOf(t.log, e); d != noAction && actor.role != 0 {
		text := ""
		if e.Kind.HasText() {
			text = t.log.EventText(e)
		}
		if m := t.roles.next(*actor, d, text); m != 0 {
			actor.mark, actor.did, s.runs = m, d, true
		}
	}
	s.at = actor.mark
	if last {
		actor.mark = 0
	}
	s.to = actor.mark
}

// busy reports whether a step or a callback is running.
func (l *loopTrail) busy() bool { return l.called || l.step != 0 }

// actor returns the position of what runs in a loop: a task in its step, a callback, or else the thread of the loop.
func (t *Trail) actor(loop *loopTrail, e trace.Event) *position {
	switch {
	case loop.called:
		return &loop.callback
	case loop.step != 0:
		return t.task(loop, loop.step)
	}
	return t.thread(e.Thread)
}

// task returns the position of a task.
func (t *Trail) task(loop *loopTrail, id trace.TaskID) *position {
	if id == 0 || int(id) > len(loop.tasks) {
		t.unknown = position{}
		return &t.unknown
	}
	return &loop.tasks[id-1]
}

// loop returns the state of a loop, or nil for the loop 0, which means none.
func (t *Trail) loop(id trace.LoopID) *loopTrail {
	if id == 0 {
		return nil
	}
	l := t.loops[id]
	if l == nil {
		l = &loopTrail{}
		t.loops[id] = l
	}
	return l
}

// thread returns the position of a thread when it runs no task.
func (t *Trail) thread(id trace.ThreadID) *position {
	s := t.threads[id]
	if s == nil {
		s = &position{role: t.roles.names["thread"]}
		if id == 1 {
			s.role = t.roles.names["program"]
		}
		t.threads[id] = s
	}
	return s
}
