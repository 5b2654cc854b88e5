package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var mixed = Scenario{
	ID: "mixed",
	Params: []spec.Param{spec.Iterations.With(5), spec.Sleep.With(int64(200 * time.Millisecond)),
		spec.Work.With(int64(80 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		var started []Joiner
		for n, body := range []string{"clock", "computer", "fetcher"} {
			started = append(started, t.Start(loopName(n), body, n))
		}
		for _, h := range started {
			h.Join()
		}
		return nil
	},
	Bodies: map[string]Body{
		"clock":    func(t Thread, n int) error { return runOne(t, n, tick) },
		"computer": runComputing,
		"fetcher":  func(t Thread, n int) error { return runOne(t, n, fetch) },
	},
}

// tick prints a line again and again.
func tick(t Thread, co *engine.Co) error {
	for range t.Spec().Iterations {
		t.Print(co.Loop().Name() + ": tick")
		if err := co.Sleep(t.Spec().Sleep); err != nil {
			return err
		}
	}
	return nil
}

// fetch waits for three things at once. The last one takes three sleeps.
func fetch(t Thread, co *engine.Co) error {
	var all []*engine.Task[any]
	for k := 3; k > 0; k-- {
		all = append(all, engine.CreateTask(co, ordinal(k), func(co *engine.Co) (any, error) {
			err := co.Sleep(time.Duration(k) * t.Spec().Sleep)
			t.Print(co.Loop().Name() + ": fetched the " + ordinal(k))
			return nil, err
		}))
	}
	_, err := engine.Gather(co, all...)
	return err
}
