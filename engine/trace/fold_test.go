package trace_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// fold is the state by the plainest means: one event after another, and nothing written down but what is now.
type fold struct {
	log     *trace.Log
	threads map[trace.ThreadID]trace.Activity
	loops   map[trace.LoopID]*foldLoop
	posts   map[string]int // by the receiving loop's name: sent and not received
}

type foldLoop struct {
	life   trace.Life
	step   trace.EventID
	ready  []trace.EventID
	timers []trace.EventID
	waits  map[trace.TaskID]bool
	ended  [3]int
	made   int
}

func (f *fold) apply(id trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.ThreadStarted, trace.JoinEnded, trace.WorkEnded, trace.BlockEnded:
		f.threads[e.Thread] = trace.Plain
	case trace.ThreadEnded:
		delete(f.threads, e.Thread)
	case trace.JoinBegan:
		f.threads[e.Thread] = trace.Joining
	case trace.WorkBegan, trace.WorkResumed:
		f.threads[e.Thread] = trace.Computing
	case trace.WorkPaused:
		f.threads[e.Thread] = trace.WaitingForCore
	case trace.BlockBegan:
		f.threads[e.Thread] = trace.Blocking
	case trace.LoopCreated:
		f.loops[e.Loop] = &foldLoop{life: trace.Created, waits: map[trace.TaskID]bool{}}
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

func (l *foldLoop) apply(log *trace.Log, id trace.EventID, e trace.Event) {
	not := func(cause trace.EventID) func(trace.EventID) bool {
		return func(id trace.EventID) bool { return id == cause }
	}
	ready := func(t trace.TaskID) bool {
		return slices.ContainsFunc(l.ready, func(id trace.EventID) bool { return log.Event(id).Task == t })
	}
	switch e.Kind {
	case trace.RunBegan, trace.TickBegan:
		l.life = trace.Running
	case trace.RunEnded:
		l.life = trace.Idle
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
		l.made++
	case trace.TaskDone, trace.TaskFailed, trace.TaskCanceled:
		l.ended[e.Kind-trace.TaskDone]++
	}
}

// matches checks that a state is what was folded.
func (f *fold) matches(t require.TestingT, s *trace.State) {
	threads := map[trace.ThreadID]trace.Activity{}
	for _, th := range s.Threads {
		threads[th.ID] = th.Does
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
		require.Equal(t, want.life, got.Life)
		require.Equal(t, f.posts[got.Name], got.Inbox)
		require.Equal(t, []int{want.made, want.ended[0], want.ended[1], want.ended[2]}, []int{got.Made, got.Done, got.Failed, got.Canceled})
		require.Equal(t, got.TimerQueue(0)[:min(3, got.Timers)], got.TimerQueue(3))
	}
}

// busy has several threads that do all there is to do: many events, many of them facts for long.
var busy = scenario.Scenario{ID: "busy",
	Main: func(th scenario.Thread, _ int) error {
		all := []scenario.Handle{th.Start("A", "loop", 1), th.Start("B", "loop", 2), th.Start("C", "runs", 3), th.Start("D", "late", 4)}
		for range 100 {
			th.Work(500 * time.Microsecond)
			th.Block(time.Millisecond)
			th.Post("late", "nothing", 0)
		}
		for _, h := range all {
			h.Join()
		}
		return nil
	},
	Bodies: map[string]scenario.Body{
		"loop": func(th scenario.Thread, n int) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
				var gate engine.Event
				var all []engine.Awaitable[any]
				for i := range 200 * n {
					all = append(all, engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
						for j := range 10 {
							co.Sleep(time.Duration(1+(i*7+j*13)%50) * time.Millisecond)
							if i%20 == 0 {
								th.Work(time.Millisecond)
							}
						}
						co.Loop().CallLater(time.Duration(i)*time.Millisecond, func() {})
						return nil, gate.Wait(co)
					}))
				}
				co.Sleep(time.Second)
				gate.Set()
				return nil, engine.Group(co, func(*engine.TaskGroup) error {
					_, err := engine.Gather(co, all...)
					return err
				})
			})
			return err
		},
		"late": func(th scenario.Thread, n int) error {
			th.Block(time.Second / 10)
			_, err := engine.Run(th.Config("late"), func(co *engine.Co) (any, error) {
				for range 10 {
					th.Work(20 * time.Millisecond)
					co.Yield()
				}
				return nil, nil
			})
			return err
		},
		"runs": func(th scenario.Thread, n int) error {
			for range 300 {
				engine.Run(th.Config("short"), func(co *engine.Co) (any, error) {
					engine.CreateTask(co, "left behind", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
					co.Loop().CallLater(time.Hour, func() {})
					return nil, co.Sleep(2 * time.Millisecond)
				})
			}
			return nil
		},
	},
	Calls: map[string]scenario.Call{"nothing": func(scenario.Thread, *engine.Loop, int64) {}},
}

func TestStateIsWhatItFoldsTo(t *testing.T) {
	log := record(t, busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	require.Greater(t, log.Len(), 40_000, "enough for several marks")
	f := &fold{log: log, threads: map[trace.ThreadID]trace.Activity{}, loops: map[trace.LoopID]*foldLoop{}, posts: map[string]int{}}
	seen, most := map[trace.Activity]bool{}, 0
	for id, e := range log.Events(1) {
		f.apply(id, e)
		if id%499 == 0 || int(id) == log.Len() {
			s := log.StateAt(id)
			f.matches(t, s)
			for _, th := range s.Threads {
				seen[th.Does] = true
			}
			for _, l := range s.Loops {
				most = max(most, l.Inbox)
			}
		}
	}
	assert.Greater(t, most, 10, "posts that wait")
	assert.Len(t, seen, 5, "%v", slices.Collect(maps.Keys(seen)))
}

// TestStateWhileTheTraceComes asks a log that is not whole yet, and again when it is.
func TestStateWhileTheTraceComes(t *testing.T) {
	log := record(t, busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	all := batchOf(log)
	var growing trace.Log
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
			assert.Equal(t, later.Loops[i].Tasks(), l.Tasks())
		}
	}
	assert.ErrorIs(t, growing.Batch(trace.Batch{First: 7, Events: all.Events[:1]}), trace.ErrGap)
	assert.Equal(t, log.Len(), growing.Len())
}
