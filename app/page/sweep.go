package page

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

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
	Place  Place
	Run    spec.Run
	Ideal  bool // it only tells what the others could take at best
	State  RunState
	Reason string // why it did not end well
	Hidden bool   // the page could not be seen meanwhile
	Cores  int    // that it ran on; 0: as many as it wanted

	Wall, Busy, Blocked int64
	Parallelism         float64
}

// The numbers of values that a sweep can have.
const (
	leastPoints = 2
	mostPoints  = 24
)

// Sweepable lists the parameters of the form that a sweep can vary: all that are numbers.
func (f *Fields) Sweepable() []spec.Param {
	all := append(slices.Clone(f.Params), seedParam, coresParam)
	return slices.DeleteFunc(all, func(p spec.Param) bool { return p.Choices != nil })
}

// OpenSweep opens the sweep of the scenario in the form.
func (y *Yard) OpenSweep() {
	if s := &y.Sweep; s.Scenario != y.Form.Scenario {
		*s = Sweep{Scenario: y.Form.Scenario}
		s.Places[y.Form.Place] = true
		y.Vary(y.Form.Sweepable()[0].Name)
	}
	y.revs.view++
	y.shell.dialog(idSweep)
}

// Vary chooses a parameter, and a range about the value that the form has.
func (y *Yard) Vary(name string) {
	s := &y.Sweep
	p := y.param(name)
	s.Param, s.Errs = name, nil
	low, high := p.Range(y.Limits(y.Form.Place), y.Form.Place.Placement())
	at, _ := readValue(p, y.Form.Text(name))
	least, most, number := max(low, 1), max(2*at, 8), int64(8)
	switch {
	case p.Time:
		least, most, number = low, cmp.Or(2*at, int64(100*time.Millisecond)), 6
	case name == seedParam.Name:
		high = math.MaxUint32
	}
	if high > 0 {
		most = min(most, high)
	}
	if !p.Time {
		number = min(most-least+1, 12)
	}
	s.From, s.To, s.Number = p.Text(least), p.Text(most), strconv.FormatInt(number, 10)
	y.revs.view++
}

// param gives the parameter of the form with a name.
func (y *Yard) param(name string) spec.Param {
	for _, p := range y.Form.Sweepable() {
		if p.Name == name {
			return p
		}
	}
	return spec.Param{}
}

// Toggle takes a place into the sweep, or leaves it out.
func (y *Yard) Toggle(at Place, on bool) {
	y.Sweep.Places[at] = on
	delete(y.Sweep.Errs, "places")
	if on && at.Native() {
		y.shell.probe()
	}
	y.revs.view++
}

// plan makes the points of a sweep, or notes what is wrong with what was typed; then ok is false.
func (y *Yard) plan() (points []*Point, ok bool) {
	s := &y.Sweep
	s.Errs = map[string]*spec.FieldError{}
	p := y.param(s.Param)
	wrong := func(field, value, allowed string) {
		if s.Errs[field] == nil {
			s.Errs[field] = &spec.FieldError{Field: field, Value: value, Allowed: allowed}
		}
	}
	number, err := strconv.Atoi(s.Number)
	if err != nil || number < leastPoints || number > mostPoints {
		wrong("number", s.Number, "a whole number from "+strconv.Itoa(leastPoints)+" to "+strconv.Itoa(mostPoints))
	}
	from, to := y.end(p, "from", s.From, wrong), y.end(p, "to", s.To, wrong)
	if len(s.Errs) == 0 && to <= from {
		wrong("to", s.To, "more than "+s.From)
	}
	if len(s.Errs) > 0 {
		return nil, false
	}
	values := spread(from, to, number, p.Time)
	for _, value := range values {
		points = append(points, y.ideal(p, value, points)...)
		for _, at := range Places {
			if s.Places[at] {
				run, _ := y.with(p, p.Text(value), at)
				points = append(points, &Point{Value: value, Place: at, Run: run})
			}
		}
	}
	return points, true
}

// end reads one end of the range, which must be possible in every place.
func (y *Yard) end(p spec.Param, field, text string, wrong func(field, value, allowed string)) int64 {
	value, err := readValue(p, text)
	if err != nil {
		wrong(field, text, p.Allowed(y.Limits(InVirtual), spec.Virtual))
		return 0
	}
	if !slices.Contains(y.Sweep.Places[:], true) {
		wrong("places", "none", "one at least")
	}
	for _, at := range Places {
		if !y.Sweep.Places[at] {
			continue
		}
		if p.Name == coresParam.Name && at != InVirtual {
			wrong("places", at.Label(), "only virtual time: a real machine has the cores it has")
		}
		if _, errs := y.with(p, text, at); errs[p.Name] != nil {
			wrong(field, text, errs[p.Name].Allowed+", "+at.Column())
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
func (y *Yard) with(p spec.Param, text string, at Place) (spec.Run, map[string]*spec.FieldError) {
	f := y.Form
	f.Place, f.text = at, map[string]string{}
	for name, said := range y.Form.text {
		f.text[name] = said
	}
	f.text[p.Name] = text
	run, _ := f.Read(y.catalog, y.Limits(at))
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
func spread(from, to int64, number int, time bool) (values []int64) {
	wide := !time && wideRange(from, to)
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
