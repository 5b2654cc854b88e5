package model

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"time"

	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Sweep runs the form's program for a range of values of one of its parameters, at one target after another. It keeps
// the figures of each run, and not its events. The zero value is a sweep that was not opened yet.
type Sweep struct {
	part
	form   *Form
	jobs   *Jobs
	screen Screen

	scenario         string // another scenario begins a new sweep
	param            string // its name
	from, to, number string // as typed: the range, and how many values of it
	targets          map[recording.Target]bool
	errs             map[string]*spec.FieldError // by the fields from, to, number, places and form
	says             string                      // for the live region

	points  []*Point // in the order they are run
	of      spec.Param
	running bool
	begun   int // points whose run has begun
}

// Point is one run of a sweep. Times are nanoseconds.
type Point struct {
	Value  int64
	Target recording.Target
	Run    spec.Run
	Ideal  bool // its run only measures the chain; see Sweep.Ideal
	State  recording.RunState
	Reason string // why it did not end well
	Hidden bool   // the page could not be seen meanwhile
	Cores  int    // that it ran on; 0: as many as it wanted

	Wall, Busy, Blocked int64
	Parallelism         float64
}

// How many values a sweep can have.
const (
	LeastPoints = 2
	MostPoints  = 24
)

// Range returns what was typed: the ends of the range, and how many values of it.
func (s *Sweep) Range() (from, to, number string) { return s.from, s.to, s.number }

// At reports whether the sweep runs at a target.
func (s *Sweep) At(t recording.Target) bool { return s.targets[t] }

// Err returns what is wrong with a field of the sweep; nil if nothing is.
func (s *Sweep) Err(field string) *spec.FieldError { return s.errs[field] }

// Says returns the latest sentence about the sweep, for the live region.
func (s *Sweep) Says() string { return s.says }

// Points returns the runs of the sweep that was started last, in the order they are run.
func (s *Sweep) Points() []*Point { return s.points }

// Of returns the parameter of the sweep that was started last.
func (s *Sweep) Of() spec.Param { return s.of }

// Running reports whether the sweep is under way.
func (s *Sweep) Running() bool { return s.running }

// Begun returns how many runs of the sweep have begun.
func (s *Sweep) Begun() int { return s.begun }

// Params returns the parameters of the form that can be varied: all that are numbers.
func (s *Sweep) Params() []spec.Param {
	all := append(slices.Clone(s.form.Params()), recording.SeedParam, recording.CoresParam)
	return slices.DeleteFunc(all, func(p spec.Param) bool { return p.Choices != nil })
}

// Param returns the parameter that is to be varied.
func (s *Sweep) Param() spec.Param {
	for _, p := range s.Params() {
		if p.Name == s.param {
			return p
		}
	}
	return spec.Param{}
}

// Open opens the sweep of the form's scenario.
func (s *Sweep) Open(dialog string) {
	if s.scenario != s.form.Scenario() {
		s.scenario, s.targets, s.errs, s.says = s.form.Scenario(), map[recording.Target]bool{}, nil, ""
		s.points, s.begun = nil, 0
		s.targets[s.form.Target()] = true
		s.Vary(s.Params()[0].Name)
	}
	s.changed()
	s.screen.OpenDialog(dialog)
}

// Vary chooses a parameter, and a range about the value that the form has.
func (s *Sweep) Vary(name string) {
	s.param, s.errs = name, nil
	p, target := s.Param(), s.form.Target()
	low, high := p.Range(s.form.Limits(target), target.Placement())
	at, _ := readValue(p, s.form.Text(name))
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
	s.from, s.to, s.number = p.Text(least), p.Text(most), strconv.FormatInt(number, 10)
	s.changed()
}

// Type takes what was typed into one of the fields from, to and number.
func (s *Sweep) Type(field, text string) {
	switch field {
	case "from":
		s.from = text
	case "to":
		s.to = text
	default:
		s.number = text
	}
	delete(s.errs, field)
	s.changed()
}

// Toggle has the sweep run at a target, or not.
func (s *Sweep) Toggle(t recording.Target, on bool) {
	s.targets[t] = on
	delete(s.errs, "places")
	if on && t.Native() {
		s.form.server.Probe()
	}
	s.changed()
}

// prepare makes the points of a sweep, or shows what is wrong with what was typed; then ok is false.
func (s *Sweep) prepare() (points []*Point, ok bool) {
	points, s.errs = s.plan()
	s.changed()
	if len(s.errs) == 0 {
		return points, true
	}
	for _, field := range []string{"from", "to", "number"} {
		if s.errs[field] != nil {
			s.screen.Focus("sweep-" + field)
			break
		}
	}
	s.says = "Nothing was run: a value cannot be used."
	return nil, false
}

// start runs points.
func (s *Sweep) start(points []*Point) {
	s.points, s.of, s.running, s.begun = points, s.Param(), true, 0
	s.says = "Sweeping: " + format.Plural(int64(len(points)), "run") + "."
	s.runNext()
}

// Stop ends the sweep. What was measured stays.
func (s *Sweep) Stop() {
	if !s.running {
		return
	}
	s.running = false
	s.jobs.dropAll((*job).ofSweep)
	s.says = "Stopped after " + format.Plural(int64(s.Over()), "run") + "."
	s.changed()
}

// runNext begins the next run, if there is one.
func (s *Sweep) runNext() {
	s.changed()
	if s.begun == len(s.points) {
		s.running = false
		s.says = "Sweep finished: " + format.Plural(int64(len(s.points)), "run") + "."
		return
	}
	p := s.points[s.begun]
	s.begun++
	rec := recording.NewRecording(p.Run, p.Target)
	s.jobs.launch(&job{rec: rec, sink: statsSink{rec}, then: func() {
		p.measure(rec)
		s.changed()
		if s.running {
			s.runNext()
		}
	}})
}

// measure takes what is kept of a run that is over.
func (p *Point) measure(rec *recording.Recording) {
	p.State, p.Reason, p.Hidden = rec.State(), rec.Reason(), rec.Conditions.Hidden
	sum := rec.Summary()
	p.Wall, p.Busy, p.Blocked, p.Parallelism = sum.Wall, sum.Busy, sum.Blocked, sum.Parallelism
	if p.Cores = p.Run.Cores; !rec.Virtual() {
		p.Cores = rec.Header.Cores
	}
}

// statsSink takes a run's trace for its figures alone.
type statsSink struct{ *recording.Recording }

// Batch adds the events to the figures and keeps nothing else of them.
func (g statsSink) Batch(b trace.Batch) error {
	return g.AddToSummary(b)
}

// Over returns how many runs are over.
func (s *Sweep) Over() (n int) {
	for _, p := range s.points {
		if p.State.Over() {
			n++
		}
	}
	return n
}

// Values returns the values of the sweep that was run last.
func (s *Sweep) Values() (values []int64) {
	for _, p := range s.points {
		if n := len(values); n == 0 || values[n-1] != p.Value {
			values = append(values, p.Value)
		}
	}
	return values
}

// Curves returns the targets of the sweep that was run last, each with its points.
func (s *Sweep) Curves() (curves [][]*Point) {
	for _, at := range recording.Targets {
		var curve []*Point
		for _, p := range s.points {
			if p.Target == at && !p.Ideal {
				curve = append(curve, p)
			}
		}
		if curve != nil {
			curves = append(curves, curve)
		}
	}
	return curves
}
