package replay_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

// matches checks that the state after each watched line is that of the engine's snapshot there. It returns how many lines
// were compared.
func matches(t require.TestingT, w *tracetest.Watched, log *replay.Log) (compared int) {
	ended := map[trace.TaskKey]bool{}
	for id, e := range log.Events(1) {
		ended[trace.TaskKey{Loop: e.Loop, Task: e.Task}] = e.Kind.Ends() == trace.TaskLife || ended[trace.TaskKey{Loop: e.Loop, Task: e.Task}]
		line := log.EventText(e)
		snapshot, ok := w.Snapshots[line]
		if e.Kind != trace.Printed || !ok || w.Seen[line] > 1 {
			continue
		}
		l, ok := log.StateAt(id).Loop(e.Loop)
		require.True(t, ok, line)
		require.Equal(t, ofSnapshot(snapshot), ofState(log, l, ended), "at event %d, %s", id, line)
		compared++
	}
	return compared
}

// loopView is what both a snapshot of the engine and a state have of a loop.
type loopView struct {
	Phase   string
	Current trace.TaskID
	Ready   []trace.TaskID
	Timers  []engine.TimerSnapshot
	Tasks   map[trace.TaskID]string // name and state of each that has not ended
}

func ofSnapshot(s engine.Snapshot) loopView {
	v := loopView{s.State.String(), s.Current, s.Ready, s.Timers, map[trace.TaskID]string{}}
	for _, t := range s.Tasks {
		state := t.State.String()
		if t.Sleeps {
			state = trace.Sleeping.String()
		}
		v.Tasks[t.ID] = t.Name + " " + state
	}
	return v
}

func ofState(log *replay.Log, l replay.LoopState, ended map[trace.TaskKey]bool) loopView {
	v := loopView{Phase: l.Phase.String(), Current: l.Task, Tasks: map[trace.TaskID]string{}}
	is := func(t trace.TaskID, s trace.State) {
		if _, known := v.Tasks[t]; !known && t != 0 && !ended[trace.TaskKey{Loop: l.ID, Task: t}] {
			v.Tasks[t] = log.TaskName(l.ID, t) + " " + s.String()
		}
	}
	is(l.Task, trace.Running) // a task may be ready again while its step is under way
	for _, q := range l.Queue(0) {
		v.Ready = append(v.Ready, q.Task)
		is(q.Task, trace.Ready)
	}
	for _, t := range l.TimerQueue(0) {
		v.Timers = append(v.Timers, engine.TimerSnapshot{When: t.Due, Task: t.Task})
		is(t.Task, trace.Sleeping)
	}
	for _, w := range l.Waits(0) {
		is(w.Task, trace.Waiting)
	}
	return v
}

func TestTheStateIsThatOfTheEngineInEveryScenario(t *testing.T) {
	tracetest.Everywhere(t, func(t *testing.T, s scenario.Scenario, r spec.Run) {
		w := &tracetest.Watched{}
		log := tracetest.Record(t, w.Scenario(s), r, session.Options{})
		compared := matches(t, w, log)
		assert.Equal(t, printsInALoop(log), compared > 0)
		assert.True(t, log.Whole())
	})
}

// printsInALoop reports whether a line was printed while a loop was running, so that there was something to compare.
func printsInALoop(log *replay.Log) bool {
	for _, e := range log.Events(1) {
		if e.Kind == trace.Printed && e.Loop != 0 {
			return true
		}
	}
	return false
}

func TestTheStateIsThatOfTheEngineInAnyProgram(t *testing.T) {
	compared := 0
	for _, at := range []spec.Placement{spec.Virtual, spec.Single} {
		rapid.Check(t, func(t *rapid.T) {
			w := &tracetest.Watched{}
			s := &tracetest.Scripted{T: t}
			log := tracetest.Record(t, w.Scenario(s.Scenario()), spec.Run{Placement: at, Seed: 1}, session.Options{})
			compared += matches(t, w, log)
		})
	}
	assert.Greater(t, compared, 200)
	t.Log(compared, "snapshots compared")
}
