package scenario

import (
	"errors"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

var timeouts = Scenario{
	ID:     "timeouts",
	Params: []spec.Param{spec.Variant("leaf", "nested", "shield"), spec.Sleep.With(int64(200 * time.Millisecond))},
	Main: func(t Thread, _ int) error {
		_, err := engine.Run(t.Config(loopName(1)), func(co *engine.Co) (any, error) {
			switch t.Spec().Variant {
			case "leaf":
				return nil, timeLeaf(t, co)
			case "nested":
				return nil, timeNested(t, co)
			}
			return nil, timeShielded(t, co)
		})
		return err
	},
}

// timeLeaf cancels a task that awaits a task that awaits the leaf.
func timeLeaf(t Thread, co *engine.Co) error {
	middle := engine.CreateTask(co, "middle", func(co *engine.Co) (any, error) {
		defer t.Print("middle cleans up")
		leaf := engine.CreateTask(co, "leaf", func(co *engine.Co) (any, error) {
			t.Print("leaf sleeps")
			err := co.Sleep(10 * t.Spec().Sleep)
			if errors.Is(err, engine.ErrCanceled) {
				t.Print("leaf canceled")
			}
			return nil, err
		})
		return leaf.Await(co)
	})
	return timed(t, co, "", 2, func() error {
		_, err := middle.Await(co)
		return err
	})
}

// timeNested has one timeout inside another.
func timeNested(t Thread, co *engine.Co) error {
	return timed(t, co, "outer ", 8, func() error {
		err := timed(t, co, "inner ", 2, func() error { return co.Sleep(10 * t.Spec().Sleep) })
		if err != nil {
			return err
		}
		return co.Sleep(10 * t.Spec().Sleep)
	})
}

// timeShielded has a task that is shielded from a timeout.
func timeShielded(t Thread, co *engine.Co) error {
	leaf := engine.CreateTask(co, "leaf", func(co *engine.Co) (any, error) {
		err := co.Sleep(6 * t.Spec().Sleep)
		t.Print("leaf done")
		return nil, err
	})
	err := timed(t, co, "", 2, func() error {
		_, err := engine.Shield(leaf).Await(co)
		return err
	})
	if err != nil {
		return err
	}
	_, err = leaf.Await(co)
	return err
}

// timed runs body with a timeout of the given number of sleeps, and prints a line if it times out.
func timed(t Thread, co *engine.Co, whose string, sleeps time.Duration, body func() error) error {
	err := engine.Timeout(co, sleeps*t.Spec().Sleep, func(*engine.TimeoutScope) error { return body() })
	if errors.Is(err, engine.ErrTimeout) {
		t.Print(whose + "timed out")
		return nil
	}
	return err
}
