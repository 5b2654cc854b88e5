package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// stubborn is mains that a request to cancel alone does not end.
var stubborn = map[string]func(co *engine.Co) error{
	"never waits":               func(co *engine.Co) error { return forever(func() { co.Yield() }) },
	"swallows the cancellation": func(co *engine.Co) error { return forever(func() { co.Sleep(time.Millisecond) }) },
	"has company that is always ready": func(co *engine.Co) error {
		engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, forever(func() { co.Yield() }) })
		return co.Sleep(time.Hour)
	},
	"is always ready, and so is its company": func(co *engine.Co) error {
		engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, forever(func() { co.Yield() }) })
		return forever(func() { co.Yield() })
	},
	"waits for a callback that queues itself": func(co *engine.Co) error {
		var again func()
		again = func() { co.Loop().CallSoon(again) }
		again()
		_, err := engine.NewFuture[any](co.Loop()).Await(co)
		return err
	},
	"waits for the executor": func(co *engine.Co) error {
		_, err := engine.RunInExecutor(co.Loop(), func() (any, error) { time.Sleep(20 * time.Millisecond); return nil, nil }).Await(co)
		return errors.Join(err, co.Sleep(time.Hour))
	},
}

func forever(wait func()) error {
	for {
		wait()
	}
}

func TestADoneContextEndsAnyRun(t *testing.T) {
	for name, main := range stubborn {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeoutCause(t.Context(), 5*time.Millisecond, errBad)
			defer stop()
			ended := 0
			_, err := engine.Run(engine.Config{Context: ctx}, func(co *engine.Co) (any, error) {
				defer func() { ended++ }()
				return nil, main(co)
			})
			assert.ErrorIs(t, err, errBad)
			assert.Equal(t, 1, ended)
		})
	}
}

func TestADoneContextEndsARunInVirtualTime(t *testing.T) {
	for name, main := range stubborn {
		if name == "waits for the executor" {
			continue // an hour is over at once, and the program with it
		}
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), 5*time.Millisecond)
			defer stop()
			c := virtual()
			c.Context = ctx
			_, err := engine.Run(c, func(co *engine.Co) (any, error) { return nil, main(co) })
			if name != "has company that is always ready" { // whose hour is over, since the company never lets time pass
				assert.ErrorIs(t, err, context.DeadlineExceeded)
			}
		})
	}
}

func TestADoneContextCancelsTheMainTaskWhichMayCleanUp(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var l log
	_, err := engine.Run(engine.Config{Context: ctx}, func(co *engine.Co) (any, error) {
		co.Loop().CallSoon(stop)
		err := co.Sleep(time.Hour)
		l.add(err.Error())
		for range 3 {
			assert.NoError(t, co.Yield())
		}
		l.add("cleaned up")
		return nil, errors.Join(err, errBad)
	})
	assert.ErrorIs(t, err, context.Canceled)
	assert.ErrorIs(t, err, errBad, "what the cleanup says is not lost")
	assert.Equal(t, log{"canceled", "cleaned up"}, l)
}

func TestAContextThatIsDoneLetsNothingBegin(t *testing.T) {
	ctx, stop := context.WithCancelCause(t.Context())
	stop(errBad)
	_, err := engine.Run(engine.Config{Context: ctx}, func(co *engine.Co) (any, error) {
		t.Error("it began")
		return nil, nil
	})
	assert.ErrorIs(t, err, errBad)
}

func TestAContextEndsTheRunsOfARunnerAndItsClose(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	err := engine.With(engine.Config{Context: ctx}, func(r *engine.Runner) error {
		_, err := engine.RunIn(r, func(co *engine.Co) (any, error) {
			engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, forever(func() { co.Sleep(time.Hour) }) })
			return nil, co.Yield()
		})
		require.NoError(t, err)
		time.AfterFunc(5*time.Millisecond, stop)
		return nil
	})
	assert.ErrorIs(t, err, context.Canceled, "the close waited for the leftover")
}

func TestAContextThatIsNotDoneChangesNothing(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	v, err := engine.Run(engine.Config{Context: ctx}, func(co *engine.Co) (int, error) { return 42, co.Yield() })
	stop()
	assert.Equal(t, 42, v)
	assert.NoError(t, err)
}

func TestAnInterruptedThreadEndsAnyRun(t *testing.T) {
	for name, main := range stubborn {
		t.Run(name, func(t *testing.T) {
			parker := engine.NewRealParker(engine.NewRealClock())
			defer time.AfterFunc(5*time.Millisecond, func() { parker.Interrupt(errBad) }).Stop()
			c := engine.Config{Thread: engine.NewThread(engine.ThreadConfig{Parker: parker})}
			_, err := engine.Run(c, func(co *engine.Co) (any, error) { return nil, main(co) })
			assert.ErrorIs(t, err, errBad)
		})
	}
}

func TestADeadlockDoesNotStickToTheLoop(t *testing.T) {
	r := engine.NewRunner(alone(t))
	_, err := engine.RunIn(r, func(co *engine.Co) (any, error) { return engine.NewFuture[any](co.Loop()).Await(co) })
	require.ErrorIs(t, err, engine.ErrDeadlock)
	_, err = engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Second) })
	assert.NoError(t, err)
	assert.NoError(t, r.Close())
}

func TestRunForeverNamesWhoWaitsInADeadlock(t *testing.T) {
	l := engine.NewLoop(alone(t))
	engine.CreateTaskIn(l, "stuck", engine.NewFuture[any](l).Await)
	var dead *engine.DeadlockError
	require.ErrorAs(t, l.RunForever(), &dead)
	assert.Equal(t, []string{"stuck (awaits a future)"}, dead.Waiting)
	l.CallLater(time.Second, l.Stop)
	assert.NoError(t, l.RunForever())
	require.NoError(t, l.Close())
}
