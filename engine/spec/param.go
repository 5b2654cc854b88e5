package spec

import (
	"strconv"
	"time"
)

// Param is one thing about a scenario that a user may set.
type Param struct {
	Name    string // of the flag, the link key and the JSON key
	Label   string // as the form has it
	Default int64  // a count, or nanoseconds
	Max     int64  // a count, or nanoseconds; 0: what the host allows
	Time    bool   // a duration, not a count
}

// The parameters that scenarios choose from. A scenario changes a copy's Default or Max where its own differ.
var (
	Loops      = Param{Name: "loops", Label: "Loops", Default: 5}
	Iterations = Param{Name: "iterations", Label: "Iterations", Default: 6, Max: 100_000}
	Coroutines = Param{Name: "coroutines", Label: "Coroutines", Default: 2}
	Sleep      = Param{Name: "sleep", Label: "Sleep", Default: int64(time.Second), Max: int64(7 * 24 * time.Hour), Time: true}
	Work       = Param{Name: "work", Label: "Work", Max: int64(time.Minute), Time: true}
)

// Names lists every name that a flag or a JSON key can have, in the order they are shown. The link spells
// scenario "s" and placement "at"; its other keys are these words.
var Names = []string{"scenario", "loops", "iterations", "coroutines", "sleep", "work", "placement", "cores", "gil", "seed", "timeout"}

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
	if p.Time {
		return time.Duration(value).String()
	}
	return strconv.FormatInt(value, 10)
}

// Range gives the lowest and the highest value allowed on a host and placement.
func (p Param) Range(l Limits, at Placement) (low, high int64) {
	high = p.Max
	switch p.Name {
	case "loops":
		low, high = 1, lower(high, int64(l.loops(at)))
	case "coroutines":
		low, high = 1, lower(high, int64(l.Coroutines))
	case "iterations":
		low = 1
	}
	return low, high
}

// Allowed says in words what Range allows: "a whole number from 1 to 1000".
func (p Param) Allowed(l Limits, at Placement) string {
	low, high := p.Range(l, at)
	if p.Time {
		return "a duration from " + shortDuration(low) + " to " + shortDuration(high) + ", such as 500ms"
	}
	return "a whole number from " + p.Text(low) + " to " + p.Text(high)
}

func lower(limit, other int64) int64 {
	if limit == 0 || other < limit {
		return other
	}
	return limit
}

// shortDuration is Duration.String without the parts that are zero: 168h, not 168h0m0s.
func shortDuration(n int64) string {
	s := time.Duration(n).String()
	for _, zero := range []string{"m0s", "h0m"} {
		if len(s) > len(zero) && s[len(s)-len(zero):] == zero {
			s = s[:len(s)-2]
		}
	}
	return s
}
