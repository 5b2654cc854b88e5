package page

import "loopyard/engine/trace"

// Lane is one row of the timeline: a loop, or a thread that runs none. It is built event by event and holds what is
// needed to draw any part of it, and to tell its state at any moment, without reading the events again.
type Lane struct {
	Loop   trace.LoopID // zero: a thread
	Thread trace.ThreadID
	Name   string
	Hue    int   // which of the loop colours; hueNone for a thread
	Busy   int64 // nanoseconds spent in steps and callbacks, or in work for a thread

	steps  []span  // steps and callbacks of a loop; the work of a thread
	solid  []span  // the parts of them in which it had its thread, and a core to compute on
	blocks []span  // the thread was held without computing
	waits  []span  // something was ready, or overdue, and nothing ran, or a step waited for a core
	runs   []span  // a loop between RunBegan and RunEnded; a thread that joins another
	marks  []mark  // moments worth a sign
	points []point // the state after each event that changed it

	tasks  []task // tasks[id-1]
	ready  []waiter
	timers timers
	made   int64 // when the loop was
	free   int64 // when the last step ended

	longest int32 // the ready queue at its longest
}

// span is from one event to another, with the task it is about. An end of zero is still to come.
type span struct {
	From, To   int64
	Began, End trace.EventID
	Task       trace.TaskID
}

// until is the span's end; now where it is still open.
func (s span) until(now int64) int64 {
	if s.End == 0 {
		return max(now, s.From)
	}
	return s.To
}

// markKind says what happened at a marked moment.
type markKind uint8

const (
	markRunner markKind = iota // a Runner was made; its loop comes later
	markCreated
	markRunEnd
	markClosed
)

type mark struct {
	Kind markKind
	At   int64
}

type task struct {
	name    trace.Text
	waiting bool // for something that is not a timer
}

// waiter is a task or a callback in the ready queue.
type waiter struct {
	event trace.EventID // its TaskReady or CallReady
	task  trace.TaskID
	since int64 // when it was ready, or should have been
}

func (l *Lane) before(other *Lane) bool {
	if l.Thread != other.Thread {
		return l.Thread < other.Thread
	}
	return l.Loop < other.Loop
}

func (l *Lane) mark(k markKind, at int64) { l.marks = append(l.marks, mark{k, at}) }

// apply takes an event of this lane.
func (l *Lane) apply(r *Recording, id trace.EventID, e trace.Event) {
	p := l.last()
	p.event = id
	switch e.Kind {
	case trace.ThreadStarted:
		p.phase = phasePlain
		l.mark(markCreated, e.At)
	case trace.ThreadEnded, trace.LoopClosed:
		p.phase = phaseClosed
		l.mark(markClosed, e.At)
	case trace.JoinBegan:
		l.runs = append(l.runs, span{From: e.At, Began: id})
		p.phase, p.next = phaseJoining, trace.TaskID(e.Arg)
	case trace.JoinEnded:
		l.runs = closed(l.runs, id, e.At)
		p.phase = phasePlain
	case trace.LoopCreated:
		p.phase = phaseIdle
		l.mark(markCreated, e.At)
		l.made, l.free = e.At, e.At
	case trace.RunBegan:
		l.runs = append(l.runs, span{From: e.At, Began: id, Task: trace.TaskID(e.Arg)})
		p.phase = phaseRun
	case trace.RunEnded:
		l.runs = closed(l.runs, id, e.At)
		l.mark(markRunEnd, e.At)
		p.phase = phaseIdle
	case trace.StepBegan, trace.CallBegan:
		l.begin(id, e)
		p.phase, p.run = phaseStep, e.Task
	case trace.StepEnded, trace.CallEnded:
		l.end(id, e, &p)
	case trace.WorkBegan, trace.WorkPaused, trace.WorkResumed, trace.WorkEnded, trace.BlockBegan, trace.BlockEnded:
		l.hold(id, e, &p)
	default:
		if !l.queue(r, id, e, &p) {
			return
		}
	}
	l.settle(r, &p)
	l.longest = max(l.longest, p.ready)
	l.points = append(l.points, p)
}

func closed(spans []span, id trace.EventID, at int64) []span {
	if n := len(spans); n > 0 && spans[n-1].End == 0 {
		spans[n-1].To, spans[n-1].End = at, id
	}
	return spans
}

// begin opens a step, and shows the wait before it if nothing ran meanwhile.
func (l *Lane) begin(id trace.EventID, e trace.Event) {
	since := e.At
	if w, ok := l.leave(e.Cause); ok {
		since = w.since
	}
	if from := max(since, l.free); from < e.At {
		l.waits = append(l.waits, span{From: from, To: e.At, Began: e.Cause, End: id, Task: e.Task})
	}
	l.steps = append(l.steps, span{From: e.At, Began: id, Task: e.Task})
	l.resume(id, e)
}

// resume and pause are about having the thread, and a core where it computes.
func (l *Lane) resume(id trace.EventID, e trace.Event) {
	l.solid = append(l.solid, span{From: e.At, Began: id, Task: e.Task})
}

func (l *Lane) pause(id trace.EventID, at int64) {
	if n := len(l.solid); n > 0 && l.solid[n-1].End == 0 {
		l.Busy += at - l.solid[n-1].From
		l.solid = closed(l.solid, id, at)
	}
}

func (l *Lane) end(id trace.EventID, e trace.Event, p *point) {
	l.pause(id, e.At)
	l.steps = closed(l.steps, id, e.At)
	l.free = e.At
	p.phase, p.run = phaseRun, 0
	if e.Kind == trace.StepEnded && trace.Outcome(e.Arg) == trace.Awaited {
		l.await(e.Task, true, p)
	}
}

// hold is about the thread itself: it computes, or something keeps it from computing.
func (l *Lane) hold(id trace.EventID, e trace.Event, p *point) {
	switch e.Kind {
	case trace.WorkBegan:
		p.hold = holdWork
		if l.Loop == 0 {
			l.steps = append(l.steps, span{From: e.At, Began: id})
			l.resume(id, e)
		}
	case trace.WorkPaused:
		p.hold = holdCore
		l.pause(id, e.At)
		l.waits = append(l.waits, span{From: e.At, Began: id, Task: e.Task})
	case trace.WorkResumed:
		p.hold = holdWork
		l.waits = closed(l.waits, id, e.At)
		l.resume(id, e)
	case trace.BlockBegan:
		p.hold = holdBlock
		l.blocks = append(l.blocks, span{From: e.At, Began: id, Task: e.Task})
	case trace.WorkEnded:
		p.hold = holdNone
		if l.Loop == 0 {
			l.pause(id, e.At)
			l.steps = closed(l.steps, id, e.At)
		}
	case trace.BlockEnded:
		p.hold = holdNone
		l.blocks = closed(l.blocks, id, e.At)
	}
}

// queue is about tasks, timers and the ready queue. It reports whether the event changed anything.
func (l *Lane) queue(r *Recording, id trace.EventID, e trace.Event, p *point) bool {
	switch e.Kind {
	case trace.TaskCreated:
		for int(e.Task) > len(l.tasks) {
			l.tasks = append(l.tasks, task{})
		}
		if e.Task > 0 {
			l.tasks[e.Task-1].name = trace.Text(e.Arg)
		}
	case trace.TaskReady, trace.CallReady:
		since := e.At
		if fired := r.Event(e.Cause); fired.Kind == trace.TimerFired {
			since = min(since, fired.Arg)
		}
		l.ready = append(l.ready, waiter{id, e.Task, since})
		l.await(e.Task, false, p)
	case trace.CallCanceled:
		l.leave(e.Cause)
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		l.await(e.Task, false, p)
	case trace.TimerSet:
		l.timers.add(timer{due: e.Arg, set: id, task: e.Task})
	case trace.TimerFired, trace.TimerCanceled:
		l.timers.remove(e.Cause)
	default:
		return false
	}
	return true
}

func (l *Lane) await(t trace.TaskID, waiting bool, p *point) {
	if t == 0 || int(t) > len(l.tasks) || l.tasks[t-1].waiting == waiting {
		return
	}
	l.tasks[t-1].waiting = waiting
	if waiting {
		p.waiting++
	} else {
		p.waiting--
	}
}

// leave takes a waiter out of the ready queue. It is the first one unless callbacks were canceled.
func (l *Lane) leave(event trace.EventID) (w waiter, ok bool) {
	for i, w := range l.ready {
		if w.event != event {
			continue
		}
		if i == 0 {
			l.ready = l.ready[1:]
		} else {
			l.ready = append(l.ready[:i], l.ready[i+1:]...)
		}
		return w, true
	}
	return waiter{}, false
}
