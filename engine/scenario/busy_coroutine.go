package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var busyCoroutine = Scenario{
	ID: "busy-coroutine",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Iterations.With(10),
		spec.Sleep.With(int64(20 * time.Millisecond)), spec.Work.With(int64(40 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		r := t.Spec()
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			heart := engine.CreateTask(co, "heart", func(co *engine.Co) (any, error) {
				err := co.Sleep(r.Sleep)
				t.Print("first heartbeat")
				for range r.Iterations - 1 {
					if err == nil {
						err = co.Sleep(r.Sleep)
					}
				}
				return nil, err
			})
			busy := engine.CreateTask(co, "busy", func(co *engine.Co) (any, error) {
				defer t.Print("busy done")
				if r.Variant == spec.Mended {
					return nil, computeInPieces(t, co)
				}
				for range r.Iterations {
					t.Work(r.Work)
				}
				return nil, nil
			})
			return engine.Gather(co, heart, busy)
		})
		return err
	},
}
