package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// withOther runs main in a loop beside another one, in a thread of its own, that runs until main has ended.
func withOther(t *testing.T, main func(co *engine.Co, other *engine.Loop) error) {
	t.Helper()
	loops, stop := make(chan *engine.Loop), make(chan struct{})
	thread := engine.StartThread("other", func(th *engine.Thread) error {
		_, err := engine.Run(engine.Config{Name: "other", Thread: th}, engine.Proc(func(co *engine.Co) error {
			over := engine.NewFuture[any](co.Loop())
			go func() {
				<-stop
				co.Loop().CallSoonThreadsafe(func() { over.SetResult(nil) })
			}()
			loops <- co.Loop()
			_, err := over.Await(co)
			return err
		}))
		return err
	})
	_, err := engine.Run(engine.Config{Name: "here"}, engine.Proc(func(co *engine.Co) error {
		defer close(stop)
		return main(co, <-loops)
	}))
	assert.NoError(t, err)
	assert.NoError(t, thread.Join())
}

func there(t *testing.T, l *engine.Loop, fn engine.Coroutine[int]) *engine.ThreadFuture[int] {
	t.Helper()
	f, err := engine.RunCoroutineThreadsafe(l, "there", fn)
	require.NoError(t, err)
	return f
}

func TestAThreadsFutureIsAwaitedGatheredAndTimed(t *testing.T) {
	withOther(t, func(co *engine.Co, other *engine.Loop) error {
		l := co.Loop()
		quick := func(co *engine.Co) (int, error) { return 42, co.Sleep(time.Millisecond) }
		v, err := there(t, other, quick).Await(co)
		assert.Equal(t, 42, v)
		assert.NoError(t, err)

		all, err := engine.Gather(co, engine.WrapFuture(l, there(t, other, quick)), engine.WrapFuture(l, there(t, other, quick)))
		assert.Equal(t, []int{42, 42}, all)
		assert.NoError(t, err)

		_, err = there(t, other, func(*engine.Co) (int, error) { return 0, errBad }).Await(co)
		assert.ErrorIs(t, err, errBad)

		ended := make(chan error, 1)
		slow := there(t, other, func(co *engine.Co) (int, error) {
			err := co.Sleep(time.Hour)
			ended <- err
			return 0, err
		})
		_, err = engine.WaitFor(co, engine.WrapFuture(l, slow), 5*time.Millisecond)
		assert.ErrorIs(t, err, engine.ErrTimeout)
		assert.ErrorIs(t, <-ended, engine.ErrCanceled, "the time limit cancels the coroutine")
		_, err = slow.Wait(context.Background())
		assert.ErrorIs(t, err, engine.ErrCanceled)
		again := engine.WrapFuture(l, slow)
		_, err = again.Await(co)
		assert.ErrorIs(t, err, engine.ErrCanceled)
		assert.True(t, again.Canceled())

		done, pending, err := engine.Wait(co, engine.FirstCompleted, time.Minute, engine.WrapFuture(l, there(t, other, quick)))
		assert.Len(t, done, 1)
		assert.Empty(t, pending)
		return err
	})
}

func TestAWrapThatIsGivenUpLeavesNothingBehind(t *testing.T) {
	withOther(t, func(co *engine.Co, other *engine.Loop) error {
		begun := make(chan bool)
		slow := there(t, other, func(co *engine.Co) (int, error) {
			begun <- true
			return 0, co.Sleep(time.Hour)
		})
		<-begun
		assert.Less(t, grows(func() {
			engine.WrapFuture(co.Loop(), slow).SetResult(0)
		}), 60.)
		return nil
	})
}
