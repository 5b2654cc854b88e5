package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

func TestALongRunSaysHowFarItIs(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=crowd&coroutines=40000&loops=2")
	m.Frame(1, modeltest.Never)
	m.Frame(5000, modeltest.Never)
	_, _, waits := m.Progress()
	assert.False(t, waits, "the worker has not begun")
	m.Jobs.OnStarted(browser.Last)
	m.Frame(1000, modeltest.Never)
	_, _, ok := m.Progress()
	assert.False(t, ok, "it may be over at once")
	m.Frame(1000+1000, modeltest.Never)
	p, _, ok := m.Progress()
	require.True(t, ok)
	assert.Equal(t, model.Progress{What: "Running", Part: -1, Says: "0 events so far"}, p)

	m.Jobs.OnProgress(browser.Last, trace.Progress{Events: 70_000, Created: 30_000, Ended: 0})
	p, _, _ = m.Progress()
	assert.Equal(t, model.Progress{What: "Running", Part: .375, Says: "30,000 of 40,000 tasks made, 0 ended"}, p)
	m.Jobs.OnProgress(browser.Last, trace.Progress{Events: 270_000, Created: 40_002, Ended: 20_000})
	p, _, _ = m.Progress()
	assert.Equal(t, "40,000 of 40,000 tasks made, 20,000 ended", p.Says)
	html := rendered(m)
	assert.Contains(t, html, `id="progress"`)
	assert.Contains(t, html, p.Says)

	assert.Equal(t, "Running.", m.Notices.Announcement())
	m.Frame(1000+10_000, modeltest.Never)
	assert.Equal(t, "Running: "+p.Says+".", m.Notices.Announcement())
	m.Jobs.OnProgress(browser.Last, trace.Progress{Events: 300_000, Created: 40_002, Ended: 30_000})
	m.Frame(1000+10_000+100, modeltest.Never)
	assert.NotContains(t, m.Notices.Announcement(), "30,000", "not again so soon")

	m.Stop()
	_, _, ok = m.Progress()
	assert.False(t, ok)
	assert.Equal(t, []int{browser.Last}, browser.Stopped)
}

func TestTheWorkerSaysTheTasksOfAProgramThatMakesThem(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=wrapper&coroutines=40000")
	m.Jobs.OnStarted(browser.Last)
	m.Frame(1000, modeltest.Never)
	m.Frame(1000+1000, modeltest.Never)
	m.Jobs.OnProgress(browser.Last, trace.Progress{Events: 70_000, Created: 1})
	p, _, ok := m.Progress()
	assert.True(t, ok)
	assert.Equal(t, model.Progress{What: "Running", Part: -1, Says: "70,000 events so far"}, p, "its coroutines are no tasks")
}

func TestAShortRunInRealTimeHasItsPictureOnly(t *testing.T) {
	m, _ := modeltest.Open(t, "#s=loop-per-thread&at=single")
	m.Run()
	m.Frame(1000, modeltest.Never)
	m.Frame(60_000, modeltest.Never)
	_, _, ok := m.Progress()
	assert.False(t, ok)
}

func TestAnExportIsWrittenPieceByPiece(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=crowd&coroutines=3000")
	browser.Finish(t, m)
	name := "loopyard-crowd-virtual.ndjson"
	m.Export.Trace()
	assert.Empty(t, browser.Saved, "30,000 events take more than a frame")
	p, _, ok := m.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Writing "+name, p.What)
	assert.InDelta(t, 5000/float64(m.Runs.Primary().Len()), p.Part, .02)
	m.Export.Stop()
	_, _, ok = m.Progress()
	assert.False(t, ok)
	assert.Empty(t, browser.Saved)

	m.Export.Trace()
	frames := 0
	for m.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, string(modeltest.NDJSONOf(m.Runs.Primary())), string(browser.Saved[name]))
	other, back := modeltest.Open(t, "#s=runner&at=single")
	back.OpenFile(t, other, name, browser.Saved[name])
	assert.Equal(t, recording.Ended, other.Runs.Primary().State())
	assert.Equal(t, m.Runs.Primary().Len(), other.Runs.Primary().Len())
	assert.Equal(t, m.Runs.Primary().Trailer.Digest, other.Runs.Primary().Trailer.Digest)
}
