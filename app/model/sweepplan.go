package model

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"loopyard/app/recording"
	"loopyard/engine/spec"
)

// plan makes the points of a sweep from what was typed, or says what is wrong with it, by field.
func (s *Sweep) plan() (points []*Point, errs map[string]*spec.FieldError) {
	errs = map[string]*spec.FieldError{}
	wrong := func(field, value, allowed string) {
		if errs[field] == nil {
			errs[field] = &spec.FieldError{Field: field, Value: value, Allowed: allowed}
		}
	}
	p := s.Param()
	number, err := strconv.Atoi(s.number)
	if err != nil || number < LeastPoints || number > MostPoints {
		wrong("number", s.number, "a whole number from "+strconv.Itoa(LeastPoints)+" to "+strconv.Itoa(MostPoints))
	}
	from, to := s.end(p, "from", s.from, wrong), s.end(p, "to", s.to, wrong)
	if len(errs) == 0 && to <= from {
		wrong("to", s.to, "more than "+s.from)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	for _, value := range sweepValues(from, to, number, p.Time) {
		points = append(points, s.chainPoint(p, value, points)...)
		for _, at := range recording.Targets {
			if s.targets[at] {
				run, _ := s.form.parseWith(p, p.Text(value), at)
				points = append(points, &Point{Value: value, Target: at, Run: run})
			}
		}
	}
	return points, nil
}

// end reads one end of the range, which must be possible at every target.
func (s *Sweep) end(p spec.Param, field, text string, wrong func(field, value, allowed string)) int64 {
	value, err := readValue(p, text)
	if err != nil {
		wrong(field, text, p.Allowed(s.form.Limits(recording.TargetVirtual), spec.Virtual))
		return 0
	}
	if !slices.Contains(slices.Collect(maps.Values(s.targets)), true) {
		wrong("places", "none", "one at least")
	}
	for _, at := range recording.Targets {
		if !s.targets[at] {
			continue
		}
		if p.Name == recording.CoresParam.Name && at != recording.TargetVirtual {
			wrong("places", at.Label(), "only virtual time: a real machine has the cores it has")
		}
		_, found := s.form.parseWith(p, text, at)
		errs := map[string]*spec.FieldError{}
		for _, e := range slices.Backward(found) {
			errs[e.Field] = e
		}
		switch {
		case errs[p.Name] != nil:
			wrong(field, text, errs[p.Name].Allowed+", "+at.ShortLabel())
		case errs["placement"] != nil:
			wrong("places", at.Label(), errs["placement"].Allowed)
		default:
			for _, name := range slices.Sorted(maps.Keys(errs)) {
				wrong("form", errs[name].Value, "for "+name+" in the form: "+errs[name].Allowed)
			}
		}
	}
	return value
}

// chainPoint returns the point whose run measures the longest chain of a value, or none if another point has the same run.
func (s *Sweep) chainPoint(p spec.Param, value int64, planned []*Point) []*Point {
	free, _ := s.form.parseWith(p, p.Text(value), recording.TargetVirtual)
	run := free
	run.Cores, run.GIL = 0, false
	for _, one := range planned {
		if one.Run == run {
			return nil
		}
	}
	if s.targets[recording.TargetVirtual] && free == run {
		return nil
	}
	return []*Point{{Value: value, Target: recording.TargetVirtual, Run: run, Ideal: true}}
}

func readValue(p spec.Param, text string) (int64, error) {
	if p.Time {
		d, err := time.ParseDuration(text)
		return int64(d), err
	}
	return strconv.ParseInt(text, 10, 64)
}

// sweepValues returns about number values from one to the other. They are evenly spaced and round: whole numbers, and
// durations to a hundredth of the distance between two. Over a wide range they grow by factors, rounded to two digits.
func sweepValues(from, to int64, number int, time bool) (values []int64) {
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

// twoDigits returns a number rounded to two digits.
func twoDigits(v float64) int64 {
	unit := math.Pow(10, math.Max(0, math.Floor(math.Log10(v))-1))
	return int64(math.Round(v/unit) * unit)
}

// WideRange reports whether values are better told apart by factors than by differences.
func WideRange(from, to int64) bool { return from >= 1 && to/from >= 1000 }
