package trace

import (
	"encoding/binary"
	"errors"
	"io"
)

// The binary form is a row of frames: one byte of type, four of length (little-endian), the body. A header frame
// comes first, batch frames follow, a trailer frame ends it. Numbers in bodies are unsigned varints and strings
// are a length and bytes, but for a batch's events, which are in canonical form.
const (
	frameHeader  = 'H'
	frameBatch   = 'B'
	frameTrailer = 'T'

	frameHead = 5
	// maxFrame bounds what a reader buffers for one frame.
	maxFrame = 64 << 20
	// frameEvents bounds a batch frame, so that a reader can go on in small steps.
	frameEvents = 1 << 12
)

// Encoder is a [Sink] that writes the binary form. Each call writes whole frames in one Write.
type Encoder struct {
	w     io.Writer
	buf   []byte
	texts Text // that were written
}

// NewEncoder makes an encoder that writes to w.
func NewEncoder(w io.Writer) *Encoder { return &Encoder{w: w} }

// Begin writes the header.
func (e *Encoder) Begin(h Header) error {
	b := e.open(frameHeader)
	b = binary.AppendUvarint(b, uint64(h.Version))
	b = binary.AppendUvarint(b, uint64(len(h.Spec)))
	for _, p := range h.Spec {
		b = appendString(appendString(b, p[0]), p[1])
	}
	for _, s := range []string{h.Placement, h.Host, h.Clock, h.Engine} {
		b = appendString(b, s)
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
			b = appendString(b, s)
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

// firstUsed counts the strings of a batch that its first n events are the first to use; all of them if there are no more
// events. A reader would take long over the strings of a million events at once.
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
	return e.close(t.Overflow.appendBinary(appendString(b, t.Error)))
}

func (e *Encoder) open(kind byte) []byte { return append(e.buf[:0], kind, 0, 0, 0, 0) }

// close fills in the frame's length and writes it.
func (e *Encoder) close(b []byte) error {
	binary.LittleEndian.PutUint32(b[1:], uint32(len(b)-frameHead))
	e.buf = b
	_, err := e.w.Write(b)
	return err
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Errors of a [Decoder].
var (
	ErrGarbled   = errors.New("trace: garbled: the bytes are not a trace")
	ErrTooNew    = errors.New("trace: made by a later version of the format")
	ErrTruncated = errors.New("trace: truncated: the end is missing")
)

// Decoder reads the binary form from chunks that may be cut anywhere. The zero value is ready.
type Decoder struct {
	buf   []byte
	begun bool
	ended bool
	next  EventID
}

// Feed takes the next bytes and gives the sink what they complete. After an error the decoder is of no more use.
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

// Close tells whether the trace was whole.
func (d *Decoder) Close() error {
	if !d.ended || len(d.buf) > 0 {
		return ErrTruncated
	}
	return nil
}

func (d *Decoder) frame(kind byte, body []byte, sink Sink) error {
	r := reader{b: body}
	switch {
	case d.ended || d.begun == (kind == frameHeader):
		return ErrGarbled
	case kind == frameHeader:
		h := r.header()
		if r.bad {
			return ErrGarbled
		}
		if h.Version > Version {
			return ErrTooNew
		}
		d.begun, d.next = true, 1
		return sink.Begin(h)
	case kind == frameBatch:
		b := r.batch()
		if r.bad || b.First != d.next {
			return ErrGarbled
		}
		d.next += EventID(len(b.Events))
		return sink.Batch(b)
	case kind == frameTrailer:
		t := r.trailer()
		if r.bad {
			return ErrGarbled
		}
		d.ended = true
		return sink.End(t)
	}
	return ErrGarbled
}

// reader takes a frame's body apart; bad is set when it does not hold what was asked for.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}

// count reads how many of something follow, each at least size bytes long.
func (r *reader) count(size int) int {
	n := r.number()
	if n > uint64(len(r.b)/size) {
		r.bad, r.b = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) text() string {
	n := r.count(1)
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

// texts reads n strings. They share one piece of memory: whoever collects garbage would look at each otherwise.
func (r *reader) texts(n int) []string {
	if n == 0 {
		return nil
	}
	begin := reader{b: r.b}
	for range n {
		r.b = r.b[r.count(1):]
	}
	if r.bad {
		return nil
	}
	shared, texts := string(begin.b[:len(begin.b)-len(r.b)]), make([]string, n)
	for i := range texts {
		size := begin.count(1)
		at := len(shared) - (len(begin.b) - len(r.b))
		texts[i], begin.b = shared[at:at+size], begin.b[size:]
	}
	return texts
}

func (r *reader) header() Header {
	h := Header{Version: int(r.number())}
	h.Spec = make([][2]string, r.count(2))
	for i := range h.Spec {
		h.Spec[i] = [2]string{r.text(), r.text()}
	}
	h.Placement, h.Host, h.Clock, h.Engine = r.text(), r.text(), r.text(), r.text()
	h.Calibration, h.Cores = int64(r.number()), int(r.number())
	return h
}

func (r *reader) batch() Batch {
	b := Batch{First: EventID(r.number())}
	b.Strings = r.texts(r.count(1))
	if r.bad || len(r.b)%EventSize != 0 {
		r.bad = true
		return b
	}
	b.Events = make([]Event, len(r.b)/EventSize)
	for i := range b.Events {
		b.Events[i] = decodeEvent(r.b[i*EventSize:])
	}
	return b
}

func (r *reader) trailer() Trailer {
	t := Trailer{End: int64(r.number()), Events: r.number(), Dropped: r.number()}
	if len(r.b) < len(t.Digest) {
		r.bad = true
		return t
	}
	r.b = r.b[copy(t.Digest[:], r.b):]
	t.Error = r.text()
	t.Overflow = r.overflow()
	return t
}
