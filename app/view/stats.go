package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/stats"
)

// figure is a row of the statistics.
type figure struct {
	Name string
	Of   func(s *stats.Summary) string
	Num  func(s *stats.Summary) float64 // the same as a number, to tell how many times as much it is; nil: it is not told
}

// measures lists the rows that come from a run's summary.
var measures = []figure{
	{"wall", func(s *stats.Summary) string { return format.FixedDuration(s.Wall) }, func(s *stats.Summary) float64 { return float64(s.Wall) }},
	{"busy, all loops", func(s *stats.Summary) string { return format.FixedDuration(s.Busy) }, func(s *stats.Summary) float64 { return float64(s.Busy) }},
	{"parallelism", func(s *stats.Summary) string { return strconv.FormatFloat(s.Parallelism, 'f', 2, 64) }, func(s *stats.Summary) float64 { return s.Parallelism }},
	{"most loops at once", func(s *stats.Summary) string { return format.Count(int64(s.MostAtOnce)) }, nil},
	{"switches", func(s *stats.Summary) string { return format.Count(int64(s.Steps)) }, nil},
	{"lag p50 / p90", func(s *stats.Summary) string { return format.Duration(s.LagP50) + " / " + format.Duration(s.LagP90) }, nil},
	{"lag p99 / max", func(s *stats.Summary) string { return format.Duration(s.LagP99) + " / " + format.Duration(s.LagMax) }, nil},
	{"queue delay p50 / p99", func(s *stats.Summary) string {
		return format.Duration(s.Delay.P50) + " / " + format.Duration(s.Delay.P99)
	}, nil},
	{"queue delay max", func(s *stats.Summary) string { return format.Duration(s.Delay.Max) }, nil},
	{"step time p50 / p99", func(s *stats.Summary) string {
		return format.Duration(s.StepTime.P50) + " / " + format.Duration(s.StepTime.P99)
	}, nil},
	{"step time max", func(s *stats.Summary) string { return format.Duration(s.StepTime.Max) }, nil},
	{"blocked", func(s *stats.Summary) string { return format.Duration(s.Blocked) }, nil},
}

func statsPanel(m *model.Model) app.UI {
	return app.Section().ID("panel-stats").Class("panel", "p-stats").Aria("label", "Statistics").Body(
		app.H2().Class("unseen").Text("Statistics"),
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Figures").Body(statsBody(m)...),
	)
}

func statsBody(m *model.Model) []app.UI {
	columns := m.Runs.Columns()
	if len(columns) == 0 {
		return []app.UI{app.P().Class("quiet").Text("Figures of the run appear here.")}
	}
	summaries := make([]stats.Summary, len(columns))
	for i, r := range columns {
		summaries[i] = r.Summary()
	}
	shown := m.Runs.Primary().Summary()
	table, words := figuresTable(m, columns, summaries), app.UI(app.Div().Class("verdicts").Body(verdicts(m, columns)))
	if m.Runs.Compared() != nil {
		table, words = words, table
	}
	return []app.UI{
		compareTools(m),
		table,
		words,
		usageChart(&shown),
		ranking(m, "Longest steps", "No step took any time.", shown.LongestSteps),
		ranking(m, "Worst lag", "No task woke late.", shown.WorstLags),
		loopsTable(m, &shown),
	}
}

func figuresTable(m *model.Model, columns []*recording.Recording, summaries []stats.Summary) app.UI {
	rows, must := conditionsOf(m, columns), mustRows(m, columns)
	return app.Table().Class("figures").Body(
		app.THead().Body(app.Tr().Body(
			app.Td(),
			app.Range(columns).Slice(func(i int) app.UI { return columnHead(m, columns[i]) }),
		)),
		app.TBody().Body(
			app.Range(must).Slice(func(i int) app.UI { return must[i] }),
			app.Range(measures).Slice(func(f int) app.UI {
				return figureRow(m, columns, measures[f].Name, func(i int) string { return measures[f].amount(m, &summaries[i]) })
			}),
			figureRow(m, columns, "events kept", func(i int) string { return format.Count(int64(columns[i].Len())) }),
			figureRow(m, columns, "events not stored", func(i int) string { return format.Count(int64(columns[i].Trailer.Dropped)) }),
			app.Range(rows).Slice(func(i int) app.UI { return rows[i] }),
		),
	)
}

func figureRow(m *model.Model, columns []*recording.Recording, name string, of func(i int) string) app.UI {
	return app.Tr().Body(
		app.Th().Scope("row").Text(name),
		app.Range(columns).Slice(func(i int) app.UI {
			return app.Td().Class(shownClass(m, columns[i])).Text(of(i))
		}),
	)
}

// columnHead returns the name of a column. The name of a run that is not the primary one is a button that shows it.
func columnHead(m *model.Model, r *recording.Recording) app.UI {
	head := app.Th().Scope("col").Class(shownClass(m, r))
	name := app.UI(app.Text(m.Runs.Column(r)))
	if r != m.Runs.Primary() && r.State().Over() {
		name = app.Button().Type("button").Class("link").Title("Show this run").Text(m.Runs.Column(r)).
			OnClick(func(ctx app.Context, e app.Event) { m.Show(r) }, r.Number)
	}
	return head.Body(
		name,
		app.Range(m.Flags(r)).Slice(func(i int) app.UI { return flagUI(m.Flags(r)[i]) }),
	)
}

func shownClass(m *model.Model, r *recording.Recording) string {
	if r == m.Runs.Primary() {
		return "num shown"
	}
	return "num"
}
