// Package spec describes what to run. It has one plain struct, [Run], and the table of names that flags, links and JSON
// share.
//
// A flag, a key of a link and a key in JSON are all a name and a value in text. [Parse] makes a [Run] of names and values:
// it knows the defaults, the ranges and the words of the errors. [Run.Pairs] returns the names and values of a run.
//
// The package imports neither fmt nor a JSON package, because the browser's worker contains it and has to stay small.
package spec

import (
	"strconv"
	"time"
)

// Version is the version of the names and of the model of the simulated machine. Links have it as v.
const Version = 1

// Run says what to run and where. [Parse] returns valid runs; the zero value is not valid. Fields that the scenario does not
// use are zero.
type Run struct {
	Scenario   string
	Loops      int           // event loops, each in a thread of its own
	Iterations int           // how often each coroutine repeats its loop
	Coroutines int           // number of coroutines
	Capacity   int           // items that a queue holds
	Sleep      time.Duration // of each sleep
	Work       time.Duration // of the computing in each step
	Block      time.Duration // of each blocking call
	Variant    string        // version of the program
	Placement  Placement
	Cores      int           // of the simulated machine; 0 means no limit
	GIL        bool          // one thread of the simulated machine computes at a time
	Seed       uint32        // decides which of several threads goes first on the simulated machine
	Timeout    time.Duration // the longest that the run may take; 0 means no timeout
}

// Placement is the clock and the threads of a run.
type Placement string

// The placements.
const (
	Virtual Placement = "virtual" // virtual time on a simulated machine: exact and without waiting
	Single  Placement = "single"  // real time; all loops take turns on one thread
	Threads Placement = "threads" // real time; each loop has a thread of its own
)

// Placements has the placements in the order of the list.
var Placements = []Placement{Virtual, Single, Threads}

// A Pair is a name and its value in text.
type Pair [2]string

// Pairs returns the names and values of the run: the scenario, its parameters in their order, the placement and the seed,
// and then cores, gil and timeout if they are not zero. params are the parameters of the scenario.
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

// Value returns the value of a name in text, or "" for an unknown name.
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

// count returns the field of a name whose values are counts, or nil.
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

// duration returns the field of a name whose values are durations, or nil.
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
