package ndjson

import (
	"bufio"
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

// batchEvents bounds a batch that Read hands on. The batches that were written are not told apart in the lines.
const batchEvents = 1024

// Read reads a trace and gives it to sink: the events, texts and numbers that were written, in batches of its own.
// It stops at the first error, be it of r, of the lines, or of sink, and does not call End then.
func Read(r io.Reader, sink trace.Sink) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, MaxLine)
	d := decoder{sink: sink, batch: trace.Batch{First: 1}, next: 1}
	n := 0
	for lines.Scan() {
		n++
		if err := d.line(lines.Bytes()); err != nil {
			return fmt.Errorf("ndjson: line %d: %w", n, err)
		}
	}
	err := lines.Err()
	switch {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("ndjson: line %d: %w: longer than %d bytes", n+1, ErrGarbled, MaxLine)
	case err != nil:
		return fmt.Errorf("ndjson: after line %d: %w", n, err)
	case !d.ended:
		return fmt.Errorf("ndjson: line %d: %w", n+1, ErrTruncated)
	}
	return nil
}

// decoder takes the lines in their order.
type decoder struct {
	sink  trace.Sink
	begun bool
	ended bool
	texts trace.TextTable
	batch trace.Batch // not handed on yet
	next  uint64      // the number that the next event must have
}

func (d *decoder) line(line []byte) error {
	if d.ended {
		return garbled("more after the trailer")
	}
	if !d.begun {
		h, err := parseHeader(line)
		if err != nil {
			return err
		}
		d.begun = true
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

func (d *decoder) event(e reading) error {
	if e.id != d.next {
		return garbled("event %d where event %d must follow", e.id, d.next)
	}
	d.next++
	if e.Kind.HasText() {
		n, fresh := d.texts.Number(e.text)
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

func (d *decoder) trailer(rec *record) error {
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

func (d *decoder) flush() error {
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
