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
		m, browser := modeltest.Open(t, "#s=runner&at=single")
		browser.PieceSize = piece
		frames := browser.OpenFile(t, m, "run.ndjson", content)
		assert.GreaterOrEqual(t, frames, len(content)/piece, "it is asked for piece by piece")
		require.NotNil(t, m.Runs.Primary())
		assert.Empty(t, m.Notices.Alert())
		assert.Equal(t, recording.Ended, m.Runs.Primary().State())
		assert.Equal(t, recording.TargetNativeThreads, m.Runs.Primary().Target)
		assert.Equal(t, 3, m.Runs.Primary().Spec.Loops)
		assert.Equal(t, "3", m.Form.Text("loops"), "the form says what is shown")
		assert.Equal(t, content, modeltest.NDJSONOf(m.Runs.Primary()), "and it saves as it was")
		assert.Contains(t, m.Notices.Announcement(), "Opened run.ndjson: 3 loops")
	}
}

func TestTheBinaryFormIsShownToo(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=runner&at=single")
	run, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"loops", "3"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	browser.OpenFile(t, m, "run.bin", modeltest.BytesOfRun(t, run))
	require.NotNil(t, m.Runs.Primary())
	assert.Equal(t, recording.Ended, m.Runs.Primary().State())
	assert.Equal(t, 3, m.Runs.Primary().LoopCount())
	assert.Equal(t, recording.TargetVirtual, m.Runs.Primary().Target)
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
		m, browser := modeltest.Open(t, "#s=runner&at=single")
		browser.OpenFile(t, m, "half.ndjson", append(bytes.Clone(half), end...))
		require.NotNil(t, m.Runs.Primary())
		assert.Equal(t, recording.Broken, m.Runs.Primary().State())
		assert.Equal(t, []model.Flag{{Text: "broken off", Calm: false}}, m.Flags(m.Runs.Primary()), "it is marked")
		assert.Equal(t, len(lines)/2-1, m.Runs.Primary().Len())
		assert.Contains(t, m.Notices.Alert(), "half.ndjson is shown as far as it can be read: line "+format.Count(int64(len(lines)/2+1))+": "+says)
	}
	m, browser := modeltest.Open(t, "#s=runner&at=single")
	raw := modeltest.BytesOfRun(t, recordingtest.LoopPerThread(t).Spec)
	browser.OpenFile(t, m, "half.bin", raw[:len(raw)-10])
	assert.Equal(t, recording.Broken, m.Runs.Primary().State())
	assert.Contains(t, m.Notices.Alert(), "truncated")
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
		m, browser := modeltest.Open(t, "#s=runner&at=single")
		browser.OpenFile(t, m, "bad.ndjson", []byte(content))
		assert.Contains(t, m.Notices.Alert(), "bad.ndjson cannot be opened: ", "%q", content)
		assert.Contains(t, m.Notices.Alert(), says, "%q", content)
		assert.Nil(t, m.Runs.Primary())
	}
}

func TestAFileOverTheLimitIsReadToItsEndAndShownInPart(t *testing.T) {
	const over = 1234
	m, _ := modeltest.Open(t, "#s=runner&at=single")
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
	assert.Equal(t, []model.Flag{{Text: "1,244 not stored", Calm: false}}, m.Flags(r))
	assert.False(t, r.Comparable())
}

func TestReadingAFileCanBeSeenAndStopped(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=runner&at=single")
	content := saved(t, spec.Pair{"scenario", "loop-per-thread"}, spec.Pair{"loops", "60"})
	browser.Rest, browser.Model = content[1000:], m
	id, ok := m.OpenFile("long.ndjson", int64(len(content)), content[:1000])
	require.True(t, ok)
	m.Jobs.OnData(id, bytes.NewReader(content[:1000]))
	for range 200 {
		m.Frame(0, func() bool { return false })
	}
	p, _, reading := m.Progress()
	assert.True(t, reading)
	assert.Equal(t, "Reading long.ndjson", p.What)
	assert.InDelta(t, 201_000/float64(len(content)), p.Part, 1e-9)
	assert.Equal(t, []model.Flag{{Text: "reading…", Calm: true}}, m.Flags(m.Runs.Primary()))
	html := rendered(m)
	assert.Contains(t, html, "Reading long.ndjson")
	assert.Contains(t, html, "Cancel")

	m.Stop()
	assert.Equal(t, []int{id}, browser.Stopped)
	assert.Equal(t, recording.Stopped, m.Runs.Primary().State())
	assert.Positive(t, m.Runs.Primary().Len())
	_, _, reading = m.Progress()
	assert.False(t, reading)
	m.Jobs.OnData(id, bytes.NewReader(content[1000:2000]))
	assert.False(t, m.Frame(0, modeltest.Never), "what still comes is ignored")
}
