package check_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/stats"
	"loopyard/engine/trace/tracetest"
)

// TestTheCheckerFindsEveryBrokenRule breaks a good trace in one place at a time.
func TestTheCheckerFindsEveryBrokenRule(t *testing.T) {
	require.NoError(t, tracetest.Sample(t).Play(&check.Checker{}))

	find := func(w *tracetest.Trace, k trace.Kind, nth int) int {
		for i, e := range w.Events.Events {
			if e.Kind == k {
				if nth == 0 {
					return i
				}
				nth--
			}
		}
		require.Fail(t, "no such event", k.String())
		return 0
	}
	at := func(w *tracetest.Trace, k trace.Kind, nth int) *trace.Event { return &w.Events.Events[find(w, k, nth)] }
	// drop takes an event out and leaves another's copy in its place, so that the numbers stay.
	replace := func(w *tracetest.Trace, k trace.Kind, nth int, e trace.Event) {
		i := find(w, k, nth)
		e.At, e.Thread = w.Events.Events[i].At, w.Events.Events[i].Thread
		w.Events.Events[i] = e
	}
	idle := trace.Event{Kind: trace.RunnerCreated}

	for _, c := range []struct {
		rule string
		bend func(w *tracetest.Trace)
		want string
	}{
		{"time", func(w *tracetest.Trace) { at(w, trace.TimerFired, 0).At = 0 }, "time went back"},
		{"cause after", func(w *tracetest.Trace) { at(w, trace.StepBegan, 0).Cause = 1000 }, "its cause comes after it"},
		{"kind of cause", func(w *tracetest.Trace) { at(w, trace.StepBegan, 0).Cause = 1 }, "its cause is a ThreadStarted"},
		{"a wake without a cause", func(w *tracetest.Trace) { at(w, trace.TaskReady, 2).Cause = 0 }, "its cause is a NoKind"},
		{"thread", func(w *tracetest.Trace) { at(w, trace.TickBegan, 0).Thread = 9 }, "its thread is not alive"},
		{"no thread", func(w *tracetest.Trace) { at(w, trace.TickBegan, 0).Thread = 0 }, "no thread"},
		{"loop's thread", func(w *tracetest.Trace) { at(w, trace.TickBegan, 0).Thread = 1 }, "its loop belongs to thread"},
		{"loop created", func(w *tracetest.Trace) { replace(w, trace.LoopCreated, 0, idle) }, "its loop was not created"},
		{"loop created twice", func(w *tracetest.Trace) { replace(w, trace.TickBegan, 0, *at(w, trace.LoopCreated, 0)) }, "the loop exists"},
		{"loop closed", func(w *tracetest.Trace) {
			replace(w, trace.TickBegan, 1, trace.Event{Kind: trace.LoopClosed, Loop: at(w, trace.TickBegan, 1).Loop})
		}, "its loop is closed"},
		{"early timer", func(w *tracetest.Trace) {
			at(w, trace.TimerSet, 0).Arg++
			at(w, trace.TimerFired, 0).Arg++
		}, "the timer is early"},
		{"timer's time", func(w *tracetest.Trace) { at(w, trace.TimerFired, 0).Arg++ }, "the timer was set for another time"},
		{"timer fired twice", func(w *tracetest.Trace) { at(w, trace.TimerFired, 2).Cause = at(w, trace.TimerFired, 0).Cause }, "the timer has fired or was canceled"},
		{"too many ready", func(w *tracetest.Trace) { at(w, trace.TickBegan, 0).Arg = 2 }, "only 1 handles are ready"},
		{"tick's share", func(w *tracetest.Trace) { at(w, trace.TickBegan, 0).Arg = 0 }, "the tick has run all it began with"},
		{"one step at a time", func(w *tracetest.Trace) { at(w, trace.StepEnded, 0).Cause = at(w, trace.StepEnded, 1).Cause }, "another step or call is under way"},
		{"ready twice", func(w *tracetest.Trace) {
			e := *at(w, trace.TaskReady, 0)
			replace(w, trace.RunBegan, 0, e)
		}, "its task is ready already"},
		{"what made it ready", func(w *tracetest.Trace) { at(w, trace.StepBegan, 2).Cause = at(w, trace.StepBegan, 0).Cause }, "it is not what made the task ready"},
		{"task created", func(w *tracetest.Trace) { at(w, trace.TaskCreated, 0).Task = 7 }, "its task was not created"},
		{"task over", func(w *tracetest.Trace) {
			replace(w, trace.Printed, 2, trace.Event{Kind: trace.TaskDone, Loop: at(w, trace.Printed, 2).Loop, Task: 1})
		}, "its task is over"},
		{"work ended twice", func(w *tracetest.Trace) { at(w, trace.WorkEnded, 1).Cause = at(w, trace.WorkEnded, 0).Cause }, "it ended before"},
		{"thread never ends", func(w *tracetest.Trace) {
			w.Events.Events = w.Events.Events[:len(w.Events.Events)-1]
			w.Trailer.Events--
		}, "1 threads have not ended"},
		{"loop never closed", func(w *tracetest.Trace) { replace(w, trace.LoopClosed, 0, idle) }, "is not closed"},
		{"count", func(w *tracetest.Trace) { w.Trailer.Events++ }, "the trailer counts"},
		{"first", func(w *tracetest.Trace) { w.Events.First = 2 }, "want 1"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			w := tracetest.Sample(t)
			c.bend(w)
			assert.ErrorContains(t, w.Play(&check.Checker{}), c.want)
		})
	}
}

func TestFirstInFirstOut(t *testing.T) {
	e := func(k trace.Kind, arg int64, cause trace.EventID) trace.Event {
		return trace.Event{Kind: k, Arg: arg, Cause: cause, Loop: 1, Thread: 1}
	}
	events := []trace.Event{
		{Kind: trace.ThreadStarted, Thread: 1}, e(trace.LoopCreated, 0, 0), e(trace.CallReady, 0, 0), e(trace.CallReady, 0, 0),
		e(trace.TickBegan, 2, 0), e(trace.CallBegan, 0, 3),
	}
	check := func(events []trace.Event) error {
		var c check.Checker
		c.Begin(trace.Header{})
		return c.Batch(trace.Batch{First: 1, Events: events})
	}
	require.NoError(t, check(events))
	assert.ErrorContains(t, check(append(events, e(trace.CallBegan, 0, 4))), "a step or call is under way")
	events[5].Cause = 4
	assert.ErrorContains(t, check(events), "not the first in the ready queue")
	withdrawn := slices.Concat(events[:4], []trace.Event{e(trace.CallCanceled, 0, 3), e(trace.TickBegan, 1, 0), e(trace.CallBegan, 0, 4)})
	require.NoError(t, check(withdrawn))
	withdrawn[4].Cause = 4
	assert.ErrorContains(t, check(withdrawn), "not the first")
}

func TestStats(t *testing.T) {
	var s stats.Collector
	require.NoError(t, tracetest.Sample(t).Play(&s))
	sum := s.Summary()
	ms := int64(time.Millisecond)
	assert.Equal(t, 1020*ms, sum.Wall)
	assert.Equal(t, 40*ms, sum.Busy)
	assert.Equal(t, 6, sum.Steps)
	assert.Equal(t, 2, sum.MostAtOnce)
	assert.InDelta(t, 40.0/1020, sum.Parallelism, 1e-9)
	assert.Zero(t, sum.LagMax)
	require.Len(t, sum.Loops, 2)
	for _, l := range sum.Loops {
		assert.Equal(t, 20*ms, l.Busy)
		assert.Equal(t, 3, l.Steps)
		assert.Equal(t, l.Name, l.ThreadName)
		assert.Equal(t, trace.LoopID(l.Thread), l.ID)
	}
	assert.Equal(t, stats.Summary{}, new(stats.Collector).Summary())
}

func TestLagIsFromTheDueTimeToTheStep(t *testing.T) {
	e := func(at int64, k trace.Kind, arg int64) trace.Event {
		return trace.Event{At: at, Kind: k, Arg: arg, Loop: 1, Task: 1, Thread: 1}
	}
	var events []trace.Event
	events = append(events, trace.Event{Kind: trace.LoopCreated, Loop: 1, Thread: 1})
	for i := range int64(100) {
		at := i * 1000
		events = append(events, e(at+i, trace.TimerFired, at), e(at+i+1, trace.StepBegan, 0), e(at+i+2, trace.StepEnded, 0))
	}
	var s stats.Collector
	require.NoError(t, s.Batch(trace.Batch{First: 1, Events: events}))
	sum := s.Summary()
	assert.Equal(t, []int64{50, 99, 100}, []int64{sum.LagP50, sum.LagP99, sum.LagMax})
}
