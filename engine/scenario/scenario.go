// Package scenario is the catalogue: the programs that Loopyard runs, written on the engine's public API alone.
//
// A scenario is a program for a host. Its main body runs on the run's main thread and gets a [Thread], whose
// operations are the only places where a thread may give way, so the same text runs in virtual time, on one
// thread and on many. What is said about a scenario to people is in package lesson.
package scenario

import (
	"slices"

	"loopyard/engine/spec"
)

// Scenario is one program. Main is what the main thread does. Bodies are what other threads can be started to do, and
// Coroutines and Calls what a loop of any thread can be given to run. They go by name: a name and a number can cross
// from one Web Worker to another, a closure cannot.
type Scenario struct {
	ID         string
	Params     []spec.Param
	Main       Body
	Bodies     map[string]Body
	Coroutines map[string]Coroutine          // for [Thread.Submit]
	Calls      map[string]Call               // for [Thread.Post]
	Except     func(r spec.Run) (why string) // why a run makes no sense where it is to run; nil: each does

	// fresh makes the scenario for one run, where its threads share what only threads with one memory can share.
	fresh func(s Scenario) Scenario
}

// All lists the scenarios in the order they are shown.
var All = []Scenario{
	mainAndThread, loopPerThread,
	runEach, wrapper, runner, runnerConditional,
	crowd, cores, specialisedLoops, oneLoopBlocks, unstableLoop, runnerCost, mixed,
	handoff, executor, pipeline, gatherOrGroup, timeouts,
	wrongLoop, wrongThread, nestedRun, closedRunner, neverAwaited, forgottenTask, busyCoroutine, race, deadlock,
}

// Find gives the scenario with an id, for one run; ok is false if there is none.
func Find(id string) (s Scenario, ok bool) {
	i := slices.IndexFunc(All, func(s Scenario) bool { return s.ID == id })
	if i < 0 {
		return Scenario{}, false
	}
	if s = All[i]; s.fresh != nil {
		s = s.fresh(s)
	}
	return s, true
}

// Shares tells whether its threads share memory, as those of a browser can not: each is a Web Worker.
func (s Scenario) Shares() bool { return s.fresh != nil }

// Catalog is the scenarios as package spec wants to know them.
type Catalog struct{}

// IDs lists the scenarios' ids in the order they are shown.
func (Catalog) IDs() []string {
	ids := make([]string, len(All))
	for i, s := range All {
		ids[i] = s.ID
	}
	return ids
}

// Params lists what a user may set; ok is false for an unknown id.
func (Catalog) Params(id string) ([]spec.Param, bool) {
	s, ok := Find(id)
	return s.Params, ok
}

// Except says why a run makes no sense where it is to run; empty if it does. All make sense in virtual time.
func (Catalog) Except(r spec.Run) (why string) {
	s, _ := Find(r.Scenario)
	if s.Except == nil || r.Placement == spec.Virtual {
		return ""
	}
	return s.Except(r)
}
