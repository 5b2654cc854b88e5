package model

import (
	"loopyard/app/format"
	"loopyard/app/recording"
	"loopyard/engine/trace"
)

// StartSweep runs what was asked for, or shows what is wrong with it.
func (y *Model) StartSweep() {
	s := &y.Sweep
	points, ok := y.Plan()
	y.Revs.View++
	if !ok {
		for _, field := range []string{"from", "to", "number"} {
			if s.Errs[field] != nil {
				y.Shell.Focus("sweep-" + field)
				break
			}
		}
		s.Said = "Nothing was run: a value cannot be used."
		return
	}
	y.StopAll()
	s.Points, s.Of, s.Running, s.Begun = points, y.Param(s.Param), true, 0
	s.Said = "Sweeping: " + format.Plural(int64(len(points)), "run") + "."
	y.nextPoint()
}

// StopSweep ends it. What was measured stays.
func (y *Model) StopSweep() {
	s := &y.Sweep
	if !s.Running {
		return
	}
	s.Running = false
	for id, j := range y.Jobs {
		if j.then != nil {
			y.drop(id, j)
		}
	}
	s.Said = "Stopped after " + format.Plural(int64(s.Over()), "run") + "."
	y.Revs.View++
}

// nextPoint begins the next run, if there is one.
func (y *Model) nextPoint() {
	s := &y.Sweep
	y.Revs.View++
	if s.Begun == len(s.Points) {
		s.Running = false
		s.Said = "Sweep finished: " + format.Plural(int64(len(s.Points)), "run") + "."
		return
	}
	p := s.Points[s.Begun]
	s.Begun++
	rec := recording.NewRecording(p.Run, p.Target)
	y.launch(&job{rec: rec, sink: gauge{rec}, then: func() {
		p.measure(rec)
		if s.Running {
			y.nextPoint()
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

// gauge takes a run's trace for its figures alone.
type gauge struct{ *recording.Recording }

// Batch adds the events up and lets go of them.
func (g gauge) Batch(b trace.Batch) error {
	return g.AddToSummary(b)
}

// Over counts the runs that are.
func (s *Sweep) Over() (n int) {
	for _, p := range s.Points {
		if p.State.Over() {
			n++
		}
	}
	return n
}

// Values lists the values of the sweep that was run last.
func (s *Sweep) Values() (values []int64) {
	for _, p := range s.Points {
		if n := len(values); n == 0 || values[n-1] != p.Value {
			values = append(values, p.Value)
		}
	}
	return values
}

// Curves lists the places of the sweep that was run last, each with its points.
func (s *Sweep) Curves() (curves [][]*Point) {
	for _, at := range recording.Targets {
		var curve []*Point
		for _, p := range s.Points {
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

// ShowPoint shows a run of the sweep. It is run again, since only its figures were kept: in virtual time that is the same
// run.
func (y *Model) ShowPoint(p *Point) {
	y.Form.Fill(Link{Run: p.Run, Target: p.Target, At: -1}, y.Catalog)
	y.Revs.Form++
	y.Run()
	y.relink()
}
