package tracetest

import (
	"math/rand/v2"
	"sync"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/replay"
)

// Million is the number of events of each trace in Large.
const Million = 1_000_000

// Large has traces of a million events, each difficult in a way of its own. They are made once for all benchmarks.
var Large = map[string]func() *replay.Log{
	"100 loops": sync.OnceValue(func() *replay.Log {
		return recordMillion("loop-per-thread", spec.Run{Placement: spec.Virtual, Loops: 100, Iterations: 2000, Sleep: time.Millisecond, Work: 10 * time.Microsecond})
	}),
	"fresh loops": sync.OnceValue(func() *replay.Log {
		return recordMillion("run-each", spec.Run{Placement: spec.Virtual, Coroutines: 100_000, Sleep: time.Millisecond})
	}),
	"100,000 sleepers": sync.OnceValue(func() *replay.Log {
		return recordSleepers(100_000, 3)
	}),
	"a burst": sync.OnceValue(func() *replay.Log { return recordSleepers(400_000, 1) }),
}

func recordMillion(id string, r spec.Run) *replay.Log {
	s, _ := scenario.Find(id)
	log := &replay.Log{}
	session.RunScenario(Background, s, r, session.Options{Events: Million}, log)
	return log
}

// recordSleepers has n tasks sleep a number of times, each for a random time.
func recordSleepers(n, times int) *replay.Log {
	rnd := rand.New(rand.NewPCG(1, 0))
	s := Alone(func(_ scenario.Thread, co *engine.Co) error {
		for range n {
			engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
				for range times {
					co.Sleep(time.Duration(1 + rnd.IntN(int(time.Second))))
				}
				return nil, nil
			})
		}
		return co.Sleep(time.Hour)
	})
	log := &replay.Log{}
	session.RunScenario(Background, s, Virtual, session.Options{Events: Million}, log)
	return log
}
