package wire_test

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/engine/trace/wire"
)

func TestFieldsReadBackInOrder(t *testing.T) {
	b := binary.AppendUvarint([]byte{'k'}, math.MaxUint64)
	b = wire.AppendText(b, "köln")
	b = wire.AppendBlock(b, []byte{1, 2, 3})
	b = binary.AppendUvarint(b, 2)
	b = append(b, 7, 8)

	r := wire.NewReader(b)
	assert.Equal(t, byte('k'), r.Byte())
	assert.Equal(t, uint64(math.MaxUint64), r.Uvarint())
	assert.Equal(t, "köln", r.Text())
	again := r
	assert.Equal(t, []byte{1, 2, 3}, r.Block())
	assert.Equal(t, 2, r.Count(1))
	assert.Equal(t, []byte{7, 8}, r.Bytes(2))
	assert.Zero(t, r.Len())
	assert.NoError(t, r.Err())
	assert.Equal(t, []byte{1, 2, 3}, again.Block(), "a copy reads the same bytes again")
}

func TestTheFirstErrorStays(t *testing.T) {
	r := wire.NewReader([]byte{3, 'a', 'b'})
	assert.Empty(t, r.Text())
	assert.Equal(t, wire.ErrShort, r.Err())
	r.Fail(errors.New("another"))
	assert.Equal(t, wire.ErrShort, r.Err())
	assert.Zero(t, r.Len())
	assert.Zero(t, r.Byte())
	assert.Zero(t, r.Uvarint())
}

func TestWhatTheBytesCannotHoldIsAnError(t *testing.T) {
	for name, read := range map[string]func(r *wire.Reader){
		"a byte of nothing":           func(r *wire.Reader) { r.Bytes(5); r.Byte() },
		"more bytes than there are":   func(r *wire.Reader) { r.Bytes(6) },
		"a negative length":           func(r *wire.Reader) { r.Bytes(-1) },
		"an endless varint":           func(r *wire.Reader) { r.Uvarint() },
		"more items than fit":         func(r *wire.Reader) { r.Bytes(4); r.Count(1) },
		"a string beyond the end":     func(r *wire.Reader) { r.Bytes(4); r.Text() },
		"a count that does not fit 8": func(r *wire.Reader) { r.Bytes(4); r.Count(8) },
	} {
		r := wire.NewReader([]byte{0xff, 0xff, 0xff, 0xff, 0x7f})
		if name == "an endless varint" {
			r = wire.NewReader([]byte{0xff, 0xff, 0xff, 0xff})
		}
		read(&r)
		assert.Equal(t, wire.ErrShort, r.Err(), name)
	}
}
