package scenario

import (
	"strconv"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// One loop, many coroutines.

var runEach = Scenario{
	ID:     "run-each",
	Params: []spec.Param{spec.Coroutines.UpTo(spec.MaxLoopsOfThread), spec.Sleep, spec.Work},
	Main: func(t Thread, _ int) error {
		for k := range t.Spec().Coroutines {
			if _, err := engine.Run(t.Config(loopName(k+1)), hello(t, k+1)); err != nil {
				return err
			}
		}
		return nil
	},
}

var wrapper = Scenario{
	ID:     "wrapper",
	Params: []spec.Param{spec.Coroutines, spec.Sleep, spec.Work},
	Main: func(t Thread, _ int) error {
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			for k := range t.Spec().Coroutines {
				if _, err := hello(t, k+1)(co); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		return err
	},
}

var runner = Scenario{
	ID:     "runner",
	Params: []spec.Param{spec.Coroutines, spec.Sleep, spec.Work},
	Main: func(t Thread, _ int) error {
		return engine.With(t.Config(loopName(1)), func(r *engine.Runner) error {
			for k := range t.Spec().Coroutines {
				if _, err := engine.RunIn(r, hello(t, k+1)); err != nil {
					return err
				}
			}
			return nil
		})
	},
}

// runnerConditional runs the first coroutine until it returns false, which is the second time.
var runnerConditional = Scenario{
	ID:     "runner-conditional",
	Params: []spec.Param{spec.Sleep, spec.Work},
	Main: func(t Thread, _ int) error {
		return engine.With(t.Config(loopName(1)), func(r *engine.Runner) error {
			for again, runs := true, 0; again; runs++ {
				var err error
				if again, err = engine.RunIn(r, first(t, runs)); err != nil {
					return err
				}
			}
			_, err := engine.RunIn(r, hello(t, 2))
			return err
		})
	},
}

// hello is the kth coroutine. It prints a line, computes, and sleeps.
func hello(t Thread, k int) engine.Coroutine[any] {
	return func(co *engine.Co) (any, error) {
		t.Print("Hello from " + ordinal(k) + " coro")
		t.Work(t.Spec().Work)
		return nil, co.Sleep(t.Spec().Sleep)
	}
}

// first is the first coroutine. It asks to be run again the first time that it runs.
func first(t Thread, runs int) engine.Coroutine[bool] {
	return func(co *engine.Co) (bool, error) {
		_, err := hello(t, 1)(co)
		return runs == 0, err
	}
}

var ordinals = [...]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}

// ordinal returns the ordinal number of k: a word up to tenth, then 11th and so on.
func ordinal(k int) string {
	if k <= len(ordinals) {
		return ordinals[k-1]
	}
	suffix := "th"
	if k/10%10 != 1 {
		switch k % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(k) + suffix
}
