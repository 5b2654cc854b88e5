package parity

import (
	"cmp"
	"context"
	"errors"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Options are options of [Compare].
type Options struct {
	// RealTimeLimit is how long a run in virtual time may take on a host that has only real time. A host that would take
	// longer is left out. Zero means no limit.
	RealTimeLimit time.Duration

	// Events is how many events of each run are stored to be compared one by one. Zero means [spec.MaxCompared]. The
	// digest covers all events.
	Events int
}

// Compare runs a spec natively and on each host, one after another, and compares every host with the native run. The native
// run in real time is also compared with virtual time. The error is session.ErrTimeout, session.ErrStopped, or says why a
// host failed.
func Compare(ctx context.Context, r spec.Run, hosts []Host, o Options) (Report, error) {
	c := comparison{spec: r, realTimeLimit: o.RealTimeLimit, events: cmp.Or(o.Events, spec.MaxCompared)}
	s, _ := scenario.Find(r.Scenario)
	for _, pair := range r.Pairs(s.Params) {
		c.report.Spec = append(c.report.Spec, pair)
	}
	if err := c.native(ctx); err != nil {
		return c.report, err
	}
	for _, h := range hosts {
		if err := c.host(ctx, h); err != nil {
			return c.report, err
		}
	}
	return c.report, nil
}

// comparison is the state of [Compare].
type comparison struct {
	report        Report
	spec          spec.Run
	realTimeLimit time.Duration
	events        int    // stored of each run
	reference     Result // the native run
}

// native runs the spec natively.
func (c *comparison) native(ctx context.Context) error {
	model := c.spec
	model.Placement = spec.Virtual
	virtual, err := Native{}.Run(ctx, model, c.events)
	if err != nil {
		return err
	}
	c.report.row(virtual)
	c.reference = virtual
	if c.spec.Placement == spec.Virtual {
		return nil
	}
	c.realTimeLimit = 0 // the run was requested in real time
	c.reference, err = Native{}.Run(ctx, c.spec, c.events)
	if err != nil {
		return err
	}
	c.report.row(c.reference)
	c.report.Pairs = append(c.report.Pairs, compareTwo(virtual, c.reference))
	return nil
}

// host runs the spec on a host and compares it with the reference.
func (c *comparison) host(ctx context.Context, h Host) error {
	if _, real := h.(Python); real && c.realTimeLimit > 0 && c.reference.Figures.Wall > int64(c.realTimeLimit) {
		c.report.Missing = append(c.report.Missing, Missing{h.Name(), "left out because it would take " + time.Duration(c.reference.Figures.Wall).String()})
		return nil
	}
	result, err := h.Run(ctx, c.spec, c.events)
	var missing *MissingError
	switch {
	case errors.As(err, &missing):
		c.report.Missing = append(c.report.Missing, Missing{missing.Host, missing.Why})
		return nil
	case err != nil:
		return err
	}
	c.report.row(result)
	c.report.Pairs = append(c.report.Pairs, compareTwo(c.reference, result))
	return nil
}

// row adds a result to the hosts of the report.
func (r *Report) row(of Result) {
	row := Row{Name: of.name(), Host: of.Host, What: of.What, Clock: "real", Figures: of.Figures}
	if of.Log != nil {
		row.Placement, row.Clock = of.Log.Header.Placement, of.Log.Header.Clock
	}
	r.Hosts = append(r.Hosts, row)
}

// name returns the name of the host and the placement, if it has one.
func (r Result) name() string {
	if r.Log == nil {
		return r.Host
	}
	return r.Host + " " + r.Log.Header.Placement
}
