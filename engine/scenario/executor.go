package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// blocksAll is why a scenario that blocks only one thread makes no sense in placement single.
const blocksAll = "all loops share one thread there, so a blocking call blocks all of them"

var executor = Scenario{
	ID: "executor",
	Params: []spec.Param{spec.Variant("executor", "blocking"), spec.Coroutines.With(3).UpTo(spec.MaxBlockingCalls), spec.Iterations.With(5),
		spec.Sleep.With(int64(80 * time.Millisecond)), spec.Block.With(int64(100 * time.Millisecond))},
	Except: func(r spec.Run) string {
		if r.Placement == spec.Single && r.Variant != "blocking" {
			return blocksAll
		}
		return ""
	},
	Main: func(t Thread, _ int) error {
		r, workers := t.Spec(), []Joiner(nil)
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			all := []*engine.Task[any]{engine.CreateTask(co, "timer", func(co *engine.Co) (any, error) { return nil, waiting.do(t, co) })}
			calls := make([]*engine.Future[any], r.Coroutines)
			*t.Local() = calls
			for k := range calls {
				calls[k] = engine.NewFuture[any](co.Loop())
				all = append(all, engine.CreateTask(co, "call "+strconv.Itoa(k+1), func(co *engine.Co) (any, error) {
					if r.Variant == "blocking" {
						block(t, k)
						return nil, nil
					}
					workers = append(workers, t.Start("worker "+strconv.Itoa(k+1), "call", k))
					return calls[k].Await(co)
				}))
			}
			if _, err := engine.Gather(co, all...); err != nil {
				return nil, err
			}
			t.Print(strconv.Itoa(r.Coroutines) + " calls have returned")
			return nil, nil
		})
		for _, w := range workers {
			w.Join()
		}
		return err
	},
	Bodies: map[string]Body{"call": func(t Thread, n int) error {
		block(t, n)
		return t.Post(loopName(1), "returned", int64(n))
	}},
	Calls: map[string]Call{"returned": func(t Thread, _ *engine.Loop, arg int64) {
		if call := (*t.Local()).([]*engine.Future[any])[arg]; !call.Done() {
			_ = call.SetResult(nil)
		}
	}},
}

// block is the kth blocking call, counted from 0. It takes k+1 times as long as the first one.
func block(t Thread, k int) { t.Block(time.Duration(k+1) * t.Spec().Block) }
