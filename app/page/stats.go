package page

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/engine/trace"
)

// figure is one row of the statistics.
type figure struct {
	Name string
	Of   func(s trace.Summary) string
}

var figures = []figure{
	{"wall", func(s trace.Summary) string { return length(s.Wall) }},
	{"busy, all loops", func(s trace.Summary) string { return length(s.Busy) }},
	{"switches", func(s trace.Summary) string { return count(int64(s.Steps)) }},
	{"lag p50 / p99", func(s trace.Summary) string { return short(s.LagP50) + " / " + short(s.LagP99) }},
	{"lag max", func(s trace.Summary) string { return short(s.LagMax) }},
	{"most loops at once", func(s trace.Summary) string { return count(int64(s.MostAtOnce)) }},
	{"parallelism", func(s trace.Summary) string { return strconv.FormatFloat(s.Parallelism, 'f', 2, 64) }},
}

// length spells a run's length with three decimals, so that two of them can be read against each other.
func length(ns int64) string {
	if ns == 0 {
		return "0"
	}
	return scaleOf(ns).text(ns)
}

// statsRows bounds the loops that are listed.
const statsRows = 100

func stats(y *Yard) app.UI {
	return app.Section().ID("panel-stats").Class("panel", "p-stats").Aria("label", "Statistics").Body(
		app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Figures").Body(statsBody(y)...),
	)
}

func statsBody(y *Yard) []app.UI {
	columns := y.Columns()
	if len(columns) == 0 {
		return []app.UI{app.P().Class("quiet").Text("Figures of the run appear here.")}
	}
	summaries := make([]trace.Summary, len(columns))
	for i, r := range columns {
		summaries[i] = r.Summary()
	}
	return []app.UI{
		figuresTable(y, columns, summaries),
		app.Div().Class("verdicts").Body(verdicts(y, columns)),
		loopsTable(y),
	}
}

func figuresTable(y *Yard, columns []*Recording, summaries []trace.Summary) app.UI {
	return app.Table().Class("figures").Body(
		app.THead().Body(app.Tr().Body(
			app.Td(),
			app.Range(columns).Slice(func(i int) app.UI { return columnHead(y, columns[i]) }),
		)),
		app.TBody().Body(app.Range(figures).Slice(func(f int) app.UI {
			return app.Tr().Body(
				app.Th().Scope("row").Text(figures[f].Name),
				app.Range(columns).Slice(func(i int) app.UI {
					return app.Td().Class(shownClass(y, columns[i])).Text(figures[f].Of(summaries[i]))
				}),
			)
		})),
	)
}

// columnHead names a column; one that is not shown can be.
func columnHead(y *Yard, r *Recording) app.UI {
	head := app.Th().Scope("col").Class(shownClass(y, r))
	name := app.UI(app.Text(r.Place.Column()))
	if r != y.Shown && r.State.Over() {
		at := r.Place
		name = app.Button().Type("button").Class("link").Title("Show this run").Text(r.Place.Column()).
			OnClick(func(ctx app.Context, e app.Event) { y.ShowAt(at) }, int(at))
	}
	return head.Body(
		name,
		app.Range(y.Flags(r)).Slice(func(i int) app.UI { return y.Flags(r)[i].ui() }),
	)
}

func shownClass(y *Yard, r *Recording) string {
	if r == y.Shown {
		return "num shown"
	}
	return "num"
}

// ShowAt puts the column of a place in front.
func (y *Yard) ShowAt(at Place) {
	for _, r := range y.Columns() {
		if r.Place == at {
			y.Show(r)
			return
		}
	}
}

// verdicts say what the runs have in common.
func verdicts(y *Yard, columns []*Recording) app.UI {
	return app.Range(columns).Slice(func(i int) app.UI {
		other := columns[i]
		if other == y.Shown || !other.State.Over() || !y.Shown.State.Over() {
			return nil
		}
		against := "Against " + other.Place.Column() + ": "
		if !other.Comparable() || !y.Shown.Comparable() {
			return app.P().Class("ok", "not").Text(against + "not compared, since one of the runs is not whole.")
		}
		c := y.compared(other)
		same := "Same order inside every loop: " + count(int64(c.Same)) + " of " + count(int64(c.Of))
		class := "ok not"
		if c.Same == c.Of {
			same, class = same+" ✓", "ok"
		}
		return app.P().Class(class).Body(
			app.Text(same),
			app.Br(),
			app.Text(interleaved(c)),
		)
	})
}

func interleaved(c Comparison) string {
	if c.Elsewise == 0 {
		return "The loops take turns in the same order too."
	}
	return "The loops take turns differently at " + plural(int64(c.Elsewise), "place") + "."
}

func compareButton(y *Yard) app.UI {
	text, note := "Compare", "with "+y.Counterpart().Column()
	if y.Shown == nil {
		return app.Div().Class("compare")
	}
	off := y.Counterpart().Native() && y.Native.Known && !y.Native.Here
	switch {
	case off:
		note = noServer
	case y.Comparing():
		text, note = "Stop comparing", "running: "+note
	case !y.Shown.State.Over():
		off, note = true, "when the run is over"
	}
	b := app.Button().Type("button").Class("ghost", "small").Text(text).Aria("describedby", "compare-note").
		OnClick(func(ctx app.Context, e app.Event) { y.ToggleCompare() })
	if off || app.IsClient {
		b.Disabled(off)
	}
	return app.Div().Class("compare").Body(app.Span().ID("compare-note").Class("hint").Text(note), b)
}

func loopsTable(y *Yard) app.UI {
	loops := slices.Clone(y.Shown.Summary().Loops)
	slices.SortFunc(loops, func(a, b trace.LoopSummary) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
	listed := loops[:min(len(loops), statsRows)]
	return app.Table().Class("figures", "loops").Body(
		app.Caption().Body(app.If(len(loops) > len(listed),
			app.Text("The first "+count(int64(len(listed)))+" of "+plural(int64(len(loops)), "loop"))),
		),
		app.THead().Body(app.Tr().Body(
			th("loop", ""), th("busy", "num"), th("switches", "num"), th("lag p99", "num"), th("lag max", "num"),
		)),
		app.TBody().Body(app.Range(listed).Slice(func(i int) app.UI {
			l := listed[i]
			lane := y.Shown.byLoop[l.ID]
			return app.Tr().Body(
				app.Th().Scope("row").Class(hueClass(lane.Hue)).Text(lane.Name),
				app.Td().Class("num").Text(length(l.Busy)),
				app.Td().Class("num").Text(count(int64(l.Steps))),
				app.Td().Class("num").Text(short(l.LagP99)),
				app.Td().Class("num").Text(short(l.LagMax)),
			)
		})),
	)
}
