package trace

import (
	"encoding/binary"
	"errors"

	"loopyard/engine/trace/wire"
)

// The errors of a [Decoder].
var (
	ErrGarbled   = errors.New("trace: garbled: the bytes are not a trace")
	ErrTooNew    = errors.New("trace: made by a later version of the format")
	ErrTruncated = errors.New("trace: truncated: the end is missing")
)

// Decoder reads the binary format from pieces that may be cut anywhere. The zero value is ready.
type Decoder struct {
	buf   []byte // the beginning of a frame
	begun bool
	ended bool
	next  EventID
}

// Feed takes the next bytes and passes what they complete to the sink. After an error the decoder must not be used again.
func (d *Decoder) Feed(chunk []byte, sink Sink) error {
	d.buf = append(d.buf, chunk...)
	rest := d.buf
	for len(rest) >= frameHead {
		n := int(binary.LittleEndian.Uint32(rest[1:]))
		if n > maxFrame {
			return ErrGarbled
		}
		if len(rest) < frameHead+n {
			break
		}
		if err := d.frame(rest[0], rest[frameHead:frameHead+n], sink); err != nil {
			return err
		}
		rest = rest[frameHead+n:]
	}
	d.buf = append(d.buf[:0], rest...)
	return nil
}

// Close returns ErrTruncated if the trailer has not come, or if bytes are left after it.
func (d *Decoder) Close() error {
	if !d.ended || len(d.buf) > 0 {
		return ErrTruncated
	}
	return nil
}

func (d *Decoder) frame(kind byte, body []byte, sink Sink) error {
	r := wire.NewReader(body)
	switch {
	case d.ended || d.begun == (kind == frameHeader):
		return ErrGarbled
	case kind == frameHeader:
		h := readHeader(&r)
		if r.Err() != nil {
			return ErrGarbled
		}
		if h.Version > Version {
			return ErrTooNew
		}
		d.begun, d.next = true, 1
		return sink.Begin(h)
	case kind == frameBatch:
		b := readBatch(&r)
		if r.Err() != nil || b.First != d.next {
			return ErrGarbled
		}
		d.next += EventID(len(b.Events))
		return sink.Batch(b)
	case kind == frameTrailer:
		t := readTrailer(&r)
		if r.Err() != nil {
			return ErrGarbled
		}
		d.ended = true
		return sink.End(t)
	}
	return ErrGarbled
}

func readHeader(r *wire.Reader) Header {
	h := Header{Version: int(r.Uvarint())}
	h.Spec = make([][2]string, r.Count(2))
	for i := range h.Spec {
		h.Spec[i] = [2]string{r.Text(), r.Text()}
	}
	h.Placement, h.Host, h.Clock, h.Engine = r.Text(), r.Text(), r.Text(), r.Text()
	h.Calibration, h.Cores = int64(r.Uvarint()), int(r.Uvarint())
	return h
}

func readBatch(r *wire.Reader) Batch {
	b := Batch{First: EventID(r.Uvarint())}
	b.Strings = readTexts(r, r.Count(1))
	if r.Len()%EventSize != 0 {
		r.Fail(ErrGarbled)
	}
	events := r.Rest()
	b.Events = make([]Event, len(events)/EventSize)
	for i := range b.Events {
		b.Events[i] = decodeEvent(events[i*EventSize:])
	}
	return b
}

// readTexts reads n strings. They are parts of one string, so that the garbage collector has one object to look at and
// not a million. The first pass finds where the last string ends, and the second one cuts them out.
func readTexts(r *wire.Reader, n int) []string {
	if n == 0 {
		return nil
	}
	begin := *r
	for range n {
		r.Block()
	}
	if r.Err() != nil {
		return nil
	}
	size := begin.Len() - r.Len()
	shared, texts := string(begin.Rest()[:size]), make([]string, n)
	for i := range texts {
		length := len(begin.Block())
		end := size - (begin.Len() - r.Len())
		texts[i] = shared[end-length : end]
	}
	return texts
}

func readTrailer(r *wire.Reader) Trailer {
	t := Trailer{End: int64(r.Uvarint()), Events: r.Uvarint(), Dropped: r.Uvarint()}
	copy(t.Digest[:], r.Bytes(len(t.Digest)))
	t.Error = r.Text()
	t.Overflow = readOverflow(r)
	return t
}
