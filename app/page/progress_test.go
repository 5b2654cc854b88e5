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
	y, shell := modeltest.Open(t, "#s=crowd&coroutines=40000&loops=2")
	y.Frame(1000, modeltest.Never)
	_, ok := y.Progress()
	assert.False(t, ok, "it may be over at once")
	y.Frame(1000+model.BarAfter, modeltest.Never)
	p, ok := y.Progress()
	require.True(t, ok)
	assert.Equal(t, model.Progress{What: "Running", Part: -1, Says: "0 events so far"}, p)

	y.Progressed(shell.Last, trace.Progress{Events: 70_000, Created: 30_000, Ended: 0})
	p, _ = y.Progress()
	assert.Equal(t, model.Progress{What: "Running", Part: .375, Says: "30,000 of 40,000 tasks made, 0 ended"}, p)
	y.Progressed(shell.Last, trace.Progress{Events: 270_000, Created: 40_002, Ended: 20_000})
	p, _ = y.Progress()
	assert.Equal(t, "40,000 of 40,000 tasks made, 20,000 ended", p.Says)
	html := rendered(y)
	assert.Contains(t, html, `id="progress"`)
	assert.Contains(t, html, p.Says)

	assert.Equal(t, "Running.", y.Said)
	y.Frame(1000+model.SayEvery, modeltest.Never)
	assert.Equal(t, "Running: "+p.Says+".", y.Said)
	y.Progressed(shell.Last, trace.Progress{Events: 300_000, Created: 40_002, Ended: 30_000})
	y.Frame(1000+model.SayEvery+100, modeltest.Never)
	assert.NotContains(t, y.Said, "30,000", "not again so soon")

	y.Stop()
	_, ok = y.Progress()
	assert.False(t, ok)
	assert.Equal(t, []int{shell.Last}, shell.Stopped)
}

func TestTheWorkerSaysTheTasksOfAProgramThatMakesThem(t *testing.T) {
	y, shell := modeltest.Open(t, "#s=wrapper&coroutines=40000")
	y.Frame(1000, modeltest.Never)
	y.Frame(1000+model.BarAfter, modeltest.Never)
	y.Progressed(shell.Last, trace.Progress{Events: 70_000, Created: 1})
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, model.Progress{What: "Running", Part: -1, Says: "70,000 events so far"}, p, "its coroutines are no tasks")
}

func TestAShortRunInRealTimeHasItsPictureOnly(t *testing.T) {
	y, _ := modeltest.Open(t, "#s=loop-per-thread&at=single")
	y.Run()
	y.Frame(1000, modeltest.Never)
	y.Frame(60_000, modeltest.Never)
	_, ok := y.Progress()
	assert.False(t, ok)
}

func TestAnExportIsWrittenPieceByPiece(t *testing.T) {
	y, shell := modeltest.Open(t, "#s=crowd&coroutines=3000")
	shell.Finish(t, y)
	name := "loopyard-crowd-virtual.ndjson"
	y.Export()
	assert.Empty(t, shell.Saved, "30,000 events take more than a frame")
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Writing "+name, p.What)
	assert.InDelta(t, 5000/float64(y.Shown.Len()), p.Part, .02)
	y.StopExport()
	_, ok = y.Progress()
	assert.False(t, ok)
	assert.Empty(t, shell.Saved)

	y.Export()
	frames := 0
	for y.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, string(modeltest.NdjsonOf(y.Shown)), string(shell.Saved[name]))
	other, _ := modeltest.Open(t, "#s=runner&at=single")
	back := modeltest.NewFake()
	other.Shell = back
	back.Open(t, other, name, shell.Saved[name])
	assert.Equal(t, recording.Ended, other.Shown.State())
	assert.Equal(t, y.Shown.Len(), other.Shown.Len())
	assert.Equal(t, y.Shown.Trailer.Digest, other.Shown.Trailer.Digest)
}
