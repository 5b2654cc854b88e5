package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var nestedRun = Scenario{
	ID:     "nested-run",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		inner := func(co *engine.Co) (any, error) {
			err := co.Sleep(t.Spec().Sleep)
			t.Print("inner done")
			return nil, err
		}
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			t.Print("outer begins")
			if t.Spec().Variant == spec.Mended {
				return inner(co)
			}
			return engine.Run(t.Config(loopName(2)), inner)
		})
		return caught(t, err, engine.ErrRunning)
	},
}
