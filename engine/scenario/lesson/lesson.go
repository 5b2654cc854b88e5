// Package lesson says what the scenarios mean to people: for each, a title, what to look for, a question that a run
// answers, presets, and the same program in Python and in Go. Only what talks to people imports it. It carries all the
// prose, and a browser's worker must not.
//
// A scenario's lesson is one file, named like the scenario.
package lesson

import (
	"strings"

	"loopyard/engine/spec"
	"loopyard/engine/trace/lint"
	"loopyard/engine/trace/replay"
)

// Lesson is the text about one scenario. All of it is true for every value of the scenario's parameters.
type Lesson struct {
	Title    string // of the scenario
	Group    string // what it is listed under
	Summary  string // a few words below the title in a list
	Lead     string // a sentence or two on what the program does
	Watch    string // a sentence or two on what to look for in its picture
	Question Question
	Presets  []Preset
	// Lints are what [lint.LintLog] finds in a run with the defaults, by variant; "" is of a scenario without variants.
	Lints map[string][]lint.Lint
	// Python and Go are the listings as they are written; see listing.go for the signs in them.
	Python, Go string
}

// Question is something to guess before a run, and to see in it.
type Question struct {
	Ask     string
	Answers []string
	Right   func(l *replay.Log) int // which of the answers a whole run shows to be right
}

// Preset is values worth a look.
type Preset struct {
	Name string
	Set  string // name=value, with spaces between them; what is not named has its default
}

// Pairs gives what a preset sets, by name.
func (p Preset) Pairs() (pairs []spec.Pair) {
	for field := range strings.FieldsSeq(p.Set) {
		name, value, _ := strings.Cut(field, "=")
		pairs = append(pairs, spec.Pair{name, value})
	}
	return pairs
}

// The groups, in the order they are shown.
const (
	ManyLoops = "Many loops, many threads"
	OneLoop   = "One loop, many coroutines"
	Claims    = "Claims about many loops, tested"
	Together  = "Working together"
	Mistakes  = "Common mistakes and their fixes"
)

// Of gives the lesson of the scenario with an id; the zero Lesson if there is none.
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
