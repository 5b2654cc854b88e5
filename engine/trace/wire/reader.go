// Package wire reads and writes the small fields of which the module's binary formats are made: unsigned varints, and
// strings as a length and their bytes. Traces, the messages between workers, and the sections of WebAssembly programs
// use it.
package wire

import (
	"encoding/binary"
	"errors"
)

// ErrShort is the error of a [Reader] that was asked for more than its bytes hold, or for a number that is malformed.
var ErrShort = errors.New("ends early")

// A Reader reads fields from the front of a slice of bytes. It keeps its first error, after which it has no bytes left and
// every method returns zero. So code that reads many fields checks for an error once, at the end. A Reader may be copied:
// the copy reads the same bytes again.
type Reader struct {
	rest []byte
	err  error
}

// NewReader returns a reader of b. It does not change b and does not copy it.
func NewReader(b []byte) Reader { return Reader{rest: b} }

// Err returns the first error, or nil.
func (r *Reader) Err() error { return r.err }

// Fail makes err the error of the reader, unless it already has one.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.rest = nil
}

// Len returns the number of bytes that are left.
func (r *Reader) Len() int { return len(r.rest) }

// Rest returns the bytes that are left without reading them.
func (r *Reader) Rest() []byte { return r.rest }

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if b := r.Bytes(1); b != nil {
		return b[0]
	}
	return 0
}

// Bytes reads n bytes. The result is part of the slice that is read.
func (r *Reader) Bytes(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.Fail(ErrShort)
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// Uvarint reads an unsigned varint.
func (r *Reader) Uvarint() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.Fail(ErrShort)
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

// Count reads the number of the items that follow, each of which is at least size bytes long. A number that the bytes
// cannot hold is an error, so that the caller may allocate that many.
func (r *Reader) Count(size int) int {
	n := r.Uvarint()
	if n > uint64(len(r.rest)/size) {
		r.Fail(ErrShort)
		return 0
	}
	return int(n)
}

// Block reads a length and that many bytes. The result is part of the slice that is read.
func (r *Reader) Block() []byte { return r.Bytes(r.Count(1)) }

// Text reads a string.
func (r *Reader) Text() string { return string(r.Block()) }

// AppendText appends a string to b as [Reader.Text] reads it.
func AppendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// AppendBlock appends bytes to b as [Reader.Block] reads them.
func AppendBlock(b, block []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(block))), block...)
}
