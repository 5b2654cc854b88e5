package view

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
)

// result returns the result of a sweep so far: two plots, what the ideal is, and a table of the same numbers.
func (v *Sweep) result() app.UI {
	s := &v.M.Sweep
	if len(s.Points()) == 0 {
		return nil
	}
	wall := plot{Title: "Wall time", Wide: true, Of: func(p *model.Point) float64 { return float64(p.Wall) },
		Ideal: func(b model.Ideal) float64 { return float64(b.Wall) }, Spell: func(n float64) string { return format.Duration(int64(n)) }}
	parallel := plot{Title: "Parallelism", Of: func(p *model.Point) float64 { return p.Parallelism },
		Ideal: func(b model.Ideal) float64 { return b.Parallelism }, Spell: format.TwoDecimals}
	return app.Div().Class("result").OnClick(v.press).Body(
		app.If(s.Running(), app.Div().Class("reading").Body(
			app.Label().For("sweeping").Text("Run "+format.Count(int64(s.Begun()))+" of "+format.Count(int64(len(s.Points())))),
			app.Progress().ID("sweeping").Max(len(s.Points())).Value(s.Over()),
		)),
		app.Div().Class("plots").Body(v.figure(&wall), v.figure(&parallel)),
		app.Ul().Class("legend").Aria("label", "Curves").Body(
			app.Range(s.Curves()).Slice(func(i int) app.UI {
				at := s.Curves()[i][0].Target
				return app.Li().Body(app.Raw(placeSign(at)), app.Text(at.Label()))
			}),
			app.Li().Body(app.Span().Class("sign", "dashed"), app.Text("ideal")),
		),
		app.P().Class("quiet").Text(s.IdealWords()),
		v.table(),
	)
}

func (v *Sweep) figure(g *plot) app.UI {
	return app.Figure().Class("plot").Body(
		app.FigCaption().Text(g.Title),
		app.Raw(g.svg(&v.M.Sweep)),
	)
}

// press shows the run whose mark or number was pressed.
func (v *Sweep) press(ctx app.Context, e app.Event) {
	m := v.M
	from := e.Get("target").Call("closest", "[data-point]")
	if !from.Truthy() || m.Sweep.Running() {
		return
	}
	if i, err := strconv.Atoi(from.Call("getAttribute", "data-point").String()); err == nil && i < len(m.Sweep.Points()) {
		v.close(ctx, e)
		m.ShowPoint(m.Sweep.Points()[i])
	}
}

func (v *Sweep) table() app.UI {
	s := &v.M.Sweep
	curves := s.Curves()
	values := s.Values()
	return app.Div().Class("scroll").TabIndex(0).Attr("role", "group").Aria("label", "Numbers of the sweep").Body(
		app.Table().Class("figures", "sweep-table").Body(
			app.Caption().Text("Wall time and parallelism of each run. Press a time to see that run. It is run again; in virtual time the result is the same."),
			app.THead().Body(
				app.Tr().Body(
					app.Th().Scope("col").Text(strings.ToLower(s.Of().Label)),
					app.Th().Scope("colgroup").ColSpan(2).Class("num").Text("ideal"),
					app.Range(curves).Slice(func(i int) app.UI {
						at := curves[i][0].Target
						return app.Th().Scope("colgroup").ColSpan(2).Class("num").Body(app.Raw(placeSign(at)), app.Text(" "+at.ShortLabel()))
					}),
				),
			),
			app.TBody().Body(app.Range(values).Slice(func(i int) app.UI { return v.row(values[i], curves) })),
		),
	)
}

func (v *Sweep) row(value int64, curves [][]*model.Point) app.UI {
	s := &v.M.Sweep
	wall, parallel := "…", ""
	if best, ok := s.Ideal(value); ok {
		wall, parallel = format.FixedDuration(best.Wall), format.TwoDecimals(best.Parallelism)
	} else if chain := s.Chain(value); chain != nil && chain.State.Over() {
		wall = chain.State.Word()
	}
	cells := []app.UI{
		app.Th().Scope("row").Text(s.ValueText(value)),
		app.Td().Class("num").Text(wall), app.Td().Class("num").Text(parallel),
	}
	for _, curve := range curves {
		for _, p := range curve {
			if p.Value == value {
				cells = append(cells, v.cells(p)...)
			}
		}
	}
	return app.Tr().Body(cells...)
}

// cells returns a run's wall time, which leads to the run, and its parallelism; or how a run that failed ended.
func (v *Sweep) cells(p *model.Point) []app.UI {
	s := &v.M.Sweep
	switch {
	case p.State == recording.Starting:
		return []app.UI{app.Td().Class("num").Text("…"), app.Td()}
	case p.State != recording.Ended:
		return []app.UI{app.Td().Class("num", "failed").ColSpan(2).Body(
			v.pressable(p, "✗ "+p.State.Word()),
			app.If(p.State != recording.Stopped, app.Small().Text(" "+p.Reason)),
		)}
	}
	parallel := format.TwoDecimals(p.Parallelism)
	if p.Hidden {
		parallel += " (page was hidden)"
	}
	text := format.FixedDuration(p.Wall)
	if best, ok := s.Ideal(p.Value); ok {
		text += format.Ratio(float64(p.Wall), float64(best.Wall), " (", ")")
	}
	return []app.UI{app.Td().Class("num").Body(v.pressable(p, text)), app.Td().Class("num").Text(parallel)}
}

func (v *Sweep) pressable(p *model.Point, text string) app.UI {
	s := &v.M.Sweep
	number := 0
	for i, one := range s.Points() {
		if one == p {
			number = i
		}
	}
	b := app.Button().Type("button").Class("link").DataSet("point", number).Title("Show this run").Body(
		app.Text(text),
		app.Span().Class("unseen").Text(", "+s.Of().Label+" "+s.ValueText(p.Value)+", "+p.Target.Label()),
	)
	return disabled(b, s.Running())
}
