package scenario

import (
	"errors"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var deadlock = Scenario{
	ID:     "deadlock",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Except: func(r spec.Run) string {
		if r.Variant != spec.Mended {
			return "in real time a deadlock looks like a long wait, so the run would never end"
		}
		return ""
	},
	Main: func(t Thread, _ int) error {
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			var a, b engine.Lock
			first, second := &b, &a
			if t.Spec().Variant == spec.Mended { // both tasks take the locks in the same order
				first, second = &a, &b
			}
			return engine.Gather(co,
				engine.CreateTask(co, "left", holdBoth(t, "left", &a, &b)),
				engine.CreateTask(co, "right", holdBoth(t, "right", first, second)))
		})
		if errors.Is(err, engine.ErrDeadlock) {
			t.Print("neither can go on")
			return nil
		}
		return err
	},
}

// holdBoth takes one lock, sleeps, and takes the other lock.
func holdBoth(t Thread, name string, first, second *engine.Lock) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {
		return nil, first.With(co, func() error {
			t.Print(name + " has one lock")
			if err := co.Sleep(t.Spec().Sleep); err != nil {
				return err
			}
			return second.With(co, func() error {
				t.Print(name + " has both locks")
				return nil
			})
		})
	}
}
