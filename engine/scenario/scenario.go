// Package scenario has the programs that Loopyard runs. They use only the public API of the engine.
//
// A scenario runs unchanged in virtual time, on one thread and on many threads. Its main body gets a [Thread], and only
// inside the methods of a Thread can another thread get its turn. The text about a scenario is in package lesson.
package scenario

import (
	"slices"

	"loopyard/engine/spec"
)

// Scenario is one program.
//
// Threads, coroutines and calls are started by name and not by function, because a name and a number can be sent from one
// Web Worker to another and a closure cannot.
type Scenario struct {
	ID         string
	Params     []spec.Param
	Main       Body                 // runs on the main thread
	Bodies     map[string]Body      // for [Thread.Start]
	Coroutines map[string]Coroutine // for [Thread.Submit]
	Calls      map[string]Call      // for [Thread.Post]

	// Except returns why a run makes no sense in its placement, or "" if it does. A nil Except allows every placement.
	Except func(r spec.Run) (why string)

	// fresh returns the scenario for one run if its threads share memory. It makes what they share.
	fresh func(s Scenario) Scenario
}

// All has the scenarios in the order of the list.
var All = []Scenario{
	mainAndThread, loopPerThread,
	runEach, wrapper, runner, runnerConditional,
	crowd, cores, specialisedLoops, oneLoopBlocks, unstableLoop, runnerCost, mixed,
	handoff, executor, pipeline, gatherOrGroup, timeouts,
	wrongLoop, wrongThread, nestedRun, closedRunner, neverAwaited, forgottenTask, busyCoroutine, race, deadlock,
}

// Find returns the scenario with the given id, for one run. ok is false if there is none.
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

// Shares reports whether the threads of the scenario share memory. Such a scenario cannot run in Web Workers.
func (s Scenario) Shares() bool { return s.fresh != nil }

// Catalog is the [spec.Catalog] of all scenarios.
type Catalog struct{}

// IDs returns the ids of the scenarios in the order of the list.
func (Catalog) IDs() []string {
	ids := make([]string, len(All))
	for i, s := range All {
		ids[i] = s.ID
	}
	return ids
}

// Params returns the parameters of the scenario with the given id. ok is false for an unknown id.
func (Catalog) Params(id string) ([]spec.Param, bool) {
	s, ok := Find(id)
	return s.Params, ok
}

// Except returns why a run makes no sense in its placement, or "" if it does. Every run makes sense in virtual time.
func (Catalog) Except(r spec.Run) (why string) {
	s, _ := Find(r.Scenario)
	if s.Except == nil || r.Placement == spec.Virtual {
		return ""
	}
	return s.Except(r)
}
