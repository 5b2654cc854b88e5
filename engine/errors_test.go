package engine_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// flushing is a wait whose cleanup fails.
func flushing(co *engine.Co) error {
	return errors.Join(co.Sleep(time.Hour), errBad)
}

// both checks that err reports the failure of a cleanup, and that cancel is in it too.
func both(t *testing.T, err, cancel error) {
	t.Helper()
	assert.ErrorIs(t, err, errBad)
	assert.ErrorIs(t, err, cancel)
}

func TestAnErrorJoinedWithACancellationIsNotLost(t *testing.T) {
	for name, flush := range map[string]func(co *engine.Co) error{
		"joined":  flushing,
		"wrapped": func(co *engine.Co) error { return fmt.Errorf("%w, and so %w", co.Sleep(time.Hour), errBad) },
		"nested":  func(co *engine.Co) error { return fmt.Errorf("reading: %w", flushing(co)) },
	} {
		t.Run(name, func(t *testing.T) {
			task := func(co *engine.Co) (any, error) { return nil, flush(co) }
			assert.NoError(t, run(t, func(co *engine.Co) error {
				lone := engine.CreateTask(co, "", task)
				co.Yield()
				lone.Cancel()
				_, err := lone.Await(co)
				both(t, err, engine.ErrCanceled)
				assert.Equal(t, engine.Failed, lone.State())

				both(t, engine.Timeout(co, time.Second, func(*engine.TimeoutScope) error { return flush(co) }), engine.ErrTimeout)
				_, err = engine.WaitFor(co, engine.CreateTask(co, "", task), time.Second)
				both(t, err, engine.ErrTimeout)

				err = engine.Group(co, func(g *engine.TaskGroup) error {
					engine.GroupTask(g, co, "", task)
					engine.GroupTask(g, co, "", func(*engine.Co) (any, error) { return nil, errors.New("first") })
					return nil
				})
				both(t, err, engine.ErrCanceled)
				assert.ErrorContains(t, err, "2 sub-exceptions")

				parent := engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
					return nil, engine.Group(co, func(*engine.TaskGroup) error { return flush(co) })
				})
				co.Yield()
				parent.Cancel()
				_, err = parent.Await(co)
				both(t, err, engine.ErrCanceled)
				return nil
			}))
		})
	}
}

func TestATaskMayWrapItsOwnCancellation(t *testing.T) {
	assert.NoError(t, run(t, func(co *engine.Co) error {
		inner := engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
			return nil, fmt.Errorf("reading: %w", co.Sleep(time.Hour))
		})
		outer := engine.CreateTask(co, "", inner.Await)
		co.Yield()
		co.Yield()
		inner.Cancel()
		_, err := outer.Await(co)
		assert.EqualError(t, err, "reading: canceled")
		assert.True(t, inner.Canceled())
		assert.True(t, outer.Canceled(), "to await a canceled task is to be canceled")
		return nil
	}))
}

func TestTheWrappedCancellationOfAnotherTaskIsAFailure(t *testing.T) {
	assert.NoError(t, run(t, func(co *engine.Co) error {
		other := engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
		co.Loop().CallLater(time.Second, func() { other.Cancel() })
		err := engine.Group(co, func(g *engine.TaskGroup) error {
			engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) {
				_, err := other.Await(co)
				return nil, fmt.Errorf("reading: %w", err)
			})
			return nil
		})
		var group *engine.GroupError
		assert.ErrorAs(t, err, &group)
		assert.ErrorContains(t, err, "reading: canceled")
		return nil
	}))
}

func TestAPanicWithACancellationIsAPanic(t *testing.T) {
	assert.NoError(t, run(t, func(co *engine.Co) error {
		wild := func(*engine.Co) (any, error) { panic(engine.ErrCanceled) }
		task := engine.CreateTask(co, "", wild)
		_, err := task.Await(co)
		var p *engine.PanicError
		assert.ErrorAs(t, err, &p)
		assert.Equal(t, engine.Failed, task.State())

		err = engine.Group(co, func(g *engine.TaskGroup) error { engine.GroupTask(g, co, "", wild); return nil })
		assert.ErrorAs(t, err, &p)
		err = engine.Group(co, func(*engine.TaskGroup) error { panic(engine.ErrCanceled) })
		assert.ErrorAs(t, err, &p)
		return nil
	}))
}

func TestATimeoutIsOneForTheStandardLibraryToo(t *testing.T) {
	assert.NoError(t, run(t, func(co *engine.Co) error {
		err := engine.Timeout(co, time.Second, func(*engine.TimeoutScope) error { return co.Sleep(time.Hour) })
		for _, err := range []error{err, engine.ErrTimeout, fmt.Errorf("reading: %w", err)} {
			assert.ErrorIs(t, err, os.ErrDeadlineExceeded)
			var timeout interface{ Timeout() bool }
			assert.ErrorAs(t, err, &timeout)
			assert.True(t, timeout.Timeout())
		}
		assert.True(t, os.IsTimeout(err))
		assert.NotErrorIs(t, err, engine.ErrCanceled)
		assert.NotErrorIs(t, err, context.DeadlineExceeded)
		return nil
	}))
}

func TestAPanicSaysWhatItIs(t *testing.T) {
	type code int
	for want, value := range map[string]any{
		"panic: bad": errBad, "panic: oh": "oh", "panic: 42": 42, "panic: 7": code(7), "panic: -1": int8(-1), "panic: 3": uint16(3),
		"panic: 0.5": 0.5, "panic: true": true, "panic: 1s": time.Second, "panic: a value of type struct {}": struct{}{},
		"panic: a value of type []int": []int{1},
	} {
		_, err := engine.Run(alone(t), func(*engine.Co) (any, error) { panic(value) })
		assert.EqualError(t, err, want)
	}
}

func TestANilFunctionIsRefusedWhereItIsGiven(t *testing.T) {
	c := alone(t)
	_, err := engine.Run[any](c, nil)
	assert.ErrorIs(t, err, engine.ErrNilFunc)
	_, err = engine.Run(c, engine.Proc(nil))
	assert.ErrorIs(t, err, engine.ErrNilFunc)
	require.NoError(t, run(t, func(co *engine.Co) error {
		l := co.Loop()
		f := engine.NewFuture[any](l)
		for name, call := range map[string]func(){
			"CallSoon":           func() { l.CallSoon(nil) },
			"CallLater":          func() { l.CallLater(time.Second, nil) },
			"CallAt":             func() { l.CallAt(0, nil) },
			"CallSoonThreadsafe": func() { l.CallSoonThreadsafe(nil) },
			"WhenDone":           func() { f.WhenDone(nil) },
			"WhenOver":           func() { f.WhenOver(nil) },
			"CreateTask":         func() { engine.CreateTask[any](co, "", nil) },
			"Go":                 func() { engine.Go(co, "", nil) },
			"NewCall":            func() { engine.NewCall[any](co, "", nil) },
			"RunInExecutor":      func() { engine.RunInExecutor[any](l, nil) },
			"StartThread":        func() { engine.StartThread("", nil) },
			"GroupTask": func() {
				err := engine.Group(co, func(g *engine.TaskGroup) error { engine.GroupTask[any](g, co, "", nil); return nil })
				var p *engine.PanicError
				require.ErrorAs(t, err, &p)
				panic(p.Value)
			},
		} {
			assert.PanicsWithValue(t, engine.ErrNilFunc, call, name)
		}
		_, err := engine.RunCoroutineThreadsafe[any](l, "", nil)
		assert.ErrorIs(t, err, engine.ErrNilFunc)
		return nil
	}))
}

func TestAVariableMayHoldANilOfAnInterface(t *testing.T) {
	failure := engine.NewVar[error]("failure", errBad)
	assert.NoError(t, run(t, func(co *engine.Co) error {
		reset := failure.Set(co, nil)
		assert.NoError(t, failure.Get(co))
		reset()
		assert.ErrorIs(t, failure.Get(co), errBad)
		return nil
	}))
}
