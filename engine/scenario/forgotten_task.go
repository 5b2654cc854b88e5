package scenario

import (
	"errors"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var forgottenTask = Scenario{
	ID:     "forgotten-task",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		c := t.Config(loopName(1))
		c.Report = func(r engine.Report) { t.Print(r.Message) }
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			task := engine.CreateTask(co, "unlucky", func(co *engine.Co) (any, error) {
				if err := co.Sleep(t.Spec().Sleep); err != nil {
					return nil, err
				}
				return nil, errBadLuck
			})
			if err := co.Sleep(2 * t.Spec().Sleep); err != nil {
				return nil, err
			}
			if t.Spec().Variant == spec.Mended {
				if _, err := task.Await(co); !errors.Is(err, errBadLuck) {
					return nil, err
				}
				t.Print("caught: " + errBadLuck.Error())
			}
			t.Print("main done")
			return nil, nil
		})
		return err
	},
}
