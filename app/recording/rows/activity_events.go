package rows

import "loopyard/engine/trace"

// add takes an event of this loop or thread.
func (l *Activity) add(log Log, id trace.EventID, e trace.Event) {
	since := e.At
	begins, ends := e.Kind.Begins(), e.Kind.Ends()
	switch {
	case ends == trace.ThreadLife, ends == trace.LoopLife:
		l.close(id, e)
		return
	case begins == trace.Step:
		l.stepBegan(id, e)
		return
	case begins == trace.Join:
		l.phase = phaseJoin
	case ends == trace.Join:
		l.phase = phaseIdle
	case begins == trace.Run:
		l.phase = phaseRun
		l.addMark(RunBegan, id, e)
	case ends == trace.Run:
		l.phase = phaseIdle
		l.addMark(RunEnded, id, e)
	case ends == trace.Step:
		l.phase, l.current = phaseRun, 0
		if t := l.Tasks.Get(e.Task); t != nil {
			l.suspended(t, id, e)
		}
	case holdsThread(begins), holdsThread(ends):
		l.hold(id, e)
	case e.Kind == trace.TickBegan:
		if l.phase == phaseIdle {
			l.phase = phaseRun // the loop is driven by hand, or runs what is left before it closes
		}
	default:
		since = l.queued(log, id, e)
	}
	// A loop whose timer is overdue is ready since the timer was due, unless a step was under way.
	l.set(since, l.state(), id)
}

// holdsThread reports whether an interval is about the thread itself: it computes, or something keeps it from that.
func holdsThread(i trace.Interval) bool {
	return i == trace.Work || i == trace.Pause || i == trace.Block
}

// stepBegan moves a task or a callback from the ready queue to the thread.
func (l *Activity) stepBegan(id trace.EventID, e trace.Event) {
	l.phase, l.held, l.current = phaseStep, trace.Running, e.Task
	t := l.Tasks.Get(e.Task)
	if t == nil || t.in == queueReady {
		l.Ready.add(e.At, -1)
	}
	if t != nil {
		t.in = queueNone
		l.Tasks.begin(t, e.At, trace.Running, id)
	}
	l.begin(e.At, trace.Running, id)
}

// suspended sets what a task does after its step. The task may have been made ready while it still ran.
func (l *Activity) suspended(t *Task, id trace.EventID, e trace.Event) {
	outcome := trace.Outcome(e.Arg)
	switch {
	case t.Ended != 0:
		l.Tasks.set(t, e.At, trace.Absent, id)
	case t.in == queueReady, outcome == trace.GaveWay:
		l.Tasks.set(t, e.At, trace.Ready, id)
	case outcome == trace.Slept:
		l.Tasks.set(t, e.At, trace.Sleeping, id)
	case outcome == trace.Awaited:
		t.in = queueOther
		l.Waiting.add(e.At, 1)
		l.Tasks.set(t, e.At, trace.Waiting, id)
	default:
		l.Tasks.set(t, e.At, trace.Absent, id)
	}
}

// hold takes an event about the thread itself. A thread outside of loops has no steps; events like this are all that is
// known of it.
func (l *Activity) hold(id trace.EventID, e trace.Event) {
	l.held = trace.Running
	switch e.Kind.Begins() {
	case trace.Pause:
		l.held = trace.Ready
	case trace.Block:
		l.held = trace.Blocked
	}
	if l.Loop == 0 {
		l.phase = phaseStep
		if ends := e.Kind.Ends(); ends == trace.Work || ends == trace.Block {
			l.phase = phaseIdle
		}
	} else if t := l.Tasks.Get(l.current); t != nil && l.phase == phaseStep {
		l.Tasks.set(t, e.At, l.held, id)
	}
}

// queued takes an event about tasks, timers and the ready queue. It returns the time since when the activity is in its new
// state.
func (l *Activity) queued(log Log, id trace.EventID, e trace.Event) (since int64) {
	t := l.Tasks.Get(e.Task)
	begins, ends := e.Kind.Begins(), e.Kind.Ends()
	switch {
	case begins == trace.TaskLife:
		l.Tasks.create(e.Task, id)
	case begins == trace.Queued:
		return l.ready(log, t, id, e)
	case ends == trace.Queued: // a callback that was canceled
		l.Ready.add(e.At, -1)
	case begins == trace.Timer:
		l.Timers.add(e.At, 1)
	case ends == trace.Timer:
		l.Timers.add(e.At, -1)
	case ends == trace.TaskLife:
		l.taskEnded(t, id, e)
	case e.Kind == trace.CancelRequested:
		l.addMark(CancelRequested, id, e)
	}
	return e.At
}

// ready adds a task or a callback to the ready queue. One that a timer woke is overdue since the timer was due.
func (l *Activity) ready(log Log, t *Task, id trace.EventID, e trace.Event) (since int64) {
	since = e.At
	if fired := log.Event(e.Cause); fired.Kind == trace.TimerFired {
		since = min(since, fired.Arg)
	}
	l.leave(t, e.At)
	l.Ready.add(e.At, 1)
	if t != nil {
		t.in = queueReady
		if l.phase != phaseStep || l.current != e.Task {
			l.Tasks.set(t, since, trace.Ready, id)
		}
	}
	return since
}

func (l *Activity) taskEnded(t *Task, id trace.EventID, e trace.Event) {
	how := Done
	switch e.Kind {
	case trace.TaskFailed:
		how = Failed
	case trace.TaskCanceled:
		how = Canceled
	}
	l.addMark(how, id, e)
	if t == nil || t.Ended != 0 {
		return
	}
	l.leave(t, e.At)
	t.Ended, t.Outcome = id, how
	if l.phase != phaseStep || l.current != e.Task {
		l.Tasks.set(t, e.At, trace.Absent, id)
	}
}

// leave takes a task out of the queue that it is in.
func (l *Activity) leave(t *Task, at int64) {
	if t == nil {
		return
	}
	switch t.in {
	case queueReady:
		l.Ready.add(at, -1)
	case queueOther:
		l.Waiting.add(at, -1)
	}
	t.in = queueNone
}

// close ends a loop or a thread, and the tasks that still waited in it.
func (l *Activity) close(id trace.EventID, e trace.Event) {
	l.addMark(Closed, id, e)
	l.Ended, l.phase = true, phaseNone
	l.set(e.At, trace.Absent, id)
	l.resetCounters(e.At)
	l.Tasks.setAll(e.At, trace.Absent, id)
}
