package rows

import "loopyard/engine/trace"

// Picture is a trace as rows. The zero value is empty; [Picture.Add] takes the events as they come, in order.
type Timeline struct {
	Lanes []*Activity // in the order in which they came up
	Posts Posts
	Busy  Counter // how many lanes ran, or blocked, at once

	loops   map[trace.LoopID]*Activity
	threads map[trace.ThreadID]*Activity
	runners map[trace.ThreadID]Mark // a Runner whose loop is not made yet
}

// Events finds an event that came before.
type Log interface {
	Event(id trace.EventID) trace.Event
}

// Loop gives the lane of a loop; nil if it was not made.
func (p *Timeline) Loop(id trace.LoopID) *Activity { return p.loops[id] }

// Thread gives the lane of a thread; nil if it was not started.
func (p *Timeline) Thread(id trace.ThreadID) *Activity { return p.threads[id] }

// Happened tells whether there is a mark of a kind anywhere.
func (p *Timeline) HasMark(k MarkKind) bool {
	for _, l := range p.Lanes {
		if l.Marks[k].Len() > 0 {
			return true
		}
	}
	return false
}

// Add takes the next event. A trace that breaks the rules gives a wrong picture, but nothing panics.
func (p *Timeline) Add(log Log, id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadStarted:
		if p.threads == nil {
			p.threads = map[trace.ThreadID]*Activity{}
		}
		l := &Activity{Thread: e.Thread, Name: trace.Text(e.Arg), phase: phaseIdle}
		p.threads[e.Thread] = l
		p.open(l, id, e)
		return
	case trace.LoopCreated:
		p.loopMade(id, e)
		return
	case trace.RunnerCreated:
		if p.runners == nil {
			p.runners = map[trace.ThreadID]Mark{}
		}
		p.runners[e.Thread] = Mark{At: e.At, Event: id}
		return
	case trace.PostSent, trace.PostReceived:
		p.Posts.add(id, e)
		return
	}
	l := p.threads[e.Thread]
	if e.Loop != 0 {
		l = p.loops[e.Loop]
	}
	if l != nil && !l.Ended {
		before := l.busy()
		l.add(log, id, e)
		p.Busy.add(e.At, l.busy()-before)
	}
}

func (p *Timeline) open(l *Activity, id trace.EventID, e trace.Event) {
	l.mark(Created, id, e)
	l.set(e.At, Idle, id)
	p.Lanes = append(p.Lanes, l)
}

func (p *Timeline) loopMade(id trace.EventID, e trace.Event) {
	if p.loops == nil {
		p.loops = map[trace.LoopID]*Activity{}
	}
	l := &Activity{Loop: e.Loop, Thread: e.Thread, Name: trace.Text(e.Arg), phase: phaseIdle}
	p.loops[e.Loop] = l
	if made, ok := p.runners[e.Thread]; ok {
		l.Marks[RunnerCreated].all.add(made)
		delete(p.runners, e.Thread)
	}
	p.open(l, id, e)
}

// add takes an event of this lane.
func (l *Activity) add(log Log, id trace.EventID, e trace.Event) {
	since := e.At
	switch e.Kind {
	case trace.ThreadEnded, trace.LoopClosed:
		l.close(id, e)
		return
	case trace.JoinBegan:
		l.phase = phaseJoin
	case trace.JoinEnded:
		l.phase = phaseIdle
	case trace.RunBegan:
		l.phase = phaseRun
		l.mark(RunBegan, id, e)
	case trace.RunEnded:
		l.phase = phaseIdle
		l.mark(RunEnded, id, e)
	case trace.TickBegan:
		if l.phase == phaseIdle {
			l.phase = phaseRun // it is driven by hand, or runs what is left before it closes
		}
	case trace.StepBegan, trace.CallBegan:
		l.stepBegan(id, e)
		return
	case trace.StepEnded, trace.CallEnded:
		l.phase, l.run = phaseRun, 0
		if t := l.Tasks.Get(e.Task); t != nil {
			l.suspended(t, id, e)
		}
	case trace.WorkBegan, trace.WorkPaused, trace.WorkResumed, trace.WorkEnded, trace.BlockBegan, trace.BlockEnded:
		l.hold(id, e)
	default:
		since = l.queue(log, id, e)
	}
	// What was overdue was so from when it was due, unless a step was under way.
	l.set(since, l.state(), id)
}

// stepBegan takes who runs now out of the ready queue.
func (l *Activity) stepBegan(id trace.EventID, e trace.Event) {
	l.phase, l.held, l.run = phaseStep, Running, e.Task
	t := l.Tasks.Get(e.Task)
	if t == nil || t.wait == waitReady {
		l.Ready.add(e.At, -1)
	}
	if t != nil {
		t.wait = waitNone
		l.Tasks.begin(t, e.At, Running, id)
	}
	l.begin(e.At, Running, id)
}

// suspended is what a task does after its step. It may have been made ready while it still ran.
func (l *Activity) suspended(t *Task, id trace.EventID, e trace.Event) {
	switch {
	case t.Ended != 0:
		l.Tasks.set(t, e.At, Absent, id)
	case t.wait == waitReady:
		l.Tasks.set(t, e.At, Ready, id)
	default:
		switch trace.Outcome(e.Arg) {
		case trace.Slept:
			l.Tasks.set(t, e.At, Sleeping, id)
		case trace.Awaited:
			t.wait = waitOther
			l.Waiting.add(e.At, 1)
			l.Tasks.set(t, e.At, Waiting, id)
		case trace.GaveWay:
			l.Tasks.set(t, e.At, Ready, id)
		default:
			l.Tasks.set(t, e.At, Absent, id)
		}
	}
}

// hold is about the thread itself: it computes, or something keeps it from computing. A thread without a loop has no
// steps; what it says that it does is all that is known.
func (l *Activity) hold(id trace.EventID, e trace.Event) {
	l.held = Running
	switch e.Kind {
	case trace.WorkPaused:
		l.held = Ready
	case trace.BlockBegan:
		l.held = Blocked
	}
	if l.Loop == 0 {
		l.phase = phaseStep
		if e.Kind == trace.WorkEnded || e.Kind == trace.BlockEnded {
			l.phase = phaseIdle
		}
	} else if t := l.Tasks.Get(l.run); t != nil && l.phase == phaseStep {
		l.Tasks.set(t, e.At, l.held, id)
	}
}

// queue is about tasks, timers and the ready queue. It gives the moment from which on what it says holds.
func (l *Activity) queue(log Log, id trace.EventID, e trace.Event) (since int64) {
	t := l.Tasks.Get(e.Task)
	switch e.Kind {
	case trace.TaskCreated:
		l.Tasks.made(e.Task, trace.Text(e.Arg), id)
	case trace.TaskReady, trace.CallReady:
		return l.ready(log, t, id, e)
	case trace.CallCanceled:
		l.Ready.add(e.At, -1)
	case trace.CancelRequested:
		l.mark(CancelRequested, id, e)
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		l.ended(t, id, e)
	case trace.TimerSet:
		l.Timers.add(e.At, 1)
	case trace.TimerFired, trace.TimerCanceled:
		l.Timers.add(e.At, -1)
	}
	return e.At
}

// ready is a task or a callback that joins the ready queue. It is overdue from when its timer was due.
func (l *Activity) ready(log Log, t *Task, id trace.EventID, e trace.Event) (since int64) {
	since = e.At
	if fired := log.Event(e.Cause); fired.Kind == trace.TimerFired {
		since = min(since, fired.Arg)
	}
	l.leave(t, e.At)
	l.Ready.add(e.At, 1)
	if t != nil {
		t.wait = waitReady
		if l.phase != phaseStep || l.run != e.Task {
			l.Tasks.set(t, since, Ready, id)
		}
	}
	return since
}

func (l *Activity) ended(t *Task, id trace.EventID, e trace.Event) {
	how := Done
	switch e.Kind {
	case trace.TaskFailed:
		how = Failed
	case trace.TaskCanceled:
		how = Canceled
	}
	l.mark(how, id, e)
	if t == nil || t.Ended != 0 {
		return
	}
	l.leave(t, e.At)
	t.Ended, t.Outcome = id, how
	if l.phase != phaseStep || l.run != e.Task {
		l.Tasks.set(t, e.At, Absent, id)
	}
}

// leave takes a task out of whatever it waited in.
func (l *Activity) leave(t *Task, at int64) {
	if t == nil {
		return
	}
	switch t.wait {
	case waitReady:
		l.Ready.add(at, -1)
	case waitOther:
		l.Waiting.add(at, -1)
	}
	t.wait = waitNone
}

// close ends a lane, and with a loop what was still waiting in it.
func (l *Activity) close(id trace.EventID, e trace.Event) {
	l.mark(Closed, id, e)
	l.Ended, l.phase = true, phaseNone
	l.set(e.At, Absent, id)
	for _, c := range []*Counter{&l.Ready, &l.Timers, &l.Waiting} {
		c.add(e.At, -c.Last())
	}
	l.Tasks.rest(e.At, Absent, id)
}
