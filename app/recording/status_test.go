package recording_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

func TestWhatEveryLoopDoesAtAMoment(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"loops", "2"}, spec.Pair{"work", "40ms"})
	assert.Equal(t, []string{
		"main thread: not started yet", "Loop0: not created yet", "Loop1: not created yet",
	}, recordingtest.StatusLines(r, recording.Cursor{}))
	assert.Equal(t, []string{
		"main thread: waiting [joins thread 2]", "Loop0: running [main computes]", "Loop1: running [main computes]",
	}, recordingtest.StatusLines(r, r.CursorAt(20*recordingtest.Ms)))
	assert.Equal(t, []string{
		"main thread: waiting [joins thread 2]", "Loop0: sleeping (main · 0.44 s left)", "Loop1: sleeping (main · 0.44 s left)",
	}, recordingtest.StatusLines(r, r.CursorAt(100*recordingtest.Ms)))
	assert.Equal(t, []string{
		"main thread: ended", "Loop0: closed", "Loop1: closed",
	}, recordingtest.StatusLines(r, r.EndCursor()))
}

// TestTheQueuesOfALoopAtAMoment has a loop with something in each of its queues.
func TestTheQueuesOfALoopAtAMoment(t *testing.T) {
	var home *engine.Loop
	r := recordingtest.RecordProgram(t, scenario.Scenario{
		ID: "queues",
		Main: func(th scenario.Thread, _ int) error {
			other := th.Start("poster", "poster", 0)
			_, err := engine.Run(th.Config("home"), func(co *engine.Co) (any, error) {
				home = co.Loop()
				gate := engine.NewFuture[int](home)
				child := engine.CreateTask(co, "child", func(co *engine.Co) (any, error) { return nil, co.Sleep(30 * time.Millisecond) })
				engine.CreateTask(co, "parent", func(co *engine.Co) (any, error) { return child.Await(co) })
				engine.CreateTask(co, "guest", func(co *engine.Co) (any, error) { return gate.Await(co) })
				if err := co.Sleep(10 * time.Millisecond); err != nil {
					return nil, err
				}
				for _, name := range []string{"a", "b", "c", "d", "e", "f", "g"} {
					engine.CreateTask(co, name, func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Second) })
				}
				th.Block(70 * time.Millisecond)
				gate.SetResult(1)
				return nil, co.Sleep(10 * time.Millisecond)
			})
			other.Join()
			return err
		},
		Bodies: map[string]scenario.Body{"poster": func(th scenario.Thread, _ int) error {
			th.Block(50 * time.Millisecond)
			return home.CallSoonThreadsafe(func() {})
		}},
	})
	assert.Equal(t, []string{
		"home: sleeping (main · 5 ms left, child · 25 ms left) waiting (parent for child, guest for main to wake it)",
		"thread 2: blocked [blocks the thread outside a loop]",
	}, recordingtest.StatusLines(r, r.CursorAt(5*recordingtest.Ms)))
	assert.Equal(t, []string{
		"home: blocked [main blocks the thread] ready (a · for 10 ms, b · for 10 ms, c · for 10 ms, d · for 10 ms, e · for 10 ms) +2 timers (child · 10 ms left) waiting (parent for child, guest for main to wake it)",
		"thread 2: blocked [blocks the thread outside a loop]",
	}, recordingtest.StatusLines(r, r.CursorAt(20*recordingtest.Ms)))
	assert.Equal(t, []string{
		"home: blocked [main blocks the thread] ready (a · for 50 ms, b · for 50 ms, c · for 50 ms, d · for 50 ms, e · for 50 ms) +2" +
			" timers (child · 30 ms late) waiting (parent for child, guest for main to wake it) inbox (a callback from another thread)",
		"thread 2: ended",
	}, recordingtest.StatusLines(r, r.CursorAt(60*recordingtest.Ms)))
}

func TestAStepThatWaitsForACoreDoesNotRun(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"loops", "2"}, spec.Pair{"work", "40ms"}, spec.Pair{"cores", "1"})
	states := strings.Join(recordingtest.StatusLines(r, r.CursorAt(2*recordingtest.Ms)), "\n")
	assert.Equal(t, 1, strings.Count(states, "running [main computes]"))
	assert.Equal(t, 1, strings.Count(states, "ready [main · needs a core]"))
	busy := r.Summary().Loops[0].Busy
	assert.Equal(t, 6*40*recordingtest.Ms, busy, "waiting for a core is not being busy")
}

func TestStepsGoThroughEveryStepAndBack(t *testing.T) {
	r := recordingtest.LoopPerThread(t, spec.Pair{"loops", "3"}, spec.Pair{"iterations", "4"})
	var visited []recording.Cursor
	c := recording.Cursor{}
	for n := 1; ; n++ {
		next, ok := r.NextStep(c)
		require.True(t, ok)
		done, all := r.StepsTo(next)
		if c = next; done == all && c == r.EndCursor() {
			break
		}
		require.Equal(t, n, done, "one step further")
		running := 0
		for _, l := range r.Lanes() {
			if r.StatusAt(l, r.StateAtCursor(c)).Active && l.Loop != 0 {
				running++
			}
		}
		assert.Equal(t, 1, running, "one loop is in its step, even if that takes no time")
		visited = append(visited, c)
	}
	assert.Len(t, visited, 15)
	_, ok := r.NextStep(c)
	assert.False(t, ok, "there is nothing after the end")

	for i := len(visited) - 1; i >= 0; i-- {
		c, ok = r.PreviousStep(c)
		require.True(t, ok)
		assert.Equal(t, visited[i], c)
	}
	c, ok = r.PreviousStep(c)
	assert.True(t, ok)
	assert.Equal(t, recording.Cursor{}, c)
	_, ok = r.PreviousStep(c)
	assert.False(t, ok)
}

func TestAStepShowsTheLinesItPrints(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	c, _ := r.NextStep(recording.Cursor{})
	assert.Equal(t, 3, r.LinesTo(c), "the first step reports three times before it sleeps")
	assert.Equal(t, 15+5, r.LinesTo(r.CursorAt(500*recordingtest.Ms)))
	assert.Equal(t, len(r.Lines()), r.LinesTo(r.EndCursor()))
}

func TestTheCursorStaysWithinTheRun(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	assert.Equal(t, r.EndCursor(), r.CursorAt(1<<60))
	assert.Zero(t, r.CursorAt(-5).At)
	assert.Equal(t, r.EventsUntil(0), r.CursorAt(-5).N)
}
