package ndjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"loopyard/engine/trace"
)

// What Read finds wrong; its errors wrap one of these and name the line.
var (
	ErrGarbled   = errors.New("garbled")
	ErrTooNew    = errors.New("made by a later version of the format")
	ErrTruncated = errors.New("truncated: the trailer is missing")
)

// batchEvents bounds a batch that a Decoder hands on. The batches that were written are not told apart in the lines.
const batchEvents = 1024

// Read reads a trace and gives it to sink: the events, texts and numbers that were written, in batches of its own.
// It stops at the first error, be it of r, of the lines, or of sink, and does not call End then.
func Read(r io.Reader, sink trace.Sink) error {
	var d Decoder
	buf := make([]byte, 64<<10)
	for {
		n, err := r.Read(buf)
		if wrong := d.Feed(buf[:n], sink); wrong != nil {
			return wrong
		}
		if err == io.EOF {
			return d.Close()
		}
		if err != nil {
			return fmt.Errorf("ndjson: after line %d: %w", d.lines, err)
		}
	}
}

// Decoder reads lines from chunks that may be cut anywhere, as [trace.Decoder] reads the binary form. The zero value is
// ready.
type Decoder struct {
	lines int    // that are whole
	rest  []byte // of one that is not
	sink  trace.Sink

	begun bool
	ended bool
	texts trace.Interner
	batch trace.Batch // not handed on yet
	next  uint64      // the number that the next event must have
}

// Feed takes the next bytes and gives the sink what they complete, a batch at a time; what is right before something
// that is not is given too. After an error the decoder is of no more use.
func (d *Decoder) Feed(chunk []byte, sink trace.Sink) error {
	d.sink = sink
	for {
		n := bytes.IndexByte(chunk, '\n')
		if n < 0 {
			break
		}
		line := chunk[:n]
		if len(d.rest) > 0 {
			line = append(d.rest, line...)
			d.rest = line[:0]
		}
		if err := d.take(line); err != nil {
			return err
		}
		chunk = chunk[n+1:]
	}
	if d.rest = append(d.rest, chunk...); len(d.rest) > MaxLine {
		return d.take(d.rest)
	}
	return nil
}

// Close takes a last line without its end, and tells whether the trace was whole.
func (d *Decoder) Close() error {
	if len(d.rest) > 0 {
		if err := d.take(d.rest); err != nil {
			return err
		}
	}
	if err := d.flush(); err != nil {
		return err
	}
	if !d.ended {
		return fmt.Errorf("ndjson: line %d: %w", d.lines+1, ErrTruncated)
	}
	return nil
}

// take takes a line, and hands on what was right if it is not.
func (d *Decoder) take(line []byte) error {
	d.lines++
	err := d.line(bytes.TrimSuffix(line, []byte("\r")))
	if err == nil {
		return nil
	}
	_ = d.flush() // the first error is the one to tell
	return fmt.Errorf("ndjson: line %d: %w", d.lines, err)
}

func (d *Decoder) line(line []byte) error {
	switch {
	case len(line) > MaxLine:
		return garbled("longer than %d bytes", MaxLine)
	case d.ended:
		return garbled("more after the trailer")
	case !d.begun:
		h, err := parseHeader(line)
		if err != nil {
			return err
		}
		d.begun, d.next = true, 1
		d.batch.First = 1
		return d.sink.Begin(h)
	}
	if e, ok := fastEvent(line); ok {
		return d.event(e)
	}
	var rec record
	if err := unmarshal(line, &rec); err != nil {
		return err
	}
	if rec.End != nil {
		return d.trailer(&rec)
	}
	e, err := rec.event()
	if err != nil {
		return err
	}
	return d.event(e)
}

func (d *Decoder) event(e reading) error {
	if e.id != d.next {
		return garbled("event %d where event %d must follow", e.id, d.next)
	}
	d.next++
	if e.Kind.HasText() {
		n, fresh := d.texts.Intern(e.text)
		if e.Arg = int64(n); fresh {
			d.batch.Strings = append(d.batch.Strings, e.text)
		}
	}
	if d.batch.Events == nil {
		d.batch.Events = make([]trace.Event, 0, batchEvents)
	}
	if d.batch.Events = append(d.batch.Events, e.Event); len(d.batch.Events) < batchEvents {
		return nil
	}
	return d.flush()
}

func (d *Decoder) trailer(rec *record) error {
	t, err := rec.trailer()
	if err != nil {
		return err
	}
	// The events are numbered without gaps, so only the last ones can be missing, and this shows it.
	if read := d.next - 1; t.Dropped > t.Events || t.Events-t.Dropped != read {
		return garbled("the trailer counts %d events, %d of them dropped, but %d are there", t.Events, t.Dropped, read)
	}
	if err := d.flush(); err != nil {
		return err
	}
	d.ended = true
	return d.sink.End(t)
}

func (d *Decoder) flush() error {
	if len(d.batch.Events) == 0 {
		return nil
	}
	b := d.batch
	d.batch = trace.Batch{First: trace.EventID(d.next)}
	return d.sink.Batch(b)
}

func garbled(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrGarbled, fmt.Sprintf(format, args...))
}

// unmarshal is json.Unmarshal with errors in words for a reader of the file, not of this code.
func unmarshal(line []byte, v any) error {
	err := json.Unmarshal(line, v)
	var wrongType *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return garbled("%s cannot be %s", wrongType.Field, wrongType.Value)
	case errors.As(err, &wrongType):
		return garbled("%s where an object must be", wrongType.Value)
	}
	return garbled("%v", err)
}
