// Package bench contains the workloads that the engine is measured with. Other runtimes run the same workloads, step
// for step, so that the figures can be compared. Each run of a workload prints as one line of figures.
package bench

import (
	"slices"

	"loopyard/engine"
)

// Figures is the result of one run of a workload, by name. A name includes its unit, as in ns_per_op.
type Figures map[string]float64

// Workload is one thing to measure.
type Workload struct {
	Name string
	What string // one line that describes it
	N, M int    // the default sizes; zero means that it has no such size
	Run  func(p Policy, n, m int) Figures
}

// Policy says which threads the loops of a workload run on.
type Policy struct {
	Pinned bool // OS threads of their own, instead of goroutines
}

// All is the list of workloads, in the order in which they are shown.
var All = slices.Concat(switching, waiting, threading, tracing)

// Find returns the workload of that name and reports whether there is one.
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
		panic(err) // workloads do not fail
	}
}

// start starts a thread of the policy's kind that runs body. join waits for its end and returns its error.
func start(p Policy, body func(c engine.Config) error) (join func() error) {
	if p.Pinned {
		return engine.StartThread("bench", func(t *engine.Thread) error { return body(engine.Config{Thread: t}) }).Join
	}
	done := make(chan error, 1)
	go func() { done <- body(engine.Config{}) }()
	return func() error { return <-done }
}

var clock = engine.NewRealClock()

// since returns the nanoseconds since a reading of the clock.
func since(began int64) float64 { return float64(clock.Now() - began) }

// percentiles returns the minimum, p50, p99 and p99.9 of durations. They are given in nanoseconds and returned in
// microseconds.
func percentiles(ns []int64) Figures {
	slices.Sort(ns)
	at := func(q float64) float64 { return float64(ns[min(len(ns)-1, int(q*float64(len(ns))))]) / 1e3 }
	return Figures{"p50_us": at(.5), "p99_us": at(.99), "p999_us": at(.999), "min_us": float64(ns[0]) / 1e3}
}

func noop(*engine.Co) (int, error) { return 0, nil }
