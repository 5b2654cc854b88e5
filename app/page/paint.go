package page

import (
	"encoding/binary"
	"math"

	"loopyard/app/page/levels"
)

// paint is a list of things to draw, in the form that draw.js reads: seven 32-bit floats each. One list is one call
// from Go to JavaScript, however much is on it.
type paint struct {
	Words []byte
	Texts []string

	cells []levels.Cell // room to work in, kept from one picture to the next
	peaks []levels.Peak
}

// What can be drawn. draw.js has the same numbers.
const (
	opRect   = iota + 1 // x y w h
	opRound             // x y w h, round corners; the tone's alpha
	opCard              // x y w h, rounder
	opReady             // x y w h, hatched
	opBlock             // x y w h, hatched on a full ground
	opDots              // x y w: a dotted line
	opMove              // x y: a line begins
	opLine              // x y: it goes on
	opStroke            // w: it is drawn so wide; h: 1 dotted
	opRing              // x y r
	opText              // x y text style
	opClip              // x y w h: only there, from now on
	opUnclip
	opClear  // x y w h: nothing is there
	opDashes // x y w: a dashed line
	opCross  // x y r: what failed
	opBan    // x y r: a ring with a bar, what was canceled
	opAsked  // x y r: a triangle that points down, what was asked to cancel
	opFold   // x y, and 1 if open: a triangle that points down or to the right
	opArrow  // x y to x y: a curve with a head
	opFrame  // x y w h: an outline
)

// tone is a color of the style sheet; draw.js knows them by the same numbers.
type tone float32

const (
	toneGround tone = iota
	tonePanel
	toneInk
	toneMuted
	toneLine
	toneAccent
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

func (p *paint) reset() { p.Words, p.Texts = p.Words[:0], p.Texts[:0] }

func (p *paint) op(op int, t tone, alpha, x, y, w, h float64) {
	le := binary.LittleEndian
	for _, v := range [...]float64{float64(op), float64(t), alpha, x, y, w, h} {
		p.Words = le.AppendUint32(p.Words, math.Float32bits(float32(v)))
	}
}

func (p *paint) rect(t tone, alpha, x, y, w, h float64) { p.op(opRect, t, alpha, x, y, w, h) }

// vline is a line of one pixel.
func (p *paint) vline(t tone, x, y, h float64) { p.op(opRect, t, 1, math.Round(x), y, 1, h) }

func (p *paint) text(t tone, style int, x, y float64, s string) {
	p.op(opText, t, 1, x, y, float64(len(p.Texts)), float64(style))
	p.Texts = append(p.Texts, s)
}
