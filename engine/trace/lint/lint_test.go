package lint_test

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

const ms = int64(time.Millisecond)

// only gives the one finding that there should be.
func only(t *testing.T, log *replay.Log, k lint.Rule) lint.Finding {
	t.Helper()
	all := lint.Run(log)
	require.Len(t, all.List, 1, "%+v", all.List)
	f := all.List[0]
	assert.Equal(t, k, f.Rule)
	assert.Equal(t, f.Times, all.Count[k])
	assert.NotEmpty(t, f.Text)
	assert.NotEmpty(t, k.Advice())
	assert.NotEmpty(t, k.Severity().String())
	assert.NotContains(t, k.Summary(2), "#")
	assert.NotEqual(t, k.Summary(1), k.Summary(2))
	return f
}

func TestBlockedLoopSaysWhoPaid(t *testing.T) {
	log := tracetest.Record(t, tracetest.Held, tracetest.Virtual, session.Options{})
	f := only(t, log, lint.BlockedLoop)
	assert.Equal(t, "hog held loop for 300ms, blocked. ready ran 300ms late, sleeper ran 200ms late.", f.Text)
	assert.Equal(t, 500*ms, f.Delay)
	assert.Equal(t, trace.StepBegan, log.Event(f.Event).Kind)
	assert.Equal(t, "hog", log.TaskName(f.Loop, f.Task))
	assert.Equal(t, lint.Warning, lint.BlockedLoop.Severity())
}

func TestABlockedLoopCanBePaidForByAPost(t *testing.T) {
	var other *engine.Loop
	s := scenario.Scenario{
		Main: func(th scenario.Thread, _ int) error {
			poster := th.Start("poster", "poster", 0)
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
				other = co.Loop()
				th.Work(200 * time.Millisecond)
				return nil, co.Yield()
			})
			poster.Join()
			return err
		},
		Bodies: map[string]scenario.Body{"poster": func(th scenario.Thread, _ int) error {
			th.Block(50 * time.Millisecond)
			return other.CallSoonThreadsafe(func() {})
		}},
	}
	f := only(t, tracetest.Record(t, s, tracetest.Virtual, session.Options{}), lint.BlockedLoop)
	assert.Equal(t, "main held loop for 200ms, computing. a post ran 150ms late.", f.Text)
}

func TestManyShortStepsHoldALoopToo(t *testing.T) {
	log := tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
		for range 20 {
			engine.CreateTask(co, "", func(co *engine.Co) (any, error) { th.Work(10 * time.Millisecond); return nil, nil })
		}
		return co.Sleep(50 * time.Millisecond)
	}), tracetest.Virtual, session.Options{})
	f := only(t, log, lint.SlowTick)
	assert.Equal(t, "20 steps of one tick held loop for 200ms. main ran 150ms late.", f.Text)
	assert.Equal(t, trace.TickBegan, log.Event(f.Event).Kind)
}

func TestALongStepWithoutOthersIsAHint(t *testing.T) {
	long := func(d time.Duration) *replay.Log {
		return tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
			th.Work(d)
			return co.Sleep(time.Second)
		}), tracetest.Virtual, session.Options{})
	}
	assert.Contains(t, only(t, long(100*time.Millisecond), lint.NeverYielded).Text, "main held loop for 100ms, computing. Nothing else")
	assert.Equal(t, lint.Hint, lint.NeverYielded.Severity())
	assert.Empty(t, lint.Run(long(99*time.Millisecond)).List)
}

func TestAStepThatNeverEndsIsFound(t *testing.T) {
	log := tracetest.Record(t, tracetest.Held, tracetest.Virtual, session.Options{})
	hog := lint.Run(log).List[0].Event
	cut := &replay.Log{}
	b := tracetest.BatchOf(log)
	for id := hog; log.Event(id).Kind != trace.StepEnded; id++ {
		b.Events = tracetest.BatchOf(log).Events[:id]
	}
	cut.Batch(b)
	f := only(t, cut, lint.BlockedLoop)
	assert.Equal(t, hog, f.Event)
}

func TestFailuresAndMisuseAreFound(t *testing.T) {
	misuse := func(use func(th scenario.Thread, co *engine.Co) error) *replay.Log {
		return tracetest.Record(t, tracetest.Alone(use), tracetest.Virtual, session.Options{})
	}
	t.Run("never retrieved", func(t *testing.T) {
		log := misuse(func(th scenario.Thread, co *engine.Co) error {
			engine.CreateTask(co, "fails", func(co *engine.Co) (any, error) { return nil, errors.New("no: bad luck") })
			return co.Sleep(time.Second)
		})
		f := only(t, log, lint.NeverRetrieved)
		assert.Equal(t, "The failure of fails was never looked at: no: bad luck", f.Text)
		assert.Equal(t, trace.TaskFailed, log.Event(f.Event).Kind)
	})
	t.Run("a future's", func(t *testing.T) {
		log := misuse(func(th scenario.Thread, co *engine.Co) error {
			return engine.NewFuture[int](co.Loop()).SetError(tracetest.ErrScripted)
		})
		f := only(t, log, lint.NeverRetrieved)
		assert.Equal(t, "The failure of a future was never looked at: scripted", f.Text)
	})
	t.Run("reported", func(t *testing.T) {
		log := misuse(func(th scenario.Thread, co *engine.Co) error {
			co.Loop().CallSoon(func() { panic("boom") })
			co.Loop().CallSoon(func() { panic("boom") })
			return co.Sleep(time.Second)
		})
		f := only(t, log, lint.Reported)
		assert.Equal(t, "loop: Exception in callback: panic: boom", f.Text)
		assert.Equal(t, 2, f.Times)
	})
	t.Run("wrong loop", func(t *testing.T) {
		log := misuse(func(th scenario.Thread, co *engine.Co) error {
			elsewhere := engine.NewLoop(th.Config("elsewhere"))
			defer elsewhere.Close()
			_, err := engine.NewFuture[int](elsewhere).Await(co)
			return err
		})
		f := only(t, log, lint.WrongLoop)
		assert.Equal(t, "loop, main: got Future attached to a different loop: it belongs to elsewhere, awaited in loop", f.Text)
		assert.Equal(t, lint.Mistake, f.Rule.Severity())
	})
	t.Run("closed loop", func(t *testing.T) {
		log := misuse(func(th scenario.Thread, co *engine.Co) error {
			old := engine.NewLoop(th.Config("old"))
			old.Close()
			old.CallSoon(func() {})
			return nil
		})
		f := only(t, log, lint.ClosedLoop)
		assert.Equal(t, "loop, main: panic: Event loop is closed", f.Text)
	})
	t.Run("wrong thread", func(t *testing.T) {
		var foreign *engine.Loop
		s := scenario.Scenario{
			Main: func(th scenario.Thread, _ int) error {
				c := th.Config("guarded")
				c.Debug = true
				foreign = engine.NewLoop(c)
				th.Start("other", "other", 0).Join()
				return foreign.Close()
			},
			Bodies: map[string]scenario.Body{"other": func(th scenario.Thread, _ int) error {
				_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { foreign.CallSoon(func() {}); return nil, nil })
				return err
			}},
		}
		f := only(t, tracetest.Record(t, s, tracetest.Virtual, session.Options{}), lint.WrongThread)
		assert.Contains(t, f.Text, "guarded belongs to thread MainThread, used from")
	})
}

func TestRunsThatAreRefusedAreFound(t *testing.T) {
	t.Run("nested", func(t *testing.T) {
		log := tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
			_, err := engine.Run(th.Config("inner"), func(co *engine.Co) (any, error) { return nil, nil })
			return err
		}), tracetest.Virtual, session.Options{})
		f := only(t, log, lint.NestedRun)
		assert.Equal(t, "loop, main: asyncio.run() cannot be called from a running event loop", f.Text)
		assert.Equal(t, trace.RunRefused, log.Event(f.Event).Kind)
		assert.Equal(t, 1, f.Times, "the task that fails with it is not told of again")
	})
	t.Run("closed", func(t *testing.T) {
		s := scenario.Scenario{Main: func(th scenario.Thread, _ int) error {
			r := engine.NewRunner(th.Config("loop"))
			r.Close()
			engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, nil })
			return nil
		}}
		f := only(t, tracetest.Record(t, s, tracetest.Virtual, session.Options{}), lint.ClosedLoop)
		assert.Equal(t, "MainThread: Runner is closed", f.Text)
		assert.Equal(t, lint.Mistake, f.Rule.Severity())
	})
}

func TestACoroutineThatNobodyAwaitedIsFound(t *testing.T) {
	s := scenario.Scenario{Main: func(th scenario.Thread, _ int) error {
		c := th.Config("loop")
		c.Debug = true
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			engine.NewCall(co, "save", func(co *engine.Co) (any, error) { return nil, nil })
			return nil, nil
		})
		return err
	}}
	f := only(t, tracetest.Record(t, s, tracetest.Virtual, session.Options{}), lint.NeverAwaited)
	assert.Equal(t, "loop: coroutine 'save' was never awaited", f.Text)
}

func TestFreshLoops(t *testing.T) {
	s, r := tracetest.Parse(t, "run-each", spec.Virtual, spec.Pair{"coroutines", "4"})
	log := tracetest.Record(t, s, r, session.Options{})
	f := only(t, log, lint.FreshLoops)
	assert.Equal(t, "MainThread made 4 loops one after another, each for a single run.", f.Text)
	assert.Equal(t, trace.LoopCreated, log.Event(f.Event).Kind)
	r.Coroutines = 2
	assert.Empty(t, lint.Run(tracetest.Record(t, s, r, session.Options{})).List)
}

func TestDeadlock(t *testing.T) {
	log := tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
		var never engine.Event
		for i := range 7 {
			engine.CreateTask(co, "waiter "+strconv.Itoa(i), func(co *engine.Co) (any, error) { return nil, never.Wait(co) })
		}
		return never.Wait(co)
	}), tracetest.Virtual, session.Options{})
	f := only(t, log, lint.Deadlock)
	assert.Equal(t, "loop has nothing to run and no timer, and no other thread can wake it. These tasks wait: "+
		"main, waiter 0, waiter 1, waiter 2, waiter 3, 3 more.", f.Text)
	l, ok := log.StateAt(f.Event).Loop(f.Loop)
	require.True(t, ok)
	assert.Equal(t, 8, l.Waiting)
}

// A machine that stalls makes every program of real time late, and turns round what was to happen within milliseconds.
func TestGoodProgramsHaveNoFindings(t *testing.T) {
	tracetest.Everywhere(t, func(t *testing.T, s scenario.Scenario, r spec.Run) {
		r.Coroutines = min(r.Coroutines, 2)
		if len(lesson.Of(s.ID).Lints[r.Variant]) > 0 {
			return
		}
		found := lint.Run(tracetest.Record(t, s, r, session.Options{})).List
		if r.Placement == spec.Virtual {
			assert.Empty(t, found)
			return
		}
		if len(found) > 0 {
			found = lint.Run(tracetest.Record(t, s, scenariotest.Slower(r), session.Options{})).List
		}
		for _, f := range found {
			assert.Contains(t, []lint.Rule{lint.BlockedLoop, lint.SlowTick, lint.NeverYielded}, f.Rule, f.Text)
		}
	})
}

func TestATraceThatIsNotWholeSaysSo(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual)
	f := only(t, tracetest.Record(t, s, r, session.Options{Events: 100}), lint.NotWhole)
	assert.EqualValues(t, 100, f.Event)
}

func TestOnlySoManyFindingsAreListed(t *testing.T) {
	log := tracetest.Record(t, tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
		for i := range 150 {
			th.Work(100*time.Millisecond + time.Duration(i)*time.Microsecond)
			co.Yield()
		}
		return nil
	}), tracetest.Virtual, session.Options{})
	all := lint.Run(log)
	assert.Len(t, all.List, 100)
	assert.Equal(t, 150, all.Count[lint.NeverYielded])
	assert.Equal(t, "150 steps took long, and nothing else was due.", lint.NeverYielded.Summary(all.Count[lint.NeverYielded]))
	for i := 1; i < len(all.List); i++ {
		assert.Less(t, all.List[i-1].Event, all.List[i].Event)
	}
}

func BenchmarkLint(b *testing.B) {
	log := tracetest.Large["100 loops"]()
	for range b.N {
		lint.Run(log)
	}
}
