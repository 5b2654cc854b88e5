package page

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
)

func statuses(r *Recording, c Cursor) []string {
	var all []string
	for _, l := range r.Lanes() {
		s := r.StatusAt(l, c.N, c.At)
		all = append(all, l.Name+": "+s.Word+" ("+s.Detail+")")
	}
	return all
}

func TestWhatEveryLoopDoesAtAMoment(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"loops", "2"}, spec.Pair{"work", "40ms"})
	assert.Equal(t, []string{
		"main thread: not there yet ()", "Loop0: not there yet ()", "Loop1: not there yet ()",
	}, statuses(r, Cursor{}))
	assert.Equal(t, []string{
		"main thread: waiting (joins thread 2)", "Loop0: running (main computes)", "Loop1: running (main computes)",
	}, statuses(r, r.CursorAt(20*ms)))
	assert.Equal(t, []string{
		"main thread: waiting (joins thread 2)", "Loop0: sleeping (main · 0.44 s left)", "Loop1: sleeping (main · 0.44 s left)",
	}, statuses(r, r.CursorAt(100*ms)))
	assert.Equal(t, []string{
		"main thread: ended ()", "Loop0: closed ()", "Loop1: closed ()",
	}, statuses(r, r.Finish()))
}

func TestAStepThatWaitsForACoreDoesNotRun(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"loops", "2"}, spec.Pair{"work", "40ms"}, spec.Pair{"cores", "1"})
	states := strings.Join(statuses(r, r.CursorAt(2*ms)), "\n")
	assert.Equal(t, 1, strings.Count(states, "running (main computes)"))
	assert.Equal(t, 1, strings.Count(states, "ready (main · needs a core)"))
	for _, l := range r.Lanes()[1:] {
		assert.Equal(t, 6*40*ms, l.Busy, "waiting for a core is not being busy")
		assert.Greater(t, len(l.solid), len(l.steps), "the core is handed over in slices")
		assert.NotEmpty(t, l.waits)
	}
	busy := r.Summary().Loops[0].Busy
	assert.Equal(t, 6*40*ms, busy, "the statistics say the same")
}

func TestStepsGoThroughEveryStepAndBack(t *testing.T) {
	r := loopPerThread(t, spec.Pair{"loops", "3"}, spec.Pair{"iterations", "4"})
	var visited []Cursor
	c := Cursor{}
	for n := 1; ; n++ {
		next, ok := r.Step(c)
		require.True(t, ok)
		done, all := r.Steps(next)
		if c = next; done == all && c == r.Finish() {
			break
		}
		require.Equal(t, n, done, "one step further")
		running := 0
		for _, l := range r.Lanes() {
			if r.StatusAt(l, c.N, c.At).Active && l.Loop != 0 {
				running++
			}
		}
		assert.Equal(t, 1, running, "one loop is in its step, even if that takes no time")
		visited = append(visited, c)
	}
	assert.Len(t, visited, 15)
	_, ok := r.Step(c)
	assert.False(t, ok, "there is nothing after the end")

	for i := len(visited) - 1; i >= 0; i-- {
		c, ok = r.StepBack(c)
		require.True(t, ok)
		assert.Equal(t, visited[i], c)
	}
	c, ok = r.StepBack(c)
	assert.True(t, ok)
	assert.Equal(t, Cursor{}, c)
	_, ok = r.StepBack(c)
	assert.False(t, ok)
}

func TestAStepShowsTheLinesItPrints(t *testing.T) {
	r := loopPerThread(t)
	c, _ := r.Step(Cursor{})
	assert.Equal(t, 3, r.linesTo(c), "the first step reports three times before it sleeps")
	assert.Equal(t, 15+5, r.linesTo(r.CursorAt(500*ms)))
	assert.Equal(t, len(r.lines), r.linesTo(r.Finish()))
}

func TestTheCursorStaysWithinTheRun(t *testing.T) {
	r := loopPerThread(t)
	assert.Equal(t, r.Finish(), r.CursorAt(1<<60))
	assert.Zero(t, r.CursorAt(-5).At)
	assert.Equal(t, r.Before(0), r.CursorAt(-5).N)
}
