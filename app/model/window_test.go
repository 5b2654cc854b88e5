package model_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/app/timeline"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestZoomingKeepsTheMomentUnderThePointerWhereItIs(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	rapid.Check(t, func(t *rapid.T) {
		y := modeltest.YardWith(r)
		for range rapid.IntRange(1, 40).Draw(t, "moves") {
			w := y.Window()
			at := rapid.Int64Range(w.From, w.To).Draw(t, "at")
			before := float64(at-w.From) / float64(w.To-w.From)
			switch rapid.IntRange(0, 3).Draw(t, "move") {
			case 0, 1:
				y.Zoom(rapid.Float64Range(.2, 9).Draw(t, "factor"), at)
				now := y.Window()
				inside := now.From > 0 && now.To < y.Extent()
				if long := float64(now.To - now.From); inside && long > 1000*timeline.MinWindow {
					require.InDelta(t, before, float64(at-now.From)/long, .01)
				}
			case 2:
				y.Pan(rapid.Float64Range(-3, 3).Draw(t, "part"))
				require.InDelta(t, w.To-w.From, y.Window().To-y.Window().From, 2, "panning does not zoom")
			case 3:
				y.ZoomTo(min(at, w.From), at)
			}
			w = y.Window()
			require.GreaterOrEqual(t, w.From, int64(0))
			require.LessOrEqual(t, w.To, y.Extent())
			require.GreaterOrEqual(t, w.To-w.From, int64(timeline.MinWindow)-1)
		}
		y.Fit()
		require.Equal(t, timeline.Window{From: 0, To: y.Extent()}, y.Window())
		require.False(t, y.Zoomed())
	})
}

func TestTheWindowGoesWhereTheCursorGoes(t *testing.T) {
	y := modeltest.YardWith(recordingtest.LoopPerThread(t))
	y.ToStart()
	y.ZoomTo(0, 100*recordingtest.Ms)
	for y.Cursor.At < 2500*recordingtest.Ms {
		y.Step()
		w := y.Window()
		require.True(t, w.From <= y.Cursor.At && y.Cursor.At <= w.To, "%d in %v", y.Cursor.At, w)
		require.Less(t, w.To-w.From, 200*recordingtest.Ms, "and stays as large as it was")
	}
	w := y.Window()
	y.Pan(-2)
	assert.NotEqual(t, w, y.Window(), "nothing holds who looks elsewhere")
	y.SeekTime(2600 * recordingtest.Ms)
	assert.True(t, y.Window().From <= 2600*recordingtest.Ms && 2600*recordingtest.Ms <= y.Window().To)
}

// live is a run in real time that is under way.
func live(t *testing.T, at ...int64) *recording.Recording {
	run := spec.Run{Scenario: "built", Placement: spec.Threads}
	r := recording.NewRecording(run, recording.TargetNativeThreads)
	require.NoError(t, r.Begin(trace.Header{Version: trace.Version}))
	b := trace.Batch{First: 1}
	for i, at := range at {
		e := trace.Event{Kind: trace.Printed, At: at, Thread: 1}
		if i == 0 {
			e.Kind = trace.ThreadStarted
		}
		b.Events = append(b.Events, e)
	}
	require.NoError(t, r.Batch(b))
	return r
}

func TestARunUnderWayIsFollowedAndCanBeRewound(t *testing.T) {
	r := live(t, 0, 1000*recordingtest.Ms, 2000*recordingtest.Ms)
	y := modeltest.YardWith(r)
	never := func() bool { return false }
	y.Frame(1000, never)
	assert.Equal(t, 2000*recordingtest.Ms, y.Cursor.At)
	y.Frame(1500, never)
	assert.Equal(t, 2500*recordingtest.Ms, y.Present(), "time goes on while nothing happens")
	assert.Greater(t, y.Extent(), y.Present())

	y.ZoomTo(1900*recordingtest.Ms, 2100*recordingtest.Ms)
	y.KeepInView()
	w := y.Window()
	assert.True(t, w.From < y.Present() && y.Present() <= w.To, "zoomed in, the window follows too")

	y.SeekTime(500 * recordingtest.Ms)
	y.Fit()
	y.Frame(1600, never)
	assert.Equal(t, 500*recordingtest.Ms, y.Cursor.At, "who looks back is left there")
	y.Play()
	require.True(t, y.Player.Playing)
	y.Frame(1700, never)
	y.Frame(1800, never)
	assert.Equal(t, 600*recordingtest.Ms, y.Cursor.At)
	y.ToEnd()
	assert.False(t, y.Player.Playing)
	require.NoError(t, r.Batch(trace.Batch{First: 4, Events: []trace.Event{{Kind: trace.Printed, At: 3000 * recordingtest.Ms, Thread: 1}}}))
	y.Frame(1900, never)
	assert.Equal(t, 3000*recordingtest.Ms, y.Cursor.At, "and follows again")
}

func TestSpeedsReachFromSlowToFast(t *testing.T) {
	rates := map[float64]bool{}
	for _, s := range model.Speeds {
		rates[s.Rate] = true
	}
	for _, rate := range []float64{.1, .5, 1, 10, 100} {
		assert.True(t, rates[rate], "%v", rate)
	}
	assert.Equal(t, 1.0, model.Speeds[model.NormalSpeed].Rate)
}

func TestPresentOfNothingIsTheStart(t *testing.T) {
	y := model.New(modeltest.NewFake())
	assert.Zero(t, y.Present())
	assert.Equal(t, timeline.Window{From: 0, To: int64(time.Second)}, y.Window())
}
