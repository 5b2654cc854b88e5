package bench

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/trace"
)

var tracing = []Workload{
	{"traced", "n steps of 1 µs, with and without a trace: what it costs", 200_000, 0, func(p Policy, n, _ int) Figures {
		off, on := steps(p, n, false), steps(p, n, true)
		return Figures{"off_ns_per_step": off, "on_ns_per_step": on, "cost_percent": (on/off - 1) * 100}
	}},
	{"tracedyield", "n bare switches, with and without a trace", 200_000, 0, func(p Policy, n, _ int) Figures {
		work := spins
		spins = 0
		defer func() { spins = work }()
		off, on := steps(p, n, false), steps(p, n, true)
		return Figures{"off_ns_per_step": off, "on_ns_per_step": on, "cost_ns": on - off}
	}},
}

// spins is how often a step calls spin. Three calls take about 1 µs.
var spins = 3

// steps runs ten tasks with n steps in all and returns the time of one step in nanoseconds.
func steps(p Policy, n int, traced bool) float64 {
	var took float64
	start(p, func(c engine.Config) error {
		if traced {
			rec := trace.NewRecorder(clock, 1) // all events are in the digest; only one is kept
			over := make(chan struct{})
			defer close(over)
			go takeNowAndThen(rec, over)
			c.Thread = engine.NewThread(engine.ThreadConfig{ID: 1, Clock: clock, Trace: rec})
		}
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			all := make([]*engine.Task[int], 10)
			for i := range all {
				all[i] = engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
					x := 1
					for range n / len(all) {
						for range spins {
							x = spin(x)
						}
						co.Yield()
					}
					return x, nil
				})
			}
			began := clock.Now()
			engine.Gather(co, all...)
			took = since(began) / float64(n)
			return nil, nil
		})
		return err
	})()
	return took
}

// takeNowAndThen takes the recorded events 30 times a second, as a session does, until over is closed.
func takeNowAndThen(rec *trace.Recorder, over <-chan struct{}) {
	ticker := time.NewTicker(33 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			rec.Take()
		case <-over:
			return
		}
	}
}
