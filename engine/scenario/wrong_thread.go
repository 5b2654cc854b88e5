package scenario

import (
	"errors"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var wrongThread = freshWrongThread(Scenario{
	ID:     "wrong-thread",
	Params: []spec.Param{spec.Variant(spec.Wrong, spec.Mended), spec.Sleep.With(int64(2 * time.Second))},
	fresh:  freshWrongThread,
})

// freshWrongThread returns the scenario for one run. The mistake is that one thread uses the loop of another, so the threads
// must share memory. Web Workers do not.
func freshWrongThread(s Scenario) Scenario {
	var loop *engine.Loop
	var call *engine.Future[any]
	called := func() {
		if !call.Done() {
			_ = call.SetResult(nil)
		}
	}
	s.Main = func(t Thread, _ int) error {
		var other Joiner
		c := t.Config(loopName(1))
		c.Debug = true // without debug mode the call would run late or never, or break the loop
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			loop = co.Loop()
			call = engine.NewFuture[any](loop)
			other = t.Start(loopName(2), "other", 2)
			_, err := engine.WaitFor(co, call, t.Spec().Sleep)
			if errors.Is(err, engine.ErrTimeout) {
				t.Print(loopName(1) + ": nobody has called")
				return nil, nil
			}
			if err == nil {
				t.Print(loopName(1) + ": called")
			}
			return nil, err
		})
		if other != nil {
			other.Join()
		}
		return err
	}
	s.Bodies = map[string]Body{"other": func(t Thread, n int) error {
		_, err := engine.Run(t.Config(loopName(n)), func(co *engine.Co) (any, error) {
			if t.Spec().Variant == spec.Mended {
				return nil, t.Post(loopName(1), "called", 0)
			}
			err := engine.Guard(func() error { loop.CallSoon(called); return nil })
			if errors.Is(err, engine.ErrWrongThread) {
				err = engine.ErrWrongThread // without the name of the thread, which the trace has
			}
			return nil, err
		})
		return caughtIn(t, loopName(n)+": ", err, engine.ErrWrongThread)
	}}
	s.Calls = map[string]Call{"called": func(Thread, *engine.Loop, int64) { called() }}
	return s
}
