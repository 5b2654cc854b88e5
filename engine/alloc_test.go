package engine_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
)

// TestWhatIsDoneMostAllocatesNothing counts allocations, which do not depend on the machine; times are for benchmarks.
func TestWhatIsDoneMostAllocatesNothing(t *testing.T) {
	const runs = 2000
	count := func(name string, most float64, do func(co *engine.Co) func()) {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
				step := do(co)
				for range 100 {
					step() // what is kept for reuse is made
				}
				assert.LessOrEqual(t, testing.AllocsPerRun(runs, step), most)
				return nil, nil
			})
			assert.NoError(t, err)
		})
	}
	count("a switch", 0, func(co *engine.Co) func() { return func() { co.Yield() } })
	count("a timer", 0, func(co *engine.Co) func() { return func() { co.Sleep(time.Millisecond) } })
	count("a callback", 0, func(co *engine.Co) func() {
		call := func() {}
		return func() { co.Loop().CallSoon(call); co.Yield() }
	})
	count("a canceled timer", 0, func(co *engine.Co) func() {
		call := func() {}
		return func() { co.Loop().CallLater(time.Hour, call).Cancel() }
	})
	count("a thread-safe post", 0, func(co *engine.Co) func() {
		call := func() {}
		return func() { co.Loop().CallSoonThreadsafe(call); co.Yield() }
	})
	count("a task", 1, func(co *engine.Co) func() {
		fn := func(*engine.Co) (int, error) { return 0, nil }
		return func() { engine.CreateTask(co, "", fn).Await(co) }
	})
}
