package engine_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// timed makes threads that have a clock and a parker of each kind. A parker that sleeps for good is woken with errTooLong.
func threadsOfEveryKind(t *testing.T) map[string]func() *engine.Thread {
	real := func(clock engine.Clock) *engine.Thread {
		p := engine.NewRealParker(clock)
		stop := time.AfterFunc(time.Minute, func() { p.Interrupt(assert.AnError) })
		t.Cleanup(func() { stop.Stop() })
		return engine.NewThread(engine.ThreadConfig{Clock: clock, Parker: p})
	}
	return map[string]func() *engine.Thread{
		"virtual":      func() *engine.Thread { return virtual().Thread },
		"real":         func() *engine.Thread { return real(engine.NewRealClock()) },
		"wrapped real": func() *engine.Thread { return real(wrapped{engine.NewRealClock()}) },
		"real, in the far past": func() *engine.Thread {
			return real(shifted{engine.NewRealClock(), math.MinInt64})
		},
		"real, in the far future": func() *engine.Thread {
			return real(shifted{engine.NewRealClock(), engine.Forever - int64(time.Hour)})
		},
	}
}

// wrapped is a clock of a program's own.
type wrapped struct{ engine.Clock }

// shifted is a clock that reads by more than another.
type shifted struct {
	engine.Clock
	by int64
}

func (c shifted) Now() int64 { return c.Clock.Now() + c.by }

func TestEveryTimeOfTheClockMayBeASleepsEnd(t *testing.T) {
	for name, thread := range threadsOfEveryKind(t) {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(engine.Config{Thread: thread()}, func(co *engine.Co) (any, error) {
				var order []string
				note := func(what string) func() { return func() { order = append(order, what) } }
				l := co.Loop()
				l.CallLater(2*time.Millisecond, note("later"))
				l.CallLater(math.MinInt64, note("as long ago as can be"))
				l.CallAt(l.Time()-1, note("just now"))
				l.CallLater(math.MaxInt64, note("in ages"))
				l.CallAt(engine.Forever, note("never"))
				ages := engine.CreateTask(co, "", func(co *engine.Co) (any, error) { return nil, co.Sleep(math.MaxInt64) })
				before := l.Time()
				require.NoError(t, co.Sleep(4*time.Millisecond))
				assert.GreaterOrEqual(t, l.Time()-before, int64(4*time.Millisecond))
				assert.Equal(t, []string{"as long ago as can be", "just now", "later"}, order)
				assert.False(t, ages.Done())
				return nil, nil
			})
			assert.NoError(t, err)
		})
	}
}

func TestVirtualTimeGoesToItsEnd(t *testing.T) {
	_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
		for range 2 {
			assert.NoError(t, co.Sleep(math.MaxInt64))
			assert.Equal(t, int64(engine.Forever-1), co.Loop().Time(), "the last moment there is")
		}
		return nil, nil
	})
	assert.NoError(t, err)
}

func TestATimerForeverIsNone(t *testing.T) {
	_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
		co.Loop().CallAt(engine.Forever, func() {})
		return engine.NewFuture[any](co.Loop()).Await(co)
	})
	assert.ErrorIs(t, err, engine.ErrDeadlock)
	for name, wait := range map[string]func(co *engine.Co, f *engine.Future[any]) error{
		"Timeout": func(co *engine.Co, f *engine.Future[any]) error {
			return engine.Timeout(co, engine.Forever, func(*engine.TimeoutScope) error { _, err := f.Await(co); return err })
		},
		"WaitFor": func(co *engine.Co, f *engine.Future[any]) error {
			_, err := engine.WaitFor(co, f, engine.Forever)
			return err
		},
		"Wait": func(co *engine.Co, f *engine.Future[any]) error {
			_, _, err := engine.Wait(co, engine.AllCompleted, engine.Forever, f)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
				return nil, wait(co, engine.NewFuture[any](co.Loop()))
			})
			assert.ErrorIs(t, err, engine.ErrDeadlock)
		})
	}
}
