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
		y, shell := modeltest.Open(t, fragment)
		assert.Equal(t, runs, len(shell.Started) == 1, fragment)
		assert.Equal(t, runs, y.Running(), fragment)
	}
}

func TestALinksMomentIsShownWhenTheRunIsOver(t *testing.T) {
	y, shell := modeltest.Open(t, "#s=loop-per-thread&t=1.25s")
	shell.Finish(t, y)
	assert.Equal(t, recording.Ended, y.Shown.State())
	assert.Equal(t, 1250*recordingtest.Ms, y.Cursor.At)
	fragment, ok := y.Fragment()
	assert.True(t, ok)
	assert.True(t, strings.HasSuffix(fragment, "&t=1.25s"), fragment)

	y, shell = modeltest.Open(t, "#s=loop-per-thread")
	shell.Finish(t, y)
	assert.Equal(t, y.Shown.EndCursor(), y.Cursor, "without a moment it is the end")
	fragment, _ = y.Fragment()
	assert.NotContains(t, fragment, "&t=")
}

func TestABadFieldRunsNothingAndIsPointedAt(t *testing.T) {
	y, shell := modeltest.Open(t, "#at=single")
	y.Type("loops", "0")
	y.Run()
	assert.Empty(t, shell.Started)
	assert.Equal(t, []string{"field-loops"}, shell.Focused)
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Equal(t, "0", y.Form.Errs["loops"].Value)
	assert.Equal(t, "0", y.Form.Text("loops"), "what was typed stays")
	assert.Empty(t, shell.Links, "the address keeps the last run that made sense")

	y.Type("loops", "07")
	assert.Nil(t, y.Form.Errs["loops"], "a field found wrong is looked at with every key")
	assert.Contains(t, shell.Links[0], "loops=7&")
	y.Type("sleep", "x")
	assert.Nil(t, y.Form.Errs["sleep"], "one that is being typed is left alone")
	y.Leave("sleep")
	assert.NotNil(t, y.Form.Errs["sleep"])
	assert.Nil(t, y.Form.Errs["loops"])
}

func TestThePlaceDecidesTheLimits(t *testing.T) {
	y, _ := modeltest.Open(t, "#at=single")
	y.Type("loops", "1000")
	y.Leave("loops")
	assert.Nil(t, y.Form.Errs["loops"])
	y.Answer([]byte(`{"active":{"host":"public server","loops":100,"threads":90,"coroutines":10,"events":5,"wall":"5s"}}`))
	y.Move(recording.TargetNativeThreads)
	y.Run()
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Contains(t, y.Form.Errs["loops"].Allowed, "1 to 90")
	y.Move(recording.TargetBrowser)
	assert.Nil(t, y.Form.Errs["loops"])
	y.Move(recording.TargetWorkers)
	y.Run()
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Contains(t, y.Form.Errs["loops"].Allowed, "1 to 100", "a page has memory for so many workers")
}

func TestStopKeepsWhatThereIsAndSaysSo(t *testing.T) {
	y, shell := modeltest.Open(t, "#at=single")
	y.Run()
	raw := inPieces(t, recordingtest.LoopPerThread(t))
	y.Arrive(1, bytes.NewReader(raw[:len(raw)/2]))
	y.Frame(0, func() bool { return false })
	require.True(t, y.Running())
	y.Stop()
	assert.Equal(t, []int{1}, shell.Stopped)
	assert.Equal(t, recording.Stopped, y.Shown.State())
	assert.NotEmpty(t, y.Shown.Lines())
	assert.Equal(t, []model.Flag{{"stopped", false}}, y.Flags(y.Shown))
	assert.Contains(t, y.Said, "Stopped at ")
	y.Arrive(1, bytes.NewReader(raw[len(raw)/2:]))
	y.Frame(0, func() bool { return false })
	assert.Equal(t, recording.Stopped, y.Shown.State(), "what comes late is not read")
}

// inPieces is a recording's trace as a run in real time sends it, in many small batches.
func inPieces(t *testing.T, r *recording.Recording) []byte {
	var b modeltest.Buffer
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
	return b
}

func TestALongTraceIsReadOverSeveralFrames(t *testing.T) {
	y, _ := modeltest.Open(t, "#s=loop-per-thread&loops=50&iterations=50")
	y.Arrive(1, bytes.NewReader(modeltest.BytesOfRun(t, y.Shown.Spec)))
	y.Done(1)
	frames := 1
	for more := true; more; frames++ {
		bites := 0
		more = y.Frame(0, func() bool { bites++; return bites > 2 })
		require.Less(t, frames, 1000)
	}
	assert.Greater(t, frames, 3)
	assert.Equal(t, recording.Ended, y.Shown.State())
	assert.Len(t, y.Shown.Steps(), 50*51)
}

func TestARunThatBreaksIsToldWithItsReason(t *testing.T) {
	for name, test := range map[string]struct {
		end   func(y *model.Model)
		state recording.RunState
		says  string
	}{
		"the worker crashed": {func(y *model.Model) { y.Lost(1, "the engine’s worker ended: panic: ouch") }, recording.Broken, "panic: ouch"},
		"garbage":            {func(y *model.Model) { y.Arrive(1, bytes.NewReader([]byte("<!doctype html><title>hello</title>"))) }, recording.Broken, "garbled"},
		"half a trace":       {func(y *model.Model) { y.Done(1) }, recording.Broken, "too early"},
		"the server says no": {func(y *model.Model) {
			y.Refused(1, "the server refused: too many", spec.Errors{{Field: "loops", Value: "5", Allowed: "less"}})
		}, recording.Broken, "too many"},
		"the program failed": {func(y *model.Model) { y.Arrive(1, bytes.NewReader(failedTrace(t, "deadlock: main waits for ever"))) }, recording.Failed, "deadlock"},
		"of a later version": {func(y *model.Model) { y.Arrive(1, bytes.NewReader(laterTrace(t))) }, recording.Broken, "reload"},
	} {
		t.Run(name, func(t *testing.T) {
			y, _ := modeltest.Open(t, "")
			test.end(y)
			for y.Frame(0, func() bool { return false }) && y.Running() {
			}
			y.Frame(0, func() bool { return false })
			assert.False(t, y.Running())
			assert.Equal(t, test.state, y.Shown.State())
			assert.Contains(t, y.Alert, test.says)
		})
	}
}

func failedTrace(t *testing.T, reason string) []byte {
	var b modeltest.Buffer
	e := trace.NewEncoder(&b)
	require.NoError(t, e.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, e.End(trace.Trailer{Error: reason}))
	return b
}

func laterTrace(t *testing.T) []byte {
	var b modeltest.Buffer
	require.NoError(t, trace.NewEncoder(&b).Begin(trace.Header{Version: trace.Version + 1}))
	return b
}

func TestPlayingGoesOnWithTheClockAndEndsAtTheEnd(t *testing.T) {
	y, shell := modeltest.Open(t, "")
	shell.Finish(t, y)
	idle := func() bool { return false }
	y.Play()
	require.True(t, y.Player.Playing, "from the end it starts over")
	assert.True(t, y.Frame(1000, idle))
	assert.Zero(t, y.Cursor.At)
	y.Frame(1016, idle)
	assert.Equal(t, 16*recordingtest.Ms, y.Cursor.At)
	y.SetSpeed(model.NormalSpeed + 2) // 5 times
	y.Frame(1026, idle)
	assert.Equal(t, 66*recordingtest.Ms, y.Cursor.At)
	y.Play()
	assert.False(t, y.Frame(2000, idle))
	assert.Equal(t, 66*recordingtest.Ms, y.Cursor.At, "a pause is a pause")
	y.Play()
	y.Frame(3000, idle)
	y.Frame(4000, idle)
	assert.False(t, y.Player.Playing)
	assert.Equal(t, y.Shown.EndCursor(), y.Cursor)
}

func TestCompareRunsTheSameElsewhereAndKeepsWhatIsShown(t *testing.T) {
	y, shell := modeltest.Open(t, "#work=40ms&t=1s")
	shell.Finish(t, y)
	shown := y.Shown
	y.Answer([]byte(`{"active":{"host":"x","loops":100,"threads":100,"coroutines":10,"events":5,"wall":"0s"}}`))
	y.Compare()
	other := shell.Started[2]
	require.NotNil(t, other)
	assert.Equal(t, recording.TargetNativeThreads, other.Target)
	assert.Equal(t, spec.Threads, other.Spec.Placement)
	assert.True(t, y.Comparing())
	assert.False(t, y.Running())

	y.Arrive(2, bytes.NewReader(modeltest.BytesOfRun(t, shown.Spec)))
	y.Done(2)
	y.Frame(0, func() bool { return false })
	assert.False(t, y.Comparing())
	assert.Same(t, shown, y.Shown)
	assert.Equal(t, 1000*recordingtest.Ms, y.Cursor.At)
	assert.Equal(t, []*recording.Recording{shown, other}, y.Columns())
	lines := y.Compared(other).Lines
	assert.Equal(t, []int{5, 5, 0}, []int{lines.Same, lines.Loops, lines.Reordered})

	y.Show(other)
	assert.Same(t, other, y.Shown)
	assert.Equal(t, recording.TargetVirtual, y.Counterpart())

	y.Form.Type("work", "20ms")
	y.Form.Target = recording.TargetVirtual
	y.Run()
	shell.Finish(t, y)
	assert.Len(t, y.Columns(), 1, "another program has columns of its own")
}

func TestExportIsTheWholeTrace(t *testing.T) {
	y, shell := modeltest.Open(t, "")
	assert.False(t, y.CanExport())
	shell.Finish(t, y)
	y.Export()
	text := string(shell.Saved["loopyard-loop-per-thread-virtual.ndjson"])
	lines := strings.Split(strings.TrimSpace(text), "\n")
	assert.Len(t, lines, y.Shown.Len()+2)
	assert.Contains(t, lines[0], `"format":"loopyard-trace"`)
	assert.Contains(t, lines[len(lines)-1], `"digest":"`)
}

func TestAVisitRemembersTheLatestRunOfEachPlace(t *testing.T) {
	y, shell := modeltest.Open(t, "")
	shell.Finish(t, y)
	for range 3 * model.KeptRuns {
		y.Run()
		shell.Finish(t, y)
	}
	assert.Len(t, y.Visit, 1)
	for n := range 2 * model.KeptRuns {
		y.Type("loops", format.Count(int64(n+1)))
		y.Run()
		shell.Finish(t, y)
	}
	assert.LessOrEqual(t, len(y.Visit), model.KeptRuns)
	assert.Same(t, y.Shown, y.Visit[len(y.Visit)-1])
}
