package trace

import "strings"

// deed is one thing that an actor did, without when.
type deed struct {
	event EventID
	kind  Kind
	arg   int64  // a Reason or an Outcome; zero where Arg is something else
	text  string // where Arg is one
	by    int    // another actor: who woke, was started, was joined, …; an index in deeds.actors, 0 if none
}

// actor is whoever does something: a thread, a loop outside its tasks, a task, or the callbacks of one kind that one
// other actor asked for. It is known by who made it and which of those it is.
type actor struct {
	parent int
	class  byte
	nth    int
	name   string
	loop   LoopID
	thread ThreadID
	task   TaskID
	deeds  []deed
	made   map[born]int // how many of each it has made; nil: none
}

// born is what the children of an actor are counted by.
type born struct {
	class byte
	name  string
}

// The classes of actors.
const (
	aThread byte = 't'
	aLoop   byte = 'l'
	aTask   byte = 'k'
	aCaller byte = 'c' // the callbacks of an actor, of one Reason
	aPoster byte = 'p' // what other threads posted to a loop
)

// deeds is a trace sorted by who did what.
type deeds struct {
	log     *Log
	actors  []actor // the first is nobody
	threads map[ThreadID]int
	loops   map[LoopID]int
	tasks   map[taskKey]int
	calls   map[EventID]int // who runs in a callback, by its CallReady and its CallBegan; who set a timer, by its TimerSet
	callers map[[2]int]int  // by actor and Reason
	lines   []EventID       // the Printed events
	pauses  *breath
}

func deedsOf(l *Log, pauses *breath) *deeds {
	d := &deeds{log: l, pauses: pauses, actors: make([]actor, 1), threads: map[ThreadID]int{}, loops: map[LoopID]int{}, tasks: map[taskKey]int{},
		calls: map[EventID]int{}, callers: map[[2]int]int{}}
	for id, e := range l.Events(1) {
		pauses.take()
		d.event(id, e)
	}
	return d
}

// child makes an actor. A name is part of who it is only if it is given.
func (d *deeds) child(parent int, class byte, name string, e Event) int {
	p := &d.actors[parent]
	if p.made == nil {
		p.made = map[born]int{}
	}
	b := born{class, name}
	p.made[b]++
	d.actors = append(d.actors, actor{parent: parent, class: class, nth: p.made[b], name: name, loop: e.Loop, thread: e.Thread, task: e.Task})
	return len(d.actors) - 1
}

func (d *deeds) thread(id ThreadID, parent int) {
	d.threads[id] = d.child(parent, aThread, "", Event{Thread: id})
}

func (d *deeds) event(id EventID, e Event) {
	switch e.Kind {
	case ThreadSpawned: // threads are counted as they are asked for: which one is quicker to begin is chance
		d.thread(ThreadID(e.Arg), d.who(e))
	case ThreadStarted:
		if _, known := d.threads[e.Thread]; !known {
			d.thread(e.Thread, 0)
		}
	case LoopCreated:
		d.loops[e.Loop] = d.child(d.threads[e.Thread], aLoop, "", e)
	case TaskCreated:
		maker, name := d.during(e), ""
		if d.actors[maker].class == aPoster { // which post came first is chance
			name = d.log.EventText(e)
		}
		d.tasks[taskKey{e.Loop, e.Task}] = d.child(maker, aTask, name, e)
	case TimerSet:
		if e.Task == 0 {
			d.calls[id] = d.during(e)
		}
		return
	case CallReady:
		d.calls[id] = d.caller(e)
		return
	case CallBegan:
		d.calls[id] = d.calls[e.Cause]
	case Printed:
		d.lines = append(d.lines, id)
	}
	if !isDeed(e.Kind) {
		return
	}
	who := d.who(e)
	one := deed{event: id, kind: e.Kind, by: d.other(e)}
	switch _, word := e.Kind.ArgWord(e.Arg); {
	case e.Kind.HasText():
		one.text = d.log.EventText(e)
	case word:
		one.arg = e.Arg
	}
	if e.Kind == Reported && strings.HasPrefix(one.text, "Executing ") {
		return // a slow step: how slow is chance
	}
	d.actors[who].deeds = append(d.actors[who].deeds, one)
}

// isDeed tells whether events of a kind must be the same wherever a program runs.
func isDeed(k Kind) bool {
	switch k {
	case ThreadStarted, ThreadSpawned, JoinBegan, JoinEnded, ThreadEnded,
		RunnerCreated, RunnerClosed, LoopCreated, RunBegan, RunEnded, LoopClosed,
		TaskCreated, TaskReady, StepEnded, TaskDone, TaskFailed, TaskCanceled, CancelRequested,
		CallBegan, Printed, Reported:
		return true
	}
	return false
}

// who is the actor whose event it is.
func (d *deeds) who(e Event) int {
	switch {
	case e.Kind == CallBegan:
		return d.calls[e.Cause]
	case e.Task != 0:
		return d.tasks[taskKey{e.Loop, e.Task}]
	case e.Loop == 0:
		return d.threads[e.Thread]
	}
	return d.during(e)
}

// during is who was running when an event happened: by its cause, the step or call that it happened in.
func (d *deeds) during(e Event) int {
	switch cause := d.log.Event(e.Cause); cause.Kind {
	case StepBegan:
		return d.tasks[taskKey{cause.Loop, cause.Task}]
	case CallBegan:
		return d.calls[e.Cause]
	}
	if loop, ok := d.loops[e.Loop]; ok {
		return loop
	}
	return d.threads[e.Thread]
}

// caller is the actor for a callback, by what made it ready.
func (d *deeds) caller(e Event) int {
	by := d.during(e)
	class := aCaller
	switch cause := d.log.Event(e.Cause); cause.Kind {
	case TimerFired:
		by = d.calls[cause.Cause]
	case PostReceived:
		class = aPoster
	case TaskDone, TaskFailed, TaskCanceled:
		by = d.tasks[taskKey{cause.Loop, cause.Task}]
	}
	if d.actors[by].class == aCaller { // callbacks may ask for callbacks for ever; all are whose the first one was
		by = d.actors[by].parent
	}
	key := [2]int{by, int(e.Arg)}
	who, known := d.callers[key]
	if !known {
		who = d.child(by, class, Reason(e.Arg).String(), e)
		d.callers[key] = who
	}
	return who
}

// other is the second actor in an event: who is started, joined, run, or who woke the task.
func (d *deeds) other(e Event) int {
	switch e.Kind {
	case ThreadSpawned, JoinBegan, JoinEnded:
		return d.threads[ThreadID(e.Arg)]
	case RunBegan, RunEnded:
		return d.tasks[taskKey{e.Loop, TaskID(e.Arg)}]
	case CancelRequested:
		return d.during(e)
	case TaskReady:
		switch cause := d.log.Event(e.Cause); cause.Kind {
		case TaskDone, TaskFailed, TaskCanceled, CancelRequested:
			return d.tasks[taskKey{cause.Loop, cause.Task}]
		case StepBegan, CallBegan:
			return d.during(e)
		}
	}
	return 0
}
