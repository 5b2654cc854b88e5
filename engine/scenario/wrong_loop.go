package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var wrongLoop = Scenario{
	ID:     "wrong-loop",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		// The future is made in the first run and awaited in the second, which has a loop of its own.
		var answer *engine.Future[int]
		ask := func(co *engine.Co) (any, error) {
			answer = engine.NewFuture[int](co.Loop())
			co.Loop().CallLater(t.Spec().Sleep, func() { _ = answer.SetResult(42) })
			return nil, nil
		}
		await := func(co *engine.Co) (any, error) {
			v, err := answer.Await(co)
			if err == nil {
				t.Print("the answer is " + strconv.Itoa(v))
			}
			return nil, err
		}
		if t.Spec().Variant == spec.Mended {
			return engine.With(t.Config(loopName(1)), func(r *engine.Runner) error {
				if _, err := engine.RunIn(r, ask); err != nil {
					return err
				}
				_, err := engine.RunIn(r, await)
				return err
			})
		}
		if _, err := engine.Run(t.Config(loopName(1)), ask); err != nil {
			return err
		}
		_, err := engine.Run(t.Config(loopName(2)), await)
		return caught(t, err, engine.ErrOtherLoop)
	},
}
