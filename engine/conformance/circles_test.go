package conformance

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// TestACancelBreaksACircle cancels one of the tasks of a circle in which each awaits the next. CPython gives up with a
// RecursionError; here the task that was asked ends, and the others after it.
func TestACancelBreaksACircle(t *testing.T) {
	for n := 1; n <= 4; n++ {
		got := record(t, spec.Virtual, inLoop(func(p *program, co *engine.Co) {
			tasks := make([]*engine.Task[any], n)
			for i := range tasks {
				tasks[i] = spawnValue(co, func(co *engine.Co) (any, error) {
					// a gathering, since a task refuses to await itself alone
					_, err := engine.Gather(co, tasks[(i+1)%n])
					p.log(i, err, co.Cancelling())
					return nil, err
				})
			}
			co.Yield()
			p.log(tasks[0].Cancel())
			engine.Wait(co, engine.AllCompleted, engine.Forever, tasks...)
		}))
		want := log{"true", "0 canceled 1"}
		for i := n - 1; i > 0; i-- {
			want = append(want, string(rune('0'+i))+" canceled 1")
		}
		assert.Equal(t, want, got)
	}
}

// TestATaskInACircleMayAskItself has a task await itself in a roundabout way with a request that was not delivered.
func TestATaskInACircleMayAskItself(t *testing.T) {
	got := record(t, spec.Virtual, inLoop(func(p *program, co *engine.Co) {
		var self *engine.Task[any]
		self = spawnValue(co, func(co *engine.Co) (any, error) {
			co.Cancel()
			_, err := engine.Gather(co, self, self)
			p.log(err)
			return 7, nil
		})
		p.log(result(self.Await(co)))
	}))
	assert.Equal(t, log{"canceled", "7"}, got)
}
