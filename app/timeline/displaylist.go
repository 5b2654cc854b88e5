package timeline

import (
	"encoding/binary"
	"math"

	"loopyard/app/recording/rows"
)

// DisplayList is a list of drawing operations in the form that draw.js reads. A whole list takes one call from Go to
// JavaScript, however long it is. The zero value is empty.
type DisplayList struct {
	Data  []byte   // seven little-endian 32-bit floats for each operation
	Texts []string // what the text operations write, in their order

	cells []rows.Column // buffers, kept from one picture to the next
	peaks []rows.CounterColumn
}

// The operations, and what their numbers mean. draw.js has the same numbers, which a test compares.
const (
	OpRect            = iota + 1 // x y w h
	OpRoundRect                  // x y w h, with round corners
	OpCard                       // x y w h, with rounder corners
	OpReady                      // x y w h, hatched
	OpBlocked                    // x y w h, hatched on an opaque background
	OpDotted                     // x y w: a dotted line
	opMoveTo                     // x y: a line begins
	opLineTo                     // x y: it goes on
	OpStroke                     // draws the line that was begun; w: its width; h: 1 if it is dotted
	OpRing                       // x y of the center, radius, line width
	OpText                       // x y text style
	OpClip                       // x y w h: what follows is drawn only there
	OpUnclip                     // ends the latest OpClip
	OpClear                      // x y w h: makes it transparent
	OpDashed                     // x y w: a dashed line
	OpCross                      // x y r: what failed
	OpCanceled                   // x y r: a ring with a bar, what was canceled
	OpCancelRequested            // x y r: a triangle that points down, what was asked to cancel
	opDisclosure                 // x y, and 1 if open: a triangle that points down or to the right
	OpArrow                      // x y to x y: a curve with a head
	OpFrame                      // x y w h: an outline
)

// Tone is a color of the style sheet. draw.js has the tones in the same order, which a test compares.
type Tone float32

// The tones. draw.js has them in the same order.
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

// toneOf returns the tone of a lane's hue.
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

// Reset makes the list empty and keeps its memory.
func (p *DisplayList) Reset() { p.Data, p.Texts = p.Data[:0], p.Texts[:0] }

// Add adds an operation. The opacity alpha is from 0 to 1; what x, y, w and h mean depends on the operation.
func (p *DisplayList) Add(op int, t Tone, alpha, x, y, w, h float64) {
	le := binary.LittleEndian
	for _, v := range [...]float64{float64(op), float64(t), alpha, x, y, w, h} {
		p.Data = le.AppendUint32(p.Data, math.Float32bits(float32(v)))
	}
}

// Rect adds a filled rectangle.
func (p *DisplayList) Rect(t Tone, alpha, x, y, w, h float64) { p.Add(OpRect, t, alpha, x, y, w, h) }

// vline adds a vertical line that is one pixel wide.
func (p *DisplayList) vline(t Tone, x, y, h float64) { p.Add(OpRect, t, 1, math.Round(x), y, 1, h) }

// text adds a text whose baseline is at y.
func (p *DisplayList) text(t Tone, style int, x, y float64, s string) {
	p.Add(OpText, t, 1, x, y, float64(len(p.Texts)), float64(style))
	p.Texts = append(p.Texts, s)
}
