package compare

import (
	"strings"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

// entry is one thing that an actor did, without the time.
type entry struct {
	event trace.EventID
	kind  trace.Kind
	arg   int64  // a Reason or an Outcome; zero where Arg is something else
	text  string // where Arg is one
	by    int    // another actor, such as the one that woke it or that it started: an index in histories.actors; 0 if there is none
}

// actor is something that has a history: a thread, a loop outside of its tasks, a task, or the callbacks of one reason that
// another actor asked for. An actor is identified by its parent, which created it, and by which of the parent's children
// it is.
type actor struct {
	parent   int
	class    byte
	nth      int
	name     string
	loop     trace.LoopID
	thread   trace.ThreadID
	task     trace.TaskID
	history  []entry
	children map[childKey]int // how many of each it has created; nil: none
}

// childKey is what the children of an actor are counted by.
type childKey struct {
	class byte
	name  string
}

// The classes of actors.
const (
	aThread byte = 't'
	aLoop   byte = 'l'
	aTask   byte = 'k'
	aCaller byte = 'c' // the callbacks of an actor, for one Reason
	aPoster byte = 'p' // the posts of other threads to a loop
)

// histories is a trace sorted by actors. Comparing two runs in real time means comparing the histories of actors that
// correspond: the order of events within one history depends on the program, while the order of events of different
// actors also depends on which thread was faster.
type histories struct {
	log     *replay.Log
	actors  []actor // the first one stands for none
	threads map[trace.ThreadID]int
	loops   map[trace.LoopID]int
	tasks   map[trace.TaskKey]int
	calls   map[trace.EventID]int // the actor of a callback, by its CallReady and its CallBegan; the actor that set a timer, by its TimerSet
	callers map[[2]int]int        // by actor and Reason
	lines   []trace.EventID       // the Printed events
	yielder *yielder
}

func historiesOf(l *replay.Log, y *yielder) *histories {
	d := &histories{log: l, yielder: y, actors: make([]actor, 1), threads: map[trace.ThreadID]int{}, loops: map[trace.LoopID]int{}, tasks: map[trace.TaskKey]int{},
		calls: map[trace.EventID]int{}, callers: map[[2]int]int{}}
	for id, e := range l.Events(1) {
		if !y.next() {
			break
		}
		d.event(id, e)
	}
	return d
}

// child adds an actor. A name is part of its identity only if it is given.
func (d *histories) child(parent int, class byte, name string, e trace.Event) int {
	p := &d.actors[parent]
	if p.children == nil {
		p.children = map[childKey]int{}
	}
	b := childKey{class, name}
	p.children[b]++
	d.actors = append(d.actors, actor{parent: parent, class: class, nth: p.children[b], name: name, loop: e.Loop, thread: e.Thread, task: e.Task})
	return len(d.actors) - 1
}

func (d *histories) thread(id trace.ThreadID, parent int) {
	d.threads[id] = d.child(parent, aThread, "", trace.Event{Thread: id})
}

func (d *histories) event(id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadSpawned: // threads are counted when they are asked for, since which one begins first is chance
		d.thread(trace.ThreadID(e.Arg), d.who(e))
	case trace.ThreadStarted:
		if _, known := d.threads[e.Thread]; !known {
			d.thread(e.Thread, 0)
		}
	case trace.LoopCreated:
		d.loops[e.Loop] = d.child(d.threads[e.Thread], aLoop, "", e)
	case trace.TaskCreated:
		maker, name := d.current(e), ""
		if d.actors[maker].class == aPoster { // which post came first is chance
			name = d.log.EventText(e)
		}
		d.tasks[trace.TaskKey{Loop: e.Loop, Task: e.Task}] = d.child(maker, aTask, name, e)
	case trace.TimerSet:
		if e.Task == 0 {
			d.calls[id] = d.current(e)
		}
		return
	case trace.CallReady:
		d.calls[id] = d.caller(e)
		return
	case trace.CallBegan:
		d.calls[id] = d.calls[e.Cause]
	case trace.Printed:
		d.lines = append(d.lines, id)
	}
	if !inHistory(e.Kind) {
		return
	}
	who := d.who(e)
	one := entry{event: id, kind: e.Kind, by: d.other(e)}
	switch _, word := e.Kind.ArgWord(e.Arg); {
	case e.Kind.HasText():
		one.text = d.log.EventText(e)
	case word:
		one.arg = e.Arg
	}
	if e.Kind == trace.Reported && strings.HasPrefix(one.text, "Executing ") {
		return // a slow step: whether a step is slow is chance
	}
	d.actors[who].history = append(d.actors[who].history, one)
}

// inHistory reports whether events of a kind must be the same wherever a program runs.
func inHistory(k trace.Kind) bool {
	switch k {
	case trace.ThreadStarted, trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded, trace.ThreadEnded,
		trace.RunnerCreated, trace.RunnerClosed, trace.LoopCreated, trace.RunBegan, trace.RunEnded, trace.LoopClosed,
		trace.TaskCreated, trace.TaskReady, trace.StepEnded, trace.TaskDone, trace.TaskFailed, trace.TaskCanceled, trace.CancelRequested,
		trace.CallBegan, trace.Printed, trace.Reported:
		return true
	}
	return false
}

// who returns the actor that an event belongs to.
func (d *histories) who(e trace.Event) int {
	switch {
	case e.Kind == trace.CallBegan:
		return d.calls[e.Cause]
	case e.Task != 0:
		return d.tasks[trace.TaskKey{Loop: e.Loop, Task: e.Task}]
	case e.Loop == 0:
		return d.threads[e.Thread]
	}
	return d.current(e)
}

// current returns the actor that was running when an event happened, by its cause: the step or call that it happened in.
func (d *histories) current(e trace.Event) int {
	switch cause := d.log.Event(e.Cause); cause.Kind {
	case trace.StepBegan:
		return d.tasks[trace.TaskKey{Loop: cause.Loop, Task: cause.Task}]
	case trace.CallBegan:
		return d.calls[e.Cause]
	}
	if loop, ok := d.loops[e.Loop]; ok {
		return loop
	}
	return d.threads[e.Thread]
}

// caller returns the actor of a callback, by what made it ready.
func (d *histories) caller(e trace.Event) int {
	by := d.current(e)
	class := aCaller
	switch cause := d.log.Event(e.Cause); cause.Kind {
	case trace.TimerFired:
		by = d.calls[cause.Cause]
	case trace.PostReceived:
		class = aPoster
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		by = d.tasks[trace.TaskKey{Loop: cause.Loop, Task: cause.Task}]
	}
	if d.actors[by].class == aCaller { // callbacks may ask for further callbacks without end; all belong to the actor that asked for the first one
		by = d.actors[by].parent
	}
	key := [2]int{by, int(e.Arg)}
	who, known := d.callers[key]
	if !known {
		who = d.child(by, class, trace.Reason(e.Arg).String(), e)
		d.callers[key] = who
	}
	return who
}

// other returns the second actor in an event: the one that is started, joined or run, or that woke the task.
func (d *histories) other(e trace.Event) int {
	switch e.Kind {
	case trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded:
		return d.threads[trace.ThreadID(e.Arg)]
	case trace.RunBegan, trace.RunEnded:
		return d.tasks[trace.TaskKey{Loop: e.Loop, Task: trace.TaskID(e.Arg)}]
	case trace.CancelRequested:
		return d.current(e)
	case trace.TaskReady:
		switch cause := d.log.Event(e.Cause); cause.Kind {
		case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled, trace.CancelRequested:
			return d.tasks[trace.TaskKey{Loop: cause.Loop, Task: cause.Task}]
		case trace.StepBegan, trace.CallBegan:
			return d.current(e)
		}
	}
	return 0
}
