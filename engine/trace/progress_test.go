package trace_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/trace"
)

func TestAWatchedRecorderCountsPastItsLimitToo(t *testing.T) {
	r := trace.NewRecorder(new(steady), 1000)
	var seen []trace.Progress
	r.Watch(func(p trace.Progress) { seen = append(seen, p) })
	for i := range 5000 {
		task := trace.TaskID(i/3 + 1)
		r.Emit(trace.Event{Kind: []trace.Kind{trace.TaskCreated, trace.TaskReady, trace.TaskCanceled}[i%3], Loop: 1, Task: task})
	}
	_, _ = r.Take()
	assert.Len(t, seen, 5, "a thousand events or so at a time")
	for i := 1; i < len(seen); i++ {
		assert.Greater(t, seen[i].Events, seen[i-1].Events)
	}
	assert.Equal(t, trace.Progress{Events: 5000, Made: 1667, Ended: 1666}, seen[len(seen)-1])
	assert.EqualValues(t, 4000, r.End("").Dropped)
}
