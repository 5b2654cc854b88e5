package host

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// The thread that a run begins on.
const (
	MainThread     trace.ThreadID = 1
	MainThreadName                = "MainThread"
)

// Thread is what the threads of every placement have in common: an identity, and the events of what they do. It has a
// part of the methods of [scenario.Thread]; a placement embeds it and adds the others, which differ from placement to
// placement. Only the thread itself may call the methods. The zero value is not usable: the placement sets ID, Program
// and Recorder and then calls Begin.
type Thread struct {
	*engine.Thread // nil before Begin

	ID       trace.ThreadID
	Program  *Program
	Recorder *trace.Recorder
	local    any

	LoopClosed func(*engine.Loop) // called when a loop of the thread has closed; may be nil
}

// Begin makes the engine's thread and records that it started. spawned is the ThreadSpawned event that asked for the
// thread; zero if there is none in this recorder.
func (t *Thread) Begin(name string, clock engine.Clock, parker engine.Parker, spawned trace.EventID) {
	t.Thread = engine.NewThread(engine.ThreadConfig{ID: t.ID, Name: name, Clock: clock, Parker: parker, Trace: t.Recorder, LoopClosed: t.LoopClosed})
	t.Recorder.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: t.ID, Cause: spawned}, name)
}

// End records that the thread ended.
func (t *Thread) End() trace.EventID { return t.Emit(trace.ThreadEnded, 0, 0) }

// Spec returns the spec of the run.
func (t *Thread) Spec() spec.Run { return t.Program.Spec }

// Config returns the configuration of a loop of this thread. name is the loop's.
func (t *Thread) Config(name string) engine.Config {
	return engine.Config{Name: name, Thread: t.Thread}
}

// Local returns a place that belongs to this thread alone.
func (t *Thread) Local() *any { return &t.local }

// Print records a line of output.
func (t *Thread) Print(line string) { t.Recorder.EmitText(t.Event(trace.Printed), line) }

// Body returns the scenario's body of that name. It panics if there is none, since that is a mistake in the scenario.
func (t *Thread) Body(name string) scenario.Body {
	b, ok := t.Program.Scenario.Bodies[name]
	if !ok {
		panic("session: scenario " + t.Program.Scenario.ID + " has no body " + name)
	}
	return b
}

// Emit records an event of this thread. A cause of zero leaves the one that the thread's running step gives it.
func (t *Thread) Emit(k trace.Kind, arg int64, cause trace.EventID) trace.EventID {
	e := t.Event(k)
	e.Arg = arg
	if cause != 0 {
		e.Cause = cause
	}
	return t.Recorder.Emit(e)
}

// Span calls do between two events: one of kind began, whose id do receives, and one of kind ended. d is how long do
// takes in nanoseconds. If it is not positive, Span does nothing.
func (t *Thread) Span(began, ended trace.Kind, d time.Duration, do func(began trace.EventID)) {
	if d <= 0 {
		return
	}
	id := t.Emit(began, int64(d), 0)
	do(id)
	t.Emit(ended, 0, id)
}
