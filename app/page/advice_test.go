package page

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/trace/lint"
)

// blocked has a task hold its loop for 300 ms while another is due, and fail unseen.
func blocked(t *testing.T) *recording.Recording {
	return recordingtest.RecordProgram(t, scenario.Scenario{ID: "blocked", Main: func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("Loop0"), func(co *engine.Co) (any, error) {
			engine.CreateTask(co, "sleeper", func(co *engine.Co) (any, error) { return nil, co.Sleep(100 * time.Millisecond) })
			engine.CreateTask(co, "hog", func(co *engine.Co) (any, error) {
				th.Block(300 * time.Millisecond)
				return nil, nil
			})
			return nil, co.Sleep(time.Second)
		})
		return err
	}})
}

func TestAdviceComesPieceByPieceWhenTheRunIsOver(t *testing.T) {
	m := model.New(modeltest.NewBrowser())
	r := blocked(t)
	m.SetPrimary(r)
	for m.Frame(0, func() bool { return true }) {
		assert.False(t, r.Advice().Done())
	}
	require.True(t, r.Advice().Done())
	require.Len(t, r.Advice().Items(), 1)
	l := r.Advice().Items()[0]
	assert.Equal(t, lint.BlockedLoop, l.Rule)
	assert.Equal(t, 1, l.Count)
	m.Player.SeekEvent(l.Findings[0].Event)
	assert.Equal(t, recording.Cursor{N: int(l.Findings[0].Event), At: 0}, m.Player.Cursor())
	assert.Equal(t, []string{"Loop0: running [hog] timers (sleeper · 0.1 s left, main · 1 s left)"}, recordingtest.StatusLines(r, m.Player.Cursor()))

	running := recording.NewRecording(r.Spec, recording.TargetVirtual)
	m.SetPrimary(running)
	m.Frame(0, modeltest.Never)
	assert.False(t, running.Advice().Done(), "there is none while it runs")
}

func TestTheSidePanelsTellFiguresMomentsAndAdvice(t *testing.T) {
	r := blocked(t)
	html := mounted(t, func(m *model.Model) {
		m.SetPrimary(r)
		for m.Frame(0, modeltest.Never) {
		}
	})
	for _, want := range []string{
		"lag p99 / max", "queue delay p50 / p99", "step time max", "events not stored", "blocked",
		"Longest steps", "0.3 s", "Loop0 · hog", "Worst lag", "0.2 s", "Loop0 · sleeper", "Parallelism over time", "Each loop",
		"A step held its loop while others were due.", "hog held Loop0 for 300ms, blocked. sleeper ran 200ms late.", `class="tab pressing warning"`, "Advice 1",
	} {
		assert.Contains(t, html, want)
	}
	html = mounted(t, func(m *model.Model) {
		m.SetPrimary(recordingtest.LoopPerThread(t))
		for m.Frame(0, modeltest.Never) {
		}
	})
	assert.Contains(t, html, "Nothing stands out")
	assert.Contains(t, html, "No task woke late.")
}
