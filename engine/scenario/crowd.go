package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// waves is the number of groups in which a crowd wakes up.
const waves = 10

var crowd = Scenario{
	ID:     "crowd",
	Params: []spec.Param{spec.Loops.With(2), spec.Coroutines.With(1000), spec.Sleep, spec.Work},
	Main:   startLoops,
	Bodies: map[string]Body{"loop": runCrowd},
}

// runCrowd runs a loop with its share of the coroutines.
func runCrowd(t Thread, n int) error {
	name, r := loopName(n), t.Spec()
	_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) {
		all := make([]*engine.Task[any], share(r.Coroutines, r.Loops, n))
		t.Print(name + ": " + strconv.Itoa(len(all)) + " coroutines")
		for k := range all {
			all[k] = engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
				t.Work(r.Work)
				return nil, co.Sleep(r.Sleep * time.Duration(k%waves+1) / waves)
			})
		}
		if _, err := engine.Gather(co, all...); err != nil {
			return nil, err
		}
		t.Print(name + " done")
		return nil, nil
	})
	return err
}
