package replay

import "loopyard/engine/trace"

// index is what a [Log] works out while events come in, so that the state at any moment is read and not replayed.
//
// Some events begin something that holds until a later event: a timer is set until it fires, a task is ready until its
// step begins, a thread computes until it has done. Call such an event a fact. index.until has, for each event, the one
// that ended it. The state after event n is then simply the facts up to n that had not ended by n: the ready queue is the
// TaskReady and CallReady among them, in order, the timers are the TimerSets, and so on. To find them without looking at
// all events, the facts that held at some earlier moments are written down: the marks.
type index struct {
	endOf     column
	snapshots []snapshot
	openCount int // facts that hold at the end
	loops     map[trace.LoopID]*loopIndex
	threads   map[trace.ThreadID]*threadIndex
	inboxes
}

// loopIndex is what is known of one loop.
type loopIndex struct {
	id      trace.LoopID
	thread  trace.ThreadID
	name    trace.Text
	created trace.EventID
	closed  trace.EventID // zero: it is open
	phase   trace.EventID // the fact that says where in its life it is
	step    trace.EventID // the step or call under way
	tasks   []taskIndex
	ended   [3][]trace.EventID // the TaskDone, the TaskFailed and the TaskCanceled
}

// taskIndex is what is known of one task.
type taskIndex struct {
	created  trace.EventID
	interval trace.EventID // why it is where it is: its last TaskReady or StepEnded
	ended    trace.EventID // zero: it is not over
}

// threadIndex is what is known of one thread.
type threadIndex struct {
	name    trace.Text
	first   trace.EventID // the event that started it
	started trace.EventID // the same, until it ends
	ended   trace.EventID
	work    trace.EventID // the facts of what it does besides running: zero, or the last of their kind
	block   trace.EventID
	join    trace.EventID
}

// add takes the next event, which the log has already.
func (x *index) add(l *Log, id trace.EventID, e trace.Event) {
	if x.loops == nil {
		x.loops, x.threads = map[trace.LoopID]*loopIndex{}, map[trace.ThreadID]*threadIndex{}
	}
	x.endOf.add(id) // it ends at once: it is no fact
	switch e.Kind {
	case trace.ThreadStarted, trace.ThreadEnded, trace.JoinBegan, trace.JoinEnded, trace.WorkBegan, trace.WorkPaused, trace.WorkResumed, trace.WorkEnded, trace.BlockBegan, trace.BlockEnded:
		x.inThread(id, e)
	case trace.LoopCreated:
		if x.loops[e.Loop] == nil {
			x.loops[e.Loop] = &loopIndex{id: e.Loop, thread: e.Thread, name: trace.Text(max(e.Arg, 0)), created: id, phase: id}
			x.name(l, x.loops[e.Loop])
			x.begin(id)
		}
	case trace.PostSent:
		x.posted(l, id, e)
	default:
		if loop := x.loops[e.Loop]; loop != nil && loop.closed == 0 {
			x.inLoop(l, loop, id, e)
		}
	}
	x.snapshot(l, id)
}

// begin says that the event is a fact.
func (x *index) begin(id trace.EventID) {
	x.endOf.set(id, 0)
	x.openCount++
}

// end ends a fact of that kind, if there is one and it holds.
func (x *index) end(l *Log, fact trace.EventID, kind trace.Kind, by trace.EventID) {
	if fact != 0 && fact < by && x.endOf.get(fact) == 0 && l.Event(fact).Kind == kind {
		x.endOf.set(fact, by)
		x.openCount--
	}
}

// next ends the fact that slot names and, if the event is one, puts it into its place.
func (x *index) next(slot *trace.EventID, id trace.EventID, fact bool) {
	if *slot != 0 && x.endOf.get(*slot) == 0 {
		x.endOf.set(*slot, id)
		x.openCount--
	}
	if *slot = 0; fact {
		*slot = id
		x.begin(id)
	}
}

func (x *index) inThread(id trace.EventID, e trace.Event) {
	t := x.threads[e.Thread]
	if t == nil {
		if e.Kind != trace.ThreadStarted {
			return
		}
		t = &threadIndex{name: trace.Text(max(e.Arg, 0)), first: id}
		x.threads[e.Thread] = t
	}
	switch e.Kind {
	case trace.ThreadStarted:
		x.next(&t.started, id, true)
	case trace.ThreadEnded:
		t.ended = id
		for _, slot := range []*trace.EventID{&t.work, &t.block, &t.join, &t.started} {
			x.next(slot, id, false)
		}
	case trace.JoinBegan, trace.JoinEnded:
		x.next(&t.join, id, e.Kind == trace.JoinBegan)
	case trace.BlockBegan, trace.BlockEnded:
		x.next(&t.block, id, e.Kind == trace.BlockBegan)
	default:
		x.next(&t.work, id, e.Kind != trace.WorkEnded)
	}
}

func (x *index) inLoop(l *Log, loop *loopIndex, id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.RunBegan, trace.RunEnded:
		x.next(&loop.phase, id, true)
	case trace.TickBegan:
		// A loop that ticks outside a run is driven by hand, or runs what is left before it closes.
		if k := l.Event(loop.phase).Kind; k != trace.RunBegan && k != trace.TickBegan {
			x.next(&loop.phase, id, true)
		}
	case trace.LoopClosed:
		x.next(&loop.step, id, false)
		x.next(&loop.phase, id, false)
		loop.closed = id // what else holds of it ends with it; see mark
	case trace.CallReady, trace.TimerSet:
		x.begin(id)
	case trace.PostReceived:
		x.end(l, e.Cause, trace.PostSent, id)
	case trace.CallBegan:
		x.end(l, e.Cause, trace.CallReady, id)
		x.next(&loop.step, id, true)
	case trace.CallCanceled:
		x.end(l, e.Cause, trace.CallReady, id)
	case trace.StepBegan:
		x.end(l, e.Cause, trace.TaskReady, id)
		x.next(&loop.step, id, true)
	case trace.CallEnded:
		x.next(&loop.step, id, false)
	case trace.TimerFired, trace.TimerCanceled:
		x.end(l, e.Cause, trace.TimerSet, id)
	case trace.StepEnded:
		x.next(&loop.step, id, false)
		if t := loop.task(e.Task); t != nil && t.ended == 0 && trace.Outcome(e.Arg) == trace.Awaited && x.endOf.get(t.interval) != 0 {
			t.interval = id // unless it was woken before it had even suspended
			x.begin(id)
		}
	default:
		x.inTask(loop, id, e)
	}
}

func (x *index) inTask(loop *loopIndex, id trace.EventID, e trace.Event) {
	if e.Kind == trace.TaskCreated && int(e.Task) == len(loop.tasks)+1 {
		loop.tasks = append(loop.tasks, taskIndex{created: id, interval: id})
		return
	}
	t := loop.task(e.Task)
	if t == nil || t.ended != 0 {
		return
	}
	switch e.Kind {
	case trace.TaskReady:
		x.next(&t.interval, id, true)
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		t.ended = id
		n := e.Kind - trace.TaskDone
		loop.ended[n] = append(loop.ended[n], id)
		if x.endOf.get(t.interval) == 0 { // a loop that closes ends tasks where they are
			x.next(&t.interval, id, false)
		}
	}
}

// task gives what is known of a task; nil if its beginning is missing.
func (l *loopIndex) task(t trace.TaskID) *taskIndex {
	if t == 0 || int(t) > len(l.tasks) {
		return nil
	}
	return &l.tasks[t-1]
}
