package web

import (
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
)

// The media types of a trace that a client can request.
const (
	typeNDJSON = "application/x-ndjson"
	typeBinary = "application/vnd.loopyard.trace"
)

// stream is a [trace.Sink] that writes to an HTTP answer. It sends everything at once, because the page shows it live.
type stream struct {
	w     http.ResponseWriter
	rc    *http.ResponseController
	form  trace.Sink // encodes and writes to w
	kind  string
	gone  func() // called when writing to the client fails
	begun bool
}

// newStream returns a stream in the best media type that the client accepts.
func newStream(w http.ResponseWriter, accept []string, gone func()) *stream {
	s := &stream{w: w, rc: http.NewResponseController(w), gone: gone, kind: typeNDJSON}
	if accepts(accept, typeBinary) {
		s.kind = typeBinary
		s.form = trace.NewEncoder(w)
	} else {
		s.form = ndjson.NewWriter(w)
	}
	return s
}

// accepts reports whether an Accept header names the media type.
func accepts(accept []string, kind string) bool {
	for _, line := range accept {
		for part := range strings.SplitSeq(line, ",") {
			if t, params, err := mime.ParseMediaType(part); err == nil && t == kind && params["q"] != "0" {
				return true
			}
		}
	}
	return false
}

func (s *stream) Begin(h trace.Header) error {
	s.begun = true
	s.w.Header().Set("Content-Type", s.kind)
	s.w.Header().Set("Cache-Control", "no-store")
	s.w.Header().Set("X-Accel-Buffering", "no") // a proxy must not buffer it
	return s.send(func() error { return s.form.Begin(h) })
}

func (s *stream) Batch(b trace.Batch) error { return s.send(func() error { return s.form.Batch(b) }) }

func (s *stream) End(t trace.Trailer) error { return s.send(func() error { return s.form.End(t) }) }

func (s *stream) send(write func() error) error {
	if err := s.rc.SetWriteDeadline(time.Now().Add(flushWithin)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		s.gone()
		return err
	}
	err := write()
	if err == nil {
		err = s.rc.Flush()
	}
	if err != nil {
		s.gone()
	}
	return err
}
