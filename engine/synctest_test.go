package engine_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
)

// TestThreadsSleepInTheTimeOfABubble has loops sleep for an hour in a bubble of testing/synctest, whose clock jumps when
// every goroutine in it is blocked.
func TestThreadsSleepInTheTimeOfABubble(t *testing.T) {
	sleeps := func(c engine.Config) error {
		_, err := engine.Run(c, func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
		return err
	}
	for name, run := range map[string]func() error{
		"the caller's thread": func() error { return sleeps(engine.Config{}) },
		"a thread of its own": func() error {
			return engine.StartThread("other", func(th *engine.Thread) error { return sleeps(engine.Config{Thread: th}) }).Join()
		},
		"two threads, one of which waits for the other": func() error {
			other := engine.StartThread("other", func(th *engine.Thread) error {
				l := engine.NewLoop(engine.Config{Thread: th})
				defer l.Close()
				engine.StartThread("sender", func(th *engine.Thread) error {
					defer l.CallSoonThreadsafe(l.Stop)
					return sleeps(engine.Config{Thread: th})
				})
				return l.RunForever()
			})
			return other.Join()
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				assert.NoError(t, run())
				assert.Equal(t, time.Hour, time.Since(began))
			})
		})
	}
}
