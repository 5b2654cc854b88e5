package timeline

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/format"
)

// drawJS returns what a pattern with one group finds in draw.js. It must be there exactly once.
func drawJS(t *testing.T, pattern string) string {
	t.Helper()
	source, err := os.ReadFile("../../web/assets/draw.js")
	require.NoError(t, err)
	found := regexp.MustCompile(pattern).FindAllStringSubmatch(string(source), -1)
	require.Len(t, found, 1, pattern)
	return found[0][1]
}

// svgOf returns one operation as SVG, with fonts named as in draw.js.
func svgOf(op int, t Tone, x, y, w, h float64) string {
	s := svg{look: Palette{Sans: "${sans}", Mono: "${mono}"}, texts: []string{"text"}}
	s.op(op, t, 1, x, y, w, h)
	return s.b.String()
}

func TestDrawJSReadsOperationsOfTheLengthThatIsWritten(t *testing.T) {
	var p DisplayList
	p.Add(OpRect, ToneInk, 1, 0, 0, 0, 0)
	assert.Equal(t, strconv.Itoa(len(p.Data)/4), drawJS(t, `const WORDS = (\d+);`))
}

func TestDrawJSWritesTextInTheFontsOfTheSVG(t *testing.T) {
	fonts := regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(drawJS(t, `(?s)fonts = \[(.*?)\];`), -1)
	require.Len(t, fonts, textMonoRight+1)
	for style, font := range fonts {
		text := svgOf(OpText, ToneInk, 0, 0, 0, float64(style))
		attribute := func(name string) string {
			if m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(text); m != nil {
				return m[1]
			}
			return ""
		}
		assert.Equal(t, font[1], strings.TrimSpace(attribute("font-weight")+" "+attribute("font-size")+"px "+attribute("font-family")), "style %d", style)
	}
}

func TestDrawJSDrawsShapesOfTheSizesOfTheSVG(t *testing.T) {
	assert.Equal(t, "b > 40 ? 8 : b > 17 ? 9 : 4", drawJS(t, `round\(ctx, x, y, a, b, (b > .*?)\);`))
	for height, radius := range map[float64]float64{41: 8, 40: 9, 18: 9, 17: 4} {
		assert.Equal(t, radius, cardCorner(height))
	}
	dash := func(op int) string {
		return regexp.MustCompile(`stroke-dasharray="([^"]*)"`).FindStringSubmatch(svgOf(op, ToneInk, 0, 0, 9, 1))[1]
	}
	list := func(numbers string) string { return "[" + strings.ReplaceAll(numbers, " ", ", ") + "]" }
	assert.Equal(t, list(dash(OpDotted))+" : "+list(dash(OpDashed)), drawJS(t, `setLineDash\(op === DOTTED \? (.*?)\);`))
	assert.Equal(t, list(dash(OpStroke)), drawJS(t, `if \(b\) ctx\.setLineDash\((\[1.*?\])\);`))
	width := func(op int) string {
		return regexp.MustCompile(`stroke-width="([^"]*)"`).FindStringSubmatch(svgOf(op, ToneInk, 0, 0, 9, 1))[1]
	}
	assert.Equal(t, width(OpDotted)+" : "+width(OpDashed), drawJS(t, `lineWidth = op === DOTTED \? (.*?);`))
	assert.Equal(t, width(OpCross), drawJS(t, `case CROSS:\s+lines\(ctx, colors\[v\[i \+ 1\]\], ([\d.]+),`))
	assert.Equal(t, width(OpCanceled), drawJS(t, `case CANCELED:\s+lines\(ctx, colors\[v\[i \+ 1\]\], ([\d.]+),`))
	assert.Equal(t, width(OpFrame), drawJS(t, `(?s)case FRAME:.*?lineWidth = ([\d.]+);`))
	assert.Equal(t, width(OpArrow), drawJS(t, `(?s)const arrow = .*?lineWidth = ([\d.]+);`))
	assert.Contains(t, svgOf(OpArrow, ToneInk, 0, 0, 9, 99), `r="`+drawJS(t, `ctx\.arc\(x0, y0, ([\d.]+),`)+`"`)
	assert.Contains(t, svgOf(OpArrow, ToneInk, 0, 0, 300, 99), "C0 66 "+format.Coord(300-60)+" 99", "the bend is at most as long as in draw.js")
	assert.Equal(t, "60", drawJS(t, `bend = Math\.min\((\d+),`))
}
