package conformance

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
)

// FuzzPrograms plays programs on the engine and on the model, which must write the same log. The engine's trace is
// checked, and is the same when the program is played again.
func FuzzPrograms(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		data := make([]byte, r.IntN(120))
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		playBoth(t, decode(data))
	})
}

// TestProgramsShrink is the fuzzer's property for rapid, whose counterexamples are as small as can be.
func TestAnyProgramIsPlayedAsTheModelPlaysIt(t *testing.T) {
	lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) line {
		return line{op(rapid.IntRange(0, int(numOps)-1).Draw(t, "op")), rapid.IntRange(0, 15).Draw(t, "a"), rapid.IntRange(0, 15).Draw(t, "b")}
	}), 0, maxLines)
	programs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) script {
		return script{rapid.Bool().Draw(t, "stubborn"), lines.Draw(t, "lines")}
	}), 1, maxScripts)
	rapid.Check(t, func(t *rapid.T) { playBoth(t, programs.Draw(t, "program")) })
}

// playBoth compares the engine with the model.
func playBoth(t require.TestingT, all scripts) {
	want := playModel(all)
	first := playChecked(t, all, want)
	require.Equal(t, first, playChecked(t, all, want), "the same program has the same trace")
}

// playChecked plays a program on the engine, checks its log and its trace, and gives the trace's digest.
func playChecked(t require.TestingT, all scripts, want log) [32]byte {
	clock := &engine.VirtualClock{}
	rec := trace.NewRecorder(clock, 0)
	th := engine.NewThread(engine.ThreadConfig{ID: 1, Name: "main", Clock: clock, Trace: rec})
	rec.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "main")
	got, err := play(engine.Config{Name: "loop", Thread: th}, all)
	rec.Emit(trace.Event{Kind: trace.ThreadEnded, Thread: 1})
	require.NoError(t, err)
	require.Equal(t, want, got)

	return checkTrace(t, rec)
}

// checkTrace checks what was recorded and returns its digest.
func checkTrace(t require.TestingT, rec *trace.Recorder) [32]byte {
	var c check.Checker
	b, _ := rec.Take()
	end := rec.End("")
	require.NoError(t, c.Begin(trace.Header{}))
	require.NoError(t, c.Batch(b))
	require.NoError(t, c.End(end))
	return end.Digest
}
