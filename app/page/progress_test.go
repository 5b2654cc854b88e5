package page

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
)

func never() bool { return false }

func TestALongRunSaysHowFarItIs(t *testing.T) {
	y, shell := open(t, "#s=crowd&coroutines=40000&loops=2")
	y.Frame(1000, never)
	_, ok := y.Progress()
	assert.False(t, ok, "it may be over at once")
	y.Frame(1000+barAfter, never)
	p, ok := y.Progress()
	require.True(t, ok)
	assert.Equal(t, Progress{"Running", -1, "0 events so far"}, p)

	y.Progressed(y.last, trace.Progress{Events: 70_000, Created: 30_000, Ended: 0})
	p, _ = y.Progress()
	assert.Equal(t, Progress{"Running", .375, "30,000 of 40,000 tasks made, 0 ended"}, p)
	y.Progressed(y.last, trace.Progress{Events: 270_000, Created: 40_002, Ended: 20_000})
	p, _ = y.Progress()
	assert.Equal(t, "40,000 of 40,000 tasks made, 20,000 ended", p.Says)
	html := mounted(t, func(page *Yard) { *page = *y })
	assert.Contains(t, html, `id="progress"`)
	assert.Contains(t, html, p.Says)

	assert.Equal(t, "Running.", y.Said)
	y.Frame(1000+sayEvery, never)
	assert.Equal(t, "Running: "+p.Says+".", y.Said)
	y.Progressed(y.last, trace.Progress{Events: 300_000, Created: 40_002, Ended: 30_000})
	y.Frame(1000+sayEvery+100, never)
	assert.NotContains(t, y.Said, "30,000", "not again so soon")

	y.Stop()
	_, ok = y.Progress()
	assert.False(t, ok)
	assert.Equal(t, []int{y.last}, shell.stopped)
}

func TestTheWorkerSaysTheTasksOfAProgramThatMakesThem(t *testing.T) {
	y, _ := open(t, "#s=wrapper&coroutines=40000")
	y.Frame(1000, never)
	y.Frame(1000+barAfter, never)
	y.Progressed(y.last, trace.Progress{Events: 70_000, Created: 1})
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, Progress{"Running", -1, "70,000 events so far"}, p, "its coroutines are no tasks")
}

func TestAShortRunInRealTimeHasItsPictureOnly(t *testing.T) {
	y, _ := open(t, "#s=loop-per-thread&at=single")
	y.Run()
	y.Frame(1000, never)
	y.Frame(60_000, never)
	_, ok := y.Progress()
	assert.False(t, ok)
}

func TestAnExportIsWrittenPieceByPiece(t *testing.T) {
	y, shell := open(t, "#s=crowd&coroutines=3000")
	shell.finish(t, y)
	name := "loopyard-crowd-virtual.ndjson"
	y.Export()
	assert.Empty(t, shell.saved, "30,000 events take more than a frame")
	p, ok := y.Progress()
	assert.True(t, ok)
	assert.Equal(t, "Writing "+name, p.What)
	assert.InDelta(t, 5000/float64(y.Shown.Len()), p.Part, .02)
	y.StopExport()
	_, ok = y.Progress()
	assert.False(t, ok)
	assert.Empty(t, shell.saved)

	y.Export()
	frames := 0
	for y.Frame(0, func() bool { return true }) {
		frames++
	}
	assert.Greater(t, frames, 10)
	assert.Equal(t, string(ndjsonOf(y.Shown)), string(shell.saved[name]))
	other, _ := open(t, "#s=runner&at=single")
	back := newFake()
	other.shell = back
	back.open(t, other, name, shell.saved[name])
	assert.Equal(t, Ended, other.Shown.State)
	assert.Equal(t, y.Shown.Len(), other.Shown.Len())
	assert.Equal(t, y.Shown.Trailer.Digest, other.Shown.Trailer.Digest)
}
