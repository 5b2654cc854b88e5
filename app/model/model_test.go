package model_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestAVirtualLinkRunsAtOnceAndARealOneWaits(t *testing.T) {
	for fragment, runs := range map[string]bool{
		"": true, "#s=runner&t=1s": true, "#at=single": false, "#at=threads&host=native": false, "#loops=0": false, "#s=nope": false,
	} {
		m, browser := modeltest.Open(t, fragment)
		assert.Equal(t, runs, len(browser.Started) == 1, fragment)
		assert.Equal(t, runs, m.Runs.Running(), fragment)
	}
}

func TestALinksMomentIsShownWhenTheRunIsOver(t *testing.T) {
	m, browser := modeltest.Open(t, "#s=loop-per-thread&t=1.25s")
	browser.Finish(t, m)
	assert.Equal(t, recording.Ended, m.Runs.Primary().State())
	assert.Equal(t, 1250*recordingtest.Ms, m.Player.Cursor().At)
	fragment, ok := m.Address.Fragment()
	assert.True(t, ok)
	assert.True(t, strings.HasSuffix(fragment, "&t=1.25s"), fragment)

	m, browser = modeltest.Open(t, "#s=loop-per-thread")
	browser.Finish(t, m)
	assert.Equal(t, m.Runs.Primary().EndCursor(), m.Player.Cursor(), "without a moment it is the end")
	fragment, _ = m.Address.Fragment()
	assert.NotContains(t, fragment, "&t=")
}

func TestABadFieldRunsNothingAndIsPointedAt(t *testing.T) {
	m, browser := modeltest.Open(t, "#at=single")
	m.Type("loops", "0")
	m.Run()
	assert.Empty(t, browser.Started)
	assert.Equal(t, []string{"field-loops"}, browser.Focused)
	require.NotNil(t, m.Form.Err("loops"))
	assert.Equal(t, "0", m.Form.Err("loops").Value)
	assert.Equal(t, "0", m.Form.Text("loops"), "what was typed stays")
	assert.Empty(t, browser.Fragments, "the address keeps the last run that made sense")

	m.Type("loops", "07")
	assert.Nil(t, m.Form.Err("loops"), "a field found wrong is looked at with every key")
	assert.Contains(t, browser.Fragments[0], "loops=7&")
	m.Type("sleep", "x")
	assert.Nil(t, m.Form.Err("sleep"), "one that is being typed is left alone")
	m.Leave("sleep")
	assert.NotNil(t, m.Form.Err("sleep"))
	assert.Nil(t, m.Form.Err("loops"))
}

func TestThePlaceDecidesTheLimits(t *testing.T) {
	m, _ := modeltest.Open(t, "#at=single")
	m.Type("loops", "1000")
	m.Leave("loops")
	assert.Nil(t, m.Form.Err("loops"))
	m.Server.Answer([]byte(`{"active":{"host":"public server","loops":100,"threads":90,"coroutines":10,"events":5,"wall":"5s"}}`))
	m.SetTarget(recording.TargetNativeThreads)
	m.Run()
	require.NotNil(t, m.Form.Err("loops"))
	assert.Contains(t, m.Form.Err("loops").Allowed, "1 to 90")
	m.SetTarget(recording.TargetBrowser)
	assert.Nil(t, m.Form.Err("loops"))
	m.SetTarget(recording.TargetWorkers)
	m.Run()
	require.NotNil(t, m.Form.Err("loops"))
	assert.Contains(t, m.Form.Err("loops").Allowed, "1 to 100", "a page has memory for so many workers")
}

func TestStopKeepsWhatThereIsAndSaysSo(t *testing.T) {
	m, browser := modeltest.Open(t, "#at=single")
	m.Run()
	raw := inPieces(t, recordingtest.LoopPerThread(t))
	m.Jobs.OnData(1, bytes.NewReader(raw[:len(raw)/2]))
	m.Frame(0, func() bool { return false })
	require.True(t, m.Runs.Running())
	m.Stop()
	assert.Equal(t, []int{1}, browser.Stopped)
	assert.Equal(t, recording.Stopped, m.Runs.Primary().State())
	assert.NotEmpty(t, m.Runs.Primary().Lines())
	assert.Equal(t, []model.Flag{{"stopped", false}}, m.Flags(m.Runs.Primary()))
	assert.Contains(t, m.Notices.Announcement(), "Stopped at ")
	m.Jobs.OnData(1, bytes.NewReader(raw[len(raw)/2:]))
	m.Frame(0, func() bool { return false })
	assert.Equal(t, recording.Stopped, m.Runs.Primary().State(), "what comes late is not read")
}

// inPieces is a recording's trace as a run in real time sends it, in many small batches.
func inPieces(t *testing.T, r *recording.Recording) []byte {
	var b bytes.Buffer
	e := trace.NewEncoder(&b)
	require.NoError(t, e.Begin(r.Header))
	for b := range r.Batches() {
		for len(b.Events) > 0 {
			n := min(10, len(b.Events))
			require.NoError(t, e.Batch(trace.Batch{First: b.First, Events: b.Events[:n], Strings: b.Strings}))
			b = trace.Batch{First: b.First + trace.EventID(n), Events: b.Events[n:]}
		}
	}
	require.NoError(t, e.End(r.Trailer))
	return b.Bytes()
}

func TestALongTraceIsReadOverSeveralFrames(t *testing.T) {
	m, _ := modeltest.Open(t, "#s=loop-per-thread&loops=50&iterations=50")
	m.Jobs.OnData(1, bytes.NewReader(modeltest.BytesOfRun(t, m.Runs.Primary().Spec)))
	m.Jobs.OnEnd(1)
	frames := 1
	for more := true; more; frames++ {
		bites := 0
		more = m.Frame(0, func() bool { bites++; return bites > 2 })
		require.Less(t, frames, 1000)
	}
	assert.Greater(t, frames, 3)
	assert.Equal(t, recording.Ended, m.Runs.Primary().State())
	assert.Len(t, m.Runs.Primary().Steps(), 50*51)
}

func TestARunThatBreaksIsToldWithItsReason(t *testing.T) {
	for name, test := range map[string]struct {
		end   func(m *model.Model)
		state recording.RunState
		says  string
	}{
		"the worker crashed": {func(m *model.Model) { m.Jobs.OnError(1, "the engine’s worker ended: panic: ouch") }, recording.Broken, "panic: ouch"},
		"garbage":            {func(m *model.Model) { m.Jobs.OnData(1, bytes.NewReader([]byte("<!doctype html><title>hello</title>"))) }, recording.Broken, "garbled"},
		"half a trace":       {func(m *model.Model) { m.Jobs.OnEnd(1) }, recording.Broken, "too early"},
		"the server says no": {func(m *model.Model) {
			m.OnRefused(1, "the server refused: too many", spec.Errors{{Field: "loops", Value: "5", Allowed: "less"}})
		}, recording.Broken, "too many"},
		"the program failed": {func(m *model.Model) {
			m.Jobs.OnData(1, bytes.NewReader(failedTrace(t, "deadlock: main waits for ever")))
		}, recording.Failed, "deadlock"},
		"of a later version": {func(m *model.Model) { m.Jobs.OnData(1, bytes.NewReader(laterTrace(t))) }, recording.Broken, "reload"},
	} {
		t.Run(name, func(t *testing.T) {
			m, _ := modeltest.Open(t, "")
			test.end(m)
			for m.Frame(0, func() bool { return false }) && m.Runs.Running() {
			}
			m.Frame(0, func() bool { return false })
			assert.False(t, m.Runs.Running())
			assert.Equal(t, test.state, m.Runs.Primary().State())
			assert.Contains(t, m.Notices.Alert(), test.says)
		})
	}
}

func failedTrace(t *testing.T, reason string) []byte {
	var b bytes.Buffer
	e := trace.NewEncoder(&b)
	require.NoError(t, e.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, e.End(trace.Trailer{Error: reason}))
	return b.Bytes()
}

func laterTrace(t *testing.T) []byte {
	var b bytes.Buffer
	require.NoError(t, trace.NewEncoder(&b).Begin(trace.Header{Version: trace.Version + 1}))
	return b.Bytes()
}

func TestPlayingGoesOnWithTheClockAndEndsAtTheEnd(t *testing.T) {
	m, browser := modeltest.Open(t, "")
	browser.Finish(t, m)
	idle := func() bool { return false }
	m.Player.Play()
	require.True(t, m.Player.Playing(), "from the end it starts over")
	assert.True(t, m.Frame(1000, idle))
	assert.Zero(t, m.Player.Cursor().At)
	m.Frame(1016, idle)
	assert.Equal(t, 16*recordingtest.Ms, m.Player.Cursor().At)
	m.Player.SetSpeed(model.NormalSpeed + 2) // 5 times
	m.Frame(1026, idle)
	assert.Equal(t, 66*recordingtest.Ms, m.Player.Cursor().At)
	m.Player.Play()
	assert.False(t, m.Frame(2000, idle))
	assert.Equal(t, 66*recordingtest.Ms, m.Player.Cursor().At, "a pause is a pause")
	m.Player.Play()
	m.Frame(3000, idle)
	m.Frame(4000, idle)
	assert.False(t, m.Player.Playing())
	assert.Equal(t, m.Runs.Primary().EndCursor(), m.Player.Cursor())
}

func TestCompareRunsTheSameElsewhereAndKeepsWhatIsShown(t *testing.T) {
	m, browser := modeltest.Open(t, "#work=40ms&t=1s")
	browser.Finish(t, m)
	shown := m.Runs.Primary()
	m.Server.Answer([]byte(`{"active":{"host":"x","loops":100,"threads":100,"coroutines":10,"events":5,"wall":"0s"}}`))
	m.Compare()
	other := browser.Started[2]
	require.NotNil(t, other)
	assert.Equal(t, recording.TargetNativeThreads, other.Target)
	assert.Equal(t, spec.Threads, other.Spec.Placement)
	assert.True(t, m.Jobs.Comparing())
	assert.False(t, m.Runs.Running())

	m.Jobs.OnData(2, bytes.NewReader(modeltest.BytesOfRun(t, shown.Spec)))
	m.Jobs.OnEnd(2)
	m.Frame(0, func() bool { return false })
	assert.False(t, m.Jobs.Comparing())
	assert.Same(t, shown, m.Runs.Primary())
	assert.Equal(t, 1000*recordingtest.Ms, m.Player.Cursor().At)
	assert.Equal(t, []*recording.Recording{shown, other}, m.Runs.Columns())
	lines := m.Runs.Result(other).Lines
	assert.Equal(t, []int{5, 5, 0}, []int{lines.Same, lines.Loops, lines.Reordered})

	m.Show(other)
	assert.Same(t, other, m.Runs.Primary())
	assert.Equal(t, recording.TargetVirtual, m.Runs.Counterpart())

	m.Type("work", "20ms")
	m.SetTarget(recording.TargetVirtual)
	m.Run()
	browser.Finish(t, m)
	assert.Len(t, m.Runs.Columns(), 1, "another program has columns of its own")
}

func TestExportIsTheWholeTrace(t *testing.T) {
	m, browser := modeltest.Open(t, "")
	assert.False(t, m.Export.Possible())
	browser.Finish(t, m)
	m.Export.Trace()
	text := string(browser.Saved["loopyard-loop-per-thread-virtual.ndjson"])
	lines := strings.Split(strings.TrimSpace(text), "\n")
	assert.Len(t, lines, m.Runs.Primary().Len()+2)
	assert.Contains(t, lines[0], `"format":"loopyard-trace"`)
	assert.Contains(t, lines[len(lines)-1], `"digest":"`)
}

func TestAVisitRemembersTheLatestRunOfEachPlace(t *testing.T) {
	m, browser := modeltest.Open(t, "")
	browser.Finish(t, m)
	for range 3 * model.KeptRuns {
		m.Run()
		browser.Finish(t, m)
	}
	assert.Len(t, m.Runs.Kept(), 1)
	for n := range 2 * model.KeptRuns {
		m.Type("loops", format.Count(int64(n+1)))
		m.Run()
		browser.Finish(t, m)
	}
	assert.LessOrEqual(t, len(m.Runs.Kept()), model.KeptRuns)
	assert.Same(t, m.Runs.Primary(), m.Runs.Kept()[len(m.Runs.Kept())-1])
}
