package spec

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/text"
)

// Param is one thing about a scenario that a user may set.
type Param struct {
	Name    string   // of the flag, the link key and the JSON key
	Label   string   // as the form has it
	Default int64    // a count, nanoseconds, or a place in Choices
	Max     int64    // a count, or nanoseconds; 0: what the host allows
	Time    bool     // a duration, not a count
	Choices []string // the words to choose from; nil: it is a number
}

// The parameters that scenarios choose from. A scenario changes a copy's Default or Max where its own differ.
var (
	Loops      = Param{Name: "loops", Label: "Loops", Default: 5}
	Iterations = Param{Name: "iterations", Label: "Iterations", Default: 6, Max: MaxIterations}
	Coroutines = Param{Name: "coroutines", Label: "Coroutines", Default: 2}
	Capacity   = Param{Name: "capacity", Label: "Capacity", Default: 2, Max: MaxCapacity}
	Sleep      = Param{Name: "sleep", Label: "Sleep", Default: int64(time.Second), Max: int64(MaxSleep), Time: true}
	Work       = Param{Name: "work", Label: "Work", Max: int64(MaxWork), Time: true}
	Block      = Param{Name: "block", Label: "Block", Max: int64(MaxBlock), Time: true}
)

// Variant is the parameter of a scenario that comes in several versions, the first by default.
func Variant(choices ...string) Param {
	return Param{Name: "variant", Label: "Variant", Choices: choices}
}

// The variants of a scenario that shows a mistake.
const (
	Wrong  = "wrong"
	Mended = "mended"
)

// Names lists every name that a flag or a JSON key can have, in the order they are shown. The link spells
// scenario "s" and placement "at"; its other keys are these words.
var Names = []string{"scenario", "loops", "iterations", "coroutines", "capacity", "sleep", "work", "block", "variant", "placement", "cores", "gil", "seed", "timeout"}

// With gives a copy with another default.
func (p Param) With(value int64) Param {
	p.Default = value
	return p
}

// UpTo gives a copy with another upper limit.
func (p Param) UpTo(limit int64) Param {
	p.Max = limit
	return p
}

// Text spells a value of this parameter.
func (p Param) Text(value int64) string {
	switch {
	case p.Time:
		return time.Duration(value).String()
	case p.Choices != nil:
		return p.Choices[value]
	}
	return strconv.FormatInt(value, 10)
}

// Range gives the lowest and the highest value allowed on a host and placement.
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

// Allowed says in words what Range allows: "a whole number from 1 to 1,000".
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

// read reads a value: a count, nanoseconds, or a place in Choices.
func (p Param) read(value string) (int64, error) {
	switch {
	case p.Time:
		d, err := time.ParseDuration(value)
		return int64(d), err
	case p.Choices != nil:
		return int64(slices.Index(p.Choices, value)), nil // -1 is out of every range
	}
	return strconv.ParseInt(value, 10, 64)
}

func lower(limit, other int64) int64 {
	if limit == 0 || other < limit {
		return other
	}
	return limit
}
