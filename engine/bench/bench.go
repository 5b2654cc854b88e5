// Package bench is the engine's workloads: what is measured against other runtimes. Each prints as one line of
// figures; what a workload does is what the programs do that it is compared with, step for step.
package bench

import (
	"slices"

	"loopyard/engine"
)

// Figures is what one run of a workload measured, by name. The unit is the name's last part: ns_per_op.
type Figures map[string]float64

// Workload is one thing to measure. N and M are its two sizes where the caller gives none; 0: it has no such size.
type Workload struct {
	Name string
	What string
	N, M int
	Run  func(p Policy, n, m int) Figures
}

// Policy says what kind of threads the loops of a workload have.
type Policy struct{ Pinned bool }

// All lists the workloads in the order they are shown.
var All = slices.Concat(switching, waiting, threading, tracing)

// Find gives the workload of that name.
func Find(name string) (Workload, bool) {
	i := slices.IndexFunc(All, func(w Workload) bool { return w.Name == name })
	if i < 0 {
		return Workload{}, false
	}
	return All[i], true
}

// alone runs main in a loop on a thread of the policy's kind.
func alone(p Policy, main func(co *engine.Co)) {
	body := func(c engine.Config) error {
		_, err := engine.Run(c, func(co *engine.Co) (any, error) {
			main(co)
			return nil, nil
		})
		return err
	}
	if err := start(p, body)(); err != nil {
		panic(err) // a workload that fails has nothing to say
	}
}

// start starts a thread of the policy's kind that runs body, and gives how to join it.
func start(p Policy, body func(c engine.Config) error) (join func() error) {
	if p.Pinned {
		return engine.StartThread("bench", func(t *engine.Thread) error { return body(engine.Config{Thread: t}) }).Join
	}
	done := make(chan error, 1)
	go func() { done <- body(engine.Config{}) }()
	return func() error { return <-done }
}

var clock = engine.NewRealClock()

// since tells the nanoseconds since a reading of the clock.
func since(began int64) float64 { return float64(clock.Now() - began) }

// percentiles gives p50, p99 and p99.9 in microseconds of nanoseconds.
func percentiles(ns []int64) Figures {
	slices.Sort(ns)
	at := func(q float64) float64 { return float64(ns[min(len(ns)-1, int(q*float64(len(ns))))]) / 1e3 }
	return Figures{"p50_us": at(.5), "p99_us": at(.99), "p999_us": at(.999), "min_us": float64(ns[0]) / 1e3}
}

func noop(*engine.Co) (int, error) { return 0, nil }
