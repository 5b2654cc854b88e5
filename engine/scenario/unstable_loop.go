package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var unstableLoop = Scenario{
	ID:     "unstable-loop",
	Params: []spec.Param{spec.Loops.With(3), spec.Iterations.With(3), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main:   startLoops,
	Bodies: map[string]Body{"loop": runWorkers},
}

// fates are the names of the three tasks and what happens to them in the first loop.
var fates = []struct {
	name string
	meet func() error
}{
	{"steady", func() error { return nil }},
	{"failing", func() error { return errBadLuck }},
	{"panicking", func() error { panic("out of its mind") }},
}

// runWorkers runs a loop with three tasks. In the first loop two of them fail after a sleep.
func runWorkers(t Thread, n int) error {
	name, r := loopName(n), t.Spec()
	_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) {
		var tasks []*engine.Task[any]
		for _, fate := range fates {
			tasks = append(tasks, engine.CreateTask(co, fate.name, func(co *engine.Co) (any, error) {
				for range r.Iterations {
					if err := co.Sleep(r.Sleep); err != nil {
						return nil, err
					}
					if n > 0 {
						continue
					}
					if err := fate.meet(); err != nil {
						return nil, err
					}
				}
				return nil, nil
			}))
		}
		ends, err := engine.GatherAll(co, tasks...)
		for k, end := range ends {
			how := " is done"
			if end.Err != nil {
				how = " has failed"
			}
			t.Print(name + ": " + fates[k].name + how)
		}
		return nil, err
	})
	return err
}
