package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var specialisedLoops = Scenario{
	ID: "specialised-loops",
	Params: []spec.Param{spec.Variant("together", "apart"), spec.Iterations.With(10),
		spec.Sleep.With(int64(20 * time.Millisecond)), spec.Work.With(int64(60 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		if t.Spec().Variant == "together" {
			return runTasks(t, 1, computing, waiting)
		}
		other := t.Start(loopName(2), "computing", 2)
		err := runTasks(t, 1, waiting)
		other.Join()
		return err
	},
	Bodies: map[string]Body{"computing": func(t Thread, n int) error { return runTasks(t, n, computing) }},
}

// runTasks runs a loop with a task for each duty.
func runTasks(t Thread, n int, all ...duty) error {
	_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) {
		var tasks []*engine.Task[any]
		for _, d := range all {
			tasks = append(tasks, engine.CreateTask(co, d.name, func(co *engine.Co) (any, error) { return nil, d.do(t, co) }))
		}
		if _, err := engine.Gather(co, tasks...); err != nil {
			return nil, err
		}
		for _, d := range all {
			t.Print(loopName(n) + ": " + strconv.Itoa(t.Spec().Iterations) + " " + d.name)
		}
		return nil, nil
	})
	return err
}
