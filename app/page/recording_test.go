package page

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

const ms = int64(time.Millisecond)

func loopPerThread(t testing.TB, pairs ...spec.Pair) *Recording {
	return record(t, append([]spec.Pair{{"scenario", "loop-per-thread"}}, pairs...)...)
}

func TestEveryLoopHasALaneAndSoHasAThreadWithoutOne(t *testing.T) {
	var names []string
	for _, l := range loopPerThread(t).Lanes() {
		names = append(names, l.Name)
	}
	assert.Equal(t, []string{"main thread", "Loop0", "Loop1", "Loop2", "Loop3", "Loop4"}, names)

	lanes := record(t, spec.Pair{"scenario", "run-each"}, spec.Pair{"coroutines", "3"}).Lanes()
	require.Len(t, lanes, 3, "the main thread hosts the loops, one after the other")
	for i, l := range lanes {
		assert.Equal(t, trace.NthLoop(1, i), l.Loop)
	}
}

func TestTheModelIsTheSameHoweverTheTraceIsCut(t *testing.T) {
	whole := loopPerThread(t)
	raw := bytesOfRun(t, whole.Spec)
	for _, size := range []int{1, 7, 1000, len(raw)} {
		var d trace.Decoder
		r := NewRecording(whole.Spec, InVirtual)
		for i := 0; i < len(raw); i += size {
			require.NoError(t, d.Feed(raw[i:min(i+size, len(raw))], r))
		}
		assert.Equal(t, slices.Collect(whole.Batches()), slices.Collect(r.Batches()))
		assert.Equal(t, whole.lines, r.lines)
		assert.Equal(t, whole.Summary(), r.Summary())
	}
}

func TestWhyALineWasPrinted(t *testing.T) {
	r := loopPerThread(t)
	reasons := map[string]int{}
	for _, id := range r.lines {
		why := r.Why(id)
		assert.False(t, why.Late)
		assert.Less(t, why.Event, id)
		reasons[why.Text]++
	}
	assert.Equal(t, map[string]int{"first run": 15, "timer due (slept 0.5 s)": 30}, reasons)
}

func TestWhyTellsALateTimerAWakeAndAPost(t *testing.T) {
	var s tale
	start := func(at int64) trace.EventID {
		return s.add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(trace.Started)}, "")
	}
	s.add(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "MainThread")
	s.add(trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1}, "Loop0")
	s.add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 1, Thread: 1}, "main")
	s.add(trace.Event{Kind: trace.TaskCreated, Loop: 1, Task: 2, Thread: 1}, "other")
	line := func(at int64, ready trace.EventID) trace.EventID {
		step := s.add(trace.Event{Kind: trace.StepBegan, At: at, Loop: 1, Task: 1, Thread: 1, Cause: ready}, "")
		p := s.add(trace.Event{Kind: trace.Printed, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step}, "text")
		s.add(trace.Event{Kind: trace.StepEnded, At: at, Loop: 1, Task: 1, Thread: 1, Cause: step, Arg: int64(trace.Slept)}, "")
		return p
	}
	ready := func(at int64, why trace.Reason, cause trace.EventID) trace.EventID {
		return s.add(trace.Event{Kind: trace.TaskReady, At: at, Loop: 1, Task: 1, Thread: 1, Arg: int64(why), Cause: cause}, "")
	}
	timer := func(set, due, fired int64) trace.EventID {
		id := s.add(trace.Event{Kind: trace.TimerSet, At: set, Loop: 1, Task: 1, Thread: 1, Arg: due}, "")
		return s.add(trace.Event{Kind: trace.TimerFired, At: fired, Loop: 1, Task: 1, Thread: 1, Arg: due, Cause: id}, "")
	}
	first := line(0, start(0))
	slept := line(500*ms+40_000, ready(500*ms, trace.TimerDue, timer(0, 500*ms, 500*ms)))
	late := line(1022*ms, ready(1022*ms, trace.TimerDue, timer(500*ms, 1000*ms, 1022*ms)))
	later := line(2200*ms, ready(2200*ms, trace.TimerDue, timer(1500*ms, 2000*ms, 2200*ms)))
	done := s.add(trace.Event{Kind: trace.TaskDone, At: 2200 * ms, Loop: 1, Task: 2, Thread: 1}, "")
	woken := line(2200*ms, ready(2200*ms, trace.Woken, done))
	turn := line(2200*ms, ready(2200*ms, trace.Yielded, 0))
	plain := s.add(trace.Event{Kind: trace.Printed, At: 2200 * ms, Thread: 1}, "by itself")
	r := s.tell(t)

	causes := map[string]trace.Kind{}
	for id, want := range map[trace.EventID]string{
		first: "first run", slept: "timer due (slept 0.5 s)", late: "timer due, 22 ms late", later: "timer due, 0.2 s late",
		woken: "woken by other", turn: "gave way, its next turn", plain: "main thread",
	} {
		why := r.Why(id)
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
	r := loopPerThread(t)
	r.Close(Stopped, "too late")
	assert.Equal(t, Ended, r.State)

	r = NewRecording(r.Spec, InVirtual)
	r.Close(Broken, "the worker is gone")
	assert.Equal(t, Broken, r.State)
	assert.Equal(t, "the worker is gone", r.Reason)
	assert.False(t, r.Comparable())
}

func TestATraceWithItsBeginningMissingIsNoTrouble(t *testing.T) {
	var s tale
	for k := range trace.Kind(60) {
		s.add(trace.Event{Kind: k, At: int64(k), Loop: 7, Task: 9, Thread: 3, Cause: 50, Arg: 1 << 40}, "")
	}
	assert.NotPanics(t, func() {
		r := s.tell(t)
		for n := range r.Len() + 1 {
			for _, l := range r.Lanes() {
				r.StatusAt(l, r.Moment(Cursor{n, int64(n)}))
			}
		}
		for id := range trace.EventID(62) {
			r.Why(id)
		}
		Compare(r, r, nil)
	})
}
