package engine_test

import (
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

func TestARunInsideARunIsRefusedWithoutAThreadToo(t *testing.T) {
	nested := func(t *testing.T) {
		_, err := engine.Run(engine.Config{}, loopID)
		assert.ErrorIs(t, err, engine.ErrRunning)
		r := engine.NewRunner(engine.Config{})
		_, err = engine.RunIn(r, loopID)
		assert.ErrorIs(t, err, engine.ErrRunnerRunning)
		require.NoError(t, r.Close())
		l := engine.NewLoop(engine.Config{})
		assert.ErrorIs(t, l.RunForever(), engine.ErrOtherRunning)
		require.NoError(t, l.Close(), "a loop may be made and closed there")
	}
	_, err := engine.Run(engine.Config{}, engine.Proc(func(co *engine.Co) error {
		nested(t)
		co.Loop().CallSoon(func() { nested(t) })
		co.Yield()
		co.Yield()
		apart := make(chan error)
		go func() {
			_, err := engine.Run(engine.Config{}, loopID)
			apart <- err
		}()
		return <-apart
	}))
	assert.NoError(t, err)
	_, err = engine.Run(engine.Config{}, loopID)
	assert.NoError(t, err)
}

func TestAFutureOfAnotherLoopEndsNoRun(t *testing.T) {
	c := alone(t)
	one, other := engine.NewLoop(c), engine.NewLoop(c)
	_, err := engine.RunUntilComplete(one, engine.NewFuture[int](other))
	assert.ErrorIs(t, err, engine.ErrOtherLoop)
	require.NoError(t, one.Close())
	require.NoError(t, other.Close())
}

func TestACallIsAwaitedOnceAndInItsLoop(t *testing.T) {
	c := alone(t)
	c.Debug = true
	var kept *engine.Call[int]
	_, err := engine.Run(c, func(co *engine.Co) (int, error) {
		kept = engine.NewCall(co, "kept", value(1, nil))
		call := engine.NewCall(co, "call", value(42, nil))
		v, err := call.Await(co)
		assert.Equal(t, 42, v)
		assert.NoError(t, err)
		return call.Await(co)
	})
	assert.ErrorIs(t, err, engine.ErrCallReused)
	_, err = engine.Run(c, kept.Await)
	assert.ErrorIs(t, err, engine.ErrOtherLoop)
}

// TestDebugFindsEveryChangeFromAnotherThread tries what changes a loop, from a goroutine that is not its own.
func TestDebugFindsEveryChangeFromAnotherThread(t *testing.T) {
	c := virtual()
	c.Debug = true
	_, err := engine.Run(c, engine.Proc(func(co *engine.Co) error {
		var e engine.Event
		q, f, l := engine.NewQueue[int](0), engine.NewFuture[any](co.Loop()), co.Loop()
		for _, wait := range []func(co *engine.Co) error{
			e.Wait,
			func(co *engine.Co) error { _, err := q.Get(co); return err },
			func(co *engine.Co) error { _, err := f.Await(co); return err },
		} {
			engine.Go(co, "", wait)
		}
		co.Yield()
		for name, change := range map[string]func(){
			"an event is set":         e.Set,
			"a value is put":          func() { q.PutNow(1) },
			"a result is set":         func() { f.SetResult(nil) },
			"a callback is queued":    func() { l.CallSoon(func() {}) },
			"a task is made":          func() { engine.Go(co, "", value2) },
			"a task is canceled":      func() { co.Cancel() },
			"a request is taken back": func() { co.Uncancel() },
			"a task sleeps":           func() { co.Sleep(1) },
			"a task yields":           func() { co.Yield() },
		} {
			caught := make(chan any)
			go func() {
				defer func() { caught <- recover() }()
				change()
			}()
			assert.IsType(t, &engine.WrongThreadError{}, <-caught, name)
		}
		return nil
	}))
	require.NoError(t, err)
}

func value2(*engine.Co) error { return nil }

func TestDebugLetsAGeneratorOfATaskUseItsLoop(t *testing.T) {
	c := virtual()
	c.Debug = true
	_, err := engine.Run(c, engine.Proc(func(co *engine.Co) error {
		next, stop := iter.Pull(func(yield func(int) bool) {
			co.Loop().CallSoon(func() {})
			co.Sleep(time.Second)
			yield(42)
		})
		defer stop()
		v, _ := next()
		assert.Equal(t, 42, v)
		return nil
	}))
	assert.NoError(t, err)
}
