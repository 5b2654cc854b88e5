package recording_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
	"loopyard/app/recording/recordingtest"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func TestEveryLoopHasALaneAndSoHasAThreadWithoutOne(t *testing.T) {
	var names []string
	for _, l := range recordingtest.LoopPerThread(t).Lanes() {
		names = append(names, l.Name)
	}
	assert.Equal(t, []string{"main thread", "Loop0", "Loop1", "Loop2", "Loop3", "Loop4"}, names)

	lanes := recordingtest.Record(t, spec.Pair{"scenario", "run-each"}, spec.Pair{"coroutines", "3"}).Lanes()
	require.Len(t, lanes, 3, "the main thread hosts the loops, one after the other")
	for i, l := range lanes {
		assert.Equal(t, trace.NthLoop(1, i), l.Loop)
	}
}

func TestTheModelIsTheSameHoweverTheTraceIsCut(t *testing.T) {
	whole := recordingtest.LoopPerThread(t)
	raw := modeltest.BytesOfRun(t, whole.Spec)
	for _, size := range []int{1, 7, 1000, len(raw)} {
		var d trace.Decoder
		r := recording.NewRecording(whole.Spec, recording.TargetVirtual)
		for i := 0; i < len(raw); i += size {
			require.NoError(t, d.Feed(raw[i:min(i+size, len(raw))], r))
		}
		assert.Equal(t, slices.Collect(whole.Batches()), slices.Collect(r.Batches()))
		assert.Equal(t, whole.Lines(), r.Lines())
		assert.Equal(t, whole.Summary(), r.Summary())
	}
}

func TestAnEndThatIsNotTheProgramsOwnIsKept(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	r.Close(recording.Stopped, "too late")
	assert.Equal(t, recording.Ended, r.State())

	r = recording.NewRecording(r.Spec, recording.TargetVirtual)
	r.Close(recording.Broken, "the worker is gone")
	assert.Equal(t, recording.Broken, r.State())
	assert.Equal(t, "the worker is gone", r.Reason())
	assert.False(t, r.Comparable())
}

func TestATraceWithItsBeginningMissingIsNoTrouble(t *testing.T) {
	var s recordingtest.TraceBuilder
	for k := range trace.Kind(60) {
		s.Add(trace.Event{Kind: k, At: int64(k), Loop: 7, Task: 9, Thread: 3, Cause: 50, Arg: 1 << 40}, "")
	}
	assert.NotPanics(t, func() {
		r := s.Recording(t)
		for n := range r.Len() + 1 {
			for _, l := range r.Lanes() {
				r.StatusAt(l, r.StateAtCursor(recording.Cursor{n, int64(n)}))
			}
		}
		for id := range trace.EventID(62) {
			r.LineCause(id)
		}
		recording.Compare(r, r, nil)
	})
}
