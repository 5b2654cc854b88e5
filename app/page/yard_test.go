package page

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func open(t testing.TB, fragment string) (*Yard, *fake) {
	t.Helper()
	shell := newFake()
	y := NewYard(shell)
	y.Open(fragment)
	return y, shell
}

func TestAVirtualLinkRunsAtOnceAndARealOneWaits(t *testing.T) {
	for fragment, runs := range map[string]bool{
		"": true, "#s=runner&t=1s": true, "#at=single": false, "#at=threads&host=native": false, "#loops=0": false, "#s=nope": false,
	} {
		y, shell := open(t, fragment)
		assert.Equal(t, runs, len(shell.started) == 1, fragment)
		assert.Equal(t, runs, y.Running(), fragment)
	}
}

func TestALinksMomentIsShownWhenTheRunIsOver(t *testing.T) {
	y, shell := open(t, "#s=loop-per-thread&t=1.25s")
	shell.finish(t, y)
	assert.Equal(t, Ended, y.Shown.State)
	assert.Equal(t, 1250*ms, y.Cursor.At)
	fragment, ok := y.Fragment()
	assert.True(t, ok)
	assert.True(t, strings.HasSuffix(fragment, "&t=1.25s"), fragment)

	y, shell = open(t, "#s=loop-per-thread")
	shell.finish(t, y)
	assert.Equal(t, y.Shown.Finish(), y.Cursor, "without a moment it is the end")
	fragment, _ = y.Fragment()
	assert.NotContains(t, fragment, "&t=")
}

func TestABadFieldRunsNothingAndIsPointedAt(t *testing.T) {
	y, shell := open(t, "#at=single")
	y.Type("loops", "0")
	y.Run()
	assert.Empty(t, shell.started)
	assert.Equal(t, []string{"field-loops"}, shell.focused)
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Equal(t, "0", y.Form.Errs["loops"].Value)
	assert.Equal(t, "0", y.Form.Text("loops"), "what was typed stays")
	assert.Empty(t, shell.links, "the address keeps the last run that made sense")

	y.Type("loops", "07")
	assert.Nil(t, y.Form.Errs["loops"], "a field found wrong is looked at with every key")
	assert.Contains(t, shell.links[0], "loops=7&")
	y.Type("sleep", "x")
	assert.Nil(t, y.Form.Errs["sleep"], "one that is being typed is left alone")
	y.Leave("sleep")
	assert.NotNil(t, y.Form.Errs["sleep"])
	assert.Nil(t, y.Form.Errs["loops"])
}

func TestThePlaceDecidesTheLimits(t *testing.T) {
	y, _ := open(t, "#at=single")
	y.Type("loops", "1000")
	y.Leave("loops")
	assert.Nil(t, y.Form.Errs["loops"])
	y.Answer([]byte(`{"active":{"host":"public server","loops":100,"threads":90,"coroutines":10,"events":5,"wall":"5s"}}`))
	y.Move(OnNativeThreads)
	y.Run()
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Contains(t, y.Form.Errs["loops"].Allowed, "1 to 90")
	y.Move(InBrowser)
	assert.Nil(t, y.Form.Errs["loops"])
	y.Move(InWorkers)
	y.Run()
	require.NotNil(t, y.Form.Errs["loops"])
	assert.Contains(t, y.Form.Errs["loops"].Allowed, "1 to 100", "a page has memory for so many workers")
}

func TestStopKeepsWhatThereIsAndSaysSo(t *testing.T) {
	y, shell := open(t, "#at=single")
	y.Run()
	raw := inPieces(t, loopPerThread(t))
	y.Arrive(1, bytes.NewReader(raw[:len(raw)/2]))
	y.Frame(0, func() bool { return false })
	require.True(t, y.Running())
	y.Stop()
	assert.Equal(t, []int{1}, shell.stopped)
	assert.Equal(t, Stopped, y.Shown.State)
	assert.NotEmpty(t, y.Shown.lines)
	assert.Equal(t, []flag{{"stopped", false}}, y.Flags(y.Shown))
	assert.Contains(t, y.Said, "Stopped at ")
	y.Arrive(1, bytes.NewReader(raw[len(raw)/2:]))
	y.Frame(0, func() bool { return false })
	assert.Equal(t, Stopped, y.Shown.State, "what comes late is not read")
}

// inPieces is a recording's trace as a run in real time sends it, in many small batches.
func inPieces(t *testing.T, r *Recording) []byte {
	var b buffer
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
	y, _ := open(t, "#s=loop-per-thread&loops=50&iterations=50")
	y.Arrive(1, bytes.NewReader(bytesOfRun(t, y.Shown.Spec)))
	y.Done(1)
	frames := 1
	for more := true; more; frames++ {
		bites := 0
		more = y.Frame(0, func() bool { bites++; return bites > 2 })
		require.Less(t, frames, 1000)
	}
	assert.Greater(t, frames, 3)
	assert.Equal(t, Ended, y.Shown.State)
	assert.Len(t, y.Shown.steps, 50*51)
}

func TestARunThatBreaksIsToldWithItsReason(t *testing.T) {
	for name, test := range map[string]struct {
		end   func(y *Yard)
		state RunState
		says  string
	}{
		"the worker crashed": {func(y *Yard) { y.Lost(1, "the engine’s worker ended: panic: ouch") }, Broken, "panic: ouch"},
		"garbage":            {func(y *Yard) { y.Arrive(1, bytes.NewReader([]byte("<!doctype html><title>hello</title>"))) }, Broken, "garbled"},
		"half a trace":       {func(y *Yard) { y.Done(1) }, Broken, "too early"},
		"the server says no": {func(y *Yard) {
			y.Refused(1, "the server refused: too many", spec.Errors{{Field: "loops", Value: "5", Allowed: "less"}})
		}, Broken, "too many"},
		"the program failed": {func(y *Yard) { y.Arrive(1, bytes.NewReader(failedTrace(t, "deadlock: main waits for ever"))) }, Failed, "deadlock"},
		"of a later version": {func(y *Yard) { y.Arrive(1, bytes.NewReader(laterTrace(t))) }, Broken, "reload"},
	} {
		t.Run(name, func(t *testing.T) {
			y, _ := open(t, "")
			test.end(y)
			for y.Frame(0, func() bool { return false }) && y.Running() {
			}
			y.Frame(0, func() bool { return false })
			assert.False(t, y.Running())
			assert.Equal(t, test.state, y.Shown.State)
			assert.Contains(t, y.Alert, test.says)
		})
	}
}

func failedTrace(t *testing.T, reason string) []byte {
	var b buffer
	e := trace.NewEncoder(&b)
	require.NoError(t, e.Begin(trace.Header{Version: trace.Version}))
	require.NoError(t, e.End(trace.Trailer{Error: reason}))
	return b
}

func laterTrace(t *testing.T) []byte {
	var b buffer
	require.NoError(t, trace.NewEncoder(&b).Begin(trace.Header{Version: trace.Version + 1}))
	return b
}

func TestPlayingGoesOnWithTheClockAndEndsAtTheEnd(t *testing.T) {
	y, shell := open(t, "")
	shell.finish(t, y)
	idle := func() bool { return false }
	y.Play()
	require.True(t, y.Player.Playing, "from the end it starts over")
	assert.True(t, y.Frame(1000, idle))
	assert.Zero(t, y.Cursor.At)
	y.Frame(1016, idle)
	assert.Equal(t, 16*ms, y.Cursor.At)
	y.SetSpeed(normalSpeed + 2) // 5 times
	y.Frame(1026, idle)
	assert.Equal(t, 66*ms, y.Cursor.At)
	y.Play()
	assert.False(t, y.Frame(2000, idle))
	assert.Equal(t, 66*ms, y.Cursor.At, "a pause is a pause")
	y.Play()
	y.Frame(3000, idle)
	y.Frame(4000, idle)
	assert.False(t, y.Player.Playing)
	assert.Equal(t, y.Shown.Finish(), y.Cursor)
}

func TestCompareRunsTheSameElsewhereAndKeepsWhatIsShown(t *testing.T) {
	y, shell := open(t, "#work=40ms&t=1s")
	shell.finish(t, y)
	shown := y.Shown
	y.Answer([]byte(`{"active":{"host":"x","loops":100,"threads":100,"coroutines":10,"events":5,"wall":"0s"}}`))
	y.Compare()
	other := shell.started[2]
	require.NotNil(t, other)
	assert.Equal(t, OnNativeThreads, other.Place)
	assert.Equal(t, spec.Threads, other.Spec.Placement)
	assert.True(t, y.Comparing())
	assert.False(t, y.Running())

	y.Arrive(2, bytes.NewReader(bytesOfRun(t, shown.Spec)))
	y.Done(2)
	y.Frame(0, func() bool { return false })
	assert.False(t, y.Comparing())
	assert.Same(t, shown, y.Shown)
	assert.Equal(t, 1000*ms, y.Cursor.At)
	assert.Equal(t, []*Recording{shown, other}, y.Columns())
	assert.Equal(t, Lines{Same: 5, Of: 5}, y.compared(other).Lines)

	y.Show(other)
	assert.Same(t, other, y.Shown)
	assert.Equal(t, InVirtual, y.Counterpart())

	y.Form.Type("work", "20ms")
	y.Form.Place = InVirtual
	y.Run()
	shell.finish(t, y)
	assert.Len(t, y.Columns(), 1, "another program has columns of its own")
}

func TestExportIsTheWholeTrace(t *testing.T) {
	y, shell := open(t, "")
	assert.False(t, y.CanExport())
	shell.finish(t, y)
	y.Export()
	text := string(shell.saved["loopyard-loop-per-thread-virtual.ndjson"])
	lines := strings.Split(strings.TrimSpace(text), "\n")
	assert.Len(t, lines, y.Shown.Len()+2)
	assert.Contains(t, lines[0], `"format":"loopyard-trace"`)
	assert.Contains(t, lines[len(lines)-1], `"digest":"`)
}

func TestAVisitRemembersTheLatestRunOfEachPlace(t *testing.T) {
	y, shell := open(t, "")
	shell.finish(t, y)
	for range 3 * keptRuns {
		y.Run()
		shell.finish(t, y)
	}
	assert.Len(t, y.Visit, 1)
	for n := range 2 * keptRuns {
		y.Type("loops", count(int64(n+1)))
		y.Run()
		shell.finish(t, y)
	}
	assert.LessOrEqual(t, len(y.Visit), keptRuns)
	assert.Same(t, y.Shown, y.Visit[len(y.Visit)-1])
}
