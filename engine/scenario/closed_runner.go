package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var closedRunner = Scenario{
	ID:     "closed-runner",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		runner := engine.NewRunner(t.Config(loopName(1)))
		defer runner.Close()
		if _, err := engine.RunIn(runner, hello(t, 1)); err != nil {
			return err
		}
		if t.Spec().Variant == spec.Wrong {
			_ = runner.Close()
		}
		_, err := engine.RunIn(runner, hello(t, 2))
		return caught(t, err, engine.ErrRunnerClosed)
	},
}
