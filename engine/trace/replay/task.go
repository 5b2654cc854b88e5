package replay

import (
	"cmp"
	"loopyard/engine/trace"
	"slices"
)

// Condition is what a task is at a moment.
type Condition uint8

// The conditions of a task.
const (
	Unborn   Condition = iota
	InQueue            // it is in the ready queue
	Stepping           // its step is under way
	Asleep             // it waits for its timer
	Awaiting           // it waits for a future, a task, a lock, …
	Over               // it has ended
)

// String gives the condition in a word.
func (c Condition) String() string {
	return [...]string{"unborn", "ready", "running", "sleeping", "waiting", "over"}[c]
}

// TaskState is one task at one moment.
type TaskState struct {
	ID    trace.TaskID
	Name  string
	Is    Condition
	Since trace.EventID // the event that it is so since: TaskReady, StepBegan, TimerSet or StepEnded; of one that is over, its end
}

// Tasks lists the loop's tasks that have not ended, in the order they were created. A task whose step is under way and
// that is to run again is Stepping.
func (l LoopState) Tasks() []TaskState {
	all := make([]TaskState, 0, l.Ready+l.Asleep+l.Awaiting+1)
	add := func(is Condition, since trace.EventID) {
		if id := l.state.log.Event(since).Task; id != 0 && l.end(id) == 0 {
			all = append(all, TaskState{ID: id, Is: is, Since: since})
		}
	}
	if l.Task != 0 {
		add(Stepping, l.Step)
	}
	for _, id := range l.open.ready {
		add(InQueue, id)
	}
	for _, id := range l.open.asleep {
		add(Asleep, id)
	}
	for _, id := range l.open.waits {
		add(Awaiting, id)
	}
	slices.SortStableFunc(all, func(a, b TaskState) int { return cmp.Compare(a.ID, b.ID) })
	all = slices.CompactFunc(all, func(a, b TaskState) bool { return a.ID == b.ID })
	for i := range all {
		all[i].Name = l.state.log.TaskName(l.ID, all[i].ID)
	}
	return all
}

// TaskAt tells what one task is. It is Unborn if there is no such task yet. In the one event between its creation and
// its place in the queue a task is InQueue since that creation.
func (l LoopState) TaskAt(id trace.TaskID) TaskState {
	t := TaskState{ID: id}
	x := l.task(id)
	if x == nil {
		return t
	}
	t.Name = l.state.log.TaskName(l.ID, id)
	is := func(facts []trace.EventID) (since trace.EventID, ok bool) {
		i := slices.IndexFunc(facts, func(fact trace.EventID) bool { return l.state.log.Event(fact).Task == id })
		if i < 0 {
			return 0, false
		}
		return facts[i], true
	}
	var ok bool
	t.Is, t.Since = Over, l.end(id)
	switch {
	case t.Since != 0:
	case l.Task == id:
		t.Is, t.Since = Stepping, l.Step
	default:
		if t.Since, ok = is(l.open.ready); ok {
			t.Is = InQueue
		} else if t.Since, ok = is(l.open.asleep); ok {
			t.Is = Asleep
		} else if t.Since, ok = is(l.open.waits); ok {
			t.Is = Awaiting
		} else {
			t.Is, t.Since = InQueue, x.created
		}
	}
	return t
}

// task is what the log knows of a task that exists at this moment.
func (l LoopState) task(id trace.TaskID) *taskIndex {
	if l.state == nil {
		return nil
	}
	x := l.state.log.loops[l.ID].task(id)
	if x == nil || x.created > l.state.After {
		return nil
	}
	return x
}

// end is the event that has ended a task; zero if it has not ended.
func (l LoopState) end(id trace.TaskID) trace.EventID {
	if x := l.task(id); x != nil && x.ended != 0 && x.ended <= l.state.After {
		return x.ended
	}
	return 0
}
