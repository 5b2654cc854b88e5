package model

import (
	"errors"
	"strings"

	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// file is a saved trace that is being read, a piece at a time: it may be larger than the memory.
type file struct {
	size  int64 // bytes
	read  int64 // bytes
	asked bool  // for the next piece, which has not come
}

// continueFile asks for the next piece of a job's file, or ends the job if nothing more will come.
func (j *Jobs) continueFile(id int, one *job) {
	if one.end == nil && !one.file.asked && !one.rec.State().Over() {
		one.file.asked = true
		j.files.ReadMore(id)
	}
	if len(one.pieces) == 0 && one.end != nil && one.end.reason == "" { // the file is at its end
		if err := one.decoder.Close(); err != nil {
			one.end.reason = fileError(err)
		}
	}
}

// decoder decodes a trace from pieces of any size.
type decoder interface {
	Feed(chunk []byte, sink trace.Sink) error
	Close() error
}

// decoderOf returns the decoder for the form of a trace, which its first byte tells.
func decoderOf(first []byte) decoder {
	if len(first) > 0 && first[0] == '{' {
		return &ndjson.Decoder{}
	}
	return &trace.Decoder{}
}

// readHeader reads the header of a trace from its beginning.
func readHeader(first []byte) (trace.Header, error) {
	if len(first) == 0 {
		return trace.Header{}, errors.New("it is empty")
	}
	if first[0] != '{' && first[0] != 'H' {
		return trace.Header{}, errors.New("it is no trace: it begins neither as NDJSON nor as the binary form")
	}
	var head headerOnly
	d := decoderOf(first)
	err := d.Feed(first, &head)
	if err == nil {
		err = d.Close()
	}
	if head.begun {
		err = nil
	}
	return head.header, err
}

// headerOnly is a sink that takes a trace's header and refuses the rest.
type headerOnly struct {
	header trace.Header
	begun  bool
}

var errHeaderRead = errors.New("the header has been read")

func (o *headerOnly) Begin(h trace.Header) error {
	o.header, o.begun = h, true
	return errHeaderRead
}

func (o *headerOnly) Batch(trace.Batch) error { return errHeaderRead }
func (o *headerOnly) End(trace.Trailer) error { return errHeaderRead }

// decodeError says for people why a job's trace cannot be read any further.
func (one *job) decodeError(err error) string {
	if one.file != nil {
		return fileError(err)
	}
	if errors.Is(err, trace.ErrTooNew) {
		return "the server speaks a later version than this page: reload the page"
	}
	return "the trace cannot be read (" + strings.TrimPrefix(err.Error(), "trace: ") + ")"
}

// fileError says for people what is wrong with a file.
func fileError(err error) string {
	if errors.Is(err, trace.ErrTooNew) || errors.Is(err, ndjson.ErrTooNew) {
		return "it was made by a later version than this page: reload the page"
	}
	text := err.Error()
	for _, prefix := range []string{"ndjson: ", "trace: "} {
		text = strings.TrimPrefix(text, prefix)
	}
	return text
}
