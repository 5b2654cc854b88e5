package replay_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

// fold is the state worked out in the simplest way: event by event, with nothing but the current state kept.
type fold struct {
	log     *replay.Log
	threads map[trace.ThreadID]replay.Doing
	loops   map[trace.LoopID]*foldLoop
	posts   map[string]int // by the name of the receiving loop: sent and not received
}

type foldLoop struct {
	phase   replay.Phase
	step    trace.EventID
	ready   []trace.EventID
	timers  []trace.EventID
	waits   map[trace.TaskID]bool
	ended   [3]int
	created int
}

func (f *fold) apply(id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadStarted, trace.JoinEnded, trace.WorkEnded, trace.BlockEnded:
		f.threads[e.Thread] = replay.PlainCode
	case trace.ThreadEnded:
		delete(f.threads, e.Thread)
	case trace.JoinBegan:
		f.threads[e.Thread] = replay.Joining
	case trace.WorkBegan, trace.WorkResumed:
		f.threads[e.Thread] = replay.Computing
	case trace.WorkPaused:
		f.threads[e.Thread] = replay.WaitingForCore
	case trace.BlockBegan:
		f.threads[e.Thread] = replay.Blocking
	case trace.LoopCreated:
		f.loops[e.Loop] = &foldLoop{phase: replay.Created, waits: map[trace.TaskID]bool{}}
	case trace.LoopClosed:
		delete(f.loops, e.Loop)
	case trace.PostSent:
		f.posts[f.log.EventText(e)]++
	case trace.PostReceived:
		f.posts[f.log.LoopName(e.Loop)]--
	default:
		if l := f.loops[e.Loop]; l != nil {
			l.apply(f.log, id, e)
		}
	}
}

func (l *foldLoop) apply(log *replay.Log, id trace.EventID, e trace.Event) {
	not := func(cause trace.EventID) func(trace.EventID) bool {
		return func(id trace.EventID) bool { return id == cause }
	}
	ready := func(t trace.TaskID) bool {
		return slices.ContainsFunc(l.ready, func(id trace.EventID) bool { return log.Event(id).Task == t })
	}
	switch e.Kind {
	case trace.RunBegan, trace.TickBegan:
		l.phase = replay.Running
	case trace.RunEnded:
		l.phase = replay.Idle
	case trace.TaskReady, trace.CallReady:
		l.ready = append(l.ready, id)
		if e.Task != 0 {
			delete(l.waits, e.Task)
		}
	case trace.StepBegan, trace.CallBegan:
		l.ready, l.step = slices.DeleteFunc(l.ready, not(e.Cause)), id
	case trace.CallCanceled:
		l.ready = slices.DeleteFunc(l.ready, not(e.Cause))
	case trace.StepEnded, trace.CallEnded:
		if l.step = 0; trace.Outcome(e.Arg) == trace.Awaited && !ready(e.Task) {
			l.waits[e.Task] = true
		}
	case trace.TimerSet:
		l.timers = append(l.timers, id)
	case trace.TimerFired, trace.TimerCanceled:
		l.timers = slices.DeleteFunc(l.timers, not(e.Cause))
	case trace.TaskCreated:
		l.created++
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		l.ended[e.Kind-trace.TaskDone]++
	}
}

// matches checks that a state is the one that was folded.
func (f *fold) matches(t require.TestingT, s *replay.State) {
	threads := map[trace.ThreadID]replay.Doing{}
	for _, th := range s.Threads {
		threads[th.ID] = th.Doing
	}
	require.Equal(t, f.threads, threads)
	require.Len(t, s.Loops, len(f.loops))
	for _, got := range s.Loops {
		want := f.loops[got.ID]
		require.NotNil(t, want)
		var ready, timers []trace.EventID
		for _, q := range got.Queue(0) {
			ready = append(ready, q.Event)
		}
		for _, timer := range got.TimerQueue(0) {
			timers = append(timers, timer.Event)
		}
		waits := map[trace.TaskID]bool{}
		for _, w := range got.Waits(0) {
			waits[w.Task] = true
		}
		order := slices.SortedFunc(slices.Values(want.timers), func(a, b trace.EventID) int {
			return cmp.Or(cmp.Compare(f.log.Event(a).Arg, f.log.Event(b).Arg), cmp.Compare(a, b))
		})
		require.True(t, slices.Equal(want.ready, ready), "ready queue: %v, want %v", ready, want.ready)
		require.True(t, slices.Equal(order, timers), "timers: %v, want %v", timers, order)
		require.Equal(t, want.waits, waits)
		require.Equal(t, want.step, got.Step)
		require.Equal(t, want.phase, got.Phase)
		require.Equal(t, f.posts[got.Name], got.Inbox)
		require.Equal(t, []int{want.created, want.ended[0], want.ended[1], want.ended[2]}, []int{got.Created, got.Done, got.Failed, got.Canceled})
		require.Equal(t, got.TimerQueue(0)[:min(3, got.Timers)], got.TimerQueue(3))
	}
}

func TestTheStateIsThatOfTheEventsBefore(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	require.Greater(t, log.Len(), 40_000, "enough for several snapshots")
	f := &fold{log: log, threads: map[trace.ThreadID]replay.Doing{}, loops: map[trace.LoopID]*foldLoop{}, posts: map[string]int{}}
	seen, most := map[replay.Doing]bool{}, 0
	for id, e := range log.Events(1) {
		f.apply(id, e)
		if id%499 == 0 || int(id) == log.Len() {
			s := log.StateAt(id)
			f.matches(t, s)
			for _, th := range s.Threads {
				seen[th.Doing] = true
			}
			for _, l := range s.Loops {
				most = max(most, l.Inbox)
			}
		}
	}
	assert.Greater(t, most, 10, "posts that wait")
	assert.Len(t, seen, 5, "%v", slices.Collect(maps.Keys(seen)))
}

// TestStateWhileTheTraceComes asks a log that is not whole yet, and one that is.
func TestStateWhileTheTraceComes(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	all := tracetest.BatchOf(log)
	var growing replay.Log
	for at := 0; at < len(all.Events); {
		n := min(at+1500, len(all.Events))
		b := trace.Batch{First: trace.EventID(at + 1), Events: all.Events[at:n]}
		if at == 0 {
			b.Strings = all.Strings
		}
		require.NoError(t, growing.Batch(b))
		at = n
		now, later := growing.StateAt(trace.EventID(n)), log.StateAt(trace.EventID(n))
		assert.Equal(t, later.Threads, now.Threads)
		require.Len(t, now.Loops, len(later.Loops))
		for i, l := range now.Loops {
			assert.Equal(t, later.Loops[i].Queue(0), l.Queue(0))
			assert.Equal(t, later.Loops[i].TimerQueue(0), l.TimerQueue(0))
			assert.Equal(t, later.Loops[i].Waiting, l.Waiting)
		}
	}
	assert.ErrorIs(t, growing.Batch(trace.Batch{First: 7, Events: all.Events[:1]}), replay.ErrGap)
	assert.Equal(t, log.Len(), growing.Len())
}
