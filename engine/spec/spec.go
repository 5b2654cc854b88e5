// Package spec is what to run: one plain struct, and the one table of names that flags, links and JSON share.
//
// Every spelling comes down to names and values in text, and [Parse] is the only way from there to a [Run]: it
// knows the defaults, the ranges and the words of the errors. [Run.Pairs] is the way back. The package imports
// neither fmt nor a JSON package, since the browser's worker carries it.
package spec

import (
	"strconv"
	"time"
)

// Version of the names and of the simulated machine's model: the v of a link.
const Version = 1

// Run says what to run and where. Get one from [Parse]; the zero value is not valid. A field that the scenario
// does not use is zero.
type Run struct {
	Scenario   string
	Loops      int           // event loops, a thread each
	Iterations int           // times a coroutine goes round
	Coroutines int           // coroutines run
	Capacity   int           // items that a queue holds
	Sleep      time.Duration // of each sleep
	Work       time.Duration // of computing, in each step
	Block      time.Duration // of each call that holds its thread
	Variant    string        // which version of the program
	Placement  Placement
	Cores      int           // of the simulated machine; 0: as many as compute
	GIL        bool          // on the simulated machine one thread computes at a time
	Seed       uint32        // decides what the simulated machine leaves open
	Timeout    time.Duration // wall limit of the run; 0: none
}

// Placement says on which clock and threads a run's loops are.
type Placement string

// The placements.
const (
	Virtual Placement = "virtual" // virtual time on a simulated machine: exact, and over at once
	Single  Placement = "single"  // real time, all loops taking turns on one thread
	Threads Placement = "threads" // real time, a thread for each loop
)

// Placements lists them in the order they are shown.
var Placements = []Placement{Virtual, Single, Threads}

// A Pair is one name and its value in text.
type Pair [2]string

// Pairs spells the run out: the scenario, its parameters in their order, placement and seed; then cores, gil and
// timeout where they say something. params are the scenario's.
func (r Run) Pairs(params []Param) []Pair {
	pairs := []Pair{{"scenario", r.Scenario}}
	for _, p := range params {
		pairs = append(pairs, Pair{p.Name, r.Value(p.Name)})
	}
	pairs = append(pairs, Pair{"placement", string(r.Placement)}, Pair{"seed", r.Value("seed")})
	if r.Cores > 0 {
		pairs = append(pairs, Pair{"cores", r.Value("cores")})
	}
	if r.GIL {
		pairs = append(pairs, Pair{"gil", r.Value("gil")})
	}
	if r.Timeout > 0 {
		pairs = append(pairs, Pair{"timeout", r.Value("timeout")})
	}
	return pairs
}

// Value gives the named value in text; an unknown name is "".
func (r *Run) Value(name string) string {
	switch name {
	case "scenario":
		return r.Scenario
	case "variant":
		return r.Variant
	case "placement":
		return string(r.Placement)
	case "seed":
		return strconv.FormatUint(uint64(r.Seed), 10)
	case "cores":
		return strconv.Itoa(r.Cores)
	case "gil":
		return strconv.FormatBool(r.GIL)
	}
	if n := r.count(name); n != nil {
		return strconv.Itoa(*n)
	}
	if d := r.duration(name); d != nil {
		return d.String()
	}
	return ""
}

func (r *Run) count(name string) *int {
	switch name {
	case "loops":
		return &r.Loops
	case "iterations":
		return &r.Iterations
	case "coroutines":
		return &r.Coroutines
	case "capacity":
		return &r.Capacity
	}
	return nil
}

func (r *Run) duration(name string) *time.Duration {
	switch name {
	case "sleep":
		return &r.Sleep
	case "work":
		return &r.Work
	case "block":
		return &r.Block
	case "timeout":
		return &r.Timeout
	}
	return nil
}

// SameProgram reports whether two runs execute the same program with the same parameters, wherever they run. The
// placement, the timeout and the simulated machine, which has the seed, may differ.
func (r Run) SameProgram(other Run) bool {
	r.Placement, r.Timeout, r.Cores, r.GIL, r.Seed = other.Placement, other.Timeout, other.Cores, other.GIL, other.Seed
	return r == other
}
