package scenario

import (
	"strconv"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var runnerCost = Scenario{
	ID:     "runner-cost",
	Params: []spec.Param{spec.Variant("fresh", "runner"), spec.Coroutines.With(1000).UpTo(spec.MaxLoopsOfThread)},
	Main: func(t Thread, _ int) error {
		if t.Spec().Variant == "fresh" {
			return countRuns(t, func() error {
				_, err := engine.Run(t.Config(loopName(1)), nothing)
				return err
			})
		}
		return engine.With(t.Config(loopName(1)), func(r *engine.Runner) error {
			return countRuns(t, func() error {
				_, err := engine.RunIn(r, nothing)
				return err
			})
		})
	},
}

func nothing(*engine.Co) (any, error) { return nil, nil }

// countRuns calls run again and again, and prints a line after 1, 10, 100 calls and so on, and after the last. The times of
// the lines show the cost.
func countRuns(t Thread, run func() error) error {
	next := 1
	for n := 1; n <= t.Spec().Coroutines; n++ {
		if err := run(); err != nil {
			return err
		}
		if n == next || n == t.Spec().Coroutines {
			t.Print(strconv.Itoa(n) + " done")
			next *= 10
		}
	}
	return nil
}
