package spec

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/text"
)

// Param is a parameter of a scenario.
type Param struct {
	Name    string   // the flag, the key in a link and the key in JSON
	Label   string   // the label in the form
	Default int64    // a count, nanoseconds, or an index of Choices
	Max     int64    // a count or nanoseconds; 0 means the limit of the host
	Time    bool     // whether the value is a duration
	Choices []string // the words to choose from, or nil for a number
}

// The parameters of scenarios. A scenario that needs another Default or Max changes them in a copy.
var (
	Loops      = Param{Name: "loops", Label: "Loops", Default: 5}
	Iterations = Param{Name: "iterations", Label: "Iterations", Default: 6, Max: MaxIterations}
	Coroutines = Param{Name: "coroutines", Label: "Coroutines", Default: 2}
	Capacity   = Param{Name: "capacity", Label: "Capacity", Default: 2, Max: MaxCapacity}
	Sleep      = Param{Name: "sleep", Label: "Sleep", Default: int64(time.Second), Max: int64(MaxSleep), Time: true}
	Work       = Param{Name: "work", Label: "Work", Max: int64(MaxWork), Time: true}
	Block      = Param{Name: "block", Label: "Block", Max: int64(MaxBlock), Time: true}
)

// Variant returns the parameter of a scenario that has several versions. The first one is the default.
func Variant(choices ...string) Param {
	return Param{Name: "variant", Label: "Variant", Choices: choices}
}

// The variants of a scenario that shows a mistake.
const (
	Wrong  = "wrong"  // with the bug
	Mended = "mended" // fixed
)

// Names has every name that a flag or a JSON key can have, in the order of the list. Links call the scenario "s" and the
// placement "at"; their other keys are these names.
var Names = []string{"scenario", "loops", "iterations", "coroutines", "capacity", "sleep", "work", "block", "variant", "placement", "cores", "gil", "seed", "timeout"}

// With returns a copy with another default.
func (p Param) With(value int64) Param {
	p.Default = value
	return p
}

// UpTo returns a copy with another upper limit.
func (p Param) UpTo(limit int64) Param {
	p.Max = limit
	return p
}

// Text returns a value of the parameter in text.
func (p Param) Text(value int64) string {
	switch {
	case p.Time:
		return time.Duration(value).String()
	case p.Choices != nil:
		return p.Choices[value]
	}
	return strconv.FormatInt(value, 10)
}

// Range returns the lowest and the highest value that are allowed on a host and in a placement.
func (p Param) Range(l Limits, at Placement) (low, high int64) {
	high = p.Max
	if p.Choices != nil {
		return 0, int64(len(p.Choices) - 1)
	}
	switch p.Name {
	case "loops":
		low, high = 1, lower(high, int64(l.loops(at)))
	case "coroutines":
		low, high = 1, lower(high, int64(l.Coroutines))
	case "iterations", "capacity":
		low = 1
	}
	return low, high
}

// Allowed returns the range in words, such as "a whole number from 1 to 1,000".
func (p Param) Allowed(l Limits, at Placement) string {
	low, high := p.Range(l, at)
	if p.Choices != nil {
		return "one of " + strings.Join(p.Choices, ", ")
	}
	if p.Time {
		return "a duration from " + text.Duration(time.Duration(low)) + " to " + text.Duration(time.Duration(high)) + ", such as 500ms"
	}
	return "a whole number from " + text.Grouped(low, ",") + " to " + text.Grouped(high, ",")
}

// read parses a value: a count, nanoseconds, or an index of Choices.
func (p Param) read(value string) (int64, error) {
	switch {
	case p.Time:
		d, err := time.ParseDuration(value)
		return int64(d), err
	case p.Choices != nil:
		return int64(slices.Index(p.Choices, value)), nil // -1, which no range has, if there is no such word
	}
	return strconv.ParseInt(value, 10, 64)
}

// lower returns the lower of two limits. A limit of 0 means none.
func lower(limit, other int64) int64 {
	if limit == 0 || other < limit {
		return other
	}
	return limit
}
