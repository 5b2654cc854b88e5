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

func TestWhyALineWasPrinted(t *testing.T) {
	r := recordingtest.LoopPerThread(t)
	reasons := map[string]int{}
	for _, id := range r.Lines() {
		why := r.LineCause(id)
		assert.False(t, why.Late)
		assert.Less(t, why.Event, id)
		reasons[why.Text]++
	}
	assert.Equal(t, map[string]int{"first run": 15, "timer due (slept 0.5 s)": 30}, reasons)
}

func TestWhyTellsALateTimerAWakeAndAPost(t *testing.T) {
	var s recordingtest.TraceBuilder
	start := func(at int64) trace.EventID {
		return s.Add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(trace.Started)}, "")
	}
	s.Add(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "MainThread")
	s.Add(trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1}, "Loop0")
	s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 1, Thread: 1}, "main")
	s.Add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 2, Thread: 1}, "other")
	line := func(at int64, ready trace.EventID) trace.EventID {
		step := s.Add(trace.Event{Kind: trace.StepBegan, At: at, Loop: 1, Task: 1, Thread: 1, Cause: ready}, "")
		p := s.Add(trace.Event{Kind: trace.Printed, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step}, "text")
		s.Add(trace.Event{Kind: trace.StepEnded, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step, Arg: int64(trace.Slept)}, "")
		return p
	}
	ready := func(at int64, why trace.Reason, cause trace.EventID) trace.EventID {
		return s.Add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(why), Cause: cause}, "")
	}
	timer := func(set, due, fired int64) trace.EventID {
		id := s.Add(trace.Event{Kind: trace.TimerSet, At: set, Loop: 1, Task: 1, Thread: 1, Arg: due}, "")
		return s.Add(trace.Event{Kind: trace.TimerFired, At: fired, Loop: 1, Task: 1, Thread: 1, Arg: due, Cause: id}, "")
	}
	first := line(0, start(0))
	slept := line(500*recordingtest.Ms+40_000, ready(500*recordingtest.Ms, trace.TimerDue, timer(0, 500*recordingtest.Ms, 500*recordingtest.Ms)))
	late := line(1022*recordingtest.Ms, ready(1022*recordingtest.Ms, trace.TimerDue, timer(500*recordingtest.Ms, 1000*recordingtest.Ms, 1022*recordingtest.Ms)))
	later := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.TimerDue, timer(1500*recordingtest.Ms, 2000*recordingtest.Ms, 2200*recordingtest.Ms)))
	done := s.Add(trace.Event{Kind: trace.TaskDone, At: 2200 * recordingtest.Ms, Loop: 1, Task: 2, Thread: 1}, "")
	woken := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.Woken, done))
	turn := line(2200*recordingtest.Ms, ready(2200*recordingtest.Ms, trace.Yielded, 0))
	plain := s.Add(trace.Event{Kind: trace.Printed, At: 2200 * recordingtest.Ms, Thread: 1}, "by itself")
	r := s.Recording(t)

	causes := map[string]trace.Kind{}
	for id, want := range map[trace.EventID]string{
		first: "first run", slept: "timer due (slept 0.5 s)", late: "timer due, 22 ms late", later: "timer due, 0.2 s late",
		woken: "woken by other", turn: "gave way, its next turn", plain: "main thread",
	} {
		why := r.LineCause(id)
		assert.Equal(t, want, why.Text)
		assert.Equal(t, id == later, why.Late)
		causes[why.Text] = r.Event(why.Event).Kind
	}
	assert.Equal(t, map[string]trace.Kind{
		"first run": trace.TaskCreated, "timer due (slept 0.5 s)": trace.TimerSet, "timer due, 22 ms late": trace.TimerSet,
		"timer due, 0.2 s late": trace.TimerSet, "woken by other": trace.TaskDone, "gave way, its next turn": trace.NoKind, "main thread": trace.NoKind,
	}, causes, "and where that was")
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
