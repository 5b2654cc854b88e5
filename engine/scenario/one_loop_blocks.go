package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var oneLoopBlocks = Scenario{
	ID: "one-loop-blocks",
	Params: []spec.Param{spec.Loops.With(3), spec.Coroutines.With(6), spec.Iterations.With(5),
		spec.Sleep.With(int64(100 * time.Millisecond)), spec.Block.With(int64(350 * time.Millisecond))},
	Except: func(r spec.Run) string {
		if r.Placement == spec.Single && r.Loops != 1 {
			return blocksAll
		}
		return ""
	},
	Main:   startLoops,
	Bodies: map[string]Body{"loop": runTimers},
}

// runTimers runs a loop with its share of the timers. The first loop also has a task that blocks.
func runTimers(t Thread, n int) error {
	name, r := loopName(n), t.Spec()
	_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) {
		var tasks []*engine.Task[any]
		for k := range share(r.Coroutines, r.Loops, n) {
			tasks = append(tasks, engine.CreateTask(co, "timer "+strconv.Itoa(k*r.Loops+n+1), func(co *engine.Co) (any, error) {
				return nil, waiting.do(t, co)
			}))
		}
		timers := strconv.Itoa(len(tasks))
		if n == 0 {
			tasks = append(tasks, engine.CreateTask(co, "blocker", func(co *engine.Co) (any, error) {
				err := co.Sleep(r.Sleep / 2)
				t.Block(r.Block)
				return nil, err
			}))
		}
		if _, err := engine.Gather(co, tasks...); err != nil {
			return nil, err
		}
		t.Print(name + ": " + timers + " timers done")
		return nil, nil
	})
	return err
}
