package engine_test

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

var errBad = errors.New("bad")

func value[T any](v T, err error) engine.Coroutine[T] {
	return func(co *engine.Co) (T, error) { return v, err }
}

func TestTasksTakeTurns(t *testing.T) {
	var l log
	twice := func(name string) engine.Coroutine[any] {
		return func(co *engine.Co) (any, error) {
			l.add(name + "1")
			if err := co.Yield(); err != nil {
				return nil, err
			}
			l.add(name + "2")
			return nil, nil
		}
	}
	err := run(t, func(co *engine.Co) error {
		a, b := engine.CreateTask(co, "a", twice("a")), engine.CreateTask(co, "b", twice("b"))
		_, err := engine.Gather(co, a, b)
		return err
	})
	require.NoError(t, err)
	assert.Equal(t, log{"a1", "b1", "a2", "b2"}, l)
}

func TestAwaitGivesTheTasksResult(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		good := engine.CreateTask(co, "", value(42, nil))
		assert.Equal(t, "Task-2", good.Name())
		_, pending := good.Result()
		assert.ErrorIs(t, pending, engine.ErrInvalidState)
		v, err := good.Await(co)
		assert.Equal(t, 42, v)
		assert.NoError(t, err)
		assert.Equal(t, engine.Done, good.State())
		_, err = engine.CreateTask(co, "", value(0, errBad)).Await(co)
		return err
	})
	assert.ErrorIs(t, err, errBad)
}

func TestAPanicFailsItsTaskAlone(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		wild := engine.CreateTask(co, "wild", func(*engine.Co) (int, error) { panic("oh") })
		calm := engine.CreateTask(co, "calm", value("fine", nil))
		_, err := wild.Await(co)
		var p *engine.PanicError
		require.ErrorAs(t, err, &p)
		assert.Equal(t, "oh", p.Value)
		assert.Contains(t, string(p.Stack), "task_test.go")
		assert.Equal(t, engine.Failed, wild.State())
		v, err := calm.Await(co)
		assert.Equal(t, "fine", v)
		return err
	})
	assert.NoError(t, err)
}

func TestAGoexitFailsItsTaskAlone(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		gone := engine.CreateTask(co, "gone", func(*engine.Co) (int, error) { runtime.Goexit(); return 0, nil })
		_, err := gone.Await(co)
		assert.ErrorIs(t, err, engine.ErrGoexit)
		return co.Sleep(time.Second)
	})
	assert.NoError(t, err)
}

func TestCancelReachesTheWaitATaskIsIn(t *testing.T) {
	var l log
	sleeper := func(co *engine.Co) (any, error) {
		err := co.Sleep(time.Hour)
		l.add("sleep: " + err.Error())
		return nil, err
	}
	err := run(t, func(co *engine.Co) error {
		inner := engine.CreateTask(co, "inner", sleeper)
		outer := engine.CreateTask(co, "outer", inner.Await)
		co.Yield()
		co.Yield()
		assert.Equal(t, engine.Waiting, outer.State())
		assert.True(t, outer.Cancel())
		_, err := outer.Await(co)
		assert.ErrorIs(t, err, engine.ErrCanceled)
		assert.True(t, inner.Canceled(), "the awaited task is canceled with the one that awaits it")
		assert.True(t, outer.Canceled())
		assert.False(t, outer.Cancel())
		assert.Less(t, co.Loop().Time(), int64(time.Hour))
		return nil
	})
	assert.NoError(t, err)
	assert.Equal(t, log{"sleep: canceled"}, l)
}

func TestATaskCanceledBeforeItsFirstStepDoesNotRun(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		ran := false
		task := engine.CreateTask(co, "", func(*engine.Co) (any, error) { ran = true; return nil, nil })
		assert.True(t, task.Cancel())
		_, err := task.Await(co)
		assert.ErrorIs(t, err, engine.ErrCanceled)
		assert.False(t, ran)
		return nil
	})
	assert.NoError(t, err)
}

func TestATaskMayOutliveARequestToCancel(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		stubborn := engine.CreateTask(co, "", func(co *engine.Co) (string, error) {
			assert.ErrorIs(t, co.Sleep(time.Hour), engine.ErrCanceled)
			return "still here", co.Sleep(time.Second)
		})
		co.Yield()
		stubborn.Cancel()
		v, err := stubborn.Await(co)
		assert.Equal(t, "still here", v)
		return err
	})
	assert.NoError(t, err)
}

func TestGather(t *testing.T) {
	after := func(d time.Duration, v int, err error) engine.Coroutine[int] {
		return func(co *engine.Co) (int, error) {
			if e := co.Sleep(d); e != nil {
				return 0, e
			}
			return v, err
		}
	}
	t.Run("results stand in the order of the tasks", func(t *testing.T) {
		err := run(t, func(co *engine.Co) error {
			slow, quick := engine.CreateTask(co, "", after(2, 1, nil)), engine.CreateTask(co, "", after(1, 2, nil))
			got, err := engine.Gather(co, slow, quick)
			assert.Equal(t, []int{1, 2}, got)
			return err
		})
		assert.NoError(t, err)
	})
	t.Run("the first error ends the wait and the others run on", func(t *testing.T) {
		err := run(t, func(co *engine.Co) error {
			bad, good := engine.CreateTask(co, "", after(1, 0, errBad)), engine.CreateTask(co, "", after(5, 7, nil))
			_, err := engine.Gather(co, bad, good)
			assert.ErrorIs(t, err, errBad)
			assert.False(t, good.Done())
			v, err := good.Await(co)
			assert.Equal(t, 7, v)
			return err
		})
		assert.NoError(t, err)
	})
	t.Run("canceling it cancels all", func(t *testing.T) {
		err := run(t, func(co *engine.Co) error {
			a, b := engine.CreateTask(co, "a", after(time.Hour, 0, nil)), engine.CreateTask(co, "b", after(time.Hour, 0, nil))
			all := engine.CreateTask(co, "all", func(co *engine.Co) ([]int, error) { return engine.Gather(co, a, b) })
			co.Yield()
			co.Yield()
			all.Cancel()
			_, err := all.Await(co)
			assert.ErrorIs(t, err, engine.ErrCanceled)
			assert.True(t, a.Canceled() && b.Canceled())
			return nil
		})
		assert.NoError(t, err)
	})
	t.Run("of nothing", func(t *testing.T) {
		assert.NoError(t, run(t, func(co *engine.Co) error {
			got, err := engine.Gather(co, []*engine.Task[int]{}...)
			assert.Empty(t, got)
			return err
		}))
	})
}

func TestFutures(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		f := engine.NewFuture[int](co.Loop())
		var l log
		f.WhenDone(func() { l.add("told") })
		co.Loop().CallLater(time.Second, func() { assert.NoError(t, f.SetResult(3)) })
		v, err := f.Await(co)
		assert.Equal(t, 3, v)
		assert.NoError(t, err)
		assert.Equal(t, log{"told"}, l, "callbacks run in the order they were added")
		assert.ErrorIs(t, f.SetResult(4), engine.ErrInvalidState)
		assert.ErrorIs(t, f.SetError(errBad), engine.ErrInvalidState)

		failed := engine.NewFuture[int](co.Loop())
		require.NoError(t, failed.SetError(errBad))
		_, err = failed.Await(co)
		assert.ErrorIs(t, err, errBad)
		return nil
	})
	assert.NoError(t, err)
}

func TestAwaitingWhatCanNotBeAwaited(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		var self *engine.Task[any]
		self = engine.CreateTask(co, "self", func(co *engine.Co) (any, error) { return self.Await(co) })
		_, err := self.Await(co)
		assert.ErrorIs(t, err, engine.ErrAwaitSelf)

		foreign := engine.NewFuture[int](engine.NewLoop(engine.Config{}))
		_, err = foreign.Await(co)
		assert.ErrorIs(t, err, engine.ErrOtherLoop)
		_, err = engine.Gather[int](co, foreign)
		assert.ErrorIs(t, err, engine.ErrOtherLoop)
		return nil
	})
	assert.NoError(t, err)
}

func TestACoOfAnotherTaskIsRefused(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		_, err := engine.CreateTask(co, "thief", func(*engine.Co) (any, error) { return nil, co.Yield() }).Await(co)
		return err
	})
	assert.ErrorContains(t, err, "outside its own coroutine")
}
