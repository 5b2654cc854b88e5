package parity

import (
	"cmp"
	"context"
	"errors"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// Options say how hosts are compared. The zero value waits for each as long as it takes.
type Options struct {
	// Patience is the longest that a run in virtual time may take a host whose time is real. A host that would take
	// longer is left out. Zero: it may take any time.
	Patience time.Duration

	// Events is how many events of each run are stored to be compared one by one. Zero means [spec.MaxCompared]. The
	// digest covers all events.
	Events int
}

// Compare runs a spec natively and on each host, one after the other, and compares. In real time the native run is compared
// with the simulated machine's of the same spec too. The error is what kept a run from its end: session.ErrTimeout,
// session.ErrStopped, or why a host broke.
func Compare(ctx context.Context, r spec.Run, hosts []Host, o Options) (Report, error) {
	c := comparison{spec: r, patience: o.Patience, events: cmp.Or(o.Events, spec.MaxCompared)}
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

// comparison is a report in the making.
type comparison struct {
	report    Report
	spec      spec.Run
	patience  time.Duration
	events    int    // stored of each run
	reference Result // what the hosts are compared with
}

// native makes the reference.
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
	c.patience = 0 // who asks for real time has it
	c.reference, err = Native{}.Run(ctx, c.spec, c.events)
	if err != nil {
		return err
	}
	c.report.row(c.reference)
	c.report.Pairs = append(c.report.Pairs, compareTwo(virtual, c.reference))
	return nil
}

func (c *comparison) host(ctx context.Context, h Host) error {
	if _, real := h.(Python); real && c.patience > 0 && c.reference.Figures.Wall > int64(c.patience) {
		c.report.Missing = append(c.report.Missing, Missing{h.Name(), "left out: it would take " + time.Duration(c.reference.Figures.Wall).String()})
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

func (r *Report) row(of Result) {
	row := Row{Name: of.name(), Host: of.Host, What: of.What, Clock: "real", Figures: of.Figures}
	if of.Log != nil {
		row.Placement, row.Clock = of.Log.Header.Placement, of.Log.Header.Clock
	}
	r.Hosts = append(r.Hosts, row)
}

// name tells apart what one host did in two placements.
func (r Result) name() string {
	if r.Log == nil {
		return r.Host
	}
	return r.Host + " " + r.Log.Header.Placement
}
