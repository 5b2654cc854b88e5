package trace

// index is what a [Log] works out while events come in, so that the state at any moment is read and not replayed.
//
// Some events begin something that holds until a later event: a timer is set until it fires, a task is ready until its
// step begins, a thread computes until it has done. Call such an event a fact. index.until has, for each event, the one
// that ended it. The state after event n is then simply the facts up to n that had not ended by n: the ready queue is the
// TaskReady and CallReady among them, in order, the timers are the TimerSets, and so on. To find them without looking at
// all events, the facts that held at some earlier moments are written down: the marks.
type index struct {
	until   column
	marks   []held
	open    int // facts that hold at the end
	loops   map[LoopID]*loopIndex
	threads map[ThreadID]*threadIndex
	inboxes
}

// loopIndex is what is known of one loop.
type loopIndex struct {
	id      LoopID
	thread  ThreadID
	name    Text
	created EventID
	closed  EventID // zero: it is open
	life    EventID // the fact that says where in its life it is
	step    EventID // the step or call under way
	tasks   []taskIndex
	ended   [3][]EventID // the TaskDone, the TaskFailed and the TaskCanceled
}

// taskIndex is what is known of one task.
type taskIndex struct {
	created EventID
	fact    EventID // why it is where it is: its last TaskReady or StepEnded
	ended   EventID // zero: it is not over
}

// threadIndex is what is known of one thread.
type threadIndex struct {
	name    Text
	first   EventID // the event that started it
	started EventID // the same, until it ends
	ended   EventID
	work    EventID // the facts of what it does besides running: zero, or the last of their kind
	block   EventID
	join    EventID
}

// add takes the next event, which the log has already.
func (x *index) add(l *Log, id EventID, e Event) {
	if x.loops == nil {
		x.loops, x.threads = map[LoopID]*loopIndex{}, map[ThreadID]*threadIndex{}
	}
	x.until.add(id) // it ends at once: it is no fact
	switch e.Kind {
	case ThreadStarted, ThreadEnded, JoinBegan, JoinEnded, WorkBegan, WorkPaused, WorkResumed, WorkEnded, BlockBegan, BlockEnded:
		x.inThread(id, e)
	case LoopCreated:
		if x.loops[e.Loop] == nil {
			x.loops[e.Loop] = &loopIndex{id: e.Loop, thread: e.Thread, name: Text(max(e.Arg, 0)), created: id, life: id}
			x.name(l, x.loops[e.Loop])
			x.begin(id)
		}
	case PostSent:
		x.posted(l, id, e)
	default:
		if loop := x.loops[e.Loop]; loop != nil && loop.closed == 0 {
			x.inLoop(l, loop, id, e)
		}
	}
	x.mark(l, id)
}

// begin says that the event is a fact.
func (x *index) begin(id EventID) {
	x.until.set(id, 0)
	x.open++
}

// end ends a fact of that kind, if there is one and it holds.
func (x *index) end(l *Log, fact EventID, kind Kind, by EventID) {
	if fact != 0 && fact < by && x.until.get(fact) == 0 && l.Event(fact).Kind == kind {
		x.until.set(fact, by)
		x.open--
	}
}

// next ends the fact that slot names and, if the event is one, puts it into its place.
func (x *index) next(slot *EventID, id EventID, fact bool) {
	if *slot != 0 && x.until.get(*slot) == 0 {
		x.until.set(*slot, id)
		x.open--
	}
	if *slot = 0; fact {
		*slot = id
		x.begin(id)
	}
}

func (x *index) inThread(id EventID, e Event) {
	t := x.threads[e.Thread]
	if t == nil {
		if e.Kind != ThreadStarted {
			return
		}
		t = &threadIndex{name: Text(max(e.Arg, 0)), first: id}
		x.threads[e.Thread] = t
	}
	switch e.Kind {
	case ThreadStarted:
		x.next(&t.started, id, true)
	case ThreadEnded:
		t.ended = id
		for _, slot := range []*EventID{&t.work, &t.block, &t.join, &t.started} {
			x.next(slot, id, false)
		}
	case JoinBegan, JoinEnded:
		x.next(&t.join, id, e.Kind == JoinBegan)
	case BlockBegan, BlockEnded:
		x.next(&t.block, id, e.Kind == BlockBegan)
	default:
		x.next(&t.work, id, e.Kind != WorkEnded)
	}
}

func (x *index) inLoop(l *Log, loop *loopIndex, id EventID, e Event) {
	switch e.Kind {
	case RunBegan, RunEnded:
		x.next(&loop.life, id, true)
	case TickBegan:
		// A loop that ticks outside a run is driven by hand, or runs what is left before it closes.
		if k := l.Event(loop.life).Kind; k != RunBegan && k != TickBegan {
			x.next(&loop.life, id, true)
		}
	case LoopClosed:
		x.next(&loop.step, id, false)
		x.next(&loop.life, id, false)
		loop.closed = id // what else holds of it ends with it; see mark
	case CallReady, TimerSet:
		x.begin(id)
	case PostReceived:
		x.end(l, e.Cause, PostSent, id)
	case CallBegan:
		x.end(l, e.Cause, CallReady, id)
		x.next(&loop.step, id, true)
	case CallCanceled:
		x.end(l, e.Cause, CallReady, id)
	case StepBegan:
		x.end(l, e.Cause, TaskReady, id)
		x.next(&loop.step, id, true)
	case CallEnded:
		x.next(&loop.step, id, false)
	case TimerFired, TimerCanceled:
		x.end(l, e.Cause, TimerSet, id)
	case StepEnded:
		x.next(&loop.step, id, false)
		if t := loop.task(e.Task); t != nil && t.ended == 0 && Outcome(e.Arg) == Awaited && x.until.get(t.fact) != 0 {
			t.fact = id // unless it was woken before it had even suspended
			x.begin(id)
		}
	default:
		x.inTask(loop, id, e)
	}
}

func (x *index) inTask(loop *loopIndex, id EventID, e Event) {
	if e.Kind == TaskCreated && int(e.Task) == len(loop.tasks)+1 {
		loop.tasks = append(loop.tasks, taskIndex{created: id, fact: id})
		return
	}
	t := loop.task(e.Task)
	if t == nil || t.ended != 0 {
		return
	}
	switch e.Kind {
	case TaskReady:
		x.next(&t.fact, id, true)
	case TaskDone, TaskFailed, TaskCanceled:
		t.ended = id
		n := e.Kind - TaskDone
		loop.ended[n] = append(loop.ended[n], id)
		if x.until.get(t.fact) == 0 { // a loop that closes ends tasks where they are
			x.next(&t.fact, id, false)
		}
	}
}

// task gives what is known of a task; nil if its beginning is missing.
func (l *loopIndex) task(t TaskID) *taskIndex {
	if t == 0 || int(t) > len(l.tasks) {
		return nil
	}
	return &l.tasks[t-1]
}
