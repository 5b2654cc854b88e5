package scenario

import (
	"strconv"
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// Many loops, many threads.

var mainAndThread = Scenario{
	ID:     "main-and-thread",
	Params: []spec.Param{spec.Sleep.With(int64(2 * time.Second)), spec.Work},
	Main: func(t Thread, _ int) error {
		other := t.Start("Loop1", "loop", 1)
		err := runLoop(t, 2)
		other.Join()
		return err
	},
	Bodies: map[string]Body{"loop": runLoop},
}

func runLoop(t Thread, n int) error {
	name := loopName(n)
	_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) {
		t.Print(name + " coroutine running...")
		printLoop(t, co)
		t.Work(t.Spec().Work)
		if err := co.Sleep(t.Spec().Sleep); err != nil {
			return nil, err
		}
		t.Print(name + " done")
		return nil, nil
	})
	return err
}

var loopPerThread = Scenario{
	ID:     "loop-per-thread",
	Params: []spec.Param{spec.Loops, spec.Iterations, spec.Sleep.With(int64(500 * time.Millisecond)), spec.Work},
	Main:   startLoops,
	Bodies: map[string]Body{"loop": runIterations},
}

// startLoops starts a thread for each loop, which runs the body "loop", and joins them all.
func startLoops(t Thread, _ int) error {
	var started []Joiner
	for i := range t.Spec().Loops {
		started = append(started, t.Start(loopName(i), "loop", i))
	}
	for _, h := range started {
		h.Join()
	}
	return nil
}

func runIterations(t Thread, n int) error {
	name := loopName(n)
	_, err := engine.Run(t.Config(name), func(co *engine.Co) (any, error) {
		t.Print(name + " coroutine running...")
		printLoop(t, co)
		for range t.Spec().Iterations {
			t.Print(name + ": running...")
			t.Work(t.Spec().Work)
			if err := co.Sleep(t.Spec().Sleep); err != nil {
				return nil, err
			}
		}
		t.Print(name + " done")
		return nil, nil
	})
	return err
}

func loopName(n int) string { return "Loop" + strconv.Itoa(n) }

// printLoop prints the identity and the state of a loop, as Python prints id(loop) and loop.
func printLoop(t Thread, co *engine.Co) {
	l := co.Loop()
	t.Print(l.Name() + ": " + strconv.Itoa(int(l.ID())) + " - " + l.String())
}
