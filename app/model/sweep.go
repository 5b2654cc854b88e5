package model

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"loopyard/app/recording"
	"loopyard/engine/spec"
)

// Sweep runs the program of the form for a range of values of one of its parameters, in one place after another. It
// keeps the figures of each run, not its events. The zero value is one that was not opened yet.
type Sweep struct {
	Scenario         string // whose it is; another one begins anew
	Param            string // its name
	From, To, Number string // as typed: the range, and how many values of it
	Places           [5]bool
	Errs             map[string]*spec.FieldError // by the fields from, to, number and places
	Said             string                      // for the live region

	Points  []*Point // in the order they are run
	Of      spec.Param
	Running bool
	Begun   int // so many of the points
}

// Point is one run of a sweep.
type Point struct {
	Value  int64
	Target recording.Target
	Run    spec.Run
	Ideal  bool // it only tells what the others could take at best
	State  recording.RunState
	Reason string // why it did not end well
	Hidden bool   // the page could not be seen meanwhile
	Cores  int    // that it ran on; 0: as many as it wanted

	Wall, Busy, Blocked int64
	Parallelism         float64
}

// The numbers of values that a sweep can have.
const (
	LeastPoints = 2
	MostPoints  = 24
)

// Sweepable lists the parameters of the form that a sweep can vary: all that are numbers.
func (f *Fields) Sweepable() []spec.Param {
	all := append(slices.Clone(f.Params), recording.SeedParam, recording.CoresParam)
	return slices.DeleteFunc(all, func(p spec.Param) bool { return p.Choices != nil })
}

// OpenSweep opens the sweep of the scenario in the form.
func (y *Model) OpenSweep() {
	if s := &y.Sweep; s.Scenario != y.Form.Scenario {
		*s = Sweep{Scenario: y.Form.Scenario}
		s.Places[y.Form.Target] = true
		y.Vary(y.Form.Sweepable()[0].Name)
	}
	y.Revs.View++
	y.Shell.Dialog(IdSweep)
}

// Vary chooses a parameter, and a range about the value that the form has.
func (y *Model) Vary(name string) {
	s := &y.Sweep
	p := y.Param(name)
	s.Param, s.Errs = name, nil
	low, high := p.Range(y.Limits(y.Form.Target), y.Form.Target.Placement())
	at, _ := readValue(p, y.Form.Text(name))
	least, most, number := max(low, 1), max(2*at, 8), int64(8)
	switch {
	case p.Time:
		least, most, number = low, cmp.Or(2*at, int64(100*time.Millisecond)), 6
	case name == recording.SeedParam.Name:
		high = math.MaxUint32
	}
	if high > 0 {
		most = min(most, high)
	}
	if !p.Time {
		number = min(most-least+1, 12)
	}
	s.From, s.To, s.Number = p.Text(least), p.Text(most), strconv.FormatInt(number, 10)
	y.Revs.View++
}

// param gives the parameter of the form with a name.
func (y *Model) Param(name string) spec.Param {
	for _, p := range y.Form.Sweepable() {
		if p.Name == name {
			return p
		}
	}
	return spec.Param{}
}

// Toggle takes a place into the sweep, or leaves it out.
func (y *Model) Toggle(at recording.Target, on bool) {
	y.Sweep.Places[at] = on
	delete(y.Sweep.Errs, "places")
	if on && at.Native() {
		y.Shell.Probe()
	}
	y.Revs.View++
}

// plan makes the points of a sweep, or notes what is wrong with what was typed; then ok is false.
func (y *Model) Plan() (points []*Point, ok bool) {
	s := &y.Sweep
	s.Errs = map[string]*spec.FieldError{}
	p := y.Param(s.Param)
	wrong := func(field, value, allowed string) {
		if s.Errs[field] == nil {
			s.Errs[field] = &spec.FieldError{Field: field, Value: value, Allowed: allowed}
		}
	}
	number, err := strconv.Atoi(s.Number)
	if err != nil || number < LeastPoints || number > MostPoints {
		wrong("number", s.Number, "a whole number from "+strconv.Itoa(LeastPoints)+" to "+strconv.Itoa(MostPoints))
	}
	from, to := y.end(p, "from", s.From, wrong), y.end(p, "to", s.To, wrong)
	if len(s.Errs) == 0 && to <= from {
		wrong("to", s.To, "more than "+s.From)
	}
	if len(s.Errs) > 0 {
		return nil, false
	}
	values := SpreadValues(from, to, number, p.Time)
	for _, value := range values {
		points = append(points, y.ideal(p, value, points)...)
		for _, at := range recording.Targets {
			if s.Places[at] {
				run, _ := y.with(p, p.Text(value), at)
				points = append(points, &Point{Value: value, Target: at, Run: run})
			}
		}
	}
	return points, true
}

// end reads one end of the range, which must be possible in every place.
func (y *Model) end(p spec.Param, field, text string, wrong func(field, value, allowed string)) int64 {
	value, err := readValue(p, text)
	if err != nil {
		wrong(field, text, p.Allowed(y.Limits(recording.TargetVirtual), spec.Virtual))
		return 0
	}
	if !slices.Contains(y.Sweep.Places[:], true) {
		wrong("places", "none", "one at least")
	}
	for _, at := range recording.Targets {
		if !y.Sweep.Places[at] {
			continue
		}
		if p.Name == recording.CoresParam.Name && at != recording.TargetVirtual {
			wrong("places", at.Label(), "only virtual time: a real machine has the cores it has")
		}
		if _, errs := y.with(p, text, at); errs[p.Name] != nil {
			wrong(field, text, errs[p.Name].Allowed+", "+at.ShortLabel())
		} else if errs["placement"] != nil {
			wrong("places", at.Label(), errs["placement"].Allowed)
		} else {
			for _, e := range errs {
				wrong("form", e.Value, "for "+e.Field+" in the form: "+e.Allowed)
			}
		}
	}
	return value
}

// with is what the form says, but for one value and the place.
func (y *Model) with(p spec.Param, text string, at recording.Target) (spec.Run, map[string]*spec.FieldError) {
	f := y.Form
	f.Target, f.text = at, map[string]string{}
	for name, said := range y.Form.text {
		f.text[name] = said
	}
	f.text[p.Name] = text
	run, _ := f.Read(y.Catalog, y.Limits(at))
	return run, f.Errs
}

func readValue(p spec.Param, text string) (int64, error) {
	if p.Time {
		d, err := time.ParseDuration(text)
		return int64(d), err
	}
	return strconv.ParseInt(text, 10, 64)
}

// spread gives as many values, from one to the other, as evenly as they can be spelled: whole numbers, and lengths of
// time to a hundredth of what is between two. Over a wide range each is as many times the one before, to two digits.
func SpreadValues(from, to int64, number int, time bool) (values []int64) {
	wide := !time && WideRange(from, to)
	unit := int64(1)
	for time && unit*1000 <= (to-from)/int64(number-1) {
		unit *= 10
	}
	for i := range int64(number) {
		value := from + int64(math.Round(float64(to-from)*float64(i)/float64(number-1)/float64(unit)))*unit
		if wide {
			value = twoDigits(float64(from) * math.Pow(float64(to)/float64(from), float64(i)/float64(number-1)))
		}
		if i == int64(number)-1 {
			value = to
		}
		if n := len(values); n == 0 || values[n-1] != value {
			values = append(values, value)
		}
	}
	return values
}

// twoDigits is a number rounded so that it is spelled with two digits and zeros.
func twoDigits(v float64) int64 {
	unit := math.Pow(10, math.Max(0, math.Floor(math.Log10(v))-1))
	return int64(math.Round(v/unit) * unit)
}

// wideRange tells whether values are better told apart by how many times as much they are than by how much more.
func WideRange(from, to int64) bool { return from >= 1 && to/from >= 1000 }
