package timeline

import (
	"encoding/binary"
	"math"

	"loopyard/app/recording/rows"
)

// paint is a list of things to draw, in the form that draw.js reads: seven 32-bit floats each. One list is one call
// from Go to JavaScript, however much is on it.
type DisplayList struct {
	Data  []byte
	Texts []string

	cells []rows.Column // room to work in, kept from one picture to the next
	peaks []rows.CounterColumn
}

// What can be drawn. draw.js has the same numbers.
const (
	OpRect      = iota + 1 // x y w h
	OpRoundRect            // x y w h, round corners; the tone's alpha
	OpCard                 // x y w h, rounder
	OpReady                // x y w h, hatched
	OpBlocked              // x y w h, hatched on a full ground
	OpDotted               // x y w: a dotted line
	opMoveTo               // x y: a line begins
	opLineTo               // x y: it goes on
	OpStroke               // w: it is drawn so wide; h: 1 dotted
	OpRing                 // x y r
	OpText                 // x y text style
	OpClip                 // x y w h: only there, from now on
	OpUnclip
	OpClear           // x y w h: nothing is there
	OpDashed          // x y w: a dashed line
	OpCross           // x y r: what failed
	OpCanceled        // x y r: a ring with a bar, what was canceled
	OpCancelRequested // x y r: a triangle that points down, what was asked to cancel
	opDisclosure      // x y, and 1 if open: a triangle that points down or to the right
	OpArrow           // x y to x y: a curve with a head
	OpFrame           // x y w h: an outline
)

// tone is a color of the style sheet; draw.js knows them by the same numbers.
type Tone float32

const (
	toneBackground Tone = iota
	tonePanel
	ToneInk
	toneMuted
	toneLine
	ToneAccent
	toneWarn
	toneCursor
	toneCard
	toneLoop0 // and the other loop colors after it
)

// toneOf is the tone of a lane's hue.
func toneOf(hue int) Tone {
	if hue < 0 {
		return toneMuted
	}
	return toneLoop0 + Tone(hue)
}

// Styles of text.
const (
	textMono = iota
	textName
	textSmallName
	textMonoCenter
	textMonoRight
)

func (p *DisplayList) Reset() { p.Data, p.Texts = p.Data[:0], p.Texts[:0] }

func (p *DisplayList) Add(op int, t Tone, alpha, x, y, w, h float64) {
	le := binary.LittleEndian
	for _, v := range [...]float64{float64(op), float64(t), alpha, x, y, w, h} {
		p.Data = le.AppendUint32(p.Data, math.Float32bits(float32(v)))
	}
}

func (p *DisplayList) Rect(t Tone, alpha, x, y, w, h float64) { p.Add(OpRect, t, alpha, x, y, w, h) }

// vline is a line of one pixel.
func (p *DisplayList) vline(t Tone, x, y, h float64) { p.Add(OpRect, t, 1, math.Round(x), y, 1, h) }

func (p *DisplayList) text(t Tone, style int, x, y float64, s string) {
	p.Add(OpText, t, 1, x, y, float64(len(p.Texts)), float64(style))
	p.Texts = append(p.Texts, s)
}
