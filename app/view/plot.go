package view

import (
	"html"
	"math"
	"strconv"
	"strings"

	"loopyard/app/format"
	"loopyard/app/model"
	"loopyard/app/recording"
)

// plot draws figures against the values of a sweep: a curve for each target, with marks of its own shape, and the ideal.
// The table beside it has the same numbers.
type plot struct {
	Title string
	Of    func(p *model.Point) float64
	Ideal func(b model.Ideal) float64
	Spell func(v float64) string
	Wide  bool // it may differ by orders of magnitude, and over a wide range of values has an axis of them

	across, up span
	b          strings.Builder
}

// The plot's sizes, in units of its own.
const (
	plotWidth, plotHeight = 400.0, 250.0
	plotLeft, plotRight   = 58.0, 14.0
	plotTop, plotFoot     = 12.0, 30.0
)

// svg returns the plot of a sweep as far as it is known.
func (g *plot) svg(s *model.Sweep) string {
	values := s.Values()
	first, last := values[0], values[len(values)-1]
	g.across = span{from: float64(first), to: float64(last), orders: model.WideRange(first, last)}
	g.up = span{orders: g.Wide && g.across.orders}
	for _, p := range s.Points() {
		if p.State == recording.Ended && !p.Ideal {
			g.up.hold(g.Of(p))
		}
	}
	for _, v := range values {
		if best, ok := s.Ideal(v); ok {
			g.up.hold(g.Ideal(best))
		}
	}
	g.add(`<svg viewBox="0 0 `, format.Coord(plotWidth), " ", format.Coord(plotHeight), `" role="img" aria-label="`, html.EscapeString(g.about(s)), `">`)
	g.grid(s)
	g.best(s, values)
	for _, curve := range s.Curves() {
		g.curve(s, curve)
	}
	g.add("</svg>")
	return g.b.String()
}

func (g *plot) about(s *model.Sweep) string {
	var places []string
	for _, curve := range s.Curves() {
		places = append(places, curve[0].Target.Label())
	}
	values := s.Values()
	return g.Title + " against " + strings.ToLower(s.Of().Label) + ", from " + s.ValueText(values[0]) + " to " + s.ValueText(values[len(values)-1]) +
		": " + strings.Join(places, ", ") + ", and the ideal. The table below has the numbers."
}

func (g *plot) add(parts ...string) {
	for _, p := range parts {
		g.b.WriteString(p)
	}
}

func (g *plot) x(value int64) float64 {
	return plotLeft + (plotWidth-plotLeft-plotRight)*g.across.part(float64(value))
}

func (g *plot) y(v float64) float64 {
	return plotTop + (plotHeight-plotTop-plotFoot)*(1-g.up.part(v))
}

// grid draws the axes: round numbers up, and as many of the values across as there is room for.
func (g *plot) grid(s *model.Sweep) {
	for _, v := range g.up.marks() {
		y := g.y(v)
		g.add(`<path class="grid" d="M`, format.Coord(plotLeft), " ", format.Coord(y), "H", format.Coord(plotWidth-plotRight), `"/><text class="up" x="`, format.Coord(plotLeft-6), `" y="`, format.Coord(y+3.5), `">`, g.Spell(v), "</text>")
	}
	last := math.Inf(-1)
	for _, value := range s.Values() {
		label, x := s.ValueText(value), g.x(value)
		half := 3.5*float64(len([]rune(label))) + 4
		g.add(`<path class="tick" d="M`, format.Coord(x), " ", format.Coord(plotHeight-plotFoot), `v4"/>`)
		if x-half < last {
			continue
		}
		last = x + half
		g.add(`<text class="across" x="`, format.Coord(math.Min(x, plotWidth-half)), `" y="`, format.Coord(plotHeight-plotFoot+16), `">`, label, "</text>")
	}
}

// best draws the ideal as a dashed line.
func (g *plot) best(s *model.Sweep, values []int64) {
	pen := "M"
	path := ""
	for _, v := range values {
		if best, ok := s.Ideal(v); ok {
			path += pen + format.Coord(g.x(v)) + " " + format.Coord(g.y(g.Ideal(best)))
			pen = "L"
		}
	}
	g.add(`<path class="ideal" d="`, path, `"/>`)
}

// curve draws the line of a target. A run that did not end well interrupts it and has a cross at the foot.
func (g *plot) curve(s *model.Sweep, points []*model.Point) {
	class := "curve curve-" + strconv.Itoa(int(points[0].Target))
	path, pen := "", "M"
	for _, p := range points {
		if p.State != recording.Ended {
			pen = "M"
			continue
		}
		path += pen + format.Coord(g.x(p.Value)) + " " + format.Coord(g.y(g.Of(p)))
		pen = "L"
	}
	g.add(`<g class="`, class, `"><path d="`, path, `"/>`)
	for i, p := range s.Points() {
		if p.Target != points[0].Target || p.Ideal || !p.State.Over() {
			continue
		}
		x, y := g.x(p.Value), plotHeight-plotFoot-6
		sign, says := cross, p.State.Word()
		if p.State == recording.Ended {
			y, sign, says = g.y(g.Of(p)), signs[p.Target], g.Spell(g.Of(p))
		}
		g.add(`<g data-point="`, strconv.Itoa(i), `" transform="translate(`, format.Coord(x), " ", format.Coord(y), `)"><title>`, html.EscapeString(s.Of().Label+" "+s.ValueText(p.Value)+
			", "+p.Target.Label()+": "+says), `</title><circle class="near" r="11"/>`, sign, "</g>")
	}
	g.add("</g>")
}
