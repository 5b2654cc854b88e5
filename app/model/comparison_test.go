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
	m, _ := modeltest.Visit(t, "#loops=1&work=40ms", "#loops=3&work=40ms", "#s=runner")
	runs := m.Runs.All()
	require.Len(t, runs, 3)
	assert.Nil(t, m.Runs.Compared(), "nothing is compared until somebody says so")
	alone := m.Rows.LayOut(1200, 400, 0)
	assert.Empty(t, alone.Strips)

	m.SetCompared(runs[0], true)
	m.SetCompared(runs[1], true)
	assert.Equal(t, []*recording.Recording{runs[2], runs[0], runs[1]}, m.Runs.Compared())
	assert.Equal(t, max(runs[0].EndTime(), runs[1].EndTime(), runs[2].EndTime()), m.Viewport.Extent())
	lay := m.Rows.LayOut(1200, 700, 0)
	require.Len(t, lay.Strips, 3)
	bottom := float64(timeline.AxisHeight)
	for i, s := range lay.Strips {
		assert.Same(t, m.Runs.Compared()[i], s.Rec)
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

	m.Viewport.ZoomTo(100*recordingtest.Ms, 300*recordingtest.Ms)
	window := m.Viewport.Window()
	m.PressStrip(lay.StripAt(lay.Strips[1].Top+3), false)
	assert.Same(t, runs[0], m.Runs.Primary(), "a press puts a run in front")
	assert.Equal(t, window, m.Viewport.Window(), "and the axis stays")
	m.SetCompared(runs[0], false)
	assert.NotSame(t, runs[0], m.Runs.Primary())
	m.EndComparison()
	assert.Nil(t, m.Runs.Compared())
	assert.Equal(t, []*recording.Recording{m.Runs.Primary()}, m.Runs.Drawn())
}

func TestAnotherProgramEndsTheComparisonAndTheSameTakesItsPlace(t *testing.T) {
	m, browser := modeltest.Visit(t, "#seed=1", "#seed=2")
	first := m.Runs.All()[0]
	m.SetCompared(first, true)
	m.Type("seed", "3")
	m.Run()
	browser.Finish(t, m)
	assert.Equal(t, []*recording.Recording{m.Runs.Primary(), first}, m.Runs.Compared())
	m.Type("loops", "2")
	m.Run()
	browser.Finish(t, m)
	assert.Nil(t, m.Runs.Compared())
}

func TestNoMoreRunsAreComparedThanCanBeFollowed(t *testing.T) {
	var links []string
	for n := range model.MostCompared + 2 {
		links = append(links, "#seed="+format.Count(int64(n+1)))
	}
	m, _ := modeltest.Visit(t, links...)
	for _, r := range m.Runs.All() {
		m.SetCompared(r, true)
		m.SetCompared(r, true)
	}
	assert.Len(t, m.Runs.Compared(), model.MostCompared)
}

func TestManyLoopsAreFoldedToABandThatCanBeUnfolded(t *testing.T) {
	m, _ := modeltest.Visit(t, "#loops=40&iterations=2", "#loops=3&iterations=2")
	many := m.Runs.All()[0]
	m.SetCompared(many, true)
	lay := m.Rows.LayOut(1200, 500, 0)
	assert.False(t, lay.Strips[0].Collapsed)
	assert.True(t, lay.Strips[1].Collapsed)
	var p timeline.DisplayList
	timeline.Draw(&p, m.Runs.Primary(), lay, lay.Axis(m.Viewport.Window()), m.Viewport.Present(), timeline.Selection{})
	assert.Contains(t, p.Texts, "40 loops")
	m.PressStrip(lay.StripAt(lay.Strips[1].Top+30), true)
	lay = m.Rows.LayOut(1200, 500, 0)
	assert.False(t, lay.Strips[1].Collapsed)
	assert.Greater(t, len(lay.Rows), 40)
	timeline.Draw(&p, m.Runs.Primary(), lay, lay.Axis(m.Viewport.Window()), m.Viewport.Present(), timeline.Selection{})
	assert.NotContains(t, p.Texts, "40 loops")
}

func TestKeysWalkFromOneRunIntoTheNext(t *testing.T) {
	m, _ := modeltest.Visit(t, "#loops=2&iterations=1&seed=1", "#loops=2&iterations=1&seed=2")
	front, other := m.Runs.Primary(), m.Runs.All()[0]
	m.SetCompared(other, true)
	m.Key("ArrowUp")
	assert.Same(t, other, m.Runs.Primary(), "the last row is of the run at the bottom")
	m.Key("ArrowUp")
	m.Key("ArrowUp")
	m.Key("ArrowUp")
	assert.Same(t, front, m.Runs.Primary())
}

func TestRunsAreNamedByWhatDiffersAmongThem(t *testing.T) {
	m, _ := modeltest.Visit(t, "#loops=1", "#loops=3", "#loops=3&cores=2", "#loops=3&cores=2&gil=true", "#s=runner")
	runs := m.Runs.All()
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

	m := model.New(modeltest.NewBrowser())
	bent := recordingtest.LoopPerThread(t, spec.Pair{"work", "40ms"})
	bent.Target, bent.Spec.Placement = recording.TargetNativeThreads, spec.Threads
	bend(bent)
	m.Adopt(bent)
	m.SetPrimary(a)
	m.SetCompared(bent, true)
	v := m.Runs.Verdict(bent)
	assert.False(t, v.Good)
	require.NotNil(t, v.First)
	assert.NotZero(t, v.First.A.Event)
	assert.NotZero(t, v.First.B.Event)
	assert.Contains(t, v.Text, "Not every task did the same.")
	m.ShowEvent(bent, v.First.B.Event)
	assert.Same(t, bent, m.Runs.Primary())
	assert.Equal(t, int(v.First.B.Event), m.Player.Cursor().N)
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
	m := model.New(modeltest.NewBrowser())
	m.Adopt(b)
	m.SetPrimary(a)
	v := m.Runs.Verdict(b)
	assert.True(t, v.Long)
	assert.Equal(t, compare.NoVerdict, m.Runs.Result(b).History.Verdict)
	assert.Contains(t, v.Text, "Same order inside every loop: 10 of 10 ✓")
	m.Steps.Start(b)
	assert.True(t, m.Runs.Verdict(b).Long, "it takes more than a frame")
	p, _, ok := m.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Comparing "+format.Plural(int64(a.Len()+b.Len()), "event"), p.What)
	m.Steps.Stop()
	assert.False(t, m.Frame(0, modeltest.Never), "nothing goes on")
	assert.Equal(t, compare.NoVerdict, m.Runs.Result(b).History.Verdict)

	m.Steps.Start(b)
	frames := 0
	for m.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, compare.Same, m.Runs.Result(b).History.Verdict)
	assert.Equal(t, recording.Compare(a, b, func() bool { return true }), m.Runs.Result(b), "as if it were done at once")
	assert.False(t, m.Runs.Verdict(b).Long)
}

func TestTheVisitForgetsWhatIsNotComparedFirst(t *testing.T) {
	m, browser := modeltest.Visit(t, "#seed=1", "#seed=2")
	kept := m.Runs.All()[0]
	m.SetCompared(kept, true)
	for n := range 2 * model.KeptRuns {
		m.Type("seed", format.Count(int64(100+n)))
		m.Run()
		browser.Finish(t, m)
	}
	assert.Len(t, m.Runs.Kept(), model.KeptRuns)
	assert.Contains(t, m.Runs.Kept(), kept)
}

func TestAnOpenedFileIsComparedLikeARun(t *testing.T) {
	m, browser := modeltest.Visit(t, "#work=40ms")
	run := m.Runs.Primary()
	browser.OpenFile(t, m, "saved.ndjson", modeltest.NDJSONOf(run))
	file := m.Runs.Primary()
	require.Equal(t, "saved.ndjson", file.File)
	require.Equal(t, recording.Ended, file.State())
	m.SetCompared(run, true)
	assert.Equal(t, []string{"saved.ndjson", "virtual"}, recording.RunNames(m.Runs.Compared()))
	assert.Contains(t, m.Runs.Verdict(run).Text, "the same, event for event")
	assert.Equal(t, "same ✓", m.Rows.LayOut(1000, 400, 0).Strips[1].Outcome)
}
