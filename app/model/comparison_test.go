package model_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
)

func TestRunsOfTheVisitAreLaidBesideEachOtherOnOneAxis(t *testing.T) {
	y, _ := modeltest.Visit(t, "#loops=1&work=40ms", "#loops=3&work=40ms", "#s=runner")
	runs := y.Runs()
	require.Len(t, runs, 3)
	assert.Nil(t, y.Stack(), "nothing is compared until somebody says so")
	alone := y.LayOut(1200, 400, 0)
	assert.Empty(t, alone.Strips)

	y.Beside(runs[0], true)
	y.Beside(runs[1], true)
	assert.Equal(t, []*recording.Recording{runs[2], runs[0], runs[1]}, y.Stack())
	assert.Equal(t, max(runs[0].EndTime(), runs[1].EndTime(), runs[2].EndTime()), y.Extent())
	lay := y.LayOut(1200, 700, 0)
	require.Len(t, lay.Strips, 3)
	bottom := float64(timeline.AxisHeight)
	for i, s := range lay.Strips {
		assert.Same(t, y.Stack()[i], s.Rec)
		assert.Equal(t, bottom, s.Top)
		bottom += s.Height
		for _, r := range lay.Rows {
			if r.Rec == s.Rec {
				assert.GreaterOrEqual(t, r.Top, s.Top+timeline.TitleHeight)
				assert.LessOrEqual(t, r.Top+r.Height, s.Top+s.Height)
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

	y.ZoomTo(100*recordingtest.Ms, 300*recordingtest.Ms)
	window := y.Window()
	y.PressStrip(lay.StripAt(lay.Strips[1].Top+3), false)
	assert.Same(t, runs[0], y.Shown, "a press puts a run in front")
	assert.Equal(t, window, y.Window(), "and the axis stays")
	y.Beside(runs[0], false)
	assert.NotSame(t, runs[0], y.Shown)
	y.EndCompare()
	assert.Nil(t, y.Stack())
	assert.Equal(t, []*recording.Recording{y.Shown}, y.Drawn())
}

func TestAnotherProgramEndsTheComparisonAndTheSameTakesItsPlace(t *testing.T) {
	y, shell := modeltest.Visit(t, "#seed=1", "#seed=2")
	first := y.Runs()[0]
	y.Beside(first, true)
	y.Type("seed", "3")
	y.Run()
	shell.Finish(t, y)
	assert.Equal(t, []*recording.Recording{y.Shown, first}, y.Stack())
	y.Type("loops", "2")
	y.Run()
	shell.Finish(t, y)
	assert.Nil(t, y.Stack())
}

func TestNoMoreRunsAreComparedThanCanBeFollowed(t *testing.T) {
	var links []string
	for n := range model.MostCompared + 2 {
		links = append(links, "#seed="+format.Count(int64(n+1)))
	}
	y, _ := modeltest.Visit(t, links...)
	for _, r := range y.Runs() {
		y.Beside(r, true)
		y.Beside(r, true)
	}
	assert.Len(t, y.Stack(), model.MostCompared)
}

func TestManyLoopsAreFoldedToABandThatCanBeUnfolded(t *testing.T) {
	y, _ := modeltest.Visit(t, "#loops=40&iterations=2", "#loops=3&iterations=2")
	many := y.Runs()[0]
	y.Beside(many, true)
	lay := y.LayOut(1200, 500, 0)
	assert.False(t, lay.Strips[0].Collapsed)
	assert.True(t, lay.Strips[1].Collapsed)
	var p timeline.DisplayList
	timeline.Draw(&p, y.Shown, lay, lay.Axis(y.Window()), y.Present(), timeline.Selection{})
	assert.Contains(t, p.Texts, "40 loops")
	y.PressStrip(lay.StripAt(lay.Strips[1].Top+30), true)
	lay = y.LayOut(1200, 500, 0)
	assert.False(t, lay.Strips[1].Collapsed)
	assert.Greater(t, len(lay.Rows), 40)
	timeline.Draw(&p, y.Shown, lay, lay.Axis(y.Window()), y.Present(), timeline.Selection{})
	assert.NotContains(t, p.Texts, "40 loops")
}

func TestKeysWalkFromOneRunIntoTheNext(t *testing.T) {
	y, _ := modeltest.Visit(t, "#loops=2&iterations=1&seed=1", "#loops=2&iterations=1&seed=2")
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
	y, _ := modeltest.Visit(t, "#loops=1", "#loops=3", "#loops=3&cores=2", "#loops=3&cores=2&gil=true", "#s=runner")
	runs := y.Runs()
	assert.Equal(t, []string{"loops 1", "loops 3"}, recording.RunNames(runs[:2]))
	assert.Equal(t, []string{"no GIL", "GIL"}, recording.RunNames(runs[2:4]))
	assert.Equal(t, []string{"unlimited cores", "cores 2"}, recording.RunNames(runs[1:3]))
	assert.Equal(t, "A loop in every thread · virtual", recording.RunNames([]*recording.Recording{runs[0], runs[4]})[0])
	twin := *runs[0]
	twin.Number = 9
	assert.Equal(t, []string{"virtual · run 1", "virtual · run 9"}, recording.RunNames([]*recording.Recording{runs[0], &twin}))
	native := twin
	native.Target = recording.TargetNativeThreads
	assert.Equal(t, []string{"virtual", "native threads"}, recording.RunNames([]*recording.Recording{runs[0], &native}))
	native.File = "a.ndjson"
	assert.Equal(t, "native threads · a.ndjson", recording.RunNames([]*recording.Recording{runs[0], &native})[1])
}

func TestTheVerdictSaysWhatMustMatchAndWhereItFirstDoesNot(t *testing.T) {
	a := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	again := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	assert.Equal(t, recording.MatchEvents, recording.Compare(a, again, nil).Rule)
	assert.Equal(t, compare.Same, recording.Compare(a, again, nil).History.Verdict)

	seeded := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"}, spec.Pair{"seed", "7"})
	c := recording.Compare(a, seeded, nil)
	assert.Equal(t, recording.MatchHistory, c.Rule)
	assert.True(t, c.Same(), "another seed changes who is first, not what is done")

	other := recordingtest.LoopPerThread(t, spec.Pair{"loops", "3"})
	assert.Equal(t, recording.Comparison{Rule: recording.MatchNothing}, recording.Compare(a, other, nil))

	y := model.New(modeltest.NewFake())
	bent := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	bent.Target, bent.Spec.Placement = recording.TargetNativeThreads, spec.Threads
	bend(bent)
	y.SetPrimary(a)
	y.Visit = []*recording.Recording{bent}
	y.Beside(bent, true)
	v := y.Verdict(bent)
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
func bend(r *recording.Recording) {
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
	a, b := recordingtest.LoopPerThread(t, pairs...), recordingtest.LoopPerThread(t, append(pairs, spec.Pair{"seed", "2"})...)
	require.Equal(t, recording.SkippedHistory, recording.Compare(a, b, nil).Skipped)
	y := model.New(modeltest.NewFake())
	y.SetPrimary(a)
	y.Visit = []*recording.Recording{b}
	v := y.Verdict(b)
	assert.True(t, v.Long)
	assert.Equal(t, compare.NoVerdict, y.Compared(b).History.Verdict)
	assert.Contains(t, v.Text, "Same order inside every loop: 10 of 10 ✓")
	y.CompareSteps(b)
	assert.True(t, y.Verdict(b).Long, "it takes more than a frame")
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Comparing "+format.Plural(int64(a.Len()+b.Len()), "event"), p.What)
	y.StopSteps()
	assert.False(t, y.Frame(0, modeltest.Never), "nothing goes on")
	assert.Equal(t, compare.NoVerdict, y.Compared(b).History.Verdict)

	y.CompareSteps(b)
	frames := 0
	for y.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, compare.Same, y.Compared(b).History.Verdict)
	assert.Equal(t, recording.Compare(a, b, func() {}), y.Compared(b), "as if it were done at once")
	assert.False(t, y.Verdict(b).Long)
}

func TestTheVisitForgetsWhatIsNotComparedFirst(t *testing.T) {
	y, shell := modeltest.Visit(t, "#seed=1", "#seed=2")
	kept := y.Runs()[0]
	y.Beside(kept, true)
	for n := range 2 * model.KeptRuns {
		y.Type("seed", format.Count(int64(100+n)))
		y.Run()
		shell.Finish(t, y)
	}
	assert.Len(t, y.Visit, model.KeptRuns)
	assert.Contains(t, y.Visit, kept)
	for of := range y.Compares {
		assert.Contains(t, y.Visit, of[0], "what was worked out about a run that is gone is gone too")
		assert.Contains(t, y.Visit, of[1])
	}
}

func TestAnOpenedFileIsComparedLikeARun(t *testing.T) {
	y, shell := modeltest.Visit(t, "#work=40ms")
	run := y.Shown
	shell.Open(t, y, "saved.ndjson", modeltest.NdjsonOf(run))
	file := y.Shown
	require.Equal(t, "saved.ndjson", file.File)
	require.Equal(t, recording.Ended, file.State())
	y.Beside(run, true)
	assert.Equal(t, []string{"saved.ndjson", "virtual"}, recording.RunNames(y.Stack()))
	assert.Contains(t, y.Verdict(run).Text, "the same, event for event")
	assert.Equal(t, "same ✓", y.Outcome(run))
}
