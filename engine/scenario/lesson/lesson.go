// Package lesson has the text about each scenario: a title, what to look for, a question that a run answers, presets, and
// the same program in Python and in Go. It also finds which line of a listing each event of a run belongs to ([Trail]).
//
// The page and the command line import this package. The browser's worker does not, since it has no use for text. The
// lesson of a scenario is one file with the scenario's name.
package lesson

import (
	"strings"

	"loopyard/engine/spec"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

// Lesson is the text about one scenario. It holds for every value of the scenario's parameters.
type Lesson struct {
	Title    string
	Group    string // the heading that the scenario is listed under
	Summary  string // a few words that follow the title in a list
	Lead     string // what the program does, in a few sentences
	Watch    string // what to look for on the timeline, in a few sentences
	Question Question
	Presets  []Preset
	// Lints is what [lint.Run] finds in a run with the defaults, by variant. The key "" is for a scenario without
	// variants.
	Lints map[string][]lint.Rule
	// Python and Go are the sources of the listings. The directives in them are explained in listing.go.
	Python, Go string
}

// Question is a question to answer before a run. The run shows the right answer.
type Question struct {
	Ask     string
	Answers []string
	Right   func(l *replay.Log) int // returns the index of the answer that a complete run shows
}

// Preset is a set of parameter values to try.
type Preset struct {
	Name string
	Set  string // name=value, separated by spaces; parameters that are not named have their defaults
}

// Pairs returns the names and values that the preset sets.
func (p Preset) Pairs() (pairs []spec.Pair) {
	for field := range strings.FieldsSeq(p.Set) {
		name, value, _ := strings.Cut(field, "=")
		pairs = append(pairs, spec.Pair{name, value})
	}
	return pairs
}

// The groups of scenarios, in the order of the list.
const (
	ManyLoops = "Many loops, many threads"
	OneLoop   = "One loop, many coroutines"
	Claims    = "Claims about many loops, tested"
	Together  = "Working together"
	Mistakes  = "Common mistakes and their fixes"
)

// Of returns the lesson of the scenario with the given id, or the zero Lesson if there is none.
func Of(id string) Lesson { return lessons[id] }

var lessons = map[string]Lesson{
	"main-and-thread":    mainAndThread,
	"loop-per-thread":    loopPerThread,
	"run-each":           runEach,
	"wrapper":            wrapper,
	"runner":             runner,
	"runner-conditional": runnerConditional,
	"crowd":              crowd,
	"cores":              cores,
	"specialised-loops":  specialisedLoops,
	"one-loop-blocks":    oneLoopBlocks,
	"unstable-loop":      unstableLoop,
	"runner-cost":        runnerCost,
	"mixed":              mixed,
	"handoff":            handoff,
	"executor":           executor,
	"pipeline":           pipeline,
	"gather-or-group":    gatherOrGroup,
	"timeouts":           timeouts,
	"wrong-loop":         wrongLoop,
	"wrong-thread":       wrongThread,
	"nested-run":         nestedRun,
	"closed-runner":      closedRunner,
	"never-awaited":      neverAwaited,
	"forgotten-task":     forgottenTask,
	"busy-coroutine":     busyCoroutine,
	"race":               race,
	"deadlock":           deadlock,
}
