package view

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
	"loopyard/engine/trace/stats"
)

// figure is one row of the statistics.
type figure struct {
	Name string
	Of   func(s *stats.Summary) string
	Num  func(s *stats.Summary) float64 // the same as a number, to tell how many times as much it is; nil: it is not told
}

// measures are the rows, but for what is not kept of a run.
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

func statsPanel(y *model.Model) app.UI {
	return app.Section().ID("panel-stats").Class("panel", "p-stats").Aria("label", "Statistics").Body(
		app.H2().Class("unseen").Text("Statistics"),
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Figures").Body(statsBody(y)...),
	)
}

func statsBody(y *model.Model) []app.UI {
	columns := y.Columns()
	if len(columns) == 0 {
		return []app.UI{app.P().Class("quiet").Text("Figures of the run appear here.")}
	}
	summaries := make([]stats.Summary, len(columns))
	for i, r := range columns {
		summaries[i] = r.Summary()
	}
	shown := y.Shown.Summary()
	table, words := figuresTable(y, columns, summaries), app.UI(app.Div().Class("verdicts").Body(verdicts(y, columns)))
	if y.Stack() != nil {
		table, words = words, table
	}
	return []app.UI{
		compareTools(y),
		table,
		words,
		usageChart(&shown),
		ranking(y, "Longest steps", "No step took any time.", shown.LongestSteps),
		ranking(y, "Worst lag", "Nobody woke late.", shown.WorstLags),
		loopsTable(y, &shown),
	}
}

func figuresTable(y *model.Model, columns []*recording.Recording, summaries []stats.Summary) app.UI {
	rows, must := conditionsOf(y, columns), mustRows(y, columns)
	return app.Table().Class("figures").Body(
		app.THead().Body(app.Tr().Body(
			app.Td(),
			app.Range(columns).Slice(func(i int) app.UI { return columnHead(y, columns[i]) }),
		)),
		app.TBody().Body(
			app.Range(must).Slice(func(i int) app.UI { return must[i] }),
			app.Range(measures).Slice(func(f int) app.UI {
				return figureRow(y, columns, measures[f].Name, func(i int) string { return measures[f].amount(y, &summaries[i]) })
			}),
			figureRow(y, columns, "events kept", func(i int) string { return format.Count(int64(columns[i].Len())) }),
			figureRow(y, columns, "events not stored", func(i int) string { return format.Count(int64(columns[i].Trailer.Dropped)) }),
			app.Range(rows).Slice(func(i int) app.UI { return rows[i] }),
		),
	)
}

func figureRow(y *model.Model, columns []*recording.Recording, name string, of func(i int) string) app.UI {
	return app.Tr().Body(
		app.Th().Scope("row").Text(name),
		app.Range(columns).Slice(func(i int) app.UI {
			return app.Td().Class(shownClass(y, columns[i])).Text(of(i))
		}),
	)
}

// columnHead names a column; one that is not shown can be.
func columnHead(y *model.Model, r *recording.Recording) app.UI {
	head := app.Th().Scope("col").Class(shownClass(y, r))
	name := app.UI(app.Text(y.Column(r)))
	if r != y.Shown && r.State().Over() {
		name = app.Button().Type("button").Class("link").Title("Show this run").Text(y.Column(r)).
			OnClick(func(ctx app.Context, e app.Event) { y.Show(r) }, r.Number)
	}
	return head.Body(
		name,
		app.Range(y.Flags(r)).Slice(func(i int) app.UI { return flagUI(y.Flags(r)[i]) }),
	)
}

func shownClass(y *model.Model, r *recording.Recording) string {
	if r == y.Shown {
		return "num shown"
	}
	return "num"
}
