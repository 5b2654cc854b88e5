package lesson

import "loopyard/engine/trace"

// take finds out what an event does.
func (t *Trail) take(e trace.Event) (s step) {
	loop := t.loop(e.Loop)
	if loop == nil {
		t.act(t.thread(e.Thread), e, &s, e.Kind == trace.ThreadEnded)
		return s
	}
	switch e.Kind {
	case trace.TaskReady, trace.TimerFired, trace.TimerCanceled: // the task stands where it did, or before its first line
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
			loop.tasks = append(loop.tasks, standing{role: t.roles.ofTask(t.log.LoopName(e.Loop), t.log.EventText(e))})
		}
	case trace.StepBegan:
		loop.step = e.Task
	case trace.CallBegan:
		loop.called, loop.callback = true, standing{role: t.roles.names["callback"]}
	}
	over := e.Kind == trace.CallEnded
	if e.Kind == trace.StepEnded {
		o := trace.Outcome(e.Arg)
		over = o == trace.Finished || o == trace.Failed || o == trace.WasCanceled
	}
	who := t.actor(loop, e)
	if e.Kind == trace.TaskCanceled && !loop.busy() { // it never ran
		who, over = t.task(loop, e.Task), true
	}
	if e.Kind == trace.RunBegan && loop.made {
		s.at = who.mark
	} else {
		t.act(who, e, &s, over)
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

// act moves somebody to where the listing has what the event does, and out of it if that is the last thing done.
func (t *Trail) act(who *standing, e trace.Event, s *step, last bool) {
	s.from = who.mark
	if d := does(t.log, e); d != nothing && who.role != 0 {
		text := ""
		if e.Kind.HasText() {
			text = t.log.EventText(e)
		}
		if m := t.roles.next(*who, d, text); m != 0 {
			who.mark, who.did, s.runs = m, d, true
		}
	}
	s.at = who.mark
	if last {
		who.mark = 0
	}
	s.to = who.mark
}

// busy tells whether a step or a callback is under way.
func (l *loopTrail) busy() bool { return l.called || l.step != 0 }

// actor is who does what happens in a loop: a task in its step, a callback, or the thread that runs the loop.
func (t *Trail) actor(loop *loopTrail, e trace.Event) *standing {
	switch {
	case loop.called:
		return &loop.callback
	case loop.step != 0:
		return t.task(loop, loop.step)
	}
	return t.thread(e.Thread)
}

// task is where a task stands.
func (t *Trail) task(loop *loopTrail, id trace.TaskID) *standing {
	if id == 0 || int(id) > len(loop.tasks) {
		t.nobody = standing{}
		return &t.nobody
	}
	return &loop.tasks[id-1]
}

// loop is a loop's trail; nil outside of any.
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

func (t *Trail) thread(id trace.ThreadID) *standing {
	s := t.threads[id]
	if s == nil {
		s = &standing{role: t.roles.names["thread"]}
		if id == 1 {
			s.role = t.roles.names["program"]
		}
		t.threads[id] = s
	}
	return s
}
