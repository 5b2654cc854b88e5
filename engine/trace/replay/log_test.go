package replay_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
	"loopyard/engine/trace/tracetest"
)

const ms = int64(time.Millisecond)

func TestLogKnowsNamesAndTimes(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "2"}, spec.Pair{"iterations", "1"}, spec.Pair{"work", "40ms"})
	log := tracetest.Record(t, s, r, session.Options{Host: "test"})
	assert.Equal(t, "test", log.Header.Host)
	assert.Equal(t, "MainThread", log.ThreadName(1))
	assert.Equal(t, "Loop0", log.LoopName(2))
	assert.Equal(t, "main", log.TaskName(2, 1))
	for _, none := range []string{log.ThreadName(9), log.LoopName(9), log.TaskName(2, 2), log.TaskName(9, 1), log.Text(0), log.Text(99), log.Describe(0), log.Describe(999)} {
		assert.Empty(t, none)
	}
	assert.Equal(t, trace.Event{}, log.Event(0))
	assert.Equal(t, trace.Event{}, log.Event(999))
	assert.Equal(t, 540*ms, log.EndTime())
	assert.Equal(t, trace.TaskCreated, log.Event(log.TaskCreated(2, 1)).Kind)
	assert.Zero(t, log.TaskCreated(2, 2))
	assert.Zero(t, log.TaskCreated(9, 1))

	assert.Zero(t, log.LastAt(-1))
	assert.EqualValues(t, log.Len(), log.LastAt(540*ms))
	assert.Equal(t, log.LastAt(40*ms), log.LastAt(539*ms))
	assert.Equal(t, trace.StepEnded, log.Event(log.LastAt(40*ms)).Kind)

	var lines []string
	for id := range log.Events(31) {
		lines = append(lines, log.Describe(id))
	}
	assert.Equal(t, []string{
		"40ms Loop1, main: StepEnded slept ← 12",
		"40ms Loop0, main: WorkEnded ← 28",
		"40ms Loop0, main: TimerSet 540ms ← 24",
	}, lines[:3])
	assert.Contains(t, lines, `540ms Loop0, main: Printed "Loop0 done" ← 45`)
	assert.Contains(t, lines, "540ms MainThread: JoinEnded Loop0 ← 56")
}

func TestALogCanBePassedOnInBatches(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	var again replay.Log
	pieces := 0
	for b := range log.Batches() {
		require.NoError(t, again.Batch(b))
		pieces++
	}
	assert.Greater(t, pieces, 1)
	assert.Equal(t, tracetest.BatchOf(log), tracetest.BatchOf(&again))
	for range (&replay.Log{}).Batches() {
		assert.Fail(t, "an empty log has no piece")
	}
}

func TestEndOfReturnsWhatEndedAnInterval(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	ends := map[trace.Kind]trace.Kind{trace.StepBegan: trace.StepEnded, trace.CallBegan: trace.CallEnded, trace.TaskReady: trace.StepBegan,
		trace.CallReady: trace.CallBegan, trace.TimerSet: trace.TimerFired, trace.BlockBegan: trace.BlockEnded, trace.ThreadStarted: trace.ThreadEnded,
		trace.JoinBegan: trace.JoinEnded, trace.WorkPaused: trace.WorkResumed}
	for id, e := range log.Events(1) {
		end := log.Event(log.EndOf(id))
		if want, known := ends[e.Kind]; known && end.Kind != trace.TimerCanceled && end.Kind != trace.LoopClosed && log.EndOf(id) != 0 {
			require.Equal(t, want, end.Kind, log.Describe(id))
			require.Equal(t, e.Task, end.Task, log.Describe(id))
		}
		if e.Kind == trace.Printed || e.Kind == trace.TaskCreated {
			require.Equal(t, id, log.EndOf(id))
		}
	}
}

// TestStateOfThreadsAndLoops walks through a small run and looks at everything that a state says.
func TestStateOfThreadsAndLoops(t *testing.T) {
	var home *engine.Loop
	s := scenario.Scenario{ID: "small",
		Main: func(th scenario.Thread, _ int) error {
			other := th.Start("poster", "poster", 0)
			err := engine.With(th.Config("home"), func(r *engine.Runner) error {
				_, err := engine.RunIn(r, func(co *engine.Co) (any, error) {
					home = co.Loop()
					child := engine.CreateTask(co, "child", func(co *engine.Co) (any, error) { return nil, co.Sleep(30 * time.Millisecond) })
					gate := engine.NewFuture[int](co.Loop())
					co.Loop().CallLater(40*time.Millisecond, func() { gate.SetResult(1) })
					child.Await(co)
					gate.Await(co)
					th.Work(20 * time.Millisecond)
					return nil, tracetest.ErrScripted
				})
				return err
			})
			other.Join()
			return err
		},
		Bodies: map[string]scenario.Body{"poster": func(th scenario.Thread, _ int) error {
			th.Block(50 * time.Millisecond)
			return home.CallSoonThreadsafe(func() {})
		}},
	}
	log := tracetest.Record(t, s, tracetest.Virtual, session.Options{})

	assert.Equal(t, &replay.State{}, zeroLog(log.StateAt(0)))
	first := log.StateAt(1)
	require.Len(t, first.Threads, 1)
	assert.Empty(t, first.Loops)
	_, ok := first.Loop(1)
	assert.False(t, ok)
	_, ok = first.Thread(2)
	assert.False(t, ok)

	at := log.StateAtTime(10 * ms)
	assert.Equal(t, 10*ms, at.At)
	require.Len(t, at.Threads, 2)
	assert.Equal(t, replay.ThreadState{ID: 2, Name: "poster", Doing: replay.Blocking, Since: at.Threads[1].Since}, at.Threads[1])
	assert.Equal(t, trace.BlockBegan, log.Event(at.Threads[1].Since).Kind)
	require.Len(t, at.Loops, 1)
	l := at.Loops[0]
	assert.Equal(t, "home running 1", l.Name+" "+l.Phase.String()+" "+itoa(l.MainTask))
	assert.Equal(t, []int{2, 0, 0, 0}, []int{l.Created, l.Done, l.Failed, l.Canceled})
	assert.Equal(t, []int{0, 2, 1, 1, 0}, []int{l.Ready, l.Timers, l.Sleeping, l.Waiting, l.Inbox})
	timers := l.TimerQueue(0)
	assert.Equal(t, []int64{30 * ms, 40 * ms}, []int64{timers[0].Due, timers[1].Due})
	assert.Equal(t, []trace.TaskID{2, 0}, []trace.TaskID{timers[0].Task, timers[1].Task})
	waits := l.Waits(0)
	require.Len(t, waits, 1)
	assert.Equal(t, trace.TaskID(1), waits[0].Task)
	assert.Equal(t, trace.TaskID(2), waits[0].Other, "main awaits the child")
	assert.Equal(t, l.ID, waits[0].Loop)

	l = log.StateAtTime(35 * ms).Loops[0]
	wait := l.Waits(0)[0]
	assert.Zero(t, wait.Other, "main awaits a future")
	assert.Equal(t, trace.CallBegan, log.Event(wait.By).Kind, "which a callback will complete")
	assert.Equal(t, 1, l.Done)

	at = log.StateAtTime(55 * ms)
	l = at.Loops[0]
	assert.Equal(t, replay.Computing, l.Doing)
	assert.Equal(t, trace.TaskID(1), l.Task)
	assert.Equal(t, trace.StepBegan, log.Event(l.Step).Kind)
	assert.Equal(t, 1, l.Inbox)
	assert.Equal(t, trace.PostSent, log.Event(l.InboxQueue()[0]).Kind)
	require.Len(t, at.Threads, 1, "the poster has ended")
	poster, ok := at.Thread(2)
	assert.True(t, ok)
	assert.Equal(t, replay.ThreadState{ID: 2, Name: "poster", Doing: replay.Exited, Since: poster.Since}, poster)
	assert.Equal(t, trace.ThreadEnded, log.Event(poster.Since).Kind)
	self, ok := at.Thread(1)
	assert.True(t, ok)
	assert.Equal(t, at.Threads[0], self)
	assert.Equal(t, l.ID, at.Threads[0].Loop)

	end := log.StateAt(math.MaxUint32)
	assert.Empty(t, end.Threads)
	assert.Empty(t, end.Loops)
	l, ok = end.Loop(1)
	require.True(t, ok)
	assert.Equal(t, replay.Closed, l.Phase)
	assert.Equal(t, []int{2, 1, 1, 0}, []int{l.Created, l.Done, l.Failed, l.Canceled})
}

// TestATaskMayBeWokenBeforeItSuspends has a task await a future after it has asked itself to cancel.
func TestATaskMayBeWokenBeforeItSuspends(t *testing.T) {
	log := tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
		engine.CreateTask(co, "next", func(co *engine.Co) (any, error) { th.Print("here"); return nil, nil })
		co.Cancel()
		_, err := engine.NewFuture[int](co.Loop()).Await(co)
		return err
	}), tracetest.Virtual, session.Options{})
	for id, e := range log.Events(1) {
		if e.Kind == trace.Printed {
			l := log.StateAt(id).Loops[0]
			assert.Contains(t, queued(l), trace.TaskID(1))
			assert.Zero(t, l.Waiting)
		}
	}
}

func queued(l replay.LoopState) (tasks []trace.TaskID) {
	for _, q := range l.Queue(0) {
		tasks = append(tasks, q.Task)
	}
	return tasks
}

func itoa(t trace.TaskID) string { return string(rune('0' + t)) }

// zeroLog returns a state without its log.
func zeroLog(s *replay.State) *replay.State {
	return &replay.State{After: s.After, At: s.At, Threads: s.Threads, Loops: s.Loops}
}

// TestNonsenseHarmsNothing has everything that reads a trace read events that no run makes.
func TestNonsenseHarmsNothing(t *testing.T) {
	event := rapid.Custom(func(t *rapid.T) trace.Event {
		edge := func(most uint64) uint64 {
			if rapid.IntRange(0, 9).Draw(t, "edge") == 0 {
				return rapid.Uint64Range(0, most).Draw(t, "any")
			}
			return rapid.Uint64Range(0, 4).Draw(t, "small")
		}
		return trace.Event{
			At:     int64(edge(math.MaxUint64)),
			Arg:    int64(edge(math.MaxUint64)),
			Cause:  trace.EventID(rapid.IntRange(0, 60).Draw(t, "cause")),
			Loop:   trace.LoopID(edge(math.MaxUint32)),
			Task:   trace.TaskID(edge(math.MaxUint32)),
			Thread: trace.ThreadID(edge(math.MaxUint16)),
			Kind:   trace.Kind(rapid.IntRange(0, 40).Draw(t, "kind")),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		logs := [2]*replay.Log{{}, {}}
		for _, l := range logs {
			l.Batch(trace.Batch{First: 1, Events: rapid.SliceOf(event).Draw(t, "events"), Strings: []string{"a", ""}})
			l.End(trace.Trailer{Dropped: rapid.Uint64Range(0, 1).Draw(t, "dropped")})
			var summed stats.Collector
			summed.Batch(tracetest.BatchOf(l))
			summed.End(l.Trailer)
			summed.Summary()
			lint.Run(l)
			for id := range l.Events(0) {
				l.Describe(id)
				l.StateAtTime(l.Event(id).At)
				for _, loop := range l.StateAt(id).Loops {
					loop.Queue(0)
					loop.TimerQueue(2)
					loop.Waits(0)
					loop.InboxQueue()
					stats.OfTask(l, loop.ID, 1, id)
				}
			}
		}
		compare.Runs(logs[0], logs[1], compare.Rules{})
		compare.Runs(logs[0], logs[1], compare.Rules{RealTime: true})
	})
}
