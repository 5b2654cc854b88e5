package trace_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/session"
	"loopyard/engine/trace"
	"loopyard/engine/trace/tracetest"
)

func TestEachIntervalHasABeginningAndAnEnd(t *testing.T) {
	begins, ends := map[trace.Interval]int{}, map[trace.Interval]int{}
	for k := range trace.NumKinds {
		begins[k.Begins()]++
		ends[k.Ends()]++
	}
	for i := trace.ThreadLife; i <= trace.Join; i++ {
		assert.NotZero(t, begins[i], "interval %d", i)
		assert.NotZero(t, ends[i], "interval %d", i)
	}
	assert.Len(t, begins, int(trace.Join)+1)
	later := trace.Kind(200)
	assert.Zero(t, later.Begins())
	assert.Zero(t, later.Ends())
}

// TestTheCauseOfAnEndIsItsBeginning holds what the comment on Interval says, by a run with all kinds of intervals.
func TestTheCauseOfAnEndIsItsBeginning(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{})
	seen := map[trace.Interval]bool{}
	for id, e := range log.Events(1) {
		switch i := e.Kind.Ends(); i {
		case trace.Queued, trace.Step, trace.Timer, trace.Post, trace.Work, trace.Block:
			require.Equal(t, i, log.Event(e.Cause).Kind.Begins(), "event %d, %s", id, e.Kind)
			seen[i] = true
		}
	}
	assert.Len(t, seen, 6)
}
