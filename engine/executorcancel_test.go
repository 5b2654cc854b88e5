package engine_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// TestACallThatIsCanceledBeforeAWorkerTakesItDoesNotRun fills the executor, cancels calls that wait behind, and closes.
func TestACallThatIsCanceledBeforeAWorkerTakesItDoesNotRun(t *testing.T) {
	const fill = 32 // the most workers that an executor has
	var ran atomic.Int32
	free := make(chan struct{})
	_, err := engine.Run(engine.Config{Patience: time.Minute}, engine.Proc(func(co *engine.Co) error {
		var busy []*engine.Future[any]
		for range fill {
			busy = append(busy, engine.RunInExecutor(co.Loop(), func() (any, error) { <-free; return nil, nil }))
		}
		var waiting []*engine.Future[any]
		for range 10 {
			waiting = append(waiting, engine.RunInExecutor(co.Loop(), func() (any, error) { ran.Add(1); return nil, nil }))
		}
		for _, f := range waiting {
			assert.True(t, f.Cancel())
		}
		close(free)
		_, err := engine.Gather(co, busy...)
		return err
	}))
	require.NoError(t, err)
	assert.Zero(t, ran.Load())
}

func TestCloseDoesNotWaitForCanceledCalls(t *testing.T) {
	free := make(chan struct{})
	_, err := engine.Run(engine.Config{Patience: 20 * time.Millisecond}, engine.Proc(func(co *engine.Co) error {
		begun := make(chan bool, 64)
		var all []*engine.Future[any]
		for range 64 {
			all = append(all, engine.RunInExecutor(co.Loop(), func() (any, error) { begun <- true; <-free; return nil, nil }))
		}
		<-begun
		for _, f := range all {
			f.Cancel()
		}
		return nil
	}))
	close(free)
	var stuck *engine.ExecutorStuckError
	if assert.ErrorAs(t, err, &stuck) {
		assert.LessOrEqual(t, stuck.Calls, 32, "those that run are waited for")
	}
}

func TestACanceledBarrierWaiterFreesItsPlace(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		b := engine.NewBarrier(2)
		wait := func(co *engine.Co) (int, error) { return b.Wait(co) }
		gone := engine.CreateTask(co, "", wait)
		co.Sleep(1)
		gone.Cancel()
		co.Sleep(1)
		assert.Zero(t, b.Waiting())
		all, err := engine.Gather(co, engine.CreateTask(co, "", wait), engine.CreateTask(co, "", wait))
		assert.Equal(t, []int{0, 1}, all)
		return err
	})
	assert.NoError(t, err)
}

// TestAWaiterCanceledAsTheLastComesFreesItsPlace cancels the first of two in the tick in which the second comes.
func TestAWaiterCanceledAsTheLastComesFreesItsPlace(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		b := engine.NewBarrier(2)
		wait := func(co *engine.Co) (int, error) { return b.Wait(co) }
		first := engine.CreateTask(co, "", wait)
		co.Sleep(1)
		first.Cancel()
		engine.WaitFor(co, engine.CreateTask(co, "", wait), time.Second)
		co.Sleep(1)
		assert.Zero(t, b.Waiting())
		_, err := engine.Gather(co, engine.CreateTask(co, "", wait), engine.CreateTask(co, "", wait))
		return err
	})
	assert.NoError(t, err)
}
