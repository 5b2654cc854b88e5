package page

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

func saved(t *testing.T, pairs ...spec.Pair) []byte {
	t.Helper()
	run, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	var b bytes.Buffer
	_, err = session.Run(context.Background(), run, session.Options{Host: "native"}, ndjson.NewWriter(&b))
	require.NoError(t, err)
	return b.Bytes()
}

func TestATraceOfTheCommandLineIsShown(t *testing.T) {
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"loops", "3"}, spec.Pair{"sleep", "2ms"}, spec.Pair{"placement", "threads"})
	for _, piece := range []int{1000, 700_000} {
		y, shell := modeltest.Open(t, "#s=runner&at=single")
		shell.Piece = piece
		frames := shell.Open(t, y, "run.ndjson", content)
		assert.GreaterOrEqual(t, frames, len(content)/piece, "it is asked for piece by piece")
		require.NotNil(t, y.Shown)
		assert.Empty(t, y.Alert)
		assert.Equal(t, recording.Ended, y.Shown.State())
		assert.Equal(t, recording.TargetNativeThreads, y.Shown.Target)
		assert.Equal(t, 3, y.Shown.Spec.Loops)
		assert.Equal(t, "3", y.Form.Text("loops"), "the form says what is shown")
		assert.Equal(t, content, modeltest.NdjsonOf(y.Shown), "and it saves as it was")
		assert.Contains(t, y.Said, "Opened run.ndjson: 3 loops")
	}
}

func TestTheBinaryFormIsShownToo(t *testing.T) {
	y, shell := modeltest.Open(t, "#s=runner&at=single")
	run, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "3"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	shell.Open(t, y, "run.bin", modeltest.BytesOfRun(t, run))
	require.NotNil(t, y.Shown)
	assert.Equal(t, recording.Ended, y.Shown.State())
	assert.Equal(t, 3, y.Shown.LoopCount())
	assert.Equal(t, recording.TargetVirtual, y.Shown.Target)
}

func TestATraceThatBreaksOffIsShownAsFarAsItGoes(t *testing.T) {
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"})
	lines := bytes.SplitAfter(content, []byte("\n"))
	half := bytes.Join(lines[:len(lines)/2], nil)
	for end, says := range map[string]string{
		"":                           "truncated: the trailer is missing",
		`{"i":195,"t":0,"k":"Prin`:   "garbled: ",
		"hello\n" + string(lines[3]): "garbled: ",
	} {
		y, shell := modeltest.Open(t, "#s=runner&at=single")
		shell.Open(t, y, "half.ndjson", append(bytes.Clone(half), end...))
		require.NotNil(t, y.Shown)
		assert.Equal(t, recording.Broken, y.Shown.State())
		assert.Equal(t, []model.Flag{{Text: "broken off", Calm: false}}, y.Flags(y.Shown), "it is marked")
		assert.Equal(t, len(lines)/2-1, y.Shown.Len())
		assert.Contains(t, y.Alert, "half.ndjson is shown as far as it can be read: line "+format.Count(int64(len(lines)/2+1))+": "+says)
	}
	y, shell := modeltest.Open(t, "#s=runner&at=single")
	raw := modeltest.BytesOfRun(t, recordingtest.LoopPerThread(t).Spec)
	shell.Open(t, y, "half.bin", raw[:len(raw)-10])
	assert.Equal(t, recording.Broken, y.Shown.State())
	assert.Contains(t, y.Alert, "truncated")
}

func TestAFileThatIsNoTraceChangesNothing(t *testing.T) {
	header := `{"format":"loopyard-trace","version":1,"spec":{"scenario":"nope"},"placement":"virtual","host":"x","clock":"virtual","engine":"1"}` + "\n"
	for content, says := range map[string]string{
		"":      "it is empty",
		"hello": "it is no trace: it begins neither as NDJSON nor as the binary form",
		`{"format":"loopyard-trace","version":99,"spec":{}}` + "\n": "a later version",
		`{"name":"package.json"}`:                                   "line 1: garbled: no header",
		header:                                                      "nope",
		"H\xff\xff\xff\xff":                                         "garbled",
		"HTTP/1.1 200 OK":                                           "garbled",
	} {
		y, shell := modeltest.Open(t, "#s=runner&at=single")
		shell.Open(t, y, "bad.ndjson", []byte(content))
		assert.Contains(t, y.Alert, "bad.ndjson can not be opened: ", "%q", content)
		assert.Contains(t, y.Alert, says, "%q", content)
		assert.Nil(t, y.Shown)
	}
}

func TestAFileOverTheLimitIsReadToItsEndAndShownInPart(t *testing.T) {
	const over = 1234
	y, _ := modeltest.Open(t, "#s=runner&at=single")
	r := recording.NewRecording(spec.Run{}, recording.TargetVirtual)
	keep := trace.NewLimit(r, 5000)
	require.NoError(t, keep.Begin(trace.Header{Version: trace.Version}))
	events := make([]trace.Event, 1000)
	for i := range events {
		events[i] = trace.Event{Kind: trace.Printed, Thread: 1}
	}
	for at := 0; at < 5000+over; at += len(events) {
		n := min(len(events), 5000+over-at)
		require.NoError(t, keep.Batch(trace.Batch{First: trace.EventID(at + 1), Events: events[:n]}))
	}
	require.NoError(t, keep.End(trace.Trailer{Events: 5000 + over + 10, Dropped: 10}))
	assert.Equal(t, 5000, r.Len())
	assert.EqualValues(t, over+10, r.Trailer.Dropped, "those that the file lacks are among them")
	assert.Equal(t, []model.Flag{{Text: "1,244 not stored", Calm: false}}, y.Flags(r))
	assert.False(t, r.Comparable())
}

func TestReadingAFileCanBeSeenAndStopped(t *testing.T) {
	y, shell := modeltest.Open(t, "#s=runner&at=single")
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"loops", "60"})
	shell.Rest, shell.Yard = content[1000:], y
	id, ok := y.OpenFile("long.ndjson", int64(len(content)), content[:1000])
	require.True(t, ok)
	y.Arrive(id, bytes.NewReader(content[:1000]))
	for range 200 {
		y.Frame(0, func() bool { return false })
	}
	p, reading := y.Progress()
	assert.True(t, reading)
	assert.Equal(t, "Reading long.ndjson", p.What)
	assert.InDelta(t, 201_000/float64(len(content)), p.Part, 1e-9)
	assert.Equal(t, []model.Flag{{Text: "reading…", Calm: true}}, y.Flags(y.Shown))
	html := rendered(y)
	assert.Contains(t, html, "Reading long.ndjson")
	assert.Contains(t, html, "Cancel")

	y.Stop()
	assert.Equal(t, []int{id}, shell.Stopped)
	assert.Equal(t, recording.Stopped, y.Shown.State())
	assert.Positive(t, y.Shown.Len())
	_, reading = y.Progress()
	assert.False(t, reading)
	assert.Nil(t, y.Jobs[id])
}
