package spec

import "time"

// Limits is what one kind of host allows. All of them are in this file, and every host shows its own.
type Limits struct {
	Host       string        // who sets them
	Loops      int           // in virtual and single placement
	Threads    int           // loops in placement threads
	Coroutines int           // of one run
	Events     int           // kept of one run; further ones are counted as dropped
	Wall       time.Duration // of one run; 0: none
}

// The four hosts.
var (
	CLI      = Limits{Host: "cli", Loops: 1000, Threads: 256, Coroutines: 10_000_000, Events: 10_000_000}
	Loopback = Limits{Host: "server on loopback", Loops: 256, Threads: 256, Coroutines: 1_000_000, Events: 2_000_000, Wall: time.Minute}
	Public   = Limits{Host: "public server", Loops: 100, Threads: 100, Coroutines: 10_000, Events: 200_000, Wall: 5 * time.Second}
	Page     = Limits{Host: "page", Loops: 1000, Threads: 100, Coroutines: 1_000_000, Events: 2_000_000}
)

// MaxCores is the most cores that the simulated machine can have.
const MaxCores = 1024

// MaxCompared is the most events of a run that are kept to be compared one by one: several runs are in memory then.
const MaxCompared = 2_000_000

// MaxTimeout is the longest wall limit that a user can ask for.
const MaxTimeout = 24 * time.Hour

func (l Limits) loops(at Placement) int {
	if at == Threads {
		return l.Threads
	}
	return l.Loops
}
