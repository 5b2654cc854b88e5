package ndjson

import (
	"encoding/hex"
	"io"
	"strconv"

	"loopyard/engine/trace"
)

// Writer is a [trace.Sink] that writes the lines. Every call writes whole lines, so what has been written can be
// read up to there whenever the run stops.
type Writer struct {
	w       io.Writer
	strings trace.Strings
	buf     []byte
}

// NewWriter makes a writer to w. It has no buffer of its own between calls.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// chunk is how many bytes of events are written at once: enough that the cost of a Write does not show.
const chunk = 64 << 10

// Begin writes the header line.
func (w *Writer) Begin(h trace.Header) error {
	b := append(w.buf[:0], `{"format":"`+Format+`","version":`...)
	b = strconv.AppendInt(b, int64(h.Version), 10)
	b = append(b, `,"spec":{`...)
	for i, pair := range h.Spec {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendString(b, pair[0]), ':')
		b = appendValue(b, pair[0], pair[1])
	}
	b = append(b, '}')
	b = appendString(append(b, `,"placement":`...), h.Placement)
	b = appendString(append(b, `,"host":`...), h.Host)
	b = appendString(append(b, `,"clock":`...), h.Clock)
	b = appendString(append(b, `,"engine":`...), h.Engine)
	b = strconv.AppendInt(append(b, `,"calibration":`...), h.Calibration, 10)
	b = strconv.AppendInt(append(b, `,"cores":`...), int64(h.Cores), 10)
	return w.write(append(b, '}', '\n'))
}

// Batch writes a line for each event.
func (w *Writer) Batch(batch trace.Batch) error {
	w.strings = append(w.strings, batch.Strings...)
	b := w.buf[:0]
	for i, e := range batch.Events {
		b = w.appendEvent(b, batch.First+trace.EventID(i), e)
		if len(b) >= chunk {
			if err := w.write(b); err != nil {
				return err
			}
			b = w.buf[:0]
		}
	}
	if len(b) == 0 {
		return nil
	}
	return w.write(b)
}

// End writes the trailer line.
func (w *Writer) End(t trace.Trailer) error {
	b := strconv.AppendInt(append(w.buf[:0], `{"end":`...), t.End, 10)
	b = strconv.AppendUint(append(b, `,"events":`...), t.Events, 10)
	b = strconv.AppendUint(append(b, `,"dropped":`...), t.Dropped, 10)
	b = append(b, `,"digest":"`...)
	b = append(hex.AppendEncode(b, t.Digest[:]), '"')
	if t.Error != "" {
		b = appendString(append(b, `,"error":`...), t.Error)
	}
	if t.Overflow != nil {
		b = appendTail(append(b, `,"tail":`...), t.Overflow)
	}
	return w.write(append(b, '}', '\n'))
}

func (w *Writer) write(b []byte) error {
	w.buf = b // keep what it has grown to
	_, err := w.w.Write(b)
	return err
}

func (w *Writer) appendEvent(b []byte, id trace.EventID, e trace.Event) []byte {
	b = strconv.AppendUint(append(b, `{"i":`...), uint64(id), 10)
	b = strconv.AppendInt(append(b, `,"t":`...), e.At, 10)
	b = append(append(append(b, `,"k":"`...), e.Kind.String()...), '"')
	b = appendField(b, `,"loop":`, uint64(e.Loop))
	b = appendField(b, `,"task":`, uint64(e.Task))
	b = appendField(b, `,"thread":`, uint64(e.Thread))
	b = w.appendArg(b, e)
	b = appendField(b, `,"cause":`, uint64(e.Cause))
	return append(b, '}', '\n')
}

func (w *Writer) appendArg(b []byte, e trace.Event) []byte {
	if e.Arg == 0 {
		return b
	}
	b = append(b, `,"arg":`...)
	if e.Kind.HasText() {
		return appendString(b, w.strings.Get(trace.Text(e.Arg)))
	}
	if word, ok := e.Kind.ArgWord(e.Arg); ok {
		return append(append(append(b, '"'), word...), '"')
	}
	return strconv.AppendInt(b, e.Arg, 10)
}

func appendField(b []byte, key string, n uint64) []byte {
	if n == 0 {
		return b
	}
	return strconv.AppendUint(append(b, key...), n, 10)
}
