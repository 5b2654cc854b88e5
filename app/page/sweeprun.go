package page

import (
	"loopyard/engine/trace"
)

// StartSweep runs what was asked for, or shows what is wrong with it.
func (y *Yard) StartSweep() {
	s := &y.Sweep
	points, ok := y.plan()
	y.revs.view++
	if !ok {
		for _, field := range []string{"from", "to", "number"} {
			if s.Errs[field] != nil {
				y.shell.focus("sweep-" + field)
				break
			}
		}
		s.Said = "Nothing was run: a value cannot be used."
		return
	}
	y.StopAll()
	s.Points, s.Of, s.Running, s.Begun = points, y.param(s.Param), true, 0
	s.Said = "Sweeping: " + plural(int64(len(points)), "run") + "."
	y.nextPoint()
}

// StopSweep ends it. What was measured stays.
func (y *Yard) StopSweep() {
	s := &y.Sweep
	if !s.Running {
		return
	}
	s.Running = false
	for id, j := range y.jobs {
		if j.then != nil {
			y.drop(id, j)
		}
	}
	s.Said = "Stopped after " + plural(int64(s.Over()), "run") + "."
	y.revs.view++
}

// nextPoint begins the next run, if there is one.
func (y *Yard) nextPoint() {
	s := &y.Sweep
	y.revs.view++
	if s.Begun == len(s.Points) {
		s.Running = false
		s.Said = "Sweep finished: " + plural(int64(len(s.Points)), "run") + "."
		return
	}
	p := s.Points[s.Begun]
	s.Begun++
	rec := NewRecording(p.Run, p.Place)
	y.launch(&job{rec: rec, sink: gauge{rec}, then: func() {
		p.measure(rec)
		if s.Running {
			y.nextPoint()
		}
	}})
}

// measure takes what is kept of a run that is over.
func (p *Point) measure(rec *Recording) {
	p.State, p.Reason, p.Hidden = rec.State, rec.Reason, rec.Hidden
	sum := rec.Summary()
	p.Wall, p.Busy, p.Blocked, p.Parallelism = sum.Wall, sum.Busy, sum.Blocked, sum.Parallelism
	if p.Cores = p.Run.Cores; !rec.Virtual() {
		p.Cores = rec.Header.Cores
	}
}

// gauge takes a run's trace for its figures alone.
type gauge struct{ *Recording }

// Batch adds the events up and lets go of them.
func (g gauge) Batch(b trace.Batch) error {
	g.Rev++
	return g.figures.Batch(b)
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
	for _, at := range Places {
		var curve []*Point
		for _, p := range s.Points {
			if p.Place == at && !p.Ideal {
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
func (y *Yard) ShowPoint(p *Point) {
	y.Form.Fill(Link{Run: p.Run, Place: p.Place, At: -1}, y.catalog)
	y.revs.form++
	y.Run()
	y.relink()
}
