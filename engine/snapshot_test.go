package engine_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/trace"
)

func TestSnapshotHasWhatTheLoopHasInHand(t *testing.T) {
	ms := int64(time.Millisecond)
	c := alone(t)
	r := engine.NewRunner(c)
	l, err := r.Loop()
	require.NoError(t, err)
	assert.Equal(t, engine.Snapshot{}, l.Snapshot())
	_, err = engine.RunIn(r, func(co *engine.Co) (any, error) {
		sleeps := engine.CreateTask(co, "sleeps", func(co *engine.Co) (any, error) { return nil, co.Sleep(30 * time.Millisecond) })
		awaits := engine.CreateTask(co, "awaits", func(co *engine.Co) (any, error) { return sleeps.Await(co) })
		engine.CreateTask(co, "waits", func(co *engine.Co) (any, error) { return engine.NewFuture[any](co.Loop()).Await(co) })
		require.NoError(t, co.Sleep(10*time.Millisecond))
		l.CallLater(20*time.Millisecond, func() {}) // due with the sleeper, set after it
		l.CallLater(time.Millisecond, func() {})
		l.CallSoon(func() {}).Cancel()
		l.CallSoon(func() {})
		engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, nil })
		assert.Equal(t, engine.Snapshot{
			At: 10 * ms, State: engine.Running, Current: 1,
			Ready:  []trace.TaskID{0, 5},
			Timers: []engine.TimerSnapshot{{When: 11 * ms}, {When: 30 * ms, Task: 2}, {When: 30 * ms}},
			Tasks: []engine.TaskSnapshot{
				{ID: 1, Name: "main", State: engine.Stepping},
				{ID: 2, Name: "sleeps", State: engine.Waiting, Sleeps: true},
				{ID: 3, Name: "awaits", State: engine.Waiting, Awaits: 2},
				{ID: 4, Name: "waits", State: engine.Waiting},
				{ID: 5, Name: "Task-5", State: engine.Ready},
			},
		}, l.Snapshot())
		return awaits.Await(co)
	})
	require.NoError(t, err)
	left := l.Snapshot()
	assert.Equal(t, engine.Idle, left.State)
	assert.Len(t, left.Tasks, 1)
	require.NoError(t, r.Close())
	assert.Empty(t, l.Snapshot().Tasks)
	assert.Equal(t, engine.Closed, l.Snapshot().State)
}
