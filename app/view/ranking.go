package view

import (
	"math"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/engine/trace/stats"
)

// rankingRows is how many moments a ranking lists.
const rankingRows = 5

// ranking returns a list of moments, the greatest value first. Each entry leads to its moment.
func ranking(m *model.Model, title, none string, moments []stats.Extreme) app.UI {
	r := m.Runs.Primary()
	listed := moments[:min(len(moments), rankingRows)]
	s := format.ScaleOf(r.EndTime())
	return app.Div().Class("ranking").Body(
		app.H3().Text(title),
		app.If(len(listed) == 0, app.P().Class("quiet").Text(none)),
		app.Ol().Class("rove").OnClick(followed(&m.Player), title).Body(app.Range(listed).Slice(func(i int) app.UI {
			m := listed[i]
			return app.Li().Body(
				app.Button().Type("button").Class("moment", "ranked").DataSet("goto", int(m.Event)).TabIndex(0).Body(
					app.Span().Class("value").Text(format.Duration(m.Value)),
					app.Span().Class(format.HueClass(r.LoopHue(m.Loop))).Text(r.ExtremeTitle(m)),
					app.Span().Class("when").Text("at "+s.Text(m.At)),
				),
			)
		})),
	)
}

// The size of the chart of parallelism over time, in its own units.
const (
	chartWidth  = 240
	chartHeight = 32
)

// usageChart returns a chart of how many loops were busy over time.
func usageChart(s *stats.Summary) app.UI {
	most := 1.0
	for _, u := range s.Usage {
		most = math.Max(most, u)
	}
	var line strings.Builder
	for i, u := range s.Usage {
		x := float64(i) * chartWidth / float64(len(s.Usage))
		y := chartHeight * (1 - u/most)
		line.WriteString("H" + strconv.FormatFloat(x, 'f', 1, 64) + "V" + strconv.FormatFloat(y, 'f', 1, 64))
	}
	top := format.Significant(most)
	return app.Div().Class("usage").Body(
		app.H3().Text("Parallelism over time"),
		app.If(len(s.Usage) > 0, app.Raw(`<svg viewBox="0 0 240 32" preserveAspectRatio="none" role="img" aria-label="Up to `+top+
			` loops busy at once, averaged over `+format.Duration(s.UsageWidth)+`"><path d="M0 32`+line.String()+`H240V32Z"/></svg>`)),
		app.P().Class("hint").Text("0 to "+top+" loops, each column "+format.Duration(s.UsageWidth)),
	)
}
