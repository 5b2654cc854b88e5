package trace

import (
	"encoding/binary"
	"io"

	"loopyard/engine/trace/wire"
)

// The binary format is a sequence of frames: one byte for the type, four for the length (little-endian), the body. A
// header frame comes first, batch frames follow, and a trailer frame is the last. Numbers in bodies are unsigned varints
// and strings are a length and their bytes; the events of a batch are in canonical form.
const (
	frameHeader  = 'H'
	frameBatch   = 'B'
	frameTrailer = 'T'

	frameHead = 5
	// maxFrame bounds the bytes that a reader buffers for one frame.
	maxFrame = 64 << 20
	// frameEvents bounds the events of a frame, so that a reader can proceed in small steps.
	frameEvents = 1 << 12
)

// Encoder is a [Sink] that writes the binary format. Each call writes whole frames, each with one call of Write.
type Encoder struct {
	w     io.Writer
	buf   []byte
	texts Text // how many strings were written
}

// NewEncoder returns an encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Begin writes the header.
func (e *Encoder) Begin(h Header) error {
	b := e.open(frameHeader)
	b = binary.AppendUvarint(b, uint64(h.Version))
	b = binary.AppendUvarint(b, uint64(len(h.Spec)))
	for _, p := range h.Spec {
		b = wire.AppendText(wire.AppendText(b, p[0]), p[1])
	}
	for _, s := range []string{h.Placement, h.Host, h.Clock, h.Engine} {
		b = wire.AppendText(b, s)
	}
	b = binary.AppendUvarint(b, uint64(h.Calibration))
	b = binary.AppendUvarint(b, uint64(h.Cores))
	return e.close(b)
}

// Batch writes the batch, as several frames if it is long.
func (e *Encoder) Batch(batch Batch) error {
	for {
		n := min(len(batch.Events), frameEvents)
		texts := e.firstUsed(batch, n)
		b := e.open(frameBatch)
		b = binary.AppendUvarint(b, uint64(batch.First))
		b = binary.AppendUvarint(b, uint64(texts))
		for _, s := range batch.Strings[:texts] {
			b = wire.AppendText(b, s)
		}
		for _, ev := range batch.Events[:n] {
			b = ev.AppendBinary(b)
		}
		if err := e.close(b); err != nil {
			return err
		}
		e.texts += Text(texts)
		batch = Batch{First: batch.First + EventID(n), Events: batch.Events[n:], Strings: batch.Strings[texts:]}
		if len(batch.Events) == 0 {
			return nil
		}
	}
}

// firstUsed returns how many strings of a batch are used for the first time in its first n events, and all of them if
// the batch has no more events. Each frame brings the strings of its own events: a reader would stop for long if the
// first frame brought the strings of a million events.
func (e *Encoder) firstUsed(batch Batch, n int) (texts int) {
	if n == len(batch.Events) {
		return len(batch.Strings)
	}
	for i := range batch.Events[:n] {
		if ev := &batch.Events[i]; ev.Kind.HasText() && ev.Arg > int64(e.texts)+int64(texts) {
			texts++
		}
	}
	return min(texts, len(batch.Strings))
}

// End writes the trailer.
func (e *Encoder) End(t Trailer) error {
	b := e.open(frameTrailer)
	for _, n := range []uint64{uint64(t.End), t.Events, t.Dropped} {
		b = binary.AppendUvarint(b, n)
	}
	b = append(b, t.Digest[:]...)
	b = wire.AppendText(b, t.Error)
	return e.close(t.Overflow.appendBinary(b))
}

// open begins a frame. Its length is filled in by close.
func (e *Encoder) open(kind byte) []byte { return append(e.buf[:0], kind, 0, 0, 0, 0) }

// close fills in the length of a frame and writes the frame.
func (e *Encoder) close(b []byte) error {
	binary.LittleEndian.PutUint32(b[1:], uint32(len(b)-frameHead))
	e.buf = b
	_, err := e.w.Write(b)
	return err
}
