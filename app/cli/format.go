package cli

import (
	"io"

	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/chrome"
	"loopyard/engine/trace/csv"
	"loopyard/engine/trace/ndjson"
)

// formats are the values of --format.
var formats = []string{"text", "ndjson", "chrome", "csv", "summary"}

// newForm returns the sink that writes a format, and how many events it should get, or 0 for all. Only formats that store
// events have a limit.
func newForm(format string, w io.Writer, limits spec.Limits) (sink trace.Sink, events int) {
	switch format {
	case "ndjson":
		return ndjson.NewWriter(w), limits.Events
	case "chrome":
		return chrome.NewWriter(w), limits.Events
	case "csv":
		return csv.NewWriter(w), 0
	case "summary":
		return &summary{w: w}, 0
	}
	return &lineWriter{w: w}, 0
}

// lineWriter is a sink that writes the lines that a run prints, and nothing else. Each line is one Write, so that the
// output of another process on the same file or pipe comes before or after a line and never inside it.
type lineWriter struct {
	w       io.Writer
	strings trace.Strings
	buf     []byte
}

func (t *lineWriter) Begin(trace.Header) error { return nil }
func (t *lineWriter) End(trace.Trailer) error  { return nil }

func (t *lineWriter) Batch(b trace.Batch) error {
	t.strings = append(t.strings, b.Strings...)
	for _, e := range b.Events {
		if e.Kind != trace.Printed {
			continue
		}
		t.buf = append(append(t.buf[:0], t.strings.Get(trace.Text(e.Arg))...), '\n')
		if _, err := t.w.Write(t.buf); err != nil {
			return err
		}
	}
	return nil
}
