//go:build unix

package engine_test

import (
	"errors"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

func interrupt() { syscall.Kill(syscall.Getpid(), syscall.SIGINT) }

// interrupted runs main with CatchInterrupt.
func interrupted(main func(co *engine.Co) error) error {
	_, err := engine.Run(engine.Config{CatchInterrupt: true}, func(co *engine.Co) (any, error) { return nil, main(co) })
	return err
}

func TestAnInterruptCancelsTheMainTask(t *testing.T) {
	var seen error
	err := interrupted(func(co *engine.Co) error {
		interrupt()
		seen = co.Sleep(time.Hour)
		return seen
	})
	assert.ErrorIs(t, seen, engine.ErrCanceled)
	assert.ErrorIs(t, err, engine.ErrInterrupted)
}

func TestAMainTaskMaySwallowTheFirstInterrupt(t *testing.T) {
	err := interrupted(func(co *engine.Co) error {
		interrupt()
		assert.Error(t, co.Sleep(time.Hour))
		return co.Sleep(time.Millisecond)
	})
	assert.NoError(t, err)
}

func TestASecondInterruptEndsAnyRun(t *testing.T) {
	for name, main := range stubborn {
		t.Run(name, func(t *testing.T) {
			err := interrupted(func(co *engine.Co) error {
				co.Loop().CallSoon(func() {
					interrupt()
					co.Loop().CallLater(10*time.Millisecond, interrupt)
				})
				return main(co)
			})
			assert.ErrorIs(t, err, engine.ErrInterrupted)
		})
	}
}

// TestAnInterruptDuringTheLastStepIsNotLost interrupts a main task whose step goes on until it has ended.
func TestAnInterruptDuringTheLastStepIsNotLost(t *testing.T) {
	for range 20 {
		err := interrupted(func(co *engine.Co) error {
			interrupt()
			time.Sleep(5 * time.Millisecond)
			return nil
		})
		require.ErrorIs(t, err, engine.ErrInterrupted)
	}
}

func TestAnInterruptIsForTheRunUnderWay(t *testing.T) {
	err := engine.With(engine.Config{CatchInterrupt: true}, func(r *engine.Runner) error {
		_, first := engine.RunIn(r, func(co *engine.Co) (any, error) { interrupt(); return nil, co.Sleep(time.Hour) })
		_, second := engine.RunIn(r, func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Millisecond) })
		assert.ErrorIs(t, first, engine.ErrInterrupted)
		return errors.Join(second)
	})
	assert.NoError(t, err)
}
