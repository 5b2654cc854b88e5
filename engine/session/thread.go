package session

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// thread is what every placement's threads have in common: their identity, and the events of what they do.
type thread struct {
	*engine.Thread
	id      trace.ThreadID
	program *program
	rec     *trace.Recorder
	local   any
}

func (t *thread) Spec() spec.Run { return t.program.spec }

func (t *thread) Config(name string) engine.Config {
	return engine.Config{Name: name, Thread: t.Thread}
}

// Local is the thread's own.
func (t *thread) Local() *any { return &t.local }

func (t *thread) Print(line string) { t.rec.EmitText(t.Event(trace.Printed), line) }

// emit records an event of this thread with an Arg and, if it is not zero, a Cause.
func (t *thread) emit(k trace.Kind, arg int64, cause trace.EventID) trace.EventID {
	e := t.Event(k)
	e.Arg = arg
	if cause != 0 {
		e.Cause = cause
	}
	return t.rec.Emit(e)
}

// begin makes the engine's thread, and records that it began. spawned is the ThreadSpawned; zero: there is none.
func (t *thread) begin(name string, clock engine.Clock, parker engine.Parker, spawned trace.EventID) {
	t.Thread = engine.NewThread(engine.ThreadConfig{ID: t.id, Name: name, Clock: clock, Parker: parker, Trace: t.rec})
	t.rec.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: t.id, Cause: spawned}, name)
}

func (t *thread) ended() trace.EventID { return t.emit(trace.ThreadEnded, 0, 0) }

// span records that the thread spends d in doing something.
func (t *thread) span(began, ended trace.Kind, d time.Duration, do func(began trace.EventID)) {
	if d <= 0 {
		return
	}
	id := t.emit(began, int64(d), 0)
	do(id)
	t.emit(ended, 0, id)
}

// body finds the scenario's body of that name. A name that the scenario does not have is a mistake in it.
func (t *thread) body(name string) scenario.Body {
	b, ok := t.program.scenario.Bodies[name]
	if !ok {
		panic("session: scenario " + t.program.scenario.ID + " has no body " + name)
	}
	return b
}

// mainThread numbers and names the thread that a run begins on.
const (
	mainThread     trace.ThreadID = 1
	mainThreadName                = "MainThread"
)
