package engine_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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
