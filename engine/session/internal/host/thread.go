package host

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Thread is what every placement's threads have in common: their identity, and the events of what they do.
type Thread struct {
	*engine.Thread
	ID       trace.ThreadID
	Program  *Program
	Recorder *trace.Recorder
	local    any
}

func (t *Thread) Spec() spec.Run { return t.Program.Spec }

func (t *Thread) Config(name string) engine.Config {
	return engine.Config{Name: name, Thread: t.Thread}
}

// Local is the thread's own.
func (t *Thread) Local() *any { return &t.local }

func (t *Thread) Print(line string) { t.Recorder.EmitText(t.Event(trace.Printed), line) }

// Emit records an event of this thread with an Arg and, if it is not zero, a Cause.
func (t *Thread) Emit(k trace.Kind, arg int64, cause trace.EventID) trace.EventID {
	e := t.Event(k)
	e.Arg = arg
	if cause != 0 {
		e.Cause = cause
	}
	return t.Recorder.Emit(e)
}

// Begin makes the engine's thread, and records that it began. spawned is the ThreadSpawned; zero: there is none.
func (t *Thread) Begin(name string, clock engine.Clock, parker engine.Parker, spawned trace.EventID) {
	t.Thread = engine.NewThread(engine.ThreadConfig{ID: t.ID, Name: name, Clock: clock, Parker: parker, Trace: t.Recorder})
	t.Recorder.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: t.ID, Cause: spawned}, name)
}

func (t *Thread) End() trace.EventID { return t.Emit(trace.ThreadEnded, 0, 0) }

// Span records that the thread spends d in doing something.
func (t *Thread) Span(began, ended trace.Kind, d time.Duration, do func(began trace.EventID)) {
	if d <= 0 {
		return
	}
	id := t.Emit(began, int64(d), 0)
	do(id)
	t.Emit(ended, 0, id)
}

// Body finds the scenario's body of that name. A name that the scenario does not have is a mistake in it.
func (t *Thread) Body(name string) scenario.Body {
	b, ok := t.Program.Scenario.Bodies[name]
	if !ok {
		panic("session: scenario " + t.Program.Scenario.ID + " has no body " + name)
	}
	return b
}

// mainThread numbers and names the thread that a run begins on.
const (
	MainThread     trace.ThreadID = 1
	MainThreadName                = "MainThread"
)
