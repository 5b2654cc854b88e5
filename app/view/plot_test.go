package view

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/model/modeltest"
	"loopyard/app/recording"
)

func TestAPlotIsWellFormedAndInsideItsFrame(t *testing.T) {
	even, _ := modeltest.SweepOf(t, "#loops=2&iterations=2&sleep=100us", modeltest.Vary("work", "0s", "1ms", "24", recording.TargetVirtual, recording.TargetBrowser))
	g := drawPlots(t, even)
	assert.Equal(t, .5, g.across.part(5e5), "half way")
	wide, _ := modeltest.SweepOf(t, "#s=runner-cost", modeltest.Vary("coroutines", "1", "2000", "5", recording.TargetVirtual, recording.TargetBrowser))
	g = drawPlots(t, wide)
	assert.InDelta(t, math.Log(45)/math.Log(2000), g.across.part(45), 1e-9, "orders of magnitude")
	assert.Equal(t, math.Floor(math.Log10(g.up.from)), math.Log10(g.up.from), "from a round order")
}

// drawPlots draws the sweep with several figures, and returns the plot of the runs' own wall times.
func drawPlots(t *testing.T, m *model.Model) (own plot) {
	t.Helper()
	for i, of := range []func(p *model.Point) float64{
		func(p *model.Point) float64 { return float64(p.Wall) }, func(p *model.Point) float64 { return 0 }, func(p *model.Point) float64 { return 1e12 },
	} {
		g := plot{Title: "a < b", Of: of, Wide: true, Ideal: func(b model.Ideal) float64 { return float64(b.Wall) }, Spell: func(v float64) string { return format.Duration(int64(v)) }}
		d := xml.NewDecoder(strings.NewReader(g.svg(&m.Sweep)))
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
		for _, p := range m.Sweep.Points() {
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

func TestAPlotMarksRunsWithoutFigures(t *testing.T) {
	m, browser := modeltest.Visit(t, "")
	m.Sweep.Open(model.IDSweep)
	modeltest.Vary("loops", "1", "3", "3", recording.TargetVirtual)(m)
	m.StartSweep()
	m.Jobs.OnError(browser.Last, "the engine’s worker ended: panic: ouch")
	m.Frame(0, modeltest.Never)
	browser.Finish(t, m)
	m.Sweep.Stop()
	g := plot{Title: "Wall time", Of: func(p *model.Point) float64 { return float64(p.Wall) }, Ideal: func(b model.Ideal) float64 { return float64(b.Wall) }, Spell: format.TwoDecimals}
	svg := g.svg(&m.Sweep)
	assert.Equal(t, 2, strings.Count(svg, `class="cross"`), "a failed and a stopped run")
	assert.Equal(t, 3, strings.Count(svg, "data-point="))
}
