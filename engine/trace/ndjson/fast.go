package ndjson

import (
	"bytes"
	"math"
	"unicode/utf8"

	"loopyard/engine/trace"
)

// fastEvent reads an event that is spelled exactly as Writer spells it. That is every event of nearly every file, and it
// takes a tenth of the time that encoding/json does. For any other line ok is false, and the general way, which also
// knows the words for what is wrong, decides: whatever fastEvent accepts, the general way reads the same.
func fastEvent(line []byte) (r reading, ok bool) {
	c := cursor{b: line}
	c.must(`{"i":`)
	r.id = uint64(c.number(0, math.MaxInt64))
	c.must(`,"t":`)
	r.At = c.number(math.MinInt64, math.MaxInt64)
	c.must(`,"k":"`)
	kind, known := trace.ParseKind(string(c.plain()))
	r.Kind = kind
	if c.may(`,"loop":`) {
		r.Loop = trace.LoopID(c.number(0, math.MaxUint32))
	}
	if c.may(`,"task":`) {
		r.Task = trace.TaskID(c.number(0, math.MaxUint32))
	}
	if c.may(`,"thread":`) {
		r.Thread = trace.ThreadID(c.number(0, math.MaxUint16))
	}
	if c.may(`,"arg":`) {
		switch {
		case !c.may(`"`):
			c.bad = c.bad || r.Kind.HasText()
			r.Arg = c.number(math.MinInt64, math.MaxInt64)
		case r.Kind.HasText():
			r.text = string(c.plain())
		default:
			var word bool
			r.Arg, word = r.Kind.ParseArg(string(c.plain()))
			known = known && word
		}
	}
	if c.may(`,"cause":`) {
		r.Cause = trace.EventID(c.number(0, math.MaxUint32))
	}
	c.must("}")
	return r, known && !c.bad && len(c.b) == 0
}

// cursor takes a line apart from its front; bad is set when it does not hold what was asked for.
type cursor struct {
	b   []byte
	bad bool
}

func (c *cursor) may(s string) bool {
	if len(c.b) < len(s) || string(c.b[:len(s)]) != s {
		return false
	}
	c.b = c.b[len(s):]
	return true
}

func (c *cursor) must(s string) { c.bad = !c.may(s) || c.bad }

// number reads a whole number of at most 18 digits, which no int64 is too small for.
func (c *cursor) number(low, high int64) int64 {
	negative := c.may("-")
	n, digits := int64(0), 0
	for digits < len(c.b) && digits <= 18 && '0' <= c.b[digits] && c.b[digits] <= '9' {
		n = n*10 + int64(c.b[digits]-'0')
		digits++
	}
	if digits == 0 || digits > 18 || digits > 1 && c.b[0] == '0' {
		c.bad = true
		return 0
	}
	c.b = c.b[digits:]
	if negative {
		n = -n
	}
	c.bad = c.bad || n < low || n > high
	return n
}

// plain reads the rest of a string that has no escapes, and its quote.
func (c *cursor) plain() []byte {
	n := bytes.IndexByte(c.b, '"')
	if n < 0 {
		c.bad = true
		return nil
	}
	s := c.b[:n]
	c.b = c.b[n+1:]
	for _, b := range s {
		if b < ' ' || b == '\\' {
			c.bad = true
			return nil
		}
	}
	c.bad = c.bad || !utf8.Valid(s)
	return s
}
