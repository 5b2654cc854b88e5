package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var neverAwaited = Scenario{
	ID:     "never-awaited",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		c := t.Config(loopName(1))
		c.Debug = true
		c.Report = func(r engine.Report) { t.Print("RuntimeWarning: " + r.Message) }
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			saving := engine.NewCall(co, "save", func(co *engine.Co) (any, error) {
				err := co.Sleep(t.Spec().Sleep)
				t.Print("saved")
				return nil, err
			})
			if t.Spec().Variant == spec.Mended {
				if _, err := saving.Await(co); err != nil {
					return nil, err
				}
			}
			t.Print("main done")
			return nil, nil
		})
		return err
	},
}
