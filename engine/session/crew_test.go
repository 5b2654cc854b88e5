package session_test

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/replay"
)

// logged is a trace that is checked and kept.
type logged struct {
	checked
	replay.Log
}

func (l *logged) Begin(h trace.Header) error {
	_ = l.Log.Begin(h)
	return l.checked.Begin(h)
}

func (l *logged) Batch(b trace.Batch) error {
	_ = l.Log.Batch(b)
	return l.checked.Batch(b)
}

func (l *logged) End(tr trace.Trailer) error {
	_ = l.Log.End(tr)
	return l.checked.End(tr)
}

// onCrew runs a spec with a worker for each thread and checks its trace.
func onCrew(t *testing.T, r spec.Run) (*logged, error) {
	t.Helper()
	s, ok := scenario.Find(r.Scenario)
	require.True(t, ok)
	c := &crew{}
	return c.run(t, context.Background(), s, r)
}

func (c *crew) run(t *testing.T, ctx context.Context, s scenario.Scenario, r spec.Run) (*logged, error) {
	t.Helper()
	c.find = func(id string) (scenario.Scenario, bool) { return s, id == s.ID }
	l := &logged{checked: checked{t, &recording{}}}
	if c.onBatch != nil {
		l.onBatch = func() { c.onBatch(l) }
	}
	_, err := session.RunScenario(ctx, s, r, session.Options{Workers: c}, l)
	c.working.Wait()
	return l, err
}

// calibrate measures what Work is, which takes time that a test's clock does not have.
func calibrate(t *testing.T) {
	t.Helper()
	s, _ := scenario.Find("main-and-thread")
	r := brief(t, s)
	r.Sleep = 0
	run(t, r, session.Options{})
}

func TestEveryScenarioDoesTheSameOnWorkersAsInVirtualTime(t *testing.T) {
	calibrate(t)
	for _, s := range scenario.All {
		t.Run(s.ID, func(t *testing.T) {
			t.Parallel()
			r := brief(t, s)
			if why := (scenario.Catalog{}).Except(r); why != "" {
				t.Skip(why)
			}
			if s.Shares() {
				_, err := onCrew(t, r)
				assert.ErrorIs(t, err, session.ErrShares)
				return
			}
			if scenariotest.Open(r) {
				t.Skip("who is quicker is open")
			}
			var simulated replay.Log
			virtual := r
			virtual.Placement = spec.Virtual
			_, want := session.Run(t.Context(), virtual, session.Options{}, &simulated)
			synctest.Test(t, func(t *testing.T) {
				l, got := onCrew(t, r)
				assert.Equal(t, want == nil, got == nil, "%v, %v", want, got)
				c := compare.Runs(&simulated, &l.Log, compare.Rules{RealTime: true})
				assert.Equal(t, compare.Same, c.Verdict, "%+v", c.Differences)
			})
		})
	}
}

// brief is a scenario in a version that takes little time, with a thread for each loop.
func brief(t *testing.T, s scenario.Scenario) spec.Run {
	t.Helper()
	short := map[string]string{"sleep": "30ms", "work": "200us", "block": "3ms", "iterations": "3", "loops": "3", "coroutines": "20"}
	pairs := []spec.Pair{{"scenario", s.ID}}
	for _, p := range s.Params {
		if value, ok := short[p.Name]; ok {
			pairs = append(pairs, spec.Pair{p.Name, value})
		}
	}
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	r.Placement = spec.Threads
	return r
}

func TestClocksOfWorkersAgree(t *testing.T) {
	rec, err := onCrew(t, parse(t, "loop-per-thread", spec.Threads, spec.Pair{"loops", "3"}, spec.Pair{"sleep", "5ms"}))
	require.NoError(t, err)
	assert.Equal(t, 4, rec.count(trace.ClockSet))
	for _, e := range rec.events {
		if e.Kind == trace.ClockSet {
			assert.Less(t, time.Duration(e.Arg), time.Second)
		}
	}
}

// TestTheSharedClockIsVerified gives workers that lie about the clock they share.
func TestTheSharedClockIsVerified(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	l, err := (&crew{lie: time.Hour}).run(t, t.Context(), s, r)
	require.NoError(t, err)
	for id, e := range l.Events(0) {
		require.Less(t, time.Duration(e.At), time.Minute, "event %d", id)
	}
}

func TestAHundredLoopsOnAHundredWorkers(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	r.Loops = 100
	c := &crew{}
	l, err := c.run(t, t.Context(), s, r)
	require.NoError(t, err)
	assert.Equal(t, 101, l.count(trace.ThreadEnded))
	assert.Equal(t, 100, l.count(trace.LoopClosed))
	assert.Equal(t, 101, c.started, "one for each thread, and none in vain")
}

func TestStopAndTimeoutEndARunOnWorkersSoon(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	for name, what := range map[string]func(r *spec.Run){
		"asleep":    func(r *spec.Run) { r.Sleep = time.Hour },
		"computing": func(r *spec.Run) { r.Work = time.Minute },
	} {
		t.Run(name, func(t *testing.T) {
			r := brief(t, s)
			what(&r)
			ctx, stop := context.WithCancel(t.Context())
			c := &crew{}
			c.onBatch = func(l *logged) {
				if l.count(trace.LoopCreated) == 3 {
					stop()
				}
			}
			_, err := c.run(t, ctx, s, r)
			require.ErrorIs(t, err, session.ErrStopped)

			r.Timeout = 50 * time.Millisecond
			l, err := (&crew{}).run(t, t.Context(), s, r)
			require.ErrorIs(t, err, session.ErrTimeout)
			assert.Equal(t, session.ErrTimeout.Error(), l.Trailer.Error)
		})
	}
}

// hung is a scenario whose other thread does what a test wants it to.
func hung(other scenario.Body) scenario.Scenario {
	return scenario.Scenario{
		ID: "hung",
		Main: func(t scenario.Thread, _ int) error {
			h := t.Start("Other", "other", 1)
			h.Join()
			t.Print("joined")
			return nil
		},
		Bodies: map[string]scenario.Body{"other": other},
	}
}

var onThreads = spec.Run{Scenario: "hung", Placement: spec.Threads, Seed: 1}

func TestAThreadThatDoesNotHearIsEndedWithItsWorker(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	free := make(chan struct{})
	c := &crew{onEnd: sync.OnceFunc(func() { close(free) })}
	l, err := c.run(t, ctx, hung(func(t scenario.Thread, _ int) error {
		t.Print("hangs")
		stop()
		<-free
		return nil
	}), onThreads)
	require.ErrorIs(t, err, session.ErrStopped)
	assert.Equal(t, 2, l.count(trace.ThreadEnded))
}

func TestACrashEndsOneThreadAndFreesWhoWaitsForIt(t *testing.T) {
	for name, at := range map[string]func(t scenario.Thread, die func()) error{
		"outside a loop": func(t scenario.Thread, die func()) error {
			t.Print("last words")
			die()
			return nil
		},
		"in a step": func(t scenario.Thread, die func()) error {
			_, err := engine.Run(t.Config("Loop"), func(co *engine.Co) (any, error) {
				t.Print("last words")
				die()
				return nil, nil
			})
			return err
		},
		"computing in a callback": func(t scenario.Thread, die func()) error {
			_, err := engine.Run(t.Config("Loop"), func(co *engine.Co) (any, error) {
				co.Loop().CallSoon(func() {
					t.Print("last words")
					t.Block(time.Microsecond) // what happened is told first
					die()
				})
				return nil, co.Sleep(time.Hour)
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := &crew{}
			l, err := c.run(t, t.Context(), hung(func(th scenario.Thread, _ int) error {
				return at(th, func() {
					c.of("Other").crash("stack overflow")
					<-c.of("Other").gone
				})
			}), onThreads)
			assert.EqualError(t, err, "thread Other was lost: stack overflow")
			assert.Equal(t, err.Error(), l.Trailer.Error)
			assert.Equal(t, 2, l.count(trace.ThreadEnded))
			var said []string
			for _, e := range l.events {
				if e.Kind == trace.Reported {
					assert.Equal(t, trace.ThreadID(2), e.Thread)
					said = append(said, l.texts.Get(trace.Text(e.Arg)))
				}
			}
			assert.Equal(t, []string{"stack overflow"}, said, "on its lane")
			assert.Contains(t, l.lines()[0], "joined", "whoever waits for it goes on")
		})
	}
}

func TestSubmissionsOnWorkers(t *testing.T) {
	for _, h := range handOffs {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			l, err := (&crew{}).run(t, t.Context(), h.scenario(), spec.Run{Scenario: "hand-off", Placement: spec.Threads})
			require.NoError(t, err)
			require.Equal(t, []string{h.want}, l.lines()[1])
		})
	}
}

func TestWhatOneWorkerSendsComesInItsOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tr := drawTraffic(rt)
		l, err := (&crew{}).run(t, t.Context(), tr.scenario(), spec.Run{Scenario: "traffic", Placement: spec.Threads})
		require.NoError(rt, err)
		for id, lines := range l.lines() {
			to, err := strconv.Atoi(strings.TrimPrefix(l.LoopName(id), "loop "))
			require.NoError(rt, err)
			require.Equal(rt, []string{tr.want(to)}, lines)
		}
	})
}

// TestMuchThatOneStepDoesIsToldInPieces has a thread do more in one step than a message should hold.
func TestMuchThatOneStepDoesIsToldInPieces(t *testing.T) {
	const timers = 400_000
	s := scenario.Scenario{ID: "much", Main: func(th scenario.Thread, _ int) error {
		_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
			for range timers {
				co.Loop().CallLater(time.Hour, func() {})
			}
			return nil, nil
		})
		return err
	}}
	c := &crew{}
	l, err := c.run(t, t.Context(), s, spec.Run{Scenario: s.ID, Placement: spec.Threads})
	require.NoError(t, err)
	assert.Greater(t, l.Len(), timers, "all of it arrives")
	assert.Less(t, c.longest, timers*trace.EventSize*3/4)
}

// TestALostWorkerOwesNobodyAnAnswer has a worker crash while others wait for what they submitted to it.
func TestALostWorkerOwesNobodyAnAnswer(t *testing.T) {
	c := &crew{}
	s := handOff{here: func(t scenario.Thread, co *engine.Co) (int64, error) {
		return t.Submit("there", "crash", 0).Await(co)
	}}.scenario()
	s.Coroutines = map[string]scenario.Coroutine{"crash": func(t scenario.Thread, co *engine.Co, _ int64) (int64, error) {
		c.of("there").crash("out of memory")
		<-c.of("there").gone
		return 0, nil
	}}
	l, err := c.run(t, t.Context(), s, spec.Run{Scenario: s.ID, Placement: spec.Threads})
	assert.ErrorContains(t, err, "thread there was lost: out of memory")
	assert.Equal(t, []string{engine.ErrClosed.Error()}, l.lines()[1])
}

func TestAWorkerThatCannotStartIsALostThread(t *testing.T) {
	s, _ := scenario.Find("loop-per-thread")
	r := brief(t, s)
	l, err := (&crew{most: 3}).run(t, t.Context(), s, r)
	assert.EqualError(t, err, "thread Loop2 was lost: no room for another")
	assert.Equal(t, 4, l.count(trace.ThreadStarted))
	assert.Equal(t, 4, l.count(trace.ThreadEnded))
	assert.Equal(t, 2, l.count(trace.LoopClosed), "the others went on")
}

// FuzzWhatAWorkerSays gives the coordinator anything for a message.
func FuzzWhatAWorkerSays(f *testing.F) {
	f.Add([]byte("zbad"), false)
	f.Add([]byte{'e', 1, 1, 0, 's', 1, 'x', 4, 'l', 'o', 'o', 'p', 3}, true)
	f.Fuzz(func(t *testing.T, says []byte, ends bool) {
		s, _ := scenario.Find("main-and-thread")
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer stop()
		c := &crew{says: says, find: scenario.Find}
		_, err := session.RunScenario(ctx, s, brief(t, s), session.Options{Workers: c}, &replay.Log{})
		assert.Error(t, err)
	})
}
