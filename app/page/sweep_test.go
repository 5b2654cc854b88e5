package page

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/spec"
)

// sweepOf opens a link and plays a sweep to its end.
func sweepOf(t *testing.T, link string, set func(y *Yard)) (*Yard, *fake) {
	t.Helper()
	y, shell := visit(t, link)
	y.OpenSweep()
	set(y)
	y.StartSweep()
	require.True(t, y.Sweep.Running, "%v", y.Sweep.Errs)
	for y.Sweep.Running {
		shell.finish(t, y)
	}
	return y, shell
}

func vary(name, from, to, number string, places ...Place) func(y *Yard) {
	return func(y *Yard) {
		y.Vary(name)
		y.Sweep.From, y.Sweep.To, y.Sweep.Number = from, to, number
		y.Sweep.Places = [5]bool{}
		for _, at := range places {
			y.Sweep.Places[at] = true
		}
	}
}

func walls(curve []*Point) (all []int64) {
	for _, p := range curve {
		all = append(all, p.Wall/ms)
	}
	return all
}

func TestASweepOfSleepingLoopsIsFlatAndSoIsItsIdeal(t *testing.T) {
	y, _ := sweepOf(t, "", vary("loops", "1", "4", "4", InVirtual))
	s := &y.Sweep
	require.Len(t, s.Curves(), 1)
	assert.Equal(t, []int64{3000, 3000, 3000, 3000}, walls(s.Curves()[0]))
	assert.Len(t, s.Points, 4, "a virtual run with as many cores as it wants is its own ideal")
	for _, v := range s.Values() {
		best, ok := s.Best(v)
		require.True(t, ok)
		assert.Equal(t, Best{Wall: 3000 * ms}, best)
	}
	assert.Equal(t, "Sweep finished: 4 runs.", s.Said)
	assert.False(t, y.Comparing())
}

func TestTheIdealOfComputingIsTheWorkSharedOutOverTheCores(t *testing.T) {
	y, _ := sweepOf(t, "#sleep=0s&work=10ms&iterations=10&cores=2&gil=true", vary("loops", "1", "4", "4", InVirtual))
	s := &y.Sweep
	assert.Len(t, s.Points, 8, "each value has a run that tells its ideal")
	assert.Equal(t, []int64{100, 200, 300, 400}, walls(s.Curves()[0]), "one at a time")
	for i, want := range []int64{100, 100, 150, 200} {
		best, ok := s.Best(int64(i + 1))
		require.True(t, ok)
		assert.Equal(t, want*ms, best.Wall)
		assert.Equal(t, 2, best.Cores)
	}
	assert.Contains(t, s.IdealWords(), "shared out over 2 cores")
}

func TestASweepOfCoresHasOneChain(t *testing.T) {
	y, _ := sweepOf(t, "#loops=4&sleep=0s&work=10ms&iterations=10", vary("cores", "1", "4", "4", InVirtual))
	s := &y.Sweep
	assert.Len(t, s.Points, 5)
	assert.Equal(t, int64(400), walls(s.Curves()[0])[0])
	for cores, want := range map[int64]int64{1: 400, 2: 200, 4: 100} {
		best, ok := s.Best(cores)
		require.True(t, ok)
		assert.Equal(t, want*ms, best.Wall)
	}
}

func TestASweepKeepsFiguresAndNoEvents(t *testing.T) {
	y, shell := sweepOf(t, "#loops=2&sleep=100us", vary("iterations", "10", "50", "3", InVirtual, InBrowser))
	assert.Len(t, y.Visit, 1, "only what was shown before")
	for id, rec := range shell.started {
		if id > 1 {
			assert.Zero(t, rec.Len())
			assert.Positive(t, rec.Summary().Steps)
		}
	}
	before := y.Shown
	p := y.Sweep.Curves()[0][1]
	y.ShowPoint(p)
	shell.finish(t, y)
	assert.NotSame(t, before, y.Shown)
	assert.Equal(t, p.Run, y.Shown.Spec)
	assert.Equal(t, p.Wall, y.Shown.Summary().Wall, "in virtual time it is the same run")
	assert.Equal(t, "30", y.Form.Text("iterations"))
}

func TestAMistakeInASweepIsToldAtItsField(t *testing.T) {
	for name, test := range map[string]struct {
		set   func(y *Yard)
		field string
		want  spec.FieldError
	}{
		"not a number": {vary("loops", "one", "4", "4", InVirtual), "from", spec.FieldError{Value: "one", Allowed: "a whole number from 1 to 1,000"}},
		"too many":     {vary("loops", "1", "101", "4", InVirtual, InWorkers), "to", spec.FieldError{Value: "101", Allowed: "a whole number from 1 to 100, workers"}},
		"no range":     {vary("loops", "4", "4", "4", InVirtual), "to", spec.FieldError{Value: "4", Allowed: "more than 4"}},
		"values":       {vary("sleep", "0s", "1s", "25", InVirtual), "number", spec.FieldError{Value: "25", Allowed: "a whole number from 2 to 24"}},
		"nowhere":      {vary("loops", "1", "4", "4"), "places", spec.FieldError{Value: "none", Allowed: "one at least"}},
		"real cores":   {vary("cores", "1", "4", "4", InBrowser), "places", spec.FieldError{Value: "Browser, 1 thread", Allowed: "only virtual time: a real machine has the cores it has"}},
	} {
		t.Run(name, func(t *testing.T) {
			y, shell := visit(t, "")
			y.OpenSweep()
			test.set(y)
			y.StartSweep()
			test.want.Field = test.field
			require.NotNil(t, y.Sweep.Errs[test.field], "%v", y.Sweep.Errs)
			assert.Equal(t, test.want, *y.Sweep.Errs[test.field])
			assert.Len(t, shell.started, 1)
			assert.False(t, y.Sweep.Running)
		})
	}
	y, _ := visit(t, "")
	y.Type("iterations", "0")
	y.OpenSweep()
	y.StartSweep()
	require.NotNil(t, y.Sweep.Errs["form"])
	assert.Contains(t, y.Sweep.Errs["form"].Allowed, "for iterations in the form")
}

func TestASweepStopsAndGoesOnPastARunThatFails(t *testing.T) {
	y, shell := visit(t, "")
	y.OpenSweep()
	vary("loops", "1", "3", "3", InVirtual)(y)
	y.StartSweep()
	y.Lost(y.last, "the engine’s worker ended: panic: ouch")
	y.Frame(0, func() bool { return false })
	require.True(t, y.Sweep.Running)
	failed := y.Sweep.Points[0]
	assert.Equal(t, Broken, failed.State)
	assert.Empty(t, y.Alert, "the sweep itself says so")
	shell.finish(t, y)
	y.StopSweep()
	assert.False(t, y.Sweep.Running)
	assert.Equal(t, []RunState{Broken, Ended, Stopped}, []RunState{failed.State, y.Sweep.Points[1].State, y.Sweep.Points[2].State})
	assert.Empty(t, y.jobs)
	var g plot
	g = plot{Title: "Wall time", Of: func(p *Point) float64 { return float64(p.Wall) }, Ideal: func(b Best) float64 { return float64(b.Wall) }, Spell: decimals}
	svg := g.svg(&y.Sweep)
	assert.Equal(t, 2, strings.Count(svg, `class="cross"`), "what has no figures is marked")
	assert.Equal(t, 3, strings.Count(svg, "data-point="))
	_, ok := y.Sweep.Best(1)
	assert.False(t, ok)
}

func TestAnotherScenarioHasASweepOfItsOwn(t *testing.T) {
	y, shell := sweepOf(t, "", vary("loops", "1", "2", "2", InVirtual))
	y.OpenSweep()
	assert.Len(t, y.Sweep.Points, 2, "what was measured stays")
	y.Open("#s=runner")
	shell.finish(t, y)
	y.OpenSweep()
	assert.Empty(t, y.Sweep.Points)
	assert.Equal(t, "coroutines", y.Sweep.Param)
}

func TestARunStopsTheSweep(t *testing.T) {
	y, _ := visit(t, "")
	y.OpenSweep()
	vary("loops", "1", "3", "3", InVirtual)(y)
	y.StartSweep()
	y.Run()
	assert.False(t, y.Sweep.Running)
	assert.Len(t, y.jobs, 1)
}

func TestAPlotIsWellFormedAndInsideItsFrame(t *testing.T) {
	even, _ := sweepOf(t, "#loops=2&iterations=2&sleep=100us", vary("work", "0s", "1ms", "24", InVirtual, InBrowser))
	g := drawPlots(t, even)
	assert.Equal(t, .5, g.across.part(5e5), "half way")
	wide, _ := sweepOf(t, "#s=runner-cost", vary("coroutines", "1", "2000", "5", InVirtual, InBrowser))
	g = drawPlots(t, wide)
	assert.InDelta(t, math.Log(45)/math.Log(2000), g.across.part(45), 1e-9, "orders of magnitude")
	assert.Equal(t, math.Floor(math.Log10(g.up.from)), math.Log10(g.up.from), "from a round order")
}

// drawPlots draws the sweep with several figures, of which it gives the one that has the runs' own.
func drawPlots(t *testing.T, y *Yard) (own plot) {
	t.Helper()
	for i, of := range []func(p *Point) float64{
		func(p *Point) float64 { return float64(p.Wall) }, func(p *Point) float64 { return 0 }, func(p *Point) float64 { return 1e12 },
	} {
		g := plot{Title: "a < b", Of: of, Wide: true, Ideal: func(b Best) float64 { return float64(b.Wall) }, Spell: func(v float64) string { return short(int64(v)) }}
		d := xml.NewDecoder(strings.NewReader(g.svg(&y.Sweep)))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			require.NoError(t, err)
			if start, ok := token.(xml.StartElement); ok {
				for _, a := range start.Attr {
					assert.NotContains(t, a.Value, "NaN")
					assert.NotContains(t, a.Value, "Inf")
				}
			}
		}
		for _, p := range y.Sweep.Points {
			assert.GreaterOrEqual(t, g.x(p.Value), plotLeft)
			assert.LessOrEqual(t, g.x(p.Value), plotWidth-plotRight)
			assert.GreaterOrEqual(t, g.y(of(p)), plotTop)
			assert.LessOrEqual(t, g.y(of(p)), plotHeight-plotFoot)
		}
		if i == 0 {
			own = g
		}
	}
	return own
}

func TestValuesAreSpreadEvenlyAndCanBeSpelled(t *testing.T) {
	assert.Equal(t, []int64{1, 2, 3, 4}, spread(1, 4, 4, false))
	assert.Equal(t, []int64{1, 2, 3}, spread(1, 3, 9, false), "a whole number comes once")
	assert.Equal(t, []int64{1, 500, 999}, spread(1, 999, 3, false))
	assert.Equal(t, []int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}, spread(1, 1_000_000, 7, false), "a wide range by factors")
	assert.Equal(t, []int64{5, 32, 200, 1300, 8000}, spread(5, 8000, 5, false))
	assert.Equal(t, []int64{1, 2, 3, 4, 6, 10, 16, 25, 40, 63, 100, 160, 250, 400, 630, 1000}, spread(1, 1000, 16, false))
	assert.Equal(t, []int64{0, 333 * ms, 667 * ms, 1000 * ms}, spread(0, 1000*ms, 4, true))
	y := NewYard(newFake())
	for _, id := range y.catalog.IDs() {
		y.Open("#s=" + id)
		for _, p := range y.Form.Sweepable() {
			y.Vary(p.Name)
			y.Sweep.Places = [5]bool{InVirtual: true}
			points, ok := y.plan()
			assert.True(t, ok, "%s %s: %v", id, p.Name, y.Sweep.Errs)
			assert.LessOrEqual(t, len(points), 2*mostPoints)
		}
	}
}

func TestAPointSaysThatThePageCouldNotBeSeen(t *testing.T) {
	y, shell := visit(t, "#loops=1&iterations=1&sleep=0s")
	y.OpenSweep()
	vary("iterations", "1", "2", "2", InBrowser)(y)
	y.StartSweep()
	shell.finish(t, y) // the ideal
	y.Unseen()
	for y.Sweep.Running {
		shell.finish(t, y)
	}
	var hidden []bool
	for _, p := range y.Sweep.Curves()[0] {
		hidden = append(hidden, p.Hidden)
	}
	assert.Equal(t, []bool{true, false}, hidden)
}
