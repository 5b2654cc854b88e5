package engine_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// inTwoLoops runs first and then second, each in a loop of its own.
func inTwoLoops(t *testing.T, first, second func(co *engine.Co)) {
	t.Helper()
	for _, main := range []func(co *engine.Co){first, second} {
		_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) { main(co); return nil, nil })
		require.NoError(t, err)
	}
}

// waitAndGiveUp lets a task of co's loop begin to wait, and cancels it.
func waitAndGiveUp(co *engine.Co, wait func(co *engine.Co) error) {
	task := engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, wait(co) })
	co.Yield()
	task.Cancel()
	task.Await(co)
}

func TestAQueueBelongsToOneLoopWhateverIsWaitedFor(t *testing.T) {
	q := engine.NewQueue[int](1)
	inTwoLoops(t, func(co *engine.Co) {
		waitAndGiveUp(co, func(co *engine.Co) error { _, err := q.Get(co); return err })
		assert.NoError(t, q.PutNow(1))
	}, func(co *engine.Co) {
		assert.ErrorIs(t, q.Put(co, 2), engine.ErrOtherLoop)
		assert.ErrorIs(t, q.Join(co), engine.ErrOtherLoop)
	})
}

func TestAConditionBelongsToTheLoopOfItsLock(t *testing.T) {
	k := &engine.Lock{}
	c := engine.NewCondition(k)
	inTwoLoops(t, func(co *engine.Co) {
		assert.NoError(t, k.Acquire(co))
		waitAndGiveUp(co, k.Acquire)
		assert.NoError(t, k.Release())
	}, func(co *engine.Co) {
		assert.NoError(t, c.Acquire(co), "nobody waits for it")
		assert.ErrorIs(t, c.Wait(co), engine.ErrOtherLoop)
		assert.True(t, k.Locked(), "what is refused gives nothing up")
	})
}

func TestAGroupRefusesATaskOfAnotherLoop(t *testing.T) {
	var kept *engine.TaskGroup
	inTwoLoops(t, func(co *engine.Co) {
		engine.Group(co, func(g *engine.TaskGroup) error { kept = g; return nil })
	}, func(co *engine.Co) {
		_, err := engine.GroupTask(kept, co, "", func(*engine.Co) (any, error) { return nil, nil })
		assert.ErrorIs(t, err, engine.ErrOtherLoop)
	})
}

// TestALoopThatClosesTakesItsTasksOutOfEveryWaitlist has tasks wait, one behind the other, whose deferred calls wake the next
// one. Closing the loop unwinds them in turn.
func TestALoopThatClosesTakesItsTasksOutOfEveryWaitlist(t *testing.T) {
	var k engine.Lock
	s := engine.NewBoundedSemaphore(1)
	var e engine.Event
	unwound := 0
	thread := engine.NewThread(engine.ThreadConfig{})
	l := engine.NewLoop(engine.Config{Thread: thread, Report: func(engine.Report) {}})
	wait := func(acquire func(co *engine.Co) error, release func() error) {
		engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) {
			defer func() { unwound++ }()
			defer release()
			return nil, acquire(co)
		})
	}
	hold := func(acquire func(co *engine.Co) error, release func() error) {
		wait(func(co *engine.Co) error {
			return errors.Join(acquire(co), engine.NewSemaphore(0).Acquire(co))
		}, release)
	}
	hold(k.Acquire, k.Release)
	hold(s.Acquire, s.Release)
	for range 3 {
		wait(k.Acquire, k.Release)
		wait(s.Acquire, s.Release)
		wait(e.Wait, func() error { e.Set(); return nil })
	}
	l.Stop()
	require.NoError(t, l.RunForever())
	require.NoError(t, l.Close())
	assert.Equal(t, 11, unwound)
	assert.False(t, k.Locked())
	assert.False(t, s.Locked(), "no permit is lost, and nobody waits")
}
