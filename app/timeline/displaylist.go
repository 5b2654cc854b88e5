package timeline

import (
	"encoding/binary"
	"math"

	"loopyard/app/recording/rows"
)

// paint is a list of things to draw, in the form that draw.js reads: seven 32-bit floats each. One list is one call
// from Go to JavaScript, however much is on it.
type DisplayList struct {
	Words []byte
	Texts []string

	cells []rows.Cell // room to work in, kept from one picture to the next
	peaks []rows.Peak
}

// What can be drawn. draw.js has the same numbers.
const (
	OpRect   = iota + 1 // x y w h
	OpRound             // x y w h, round corners; the tone's alpha
	OpCard              // x y w h, rounder
	OpReady             // x y w h, hatched
	OpBlock             // x y w h, hatched on a full ground
	OpDots              // x y w: a dotted line
	opMove              // x y: a line begins
	opLine              // x y: it goes on
	OpStroke            // w: it is drawn so wide; h: 1 dotted
	OpRing              // x y r
	OpText              // x y text style
	OpClip              // x y w h: only there, from now on
	OpUnclip
	OpClear  // x y w h: nothing is there
	OpDashes // x y w: a dashed line
	OpCross  // x y r: what failed
	OpBan    // x y r: a ring with a bar, what was canceled
	OpAsked  // x y r: a triangle that points down, what was asked to cancel
	opFold   // x y, and 1 if open: a triangle that points down or to the right
	OpArrow  // x y to x y: a curve with a head
	OpFrame  // x y w h: an outline
)

// tone is a color of the style sheet; draw.js knows them by the same numbers.
type tone float32

const (
	toneGround tone = iota
	tonePanel
	ToneInk
	toneMuted
	toneLine
	ToneAccent
	toneWarn
	toneCursor
	toneShade
	toneLoop0 // and the other loop colors after it
)

// toneOf is the tone of a lane's hue.
func toneOf(hue int) tone {
	if hue < 0 {
		return toneMuted
	}
	return toneLoop0 + tone(hue)
}

// Styles of text.
const (
	textMono = iota
	textName
	textSmallName
	textMonoCenter
	textMonoRight
)

func (p *DisplayList) Reset() { p.Words, p.Texts = p.Words[:0], p.Texts[:0] }

func (p *DisplayList) Op(op int, t tone, alpha, x, y, w, h float64) {
	le := binary.LittleEndian
	for _, v := range [...]float64{float64(op), float64(t), alpha, x, y, w, h} {
		p.Words = le.AppendUint32(p.Words, math.Float32bits(float32(v)))
	}
}

func (p *DisplayList) Rect(t tone, alpha, x, y, w, h float64) { p.Op(OpRect, t, alpha, x, y, w, h) }

// vline is a line of one pixel.
func (p *DisplayList) vline(t tone, x, y, h float64) { p.Op(OpRect, t, 1, math.Round(x), y, 1, h) }

func (p *DisplayList) text(t tone, style int, x, y float64, s string) {
	p.Op(OpText, t, 1, x, y, float64(len(p.Texts)), float64(style))
	p.Texts = append(p.Texts, s)
}
