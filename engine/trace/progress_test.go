package trace_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
)

func TestAWatchedRecorderCountsPastItsLimitToo(t *testing.T) {
	r := trace.NewRecorder(new(steady), 1000)
	var seen []trace.Progress
	r.OnProgress(func(p trace.Progress) { seen = append(seen, p) })
	for i := range 5000 {
		task := trace.TaskID(i/3 + 1)
		r.Emit(trace.Event{Kind: []trace.Kind{trace.TaskCreated, trace.TaskReady, trace.TaskCanceled}[i%3], Loop: 1, Task: task})
	}
	_, _ = r.Take()
	assert.Len(t, seen, 5, "a thousand events or so at a time")
	for i := 1; i < len(seen); i++ {
		assert.Greater(t, seen[i].Events, seen[i-1].Events)
	}
	assert.Equal(t, trace.Progress{Events: 5000, Created: 1667, Ended: 1666}, seen[len(seen)-1])
	assert.EqualValues(t, 4000, r.End("").Dropped)
}

// TestManyEventsCanBeTakenWhileOneStepMakesThem never lets more wait than it is told of.
func TestManyEventsCanBeTakenWhileOneStepMakesThem(t *testing.T) {
	r := trace.NewThreadRecorder(&steady{})
	const all = 1_000_000
	taken, calls := 0, 0
	take := func() {
		if b, ok := r.Take(); ok {
			assert.Equal(t, trace.EventID(taken+1), b.First)
			taken += len(b.Events)
		}
	}
	r.OnBacklog(func() { calls++; take() })
	for n := range all {
		r.Emit(trace.Event{At: 1, Kind: trace.TickBegan, Thread: 1})
		if n%1000 == 0 {
			require.Less(t, r.Pending(), 300_000)
		}
	}
	take()
	assert.Equal(t, all, taken)
	assert.Greater(t, calls, 2)
}
