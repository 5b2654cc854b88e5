package engine_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
)

// TestAFutureNotifiesTheWaitersThatAreLeftInTheirOrder removes waiters of a crowd in every way that the order allows.
func TestAFutureNotifiesTheWaitersThatAreLeftInTheirOrder(t *testing.T) {
	const n = 500
	for _, c := range []struct {
		name  string
		leave func(i int) bool
	}{
		{"none leave", func(int) bool { return false }},
		{"every other leaves", func(i int) bool { return i%2 == 0 }},
		{"most leave", func(i int) bool { return i%10 != 3 }},
		{"the first half leaves", func(i int) bool { return i < n/2 }},
		{"the last half leaves", func(i int) bool { return i >= n/2 }},
		{"all leave", func(int) bool { return true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got, want []int
			_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
				f := engine.NewFuture[int](co.Loop())
				var tasks []*engine.Task[int]
				for i := range n {
					if !c.leave(i) {
						want = append(want, i)
					}
					tasks = append(tasks, engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
						_, _, err := engine.Wait(co, engine.AllCompleted, engine.Forever, f)
						if err == nil {
							got = append(got, i)
						}
						return i, err
					}))
				}
				co.Yield()
				for i := range tasks {
					if i = (i * 7) % n; c.leave(i) {
						tasks[i].Cancel()
					}
				}
				co.Yield()
				again := engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
					_, _, err := engine.Wait(co, engine.AllCompleted, engine.Forever, f)
					got = append(got, n)
					return n, err
				})
				co.Yield()
				f.SetResult(0)
				engine.GatherAll(co, append(tasks, again)...)
				return nil, nil
			})
			assert.NoError(t, err)
			assert.Equal(t, append(want, n), got)
		})
	}
}
