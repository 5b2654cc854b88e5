package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
)

// visit opens the page and runs what the links say, one after the other.
func visit(t *testing.T, links ...string) (*Yard, *fake) {
	t.Helper()
	y, shell := open(t, links[0])
	shell.finish(t, y)
	for _, link := range links[1:] {
		y.Open(link)
		shell.finish(t, y)
	}
	return y, shell
}

func TestRunsOfTheVisitAreLaidBesideEachOtherOnOneAxis(t *testing.T) {
	y, _ := visit(t, "#loops=1&work=40ms", "#loops=3&work=40ms", "#s=runner")
	runs := y.Runs()
	require.Len(t, runs, 3)
	assert.Nil(t, y.Stack(), "nothing is compared until somebody says so")
	alone := y.layOut(1200, 400, 0)
	assert.Empty(t, alone.Strips)

	y.Beside(runs[0], true)
	y.Beside(runs[1], true)
	assert.Equal(t, []*Recording{runs[2], runs[0], runs[1]}, y.Stack())
	assert.Equal(t, max(runs[0].EndTime(), runs[1].EndTime(), runs[2].EndTime()), y.Extent())
	lay := y.layOut(1200, 700, 0)
	require.Len(t, lay.Strips, 3)
	bottom := float64(axisHeight)
	for i, s := range lay.Strips {
		assert.Same(t, y.Stack()[i], s.Rec)
		assert.Equal(t, bottom, s.Y)
		bottom += s.H
		for _, r := range lay.Rows {
			if r.Rec == s.Rec {
				assert.GreaterOrEqual(t, r.Y, s.Y+titleHeight)
				assert.LessOrEqual(t, r.Y+r.H, s.Y+s.H)
			}
		}
	}
	hues := map[string]int{}
	for _, r := range lay.Rows {
		if h, seen := hues[r.Lane.Name]; seen {
			assert.Equal(t, h, r.Lane.Hue, "a loop has its color in every run")
		}
		hues[r.Lane.Name] = r.Lane.Hue
	}

	y.ZoomTo(100*ms, 300*ms)
	window := y.Window()
	y.PressStrip(lay.strip(lay.Strips[1].Y+3), false)
	assert.Same(t, runs[0], y.Shown, "a press puts a run in front")
	assert.Equal(t, window, y.Window(), "and the axis stays")
	y.Beside(runs[0], false)
	assert.NotSame(t, runs[0], y.Shown)
	y.EndCompare()
	assert.Nil(t, y.Stack())
	assert.Equal(t, []*Recording{y.Shown}, y.drawn())
}

func TestAnotherProgramEndsTheComparisonAndTheSameTakesItsPlace(t *testing.T) {
	y, shell := visit(t, "#seed=1", "#seed=2")
	first := y.Runs()[0]
	y.Beside(first, true)
	y.Type("seed", "3")
	y.Run()
	shell.finish(t, y)
	assert.Equal(t, []*Recording{y.Shown, first}, y.Stack())
	y.Type("loops", "2")
	y.Run()
	shell.finish(t, y)
	assert.Nil(t, y.Stack())
}

func TestNoMoreRunsAreComparedThanCanBeFollowed(t *testing.T) {
	var links []string
	for n := range mostCompared + 2 {
		links = append(links, "#seed="+count(int64(n+1)))
	}
	y, _ := visit(t, links...)
	for _, r := range y.Runs() {
		y.Beside(r, true)
		y.Beside(r, true)
	}
	assert.Len(t, y.Stack(), mostCompared)
}

func TestManyLoopsAreFoldedToABandThatCanBeUnfolded(t *testing.T) {
	y, _ := visit(t, "#loops=40&iterations=2", "#loops=3&iterations=2")
	many := y.Runs()[0]
	y.Beside(many, true)
	lay := y.layOut(1200, 500, 0)
	assert.False(t, lay.Strips[0].Band)
	assert.True(t, lay.Strips[1].Band)
	var p paint
	drawScene(&p, y.Shown, lay, lay.axis(y.Window()), y.Present(), Pick{})
	assert.Contains(t, p.Texts, "40 loops")
	y.PressStrip(lay.strip(lay.Strips[1].Y+30), true)
	lay = y.layOut(1200, 500, 0)
	assert.False(t, lay.Strips[1].Band)
	assert.Greater(t, len(lay.Rows), 40)
	drawScene(&p, y.Shown, lay, lay.axis(y.Window()), y.Present(), Pick{})
	assert.NotContains(t, p.Texts, "40 loops")
}

func TestKeysWalkFromOneRunIntoTheNext(t *testing.T) {
	y, _ := visit(t, "#loops=2&iterations=1&seed=1", "#loops=2&iterations=1&seed=2")
	front, other := y.Shown, y.Runs()[0]
	y.Beside(other, true)
	y.Key("ArrowUp")
	assert.Same(t, other, y.Shown, "the last row is of the run at the bottom")
	y.Key("ArrowUp")
	y.Key("ArrowUp")
	y.Key("ArrowUp")
	assert.Same(t, front, y.Shown)
}

func TestRunsAreNamedByWhatDiffersAmongThem(t *testing.T) {
	y, _ := visit(t, "#loops=1", "#loops=3", "#loops=3&cores=2", "#loops=3&cores=2&gil=true", "#s=runner")
	runs := y.Runs()
	assert.Equal(t, []string{"loops 1", "loops 3"}, runNames(runs[:2]))
	assert.Equal(t, []string{"no GIL", "GIL"}, runNames(runs[2:4]))
	assert.Equal(t, []string{"any cores", "cores 2"}, runNames(runs[1:3]))
	assert.Equal(t, "A loop in every thread · virtual", runNames([]*Recording{runs[0], runs[4]})[0])
	twin := *runs[0]
	twin.Number = 9
	assert.Equal(t, []string{"virtual · run 1", "virtual · run 9"}, runNames([]*Recording{runs[0], &twin}))
	native := twin
	native.Place = OnNativeThreads
	assert.Equal(t, []string{"virtual", "native threads"}, runNames([]*Recording{runs[0], &native}))
	native.File = "a.ndjson"
	assert.Equal(t, "native threads · a.ndjson", runNames([]*Recording{runs[0], &native})[1])
}

func TestTheVerdictSaysWhatMustMatchAndWhereItFirstDoesNot(t *testing.T) {
	a := loopPerThread(t, spec.Pair{"work", "40ms"})
	again := loopPerThread(t, spec.Pair{"work", "40ms"})
	assert.Equal(t, ruleExact, ruleOf(a, again))
	assert.Equal(t, compare.Same, Compare(a, again, nil).Deeds.Verdict)

	seeded := loopPerThread(t, spec.Pair{"work", "40ms"}, spec.Pair{"seed", "7"})
	c := Compare(a, seeded, nil)
	assert.Equal(t, ruleDeeds, c.Rule)
	assert.True(t, c.Same(), "another seed changes who is first, not what is done")

	other := loopPerThread(t, spec.Pair{"loops", "3"})
	assert.Equal(t, Comparison{Rule: ruleNone}, Compare(a, other, nil))

	y := NewYard(newFake())
	bent := loopPerThread(t, spec.Pair{"work", "40ms"})
	bent.Place, bent.Spec.Placement = OnNativeThreads, spec.Threads
	bend(bent)
	y.show(a)
	y.Visit = []*Recording{bent}
	y.Beside(bent, true)
	v := y.verdict(bent)
	assert.False(t, v.Good)
	require.NotNil(t, v.First)
	assert.NotZero(t, v.First.A.Event)
	assert.NotZero(t, v.First.B.Event)
	assert.Contains(t, v.Text, "Not every task did the same.")
	y.ShowEvent(bent, v.First.B.Event)
	assert.Same(t, bent, y.Shown)
	assert.Equal(t, int(v.First.B.Event), y.Cursor.N)
}

// bend makes a step of a recording end otherwise.
func bend(r *Recording) {
	for batch := range r.Batches() {
		for i, e := range batch.Events {
			if e.Kind == trace.StepEnded && trace.Outcome(e.Arg) == trace.Slept {
				batch.Events[i].Arg = int64(trace.GaveWay)
				return
			}
		}
	}
}

func TestLongRunsAreComparedStepByStepOnlyWhenSomebodyAsks(t *testing.T) {
	pairs := []spec.Pair{{"loops", "10"}, {"iterations", "200"}}
	a, b := loopPerThread(t, pairs...), loopPerThread(t, append(pairs, spec.Pair{"seed", "2"})...)
	require.Greater(t, a.Len(), comparedAtOnce)
	y := NewYard(newFake())
	y.show(a)
	y.Visit = []*Recording{b}
	v := y.verdict(b)
	assert.True(t, v.Long)
	assert.Equal(t, compare.NoVerdict, y.compared(b).Deeds.Verdict)
	assert.Contains(t, v.Text, "Same order inside every loop: 10 of 10 ✓")
	y.CompareSteps(b)
	assert.True(t, y.verdict(b).Long, "it takes more than a frame")
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Comparing "+plural(int64(a.Len()+b.Len()), "event"), p.What)
	y.StopSteps()
	assert.False(t, y.Frame(0, never), "nothing goes on")
	assert.Equal(t, compare.NoVerdict, y.compared(b).Deeds.Verdict)

	y.CompareSteps(b)
	frames := 0
	for y.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, compare.Same, y.compared(b).Deeds.Verdict)
	assert.Equal(t, Compare(a, b, func() {}), y.compared(b), "as if it were done at once")
	assert.False(t, y.verdict(b).Long)
}

func TestTheVisitForgetsWhatIsNotComparedFirst(t *testing.T) {
	y, shell := visit(t, "#seed=1", "#seed=2")
	kept := y.Runs()[0]
	y.Beside(kept, true)
	for n := range 2 * keptRuns {
		y.Type("seed", count(int64(100+n)))
		y.Run()
		shell.finish(t, y)
	}
	assert.Len(t, y.Visit, keptRuns)
	assert.Contains(t, y.Visit, kept)
	for of := range y.compares {
		assert.Contains(t, y.Visit, of[0], "what was worked out about a run that is gone is gone too")
		assert.Contains(t, y.Visit, of[1])
	}
}

func TestTheFiguresSayByHowMuchRunsDiffer(t *testing.T) {
	html := mounted(t, func(y *Yard) {
		slow, quick := loopPerThread(t, spec.Pair{"work", "40ms"}, spec.Pair{"cores", "1"}), loopPerThread(t, spec.Pair{"work", "40ms"})
		y.show(quick)
		y.Visit = []*Recording{quick, slow}
		y.Beside(slow, true)
	})
	for _, want := range []string{"must match", "may differ", "what every task did", "same ✓", "cores 1", "any cores", "Against cores 1:",
		"Every thread, loop and task did the same", "Runs of this visit", "Stop comparing"} {
		assert.Contains(t, html, want)
	}
	assert.Regexp(t, `\(1\.\d+ ×\)`, html)
	assert.NotContains(t, mounted(t, func(y *Yard) { y.show(loopPerThread(t)) }), "must match")
}

func TestAnOpenedFileIsComparedLikeARun(t *testing.T) {
	y, shell := visit(t, "#work=40ms")
	run := y.Shown
	shell.open(t, y, "saved.ndjson", ndjsonOf(run))
	file := y.Shown
	require.Equal(t, "saved.ndjson", file.File)
	require.Equal(t, Ended, file.State)
	y.Beside(run, true)
	assert.Equal(t, []string{"saved.ndjson", "virtual"}, runNames(y.Stack()))
	assert.Contains(t, y.verdict(run).Text, "the same, event for event")
	assert.Equal(t, "same ✓", y.outcome(run))
}
