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

// matches checks that the state after each watched line is what the loop had in hand there.
func matches(t require.TestingT, w *tracetest.Watched, log *replay.Log) (compared int) {
	for id, e := range log.Events(1) {
		line := log.EventText(e)
		snapshot, ok := w.Snapshots[line]
		if e.Kind != trace.Printed || !ok || w.Seen[line] > 1 {
			continue
		}
		l, ok := log.StateAt(id).Loop(e.Loop)
		require.True(t, ok, line)
		require.Equal(t, words(snapshot), stateWords(l), "at event %d, %s", id, line)
		compared++
	}
	return compared
}

// inHand is what both a snapshot and a folded state tell.
type inHand struct {
	Life    string
	Current trace.TaskID
	Ready   []trace.TaskID
	Timers  []engine.TimerSnapshot
	Tasks   map[trace.TaskID]string
}

func words(s engine.Snapshot) inHand {
	h := inHand{s.State.String(), s.Current, s.Ready, s.Timers, map[trace.TaskID]string{}}
	for _, t := range s.Tasks {
		word := t.Name + " " + t.State.String()
		if t.Sleeps {
			word = t.Name + " sleeping"
		}
		h.Tasks[t.ID] = word
	}
	return h
}

func stateWords(l replay.LoopState) inHand {
	h := inHand{Life: l.Phase.String(), Current: l.Task, Tasks: map[trace.TaskID]string{}}
	for _, q := range l.Queue(0) {
		h.Ready = append(h.Ready, q.Task)
	}
	for _, t := range l.TimerQueue(0) {
		h.Timers = append(h.Timers, engine.TimerSnapshot{When: t.Due, Task: t.Task})
	}
	for _, t := range l.Tasks() {
		h.Tasks[t.ID] = t.Name + " " + t.Is.String()
	}
	return h
}

func TestStateIsWhatEveryScenariosLoopsHadInHand(t *testing.T) {
	tracetest.Everywhere(t, func(t *testing.T, s scenario.Scenario, r spec.Run) {
		w := &tracetest.Watched{}
		log := tracetest.Record(t, w.Scenario(s), r, session.Options{})
		compared := matches(t, w, log)
		assert.Equal(t, printsInALoop(log), compared > 0)
		assert.True(t, log.Whole())
	})
}

// printsInALoop tells whether a line was printed while a loop was running, so that there was something to look at.
func printsInALoop(log *replay.Log) bool {
	for _, e := range log.Events(1) {
		if e.Kind == trace.Printed && e.Loop != 0 {
			return true
		}
	}
	return false
}

func TestStateIsWhatALoopHadInHandInAnyProgram(t *testing.T) {
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
