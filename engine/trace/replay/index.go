package replay

import (
	"cmp"

	"loopyard/engine/trace"
	"loopyard/engine/trace/chunks"
)

// index is what a [Log] works out while events arrive, so that the state after any event is read and not replayed.
//
// Many events begin an interval that another event ends: a timer is set until it fires, a task is ready until its step
// begins, a thread computes until it has done so. See [trace.Interval]. An interval is known by the event that began
// it, and ends has, for each event, the one that ended its interval.
//
// The state after event n then consists of the intervals that were open after n: those that began at n or before and
// ended after n, if at all. The ready queue is the TaskReady and CallReady among them in their order, the timers that are
// set are the TimerSet, and so on. It would take long to look through all events for them, so the open intervals after
// every few thousand events are written down in snapshots. The state after n is found from the last snapshot before n
// and the events between.
//
// Two intervals are not in the table of package trace. A task that awaits something does so from its StepEnded to its
// TaskReady. And a loop is in a phase from one of LoopCreated, RunBegan, TickBegan and RunEnded to the next.
type index struct {
	ends      chunks.List[trace.EventID] // zero: the interval is open; the event itself: it begins none
	snapshots []snapshot
	openCount int // intervals that are open after the last event
	loops     map[trace.LoopID]*loopIndex
	threads   map[trace.ThreadID]*threadIndex
	inboxes
}

// loopIndex holds the events of one loop.
type loopIndex struct {
	id      trace.LoopID
	thread  trace.ThreadID
	name    trace.Text
	created trace.EventID
	closed  trace.EventID // zero: it is open
	phase   trace.EventID // the interval that says which phase it is in
	step    trace.EventID // the step or call under way
	tasks   []taskIndex
	ended   [3][]trace.EventID // the TaskDone, the TaskFailed and the TaskCanceled events
}

// taskIndex holds the events of one task.
type taskIndex struct {
	created trace.EventID
	latest  trace.EventID // its latest interval, open or not: a TaskReady, or a StepEnded that began a wait
	ended   trace.EventID // zero: it has not ended
}

// threadIndex holds the events of one thread. The last four are zero, or the latest interval of their kind.
type threadIndex struct {
	name  trace.Text
	first trace.EventID // its ThreadStarted
	ended trace.EventID // its ThreadEnded
	life  trace.EventID
	work  trace.EventID
	block trace.EventID
	join  trace.EventID
}

// endOf returns the event that ended the interval which an event began; see [Log.EndOf].
func (x *index) endOf(id trace.EventID) trace.EventID {
	if id == 0 || int(id) > x.ends.Len() {
		return 0
	}
	return *x.ends.At(int(id - 1))
}

// setEnd sets what endOf returns.
func (x *index) setEnd(id, end trace.EventID) { *x.ends.At(int(id - 1)) = end }

// add takes the next event, which the log has already.
func (x *index) add(l *Log, id trace.EventID, e trace.Event) {
	if x.loops == nil {
		x.loops, x.threads = map[trace.LoopID]*loopIndex{}, map[trace.ThreadID]*threadIndex{}
	}
	x.ends.Append(id) // begins no interval, unless it turns out that it does
	switch {
	case aboutThread(e.Kind):
		x.addToThread(id, e)
	case e.Kind == trace.LoopCreated:
		x.addLoop(l, id, e)
	case e.Kind == trace.PostSent:
		x.addPost(l, id, e)
	default:
		if loop := x.loops[e.Loop]; loop != nil && loop.closed == 0 {
			x.addToLoop(l, loop, id, e)
		}
	}
	x.takeSnapshot(l, id)
}

// aboutThread reports whether a kind of event begins or ends an interval of its thread. Such an event may name a loop,
// but the interval does not end with that loop.
func aboutThread(k trace.Kind) bool {
	switch cmp.Or(k.Begins(), k.Ends()) {
	case trace.ThreadLife, trace.Work, trace.Pause, trace.Block, trace.Join:
		return true
	}
	return false
}

// open makes an event the beginning of an interval.
func (x *index) open(id trace.EventID) {
	x.setEnd(id, 0)
	x.openCount++
}

// close ends the interval that an event began, if it is an open one of that kind.
func (x *index) close(l *Log, began trace.EventID, kind trace.Interval, by trace.EventID) {
	if began != 0 && began < by && x.endOf(began) == 0 && l.Event(began).Kind.Begins() == kind {
		x.setEnd(began, by)
		x.openCount--
	}
}

// replace ends the interval in a slot, if it is open. If the event begins another one, that takes its place.
func (x *index) replace(slot *trace.EventID, id trace.EventID, begins bool) {
	if *slot != 0 && x.endOf(*slot) == 0 {
		x.setEnd(*slot, id)
		x.openCount--
	}
	if *slot = 0; begins {
		*slot = id
		x.open(id)
	}
}

func (x *index) addToThread(id trace.EventID, e trace.Event) {
	t := x.threads[e.Thread]
	if t == nil {
		if e.Kind != trace.ThreadStarted {
			return
		}
		t = &threadIndex{name: trace.Text(max(e.Arg, 0)), first: id}
		x.threads[e.Thread] = t
	}
	switch begins := e.Kind.Begins(); cmp.Or(begins, e.Kind.Ends()) {
	case trace.ThreadLife:
		if begins == trace.ThreadLife {
			x.replace(&t.life, id, true)
			return
		}
		t.ended = id
		for _, slot := range []*trace.EventID{&t.work, &t.block, &t.join, &t.life} {
			x.replace(slot, id, false)
		}
	case trace.Join:
		x.replace(&t.join, id, begins == trace.Join)
	case trace.Block:
		x.replace(&t.block, id, begins == trace.Block)
	case trace.Work, trace.Pause: // work that is paused, and work that goes on, are intervals of their own here
		x.replace(&t.work, id, e.Kind != trace.WorkEnded)
	}
}

func (x *index) addLoop(l *Log, id trace.EventID, e trace.Event) {
	if x.loops[e.Loop] != nil {
		return
	}
	loop := &loopIndex{id: e.Loop, thread: e.Thread, name: trace.Text(max(e.Arg, 0)), created: id, phase: id}
	x.loops[e.Loop] = loop
	x.name(l, loop)
	x.open(id)
}

func (x *index) addToLoop(l *Log, loop *loopIndex, id trace.EventID, e trace.Event) {
	switch ends := e.Kind.Ends(); ends {
	case trace.Queued, trace.Timer, trace.Post:
		x.close(l, e.Cause, ends, id)
	case trace.Step:
		x.replace(&loop.step, id, false)
	}
	switch e.Kind {
	case trace.RunBegan, trace.RunEnded:
		x.replace(&loop.phase, id, true)
	case trace.TickBegan:
		// A loop that ticks outside of a run is driven by hand, or runs what is left before it closes.
		if k := l.Event(loop.phase).Kind; k != trace.RunBegan && k != trace.TickBegan {
			x.replace(&loop.phase, id, true)
		}
	case trace.LoopClosed:
		x.replace(&loop.step, id, false)
		x.replace(&loop.phase, id, false)
		loop.closed = id // takeSnapshot ends what else is open in it
	case trace.CallReady, trace.TimerSet:
		x.open(id)
	case trace.StepBegan, trace.CallBegan:
		x.replace(&loop.step, id, true)
	case trace.StepEnded:
		t := loop.task(e.Task)
		if t != nil && t.ended == 0 && trace.Outcome(e.Arg) == trace.Awaited && x.endOf(t.latest) != 0 {
			t.latest = id // it waits, unless it was woken before it had suspended
			x.open(id)
		}
	default:
		x.addToTask(loop, id, e)
	}
}

func (x *index) addToTask(loop *loopIndex, id trace.EventID, e trace.Event) {
	if e.Kind == trace.TaskCreated && int(e.Task) == len(loop.tasks)+1 {
		loop.tasks = append(loop.tasks, taskIndex{created: id, latest: id})
		return
	}
	t := loop.task(e.Task)
	if t == nil || t.ended != 0 {
		return
	}
	switch {
	case e.Kind == trace.TaskReady:
		x.replace(&t.latest, id, true)
	case e.Kind.Ends() == trace.TaskLife:
		t.ended = id
		how := e.Kind - trace.TaskDone
		loop.ended[how] = append(loop.ended[how], id)
		if x.endOf(t.latest) == 0 { // a loop that closes ends its tasks wherever they are
			x.replace(&t.latest, id, false)
		}
	}
}

// task returns the index of a task, and nil if its beginning is missing.
func (l *loopIndex) task(t trace.TaskID) *taskIndex {
	if t == 0 || int(t) > len(l.tasks) {
		return nil
	}
	return &l.tasks[t-1]
}
