package spec

import (
	"math"
	"strconv"
	"strings"
	"time"

	"loopyard/engine/text"
)

// A FieldError is an error about one value. It has the name, the value, and the values that are allowed.
type FieldError struct {
	Field   string `json:"field"`
	Value   string `json:"value"`
	Allowed string `json:"allowed"`
}

// Error returns one line: `loops: got "0", want a whole number from 1 to 1,000`.
func (e *FieldError) Error() string {
	return e.Field + ": got " + text.Quote(e.Value) + ", want " + e.Allowed
}

// Errors has all errors about the values of one input, in the order of the input.
type Errors []*FieldError

// Error returns one line for each error.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, f := range e {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// OnceOnly is what a [FieldError] allows if a name is given twice.
const OnceOnly = "the name once only"

// A Catalog is the list of scenarios.
type Catalog interface {
	// IDs returns the ids of the scenarios in order.
	IDs() []string
	// Params returns the parameters of a scenario. ok is false for an unknown id.
	Params(id string) (params []Param, ok bool)
	// Except returns why a run makes no sense in its placement, or "" if it does.
	Except(r Run) (why string)
}

// Parse returns the run that names and values describe. The scenario must be named. Names that are missing have their
// defaults; the default placement is virtual and the default seed is 1. A name that is given twice, an unknown name and a
// parameter that the scenario does not have are errors.
//
// The error is nil or an [Errors] with one entry for each bad value. The run has the defaults in place of bad values.
func Parse(pairs []Pair, c Catalog, l Limits) (Run, error) {
	p := parser{limits: l, run: Run{Placement: Virtual, Seed: 1}, seen: map[string]bool{}}
	given := ""
	for _, pair := range pairs {
		switch pair[0] {
		case "scenario":
			given = pair[1]
		case "placement":
			p.placement(pair[1]) // before the others, because their ranges depend on it
		}
	}
	params, ok := c.Params(given)
	if !ok {
		p.fail("scenario", given, "one of "+strings.Join(c.IDs(), ", "))
		return p.run, p.errs
	}
	p.run.Scenario = given
	for _, param := range params {
		p.store(param, param.Default)
	}
	for _, pair := range pairs {
		p.pair(pair, params)
	}
	p.except(c)
	if len(p.errs) > 0 {
		return p.run, p.errs
	}
	return p.run, nil
}

// except adds an error if the run makes no sense in its placement.
func (p *parser) except(c Catalog) {
	why := c.Except(p.run)
	if why == "" {
		return
	}
	given, elsewhere := p.run.Placement, []string(nil)
	for _, p.run.Placement = range Placements {
		if c.Except(p.run) == "" {
			elsewhere = append(elsewhere, string(p.run.Placement))
		}
	}
	p.run.Placement = Virtual
	p.fail("placement", string(given), strings.Join(elsewhere, " or ")+", since "+why)
}

// parser is the state of [Parse].
type parser struct {
	limits Limits
	run    Run
	seen   map[string]bool
	errs   Errors
}

// fail adds an error.
func (p *parser) fail(field, value, allowed string) {
	p.errs = append(p.errs, &FieldError{field, value, allowed})
}

// pair reads one name and its value.
func (p *parser) pair(pair Pair, params []Param) {
	name, value := pair[0], pair[1]
	if p.seen[name] {
		p.fail(name, value, OnceOnly)
		return
	}
	p.seen[name] = true
	switch name {
	case "scenario", "placement":
		return
	case "seed":
		n, err := strconv.ParseUint(value, 10, 32)
		if err != nil {
			p.fail(name, value, "a whole number from 0 to "+text.Grouped(math.MaxUint32, ","))
			return
		}
		p.run.Seed = uint32(n)
		return
	case "cores":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || n > MaxCores {
			p.fail(name, value, "a whole number from 0 to "+text.Grouped(MaxCores, ",")+" (0 means no limit)")
			return
		}
		p.run.Cores = n
		return
	case "gil":
		if value != "true" && value != "false" {
			p.fail(name, value, "true or false")
			return
		}
		p.run.GIL = value == "true"
		return
	case "timeout":
		d, err := time.ParseDuration(value)
		if err != nil || d < 0 || d > MaxTimeout {
			p.fail(name, value, "a duration from 0s to "+text.Duration(MaxTimeout)+" (0s means no timeout), such as 10s")
			return
		}
		p.run.Timeout = d
		return
	}
	for _, param := range params {
		if param.Name == name {
			p.param(param, value)
			return
		}
	}
	p.fail(name, value, "a parameter of "+p.run.Scenario+": "+names(params))
}

func (p *parser) placement(value string) {
	var words []string
	for _, at := range Placements {
		if string(at) == value {
			p.run.Placement = at
			return
		}
		words = append(words, string(at))
	}
	p.fail("placement", value, "one of "+strings.Join(words, ", "))
}

func (p *parser) param(param Param, value string) {
	low, high := param.Range(p.limits, p.run.Placement)
	n, err := param.read(value)
	if err != nil || n < low || n > high {
		p.fail(param.Name, value, param.Allowed(p.limits, p.run.Placement))
		return
	}
	p.store(param, n)
}

// store sets the field of a parameter to a value that is allowed.
func (p *parser) store(param Param, n int64) {
	switch {
	case param.Time:
		*p.run.duration(param.Name) = time.Duration(n)
	case param.Choices != nil:
		p.run.Variant = param.Choices[n]
	default:
		*p.run.count(param.Name) = int(n)
	}
}

// names returns the names that a run of a scenario can have.
func names(params []Param) string {
	all := make([]string, 0, len(params)+3)
	for _, p := range params {
		all = append(all, p.Name)
	}
	return strings.Join(append(all, "placement", "cores", "gil", "seed", "timeout"), ", ")
}
