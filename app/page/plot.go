package page

import (
	"html"
	"math"
	"strconv"
	"strings"
)

// plot is a picture of figures against values: a curve for each place, each with a mark of its own shape, and the ideal.
// The table beside it has the same numbers.
type plot struct {
	Title string
	Of    func(p *Point) float64
	Ideal func(b Best) float64
	Spell func(v float64) string
	Wide  bool // it may differ by orders of magnitude, and over a wide range of values has an axis of them

	across, up span
	b          strings.Builder
}

// The plot's measures, in units of its own.
const (
	plotWidth, plotHeight = 400.0, 250.0
	plotLeft, plotRight   = 58.0, 14.0
	plotTop, plotFoot     = 12.0, 30.0
)

// svg draws a sweep as far as it is known.
func (g *plot) svg(s *Sweep) string {
	values := s.Values()
	first, last := values[0], values[len(values)-1]
	g.across = span{from: float64(first), to: float64(last), orders: wideRange(first, last)}
	g.up = span{orders: g.Wide && g.across.orders}
	for _, p := range s.Points {
		if p.State == Ended && !p.Ideal {
			g.up.hold(g.Of(p))
		}
	}
	for _, v := range values {
		if best, ok := s.Best(v); ok {
			g.up.hold(g.Ideal(best))
		}
	}
	g.add(`<svg viewBox="0 0 `, n(plotWidth), " ", n(plotHeight), `" role="img" aria-label="`, html.EscapeString(g.about(s)), `">`)
	g.grid(s)
	g.best(s, values)
	for _, curve := range s.Curves() {
		g.curve(s, curve)
	}
	g.add("</svg>")
	return g.b.String()
}

func (g *plot) about(s *Sweep) string {
	var places []string
	for _, curve := range s.Curves() {
		places = append(places, curve[0].Place.Label())
	}
	values := s.Values()
	return g.Title + " against " + strings.ToLower(s.Of.Label) + ", from " + s.valueText(values[0]) + " to " + s.valueText(values[len(values)-1]) +
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

// grid draws the axes: round numbers up, and the values across, as many as there is room for.
func (g *plot) grid(s *Sweep) {
	for _, v := range g.up.marks() {
		y := g.y(v)
		g.add(`<path class="grid" d="M`, n(plotLeft), " ", n(y), "H", n(plotWidth-plotRight), `"/><text class="up" x="`, n(plotLeft-6), `" y="`, n(y+3.5), `">`, g.Spell(v), "</text>")
	}
	last := math.Inf(-1)
	for _, value := range s.Values() {
		label, x := s.valueText(value), g.x(value)
		half := 3.5*float64(len([]rune(label))) + 4
		g.add(`<path class="tick" d="M`, n(x), " ", n(plotHeight-plotFoot), `v4"/>`)
		if x-half < last {
			continue
		}
		last = x + half
		g.add(`<text class="across" x="`, n(math.Min(x, plotWidth-half)), `" y="`, n(plotHeight-plotFoot+16), `">`, label, "</text>")
	}
}

// best draws the ideal as a dashed line.
func (g *plot) best(s *Sweep, values []int64) {
	pen := "M"
	path := ""
	for _, v := range values {
		if best, ok := s.Best(v); ok {
			path += pen + n(g.x(v)) + " " + n(g.y(g.Ideal(best)))
			pen = "L"
		}
	}
	g.add(`<path class="ideal" d="`, path, `"/>`)
}

// curve draws a place's line, broken where a run did not end well: a cross at the foot says so.
func (g *plot) curve(s *Sweep, points []*Point) {
	class := "curve curve-" + strconv.Itoa(int(points[0].Place))
	path, pen := "", "M"
	for _, p := range points {
		if p.State != Ended {
			pen = "M"
			continue
		}
		path += pen + n(g.x(p.Value)) + " " + n(g.y(g.Of(p)))
		pen = "L"
	}
	g.add(`<g class="`, class, `"><path d="`, path, `"/>`)
	for i, p := range s.Points {
		if p.Place != points[0].Place || p.Ideal || !p.State.Over() {
			continue
		}
		x, y := g.x(p.Value), plotHeight-plotFoot-6
		sign, says := cross, p.State.word()
		if p.State == Ended {
			y, sign, says = g.y(g.Of(p)), signs[p.Place], g.Spell(g.Of(p))
		}
		g.add(`<g data-point="`, strconv.Itoa(i), `" transform="translate(`, n(x), " ", n(y), `)"><title>`, html.EscapeString(s.Of.Label+" "+s.valueText(p.Value)+
			", "+p.Place.Label()+": "+says), `</title><circle class="near" r="11"/>`, sign, "</g>")
	}
	g.add("</g>")
}

// signs are the marks of the places.
var signs = [...]string{
	InVirtual:       `<circle r="4"/>`,
	InBrowser:       `<path d="M-3.8-3.8h7.6v7.6h-7.6z"/>`,
	InWorkers:       `<path d="M0-5.2L5.2 0 0 5.2-5.2 0z"/>`,
	OnNative:        `<path d="M0-4.8L4.8 3.8h-9.6z"/>`,
	OnNativeThreads: `<path d="M0 4.8L4.8-3.8h-9.6z"/>`,
}

const cross = `<path class="cross" d="M-4-4l8 8M4-4l-8 8"/>`

// sign is a place's mark on its own, for the table and the legend.
func (p Place) sign() string {
	return `<svg class="curve curve-` + strconv.Itoa(int(p)) + `" viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" focusable="false">` + signs[p] + "</svg>"
}

// word says what became of a run that did not end well.
func (s RunState) word() string {
	switch s {
	case Stopped:
		return "stopped"
	case Failed:
		return "failed"
	case Broken:
		return "broke off"
	}
	return ""
}
