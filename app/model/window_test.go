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
		m := modeltest.Showing(r)
		for range rapid.IntRange(1, 40).Draw(t, "moves") {
			w := m.Viewport.Window()
			at := rapid.Int64Range(w.From, w.To).Draw(t, "at")
			before := float64(at-w.From) / float64(w.To-w.From)
			switch rapid.IntRange(0, 3).Draw(t, "move") {
			case 0, 1:
				m.Viewport.Zoom(rapid.Float64Range(.2, 9).Draw(t, "factor"), at)
				now := m.Viewport.Window()
				inside := now.From > 0 && now.To < m.Viewport.Extent()
				if long := float64(now.To - now.From); inside && long > 1000*timeline.MinWindow {
					require.InDelta(t, before, float64(at-now.From)/long, .01)
				}
			case 2:
				m.Viewport.Pan(rapid.Float64Range(-3, 3).Draw(t, "part"))
				require.InDelta(t, w.To-w.From, m.Viewport.Window().To-m.Viewport.Window().From, 2, "panning does not zoom")
			case 3:
				m.Viewport.ZoomTo(min(at, w.From), at)
			}
			w = m.Viewport.Window()
			require.GreaterOrEqual(t, w.From, int64(0))
			require.LessOrEqual(t, w.To, m.Viewport.Extent())
			require.GreaterOrEqual(t, w.To-w.From, int64(timeline.MinWindow)-1)
		}
		m.Viewport.Fit()
		require.Equal(t, timeline.Window{From: 0, To: m.Viewport.Extent()}, m.Viewport.Window())
		require.False(t, m.Viewport.Zoomed())
	})
}

func TestTheWindowGoesWhereTheCursorGoes(t *testing.T) {
	m := modeltest.Showing(recordingtest.LoopPerThread(t))
	m.Player.ToStart()
	m.Viewport.ZoomTo(0, 100*recordingtest.Ms)
	for m.Player.Cursor().At < 2500*recordingtest.Ms {
		m.Player.Step()
		w := m.Viewport.Window()
		require.True(t, w.From <= m.Player.Cursor().At && m.Player.Cursor().At <= w.To, "%d in %v", m.Player.Cursor().At, w)
		require.Less(t, w.To-w.From, 200*recordingtest.Ms, "and stays as large as it was")
	}
	w := m.Viewport.Window()
	m.Viewport.Pan(-2)
	assert.NotEqual(t, w, m.Viewport.Window(), "nothing holds who looks elsewhere")
	m.Player.SeekTime(2600 * recordingtest.Ms)
	assert.True(t, m.Viewport.Window().From <= 2600*recordingtest.Ms && 2600*recordingtest.Ms <= m.Viewport.Window().To)
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
	m := modeltest.Showing(r)
	never := func() bool { return false }
	m.Frame(1000, never)
	assert.Equal(t, 2000*recordingtest.Ms, m.Player.Cursor().At)
	m.Frame(1500, never)
	assert.Equal(t, 2500*recordingtest.Ms, m.Viewport.Present(), "time goes on while nothing happens")
	assert.Greater(t, m.Viewport.Extent(), m.Viewport.Present())

	m.Viewport.ZoomTo(1900*recordingtest.Ms, 2100*recordingtest.Ms)
	next := trace.Event{Kind: trace.Printed, At: 2600 * recordingtest.Ms, Thread: 1}
	require.NoError(t, r.Batch(trace.Batch{First: 4, Events: []trace.Event{next}}))
	m.Frame(1500, never)
	w := m.Viewport.Window()
	assert.True(t, w.From < m.Viewport.Present() && m.Viewport.Present() <= w.To, "zoomed in, the window follows too")

	m.Player.SeekTime(500 * recordingtest.Ms)
	m.Viewport.Fit()
	m.Frame(1600, never)
	assert.Equal(t, 500*recordingtest.Ms, m.Player.Cursor().At, "who looks back is left there")
	m.Player.Play()
	require.True(t, m.Player.Playing())
	m.Frame(1700, never)
	m.Frame(1800, never)
	assert.Equal(t, 600*recordingtest.Ms, m.Player.Cursor().At)
	m.Player.ToEnd()
	assert.False(t, m.Player.Playing())
	require.NoError(t, r.Batch(trace.Batch{First: 5, Events: []trace.Event{{Kind: trace.Printed, At: 3000 * recordingtest.Ms, Thread: 1}}}))
	m.Frame(1900, never)
	assert.Equal(t, 3000*recordingtest.Ms, m.Player.Cursor().At, "and follows again")
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
	m := model.New(modeltest.NewBrowser())
	assert.Zero(t, m.Viewport.Present())
	assert.Equal(t, timeline.Window{From: 0, To: int64(time.Second)}, m.Viewport.Window())
}
