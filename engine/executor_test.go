package engine_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
)

// TestACallTakesAsLongAsItDoes has a call wait for a timer that is set for later. In virtual time the call would take no time
// and the timer would never come, so this is for real clocks, whatever their type.
func TestACallTakesAsLongAsItDoes(t *testing.T) {
	for name, thread := range threadsOfEveryKind(t) {
		if name == "virtual" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(engine.Config{Thread: thread()}, func(co *engine.Co) (any, error) {
				due := make(chan struct{})
				co.Loop().CallLater(2*time.Millisecond, func() { close(due) })
				return engine.RunInExecutor(co.Loop(), func() (any, error) { <-due; return nil, nil }).Await(co)
			})
			assert.NoError(t, err)
		})
	}
}

func TestACallTakesNoVirtualTime(t *testing.T) {
	_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
		timer := false
		co.Loop().CallLater(1, func() { timer = true })
		for range 3 {
			engine.RunInExecutor(co.Loop(), func() (any, error) { time.Sleep(time.Millisecond); return nil, nil }).Await(co)
		}
		assert.False(t, timer)
		assert.Zero(t, co.Loop().Time())
		assert.NoError(t, co.Sleep(1))
		assert.True(t, timer)
		return nil, nil
	})
	assert.NoError(t, err)
}

// TestPatienceIsRealTime has a call that never returns. A close gives it up, in virtual time too, where no time would ever
// pass as long as a call has not returned.
func TestPatienceIsRealTime(t *testing.T) {
	for name, thread := range threadsOfEveryKind(t) {
		t.Run(name, func(t *testing.T) {
			stuck := make(chan struct{})
			defer close(stuck)
			timer := false
			_, err := engine.Run(engine.Config{Thread: thread(), Patience: 5 * time.Millisecond}, func(co *engine.Co) (any, error) {
				co.Loop().CallLater(time.Hour, func() { timer = true })
				engine.RunInExecutor(co.Loop(), func() (any, error) { <-stuck; return nil, nil })
				return nil, nil
			})
			var gaveUp *engine.ExecutorStuckError
			assert.ErrorAs(t, err, &gaveUp)
			assert.False(t, timer)
		})
	}
}

func TestPatienceMayBeWithoutEnd(t *testing.T) {
	for name, thread := range threadsOfEveryKind(t) {
		t.Run(name, func(t *testing.T) {
			ended := false
			_, err := engine.Run(engine.Config{Thread: thread(), Patience: math.MaxInt64}, func(co *engine.Co) (any, error) {
				engine.RunInExecutor(co.Loop(), func() (any, error) { time.Sleep(2 * time.Millisecond); ended = true; return nil, nil })
				return nil, nil
			})
			assert.NoError(t, err)
			assert.True(t, ended)
		})
	}
}
