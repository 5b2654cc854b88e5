package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// dataSection is the number of the section with the initial content of the memory. Every section begins with its number;
// see https://webassembly.github.io/spec/core/binary/modules.html.
const dataSection = 11

// slim returns a form of a program that is smaller to download and does the same. The program must be as Go's linker wrote
// it; slim returns an error if it is not.
//
// It joins the segments of data: the linker ends a segment wherever a few zeros follow, which makes tens of thousands of
// them, and their headers compress worse than the zeros do. And it removes the line tables, so that a stack trace in the
// browser names the functions, but not their lines.
func slim(program []byte) ([]byte, error) {
	const preamble = 8
	if len(program) < preamble || !bytes.HasPrefix(program, []byte("\x00asm")) {
		return nil, errors.New("not a wasm program")
	}
	out, in := bytes.Clone(program[:preamble]), &reader{rest: program[preamble:]}
	for len(in.rest) > 0 && in.err == nil {
		section := in.byte()
		body := in.bytes(in.number())
		if section == dataSection && in.err == nil {
			pieces, err := joinData(body)
			if err != nil {
				return nil, err
			}
			if err := dropLines(pieces); err != nil {
				return nil, err
			}
			body = dataOf(pieces)
		}
		out = append(out, section)
		out = binary.AppendUvarint(out, uint64(len(body)))
		out = append(out, body...)
	}
	if in.err != nil {
		return nil, in.err
	}
	return out, nil
}

// A piece is the initial content of a range of memory.
type piece struct {
	start   int64 // its address
	content []byte
}

// The linker writes these before a segment's length: memory 0, i32.const, the address, end.
const (
	memoryZero = 0x00
	i32Const   = 0x41
	end        = 0x0b
)

// farGap is the number of unused bytes that separate two pieces. Shorter gaps are filled with zeros.
const farGap = 4096

// joinData returns the memory that a data section fills, with segments joined across gaps shorter than farGap.
func joinData(section []byte) ([]piece, error) {
	var parts []piece
	in := &reader{rest: section}
	for n := in.number(); n > 0 && in.err == nil; n-- {
		in.expect(memoryZero)
		in.expect(i32Const)
		at := in.signed()
		in.expect(end)
		parts = append(parts, piece{at, in.bytes(in.number())})
	}
	if in.err != nil {
		return nil, in.err
	}

	// The linker does not write the segments in the order of their addresses. They must be in order, so that the zeros of a
	// gap never overwrite another segment.
	slices.SortFunc(parts, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
	var joined []piece
	for _, p := range parts {
		gap := int64(farGap)
		var last *piece
		if len(joined) > 0 {
			last = &joined[len(joined)-1]
			gap = p.start - last.start - int64(len(last.content))
		}
		switch {
		case gap < 0:
			return nil, fmt.Errorf("the wasm program fills address %#x twice", p.start)
		case gap < farGap:
			last.content = append(append(last.content, make([]byte, gap)...), p.content...)
		default:
			joined = append(joined, piece{p.start, bytes.Clone(p.content)})
		}
	}
	return joined, nil
}

// dataOf returns the data section that fills the pieces.
func dataOf(pieces []piece) []byte {
	out := binary.AppendUvarint(nil, uint64(len(pieces)))
	for _, p := range pieces {
		out = append(out, memoryZero, i32Const)
		out = appendSigned(out, p.start)
		out = append(out, end)
		out = binary.AppendUvarint(out, uint64(len(p.content)))
		out = append(out, p.content...)
	}
	return out
}

// A reader decodes parts of a program. After the first error, its methods return zeros.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) bytes(n uint64) []byte {
	if n > uint64(len(r.rest)) {
		r.fail("ends early")
		return nil
	}
	head := r.rest[:n]
	r.rest = r.rest[n:]
	return head
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) expect(want byte) {
	if got := r.byte(); got != want {
		r.fail(fmt.Sprintf("holds %#x where this Go's linker writes %#x", got, want))
	}
}

// number reads an unsigned LEB128 number.
func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.fail("ends early")
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// signed reads a signed LEB128 number.
func (r *reader) signed() int64 {
	var n int64
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		n |= int64(b&0x7f) << shift
		if b&0x80 == 0 {
			if b&0x40 != 0 && shift+7 < 64 {
				n |= -1 << (shift + 7)
			}
			break
		}
	}
	return n
}

// appendSigned appends n as a signed LEB128 number.
func appendSigned(out []byte, n int64) []byte {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = errors.New("the wasm program " + what)
	}
	r.rest = nil
}
