package timeline

import (
	"encoding/binary"
	"html"
	"math"
	"strconv"
	"strings"

	"loopyard/app/format"
)

// Palette is what draw.js takes from the style sheet: a color for every [Tone], and two font families.
type Palette struct {
	Tones      []string
	Sans, Mono string
}

// SVG returns the list as an SVG file. It looks like what draw.js draws.
func (p *DisplayList) SVG(width, height float64, look Palette, title string) []byte {
	s := svg{look: look, texts: p.Texts}
	s.add(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 `, format.Coord(width), " ", format.Coord(height), `" width="`, format.Coord(width), `" height="`, format.Coord(height), `">`,
		"<title>", html.EscapeString(title), "</title>")
	s.defs()
	s.add(`<rect width="100%" height="100%" fill="`, s.color(toneBackground), `"/>`, "\n")
	p.each(s.op)
	s.add("</svg>\n")
	return []byte(s.b.String())
}

// each calls f for every operation of the list.
func (p *DisplayList) each(f func(op int, t Tone, alpha, x, y, a, b float64)) {
	for i := 0; i < len(p.Data); i += 28 {
		var v [7]float64
		for k := range v {
			v[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(p.Data[i+4*k:])))
		}
		f(int(v[0]), Tone(v[1]), v[2], v[3], v[4], v[5], v[6])
	}
}

type svg struct {
	b     strings.Builder
	look  Palette
	texts []string
	path  strings.Builder // the line that was begun
	clips int
	area  *area // nil: it is as large as it is drawn
}

// defs adds the hatchings of ready and blocked.
func (s *svg) defs() {
	s.add(`<defs><pattern id="ready" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 7L7-1M-1 1L1-1M5 7L7 5" stroke="`, s.color(toneMuted), `" stroke-width="1.2"/></pattern>`,
		`<pattern id="block" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="`, s.color(toneWarn),
		`"/><path d="M-1-1L10 10M-1 8L1 10M8-1L10 1" stroke="`, s.color(tonePanel), `" stroke-opacity=".55" stroke-width="1.3"/></pattern></defs>`)
}

func (s *svg) add(parts ...string) {
	for _, part := range parts {
		s.b.WriteString(part)
	}
}

func (s *svg) color(t Tone) string {
	if int(t) < len(s.look.Tones) {
		return html.EscapeString(s.look.Tones[int(t)])
	}
	return "currentcolor"
}

func (s *svg) op(op int, t Tone, alpha, x, y, a, b float64) {
	fill := func() string {
		return `" fill="` + s.color(t) + `" fill-opacity="` + format.Coord(alpha) + `"/>` + "\n"
	}
	stroke := func(width float64, more string) string {
		return `" fill="none" stroke="` + s.color(t) + `" stroke-opacity="` + format.Coord(alpha) + `" stroke-width="` + format.Coord(width) + `"` + more + "/>\n"
	}
	rect := func(round float64) string {
		return `<rect x="` + s.area.x(x) + `" y="` + s.area.y(y) + `" width="` + s.area.width(x, a) + `" height="` + s.area.height(y, b) + `" rx="` + format.Coord(min(round, a/2, b/2))
	}
	row := `<line x1="` + s.area.x(x) + `" y1="` + s.area.y(y) + `" x2="` + s.area.x(x+a) + `" y2="` + s.area.y(y)
	line := func(x0, y0, x1, y1 float64) string {
		return "M" + format.Coord(x0) + " " + format.Coord(y0) + "L" + format.Coord(x1) + " " + format.Coord(y1)
	}
	path := func(d ...string) string { return `<path d="` + strings.Join(d, "") }
	switch op {
	case OpRect:
		s.add(rect(0), fill())
	case OpRoundRect:
		s.add(rect(3), fill())
	case OpCard:
		s.add(rect(cardCorner(b)), fill())
	case OpReady:
		s.add(rect(0), `" fill="url(#ready)"/>`, "\n")
	case OpBlocked:
		s.add(rect(3), `" fill="url(#block)"/>`, "\n")
	case OpDotted:
		s.add(row, stroke(1.5, ` stroke-dasharray="2 3"`))
	case OpDashed:
		s.add(row, stroke(1, ` stroke-dasharray="7 4"`))
	case opMoveTo:
		s.path.Reset()
		s.path.WriteString("M" + format.Coord(x) + " " + format.Coord(y))
	case opLineTo:
		s.path.WriteString("L" + format.Coord(x) + " " + format.Coord(y))
	case OpStroke:
		dots := ""
		if b != 0 {
			dots = ` stroke-dasharray="1.5 2.5"`
		}
		if s.area != nil {
			dots += ` vector-effect="non-scaling-stroke"`
		}
		s.add(path(s.path.String()), stroke(a, dots))
	case OpRing:
		s.add(`<circle cx="`, format.Coord(x), `" cy="`, format.Coord(y), `" r="`, format.Coord(a), stroke(b, ""))
	case OpText:
		s.text(t, x, y, int(a), int(b))
	case OpClip:
		s.clips++
		id := "c" + strconv.Itoa(s.clips)
		s.add(`<clipPath id="`, id, `">`, rect(0), `"/></clipPath><g clip-path="url(#`, id, ")\">\n")
	case OpUnclip:
		s.add("</g>\n")
	case OpCross:
		s.add(path(line(x-a, y-a, x+a, y+a), line(x-a, y+a, x+a, y-a)), stroke(2, ""))
	case OpCanceled:
		s.add(`<circle cx="`, format.Coord(x), `" cy="`, format.Coord(y), `" r="`, format.Coord(a), stroke(1.4, ""), path(line(x-a*.7, y+a*.7, x+a*.7, y-a*.7)), stroke(1.4, ""))
	case OpCancelRequested:
		s.add(path(line(x-a, y-a, x+a, y-a), "L"+format.Coord(x)+" "+format.Coord(y+a*.6)+"Z"), fill())
	case opDisclosure:
		if a != 0 {
			s.add(path(line(x, y-3, x+9, y-3), "L"+format.Coord(x+4.5)+" "+format.Coord(y+3)+"Z"), fill())
		} else {
			s.add(path(line(x+1, y-4.5, x+7, y), "L"+format.Coord(x+1)+" "+format.Coord(y+4.5)+"Z"), fill())
		}
	case OpArrow:
		s.arrow(x, y, a, b, stroke(1.2, ""), fill())
	case OpFrame:
		s.add(rect(0), stroke(1.5, ""))
	}
}

// arrow draws the arrow of a post, as draw.js does.
func (s *svg) arrow(x0, y0, x1, y1 float64, stroke, fill string) {
	up := math.Copysign(1, y1-y0)
	line := "M" + format.Coord(x0) + " " + format.Coord(y0) + "L" + format.Coord(x1) + " " + format.Coord(y1-5*up)
	head := "M" + format.Coord(x1-3) + " " + format.Coord(y1-6*up) + "L" + format.Coord(x1+3) + " " + format.Coord(y1-6*up) + "L" + format.Coord(x1) + " " + format.Coord(y1) + "Z"
	if x1-x0 >= 12 {
		bend := min(60, (x1-x0)/2)
		line = "M" + format.Coord(x0) + " " + format.Coord(y0) + "C" + format.Coord(x0) + " " + format.Coord((y0+2*y1)/3) + " " + format.Coord(x1-bend) + " " + format.Coord(y1) + " " + format.Coord(x1-5) + " " + format.Coord(y1)
		head = "M" + format.Coord(x1-6) + " " + format.Coord(y1-3) + "L" + format.Coord(x1) + " " + format.Coord(y1) + "L" + format.Coord(x1-6) + " " + format.Coord(y1+3) + "Z"
	}
	s.add(`<path d="`, line, stroke, `<circle cx="`, format.Coord(x0), `" cy="`, format.Coord(y0), `" r="1.8`, fill, `<path d="`, head, fill)
}

// cardCorner returns the radius of the corners of a card.
func cardCorner(height float64) float64 {
	switch {
	case height > 40:
		return 8
	case height > 17:
		return 9
	}
	return 4
}

func (s *svg) text(t Tone, x, y float64, number, style int) {
	size, weight, family, anchor := 11.0, "", s.look.Mono, ""
	switch style {
	case textName:
		size, weight, family = 13.5, ` font-weight="600"`, s.look.Sans
	case textSmallName:
		size, weight, family = 12, ` font-weight="600"`, s.look.Sans
	case textMonoCenter:
		anchor = ` text-anchor="middle"`
	case textMonoRight:
		anchor = ` text-anchor="end"`
	}
	s.add(`<text x="`, format.Coord(x), `" y="`, format.Coord(y), `" font-size="`, format.Coord(size), `" font-family="`, html.EscapeString(family), `"`, weight, anchor,
		` fill="`, s.color(t), `">`, html.EscapeString(s.texts[number]), "</text>\n")
}
