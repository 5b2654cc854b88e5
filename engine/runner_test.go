package engine_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine"
	"loopyard/engine/trace"
)

func TestMain(m *testing.M) {
	// A coroutine that a Goexit has ended stays parked for good; the engine says so in its documentation.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("loopyard/engine.(*worker).exec.func1"))
}

func loopID(co *engine.Co) (trace.LoopID, error) { return co.Loop().ID(), nil }

func TestARunnerMakesItsLoopLateAndKeepsIt(t *testing.T) {
	c := alone(t)
	r := engine.NewRunner(c)
	var ids []trace.LoopID
	for range 3 {
		id, err := engine.RunIn(r, loopID)
		require.NoError(t, err)
		ids = append(ids, id)
	}
	assert.Equal(t, ids[0], ids[1])
	assert.Equal(t, ids[0], ids[2])
	require.NoError(t, r.Close())
	require.NoError(t, r.Close(), "a second close does nothing")
	_, err := engine.RunIn(r, loopID)
	assert.ErrorIs(t, err, engine.ErrRunnerClosed)
	_, err = r.Loop()
	assert.ErrorIs(t, err, engine.ErrRunnerClosed)
}

func TestEachRunHasAFreshLoop(t *testing.T) {
	c := alone(t)
	first, err := engine.Run(c, loopID)
	require.NoError(t, err)
	second, err := engine.Run(c, loopID)
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
}

func TestARunnerThatWasNeverUsedMakesNoLoop(t *testing.T) {
	assert.NoError(t, engine.With(alone(t), func(*engine.Runner) error { return nil }))
}

func TestWithClosesWhateverHappens(t *testing.T) {
	var kept *engine.Runner
	err := engine.With(alone(t), func(r *engine.Runner) error {
		kept = r
		return errBad
	})
	assert.ErrorIs(t, err, errBad)
	_, err = engine.RunIn(kept, loopID)
	assert.ErrorIs(t, err, engine.ErrRunnerClosed)

	assert.Panics(t, func() {
		engine.With(alone(t), func(r *engine.Runner) error { kept = r; panic("oh") })
	})
	_, err = engine.RunIn(kept, loopID)
	assert.ErrorIs(t, err, engine.ErrRunnerClosed)
}

func TestLeftoversAreCanceledAtCloseAndTheirDeferredCallsRun(t *testing.T) {
	var l log
	leave := func(co *engine.Co) (any, error) {
		engine.CreateTask(co, "left", func(co *engine.Co) (any, error) {
			defer l.add("cleaned up")
			l.add("began")
			err := co.Sleep(time.Hour)
			l.add(err.Error())
			return nil, errors.Join(err, co.Sleep(time.Second))
		})
		return nil, nil
	}
	c := alone(t)
	r := engine.NewRunner(c)
	_, err := engine.RunIn(r, leave)
	require.NoError(t, err)
	assert.Equal(t, log{"began"}, l, "a task that was made before the end has its first step, as in asyncio")
	_, err = engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Minute) })
	require.NoError(t, err)
	assert.Equal(t, log{"began"}, l, "it stays between runs")
	require.NoError(t, r.Close())
	assert.Equal(t, log{"began", "canceled", "cleaned up"}, l)
}

func TestADeadlockAtCloseUnwindsTheTask(t *testing.T) {
	var l log
	err := run(t, func(co *engine.Co) error {
		engine.CreateTask(co, "stubborn", func(co *engine.Co) (any, error) {
			defer l.add("unwound")
			defer co.Sleep(time.Second) // refused: nothing waits any more
			co.Sleep(time.Hour)
			return engine.NewFuture[any](co.Loop()).Await(co)
		})
		return co.Yield()
	})
	assert.ErrorIs(t, err, engine.ErrDeadlock)
	assert.Equal(t, log{"unwound"}, l)
}

func TestARunInsideARunIsRefused(t *testing.T) {
	c := alone(t)
	_, err := engine.Run(c, func(co *engine.Co) (any, error) {
		_, err := engine.Run(c, loopID)
		return nil, err
	})
	assert.ErrorIs(t, err, engine.ErrRunning)
	r := engine.NewRunner(c)
	_, err = engine.RunIn(r, func(co *engine.Co) (any, error) {
		_, err := engine.RunIn(r, loopID)
		return nil, errors.Join(err, r.Close())
	})
	assert.ErrorIs(t, err, engine.ErrRunnerRunning)
	assert.ErrorIs(t, err, engine.ErrCloseRunning)
	assert.NoError(t, r.Close())
}

func TestThreadsRunLoopsOfTheirOwn(t *testing.T) {
	const threads = 8
	var all []*engine.Thread
	ids := make([]trace.LoopID, threads)
	for i := range threads {
		all = append(all, engine.StartThread("worker", func(th *engine.Thread) error {
			var err error
			ids[i], err = engine.Run(engine.Config{Thread: th}, func(co *engine.Co) (trace.LoopID, error) {
				return co.Loop().ID(), co.Sleep(time.Millisecond)
			})
			return err
		}))
	}
	seen := map[trace.LoopID]bool{}
	for i, th := range all {
		require.NoError(t, th.Join())
		seen[ids[i]] = true
	}
	assert.Len(t, seen, threads)
}

func TestJoinTellsHowTheThreadEnded(t *testing.T) {
	assert.ErrorIs(t, engine.StartThread("bad", func(*engine.Thread) error { return errBad }).Join(), errBad)
	var p *engine.PanicError
	assert.ErrorAs(t, engine.StartThread("wild", func(*engine.Thread) error { panic(errBad) }).Join(), &p)
	assert.ErrorIs(t, p, errBad)
}

func TestAnInterruptedRunEndsItsTasks(t *testing.T) {
	parker := engine.NewRealParker(engine.NewRealClock())
	c := engine.Config{Thread: engine.NewThread(engine.ThreadConfig{Parker: parker})}
	var l log
	_, err := engine.Run(c, func(co *engine.Co) (any, error) {
		co.Loop().CallSoon(func() { parker.Interrupt(errBad) })
		defer l.add("deferred")
		return nil, co.Sleep(time.Hour)
	})
	assert.ErrorIs(t, err, errBad)
	assert.Equal(t, log{"deferred"}, l)
}
