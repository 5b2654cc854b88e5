package spec

import "time"

// Limits is how much a run may ask for on one kind of host. Every limit of runs is in this file; each host shows its
// own. What the server allows to all runs together is in web/limits.go.
type Limits struct {
	Host       string        // the kind of host
	Loops      int           // loops of a run in placement virtual or single
	Threads    int           // loops of a run in placement threads
	Coroutines int           // coroutines of a run
	Events     int           // events that are stored; events past this limit are counted and added up
	Wall       time.Duration // how long a run may take; 0 means as long as it likes
}

// CLILimits returns the limits of the command line.
func CLILimits() Limits {
	return Limits{Host: "cli", Loops: 1000, Threads: 256, Coroutines: 10_000_000, Events: 10_000_000}
}

// LoopbackLimits returns the limits of a server that only its own machine can reach.
func LoopbackLimits() Limits {
	return Limits{Host: "server on loopback", Loops: 256, Threads: 256, Coroutines: 1_000_000, Events: 2_000_000, Wall: time.Minute}
}

// PublicLimits returns the limits of a server that other machines can reach.
func PublicLimits() Limits {
	return Limits{Host: "public server", Loops: 100, Threads: 100, Coroutines: 10_000, Events: 200_000, Wall: 5 * time.Second}
}

// PageLimits returns the limits of runs in the browser.
func PageLimits() Limits {
	return Limits{Host: "page", Loops: 1000, Threads: 100, Coroutines: 1_000_000, Events: 2_000_000}
}

// AllLimits returns the limits of every kind of host.
func AllLimits() []Limits {
	return []Limits{CLILimits(), LoopbackLimits(), PublicLimits(), PageLimits()}
}

// Limits that are the same on every host.
const (
	MaxIterations = 100_000
	MaxCapacity   = 1_000_000          // items that a queue holds
	MaxSleep      = 7 * 24 * time.Hour // one sleep
	MaxWork       = time.Minute        // computing, in one step
	MaxBlock      = time.Minute        // one blocking call
	MaxCores      = 1024               // cores of the simulated machine
	MaxTimeout    = 24 * time.Hour

	MaxLoopsOfThread = 1_000_000 // loops that one thread makes one after another: their numbers have no room for more
	MaxBlockingCalls = 32        // threads of an executor, as in Python's concurrent.futures

	MaxCompared = 2_000_000  // events of a run that are stored to compare them, when several runs are in memory
	MaxSeeds    = 100_000    // seeds of one exploration
	MaxBenched  = 10_000_000 // size of a benchmark
)

// loops returns how many loops a run may have in a placement.
func (l Limits) loops(at Placement) int {
	if at == Threads {
		return l.Threads
	}
	return l.Loops
}
