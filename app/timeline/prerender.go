package timeline

import (
	"math"
	"strings"

	"loopyard/app/format"
	"loopyard/app/recording"
)

// prerenderedSizes are the sizes of the pictures in a prerendered page. page.css shows the one that fits best and stretches
// it. What does not depend on the size of the page, such as a name, is not stretched.
var prerenderedSizes = []struct {
	class         string
	width, height float64
}{
	{"narrow", 362, 350}, {"middle", 600, 400}, {"wide high", 1100, 400}, {"wide", 1144, 257}, {"wide low", 1032, 170},
}

// themed takes every color and font from the style sheet, so that they follow the theme.
var themed = Palette{
	Tones: strings.Fields("var(--bg) var(--panel) var(--ink) var(--muted) var(--line) var(--accent) var(--warn) var(--cursor) var(--card) " +
		"var(--l0) var(--l1) var(--l2) var(--l3) var(--l4)"),
	Sans: "var(--sans)", Mono: "var(--mono)",
}

// layer adds an SVG with the operations whose x satisfies in. Its class gives it its area of the page.
func (s *svg) layer(p *DisplayList, class string, on area, in func(x float64) bool) {
	s.area = &on
	s.path.Reset()
	s.add(`<svg class="`, class, `" aria-hidden="true">`, "\n")
	p.each(func(op int, t Tone, alpha, x, y, a, b float64) {
		switch {
		case op == OpClip || op == OpUnclip || op == OpClear: // all of it can be seen
		case op == OpStroke:
			s.line(t, alpha, a, b)
		case !in(x):
		case op == opMoveTo || op == opLineTo:
			s.op(op, t, alpha, x, y, a, b)
		case op == OpRect && b > on.H:
			s.upright(t, alpha, x, y, a, b)
		case op == OpRect || op == OpRoundRect || op == OpReady || op == OpBlocked || op == OpDotted || op == OpDashed || op == OpCard && t != toneCursor:
			s.op(op, t, alpha, x, y, a, b)
		default:
			s.fixed(op, t, alpha, x, y, a, b)
		}
	})
	s.area = nil
	s.add("</svg>")
}

// line draws the line that was begun. It is stretched, but its width is not.
func (s *svg) line(t Tone, alpha, width, dotted float64) {
	if s.path.Len() == 0 {
		return
	}
	s.add(`<svg width="100%" height="100%" viewBox="`, format.Coord(s.area.X), " ", format.Coord(s.area.Y), " ", format.Coord(s.area.W), " ", format.Coord(s.area.H), `" preserveAspectRatio="none">`)
	s.op(OpStroke, t, alpha, 0, 0, width, dotted)
	s.add("</svg>\n")
	s.path.Reset()
}

// upright draws a vertical line from above the area to below it.
func (s *svg) upright(t Tone, alpha, x, y, w, h float64) {
	below := y + h - s.area.Y - s.area.H
	x += w / 2
	s.add(`<svg y="`, format.Coord(below), `" overflow="visible"><line x1="`, s.area.x(x), `" y1="`, format.Coord(y-s.area.Y-below), `" x2="`, s.area.x(x), `" y2="100%" stroke="`,
		s.color(t), `" stroke-opacity="`, format.Coord(alpha), `" stroke-width="`, format.Coord(w), `"/></svg>`, "\n")
}

// fixed draws an operation that is moved but not stretched. Near the right or lower edge it keeps its distance from it.
func (s *svg) fixed(op int, t Tone, alpha, x, y, a, b float64) {
	on, left, top, dx, dy := s.area, s.area.x(x), s.area.y(y), 0.0, 0.0
	if end := on.X + on.W; on.W > 0 && x > end-60 {
		left, dx = "100%", x-end
	}
	if end := on.Y + on.H; y > end {
		top, dy = "100%", y-end
	}
	s.add(`<svg x="`, left, `" y="`, top, `" overflow="visible">`)
	s.area = nil
	s.op(op, t, alpha, dx, dy, a, b)
	s.area = on
	s.add("</svg>\n")
}

// area is the part of a picture that is stretched, in the picture's pixels. Lengths inside of it become percentages of it;
// lengths outside stay pixels. A nil area stretches nothing, and one without width stretches only in height.
type area struct{ X, Y, W, H float64 }

func part(v, of float64) string { return format.Coord(100*v/of) + "%" }

func (r *area) x(v float64) string {
	switch {
	case r == nil:
		return format.Coord(v)
	case r.W == 0 || v < r.X:
		return format.Coord(v - r.X)
	}
	return part(v-r.X, r.W)
}

func (r *area) y(v float64) string {
	switch {
	case r == nil:
		return format.Coord(v)
	case v < r.Y:
		return format.Coord(v - r.Y)
	}
	return part(v-r.Y, r.H)
}

// width returns a width as SVG. Marks of a few pixels are not stretched.
func (r *area) width(x, w float64) string {
	switch {
	case r == nil || w <= 4:
		return format.Coord(w)
	case r.W == 0:
		return "100%"
	}
	return part(w, r.W)
}

func (r *area) height(y, h float64) string {
	switch {
	case r == nil || h <= 4:
		return format.Coord(h)
	}
	return part(math.Min(h, r.H), r.H)
}

// Prerender returns the rows as markup for a page whose program does not run yet, in several sizes. layOut places the rows
// for a width, a height and a scroll position. Open spans end now; the cursor is at a time, with its label.
func Prerender(rec *recording.Recording, layOut func(width, height, scroll float64) Layout, w Window, now, at int64, label string) string {
	s := svg{look: themed}
	s.add(`<div class="still" aria-hidden="true"><svg class="hatchings">`)
	s.defs()
	s.add("</svg>")
	for _, size := range prerenderedSizes {
		lay := layOut(size.width, size.height, 0)
		a := lay.Axis(w)
		var p DisplayList
		Draw(&p, rec, lay, a, now, Selection{})
		DrawCursor(&p, lay, a, at, label)
		s.texts = p.Texts
		s.add(`<div class="`, size.class, `">`)
		s.layer(&p, "names", area{0, AxisHeight, 0, lay.RowsBottom() - AxisHeight}, func(x float64) bool { return x < lay.LabelWidth-4 })
		s.layer(&p, "times", area{a.Left, AxisHeight, a.Width, lay.RowsBottom() - AxisHeight}, func(x float64) bool { return x >= lay.LabelWidth-4 })
		s.add("</div>")
	}
	s.add("</div>")
	return s.b.String()
}

// PrerenderMinimap returns the minimap as markup.
func PrerenderMinimap(rec *recording.Recording, extent int64, w Window, now, at int64) string {
	const width, height = 1000, 22
	s, a := svg{look: themed}, MinimapAxis(extent, width)
	var p DisplayList
	DrawMinimap(&p, rec, a, height, now)
	DrawMinimapWindow(&p, a, height, w, at)
	s.layer(&p, "minimap still-map", area{0, 0, width, height}, func(float64) bool { return true })
	return s.b.String()
}
