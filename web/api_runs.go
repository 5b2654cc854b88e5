package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"time"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// Why the server stopped a run.
var (
	errGone     = errors.New("the client went away")
	errDraining = errors.New("the server is shutting down")
)

// runs answers POST /api/runs. The request has a spec, and the answer is the trace, which is sent while the run goes on. A
// client that closes the connection stops its run.
func (s *Server) runs(w http.ResponseWriter, r *http.Request) {
	if s.drained.Err() != nil {
		s.refuse(w, r, errDraining)
		return
	}
	if s.rates != nil {
		if wait := s.rates.take(r.RemoteAddr, time.Now()); wait > 0 {
			s.metrics.rejected("rate")
			failFor(w, r, http.StatusTooManyRequests, wait,
				fmt.Sprintf("too many runs from your address: %d a minute are allowed, %d of them at once", runsPerMinute, runsInBurst))
			return
		}
	}
	run, ok := s.readRun(w, r)
	if !ok {
		return
	}

	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	defer context.AfterFunc(s.drained, func() { cancel(errDraining) })()

	threads := threadsOf(run)
	if err := s.gate.enter(ctx, threads); err != nil {
		s.refuse(w, r, err)
		return
	}
	defer s.gate.leave(threads)
	if s.drained.Err() != nil { // it began to drain while the run waited
		s.refuse(w, r, errDraining)
		return
	}
	s.stream(ctx, cancel, w, r, run)
}

// refuse answers for a run that was not started.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, errDraining):
		s.metrics.rejected("draining")
		failFor(w, r, http.StatusServiceUnavailable, waitAtMost, err.Error())
	case errors.Is(err, errBusy):
		s.metrics.rejected("busy")
		failFor(w, r, http.StatusServiceUnavailable, waitAtMost, err.Error())
	default:
		s.metrics.rejected("gone") // the client has gone, so there is no answer
	}
}

// stream runs a spec and answers with its trace.
func (s *Server) stream(ctx context.Context, cancel context.CancelCauseFunc, w http.ResponseWriter, r *http.Request, run spec.Run) {
	out := newStream(w, r.Header.Values("Accept"), func() { cancel(errGone) })
	begun := time.Now()
	trailer, err := s.config.Run(ctx, run, session.Options{Host: "native", Events: s.config.Limits.Events}, out)
	s.metrics.ran(result(ctx, err), time.Since(begun), trailer)
	if !out.begun {
		// Even a run that fails has a header, so this is a bug.
		s.config.Log.Printf("run of %s: no trace: %v", run.Scenario, err)
		fail(w, r, http.StatusInternalServerError, "the run could not be started")
	}
}

// result returns how a run ended, for the metrics.
func result(ctx context.Context, err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, session.ErrTimeout):
		return "timeout"
	case !errors.Is(err, session.ErrStopped):
		return "failed"
	case errors.Is(context.Cause(ctx), errDraining):
		return "drained"
	}
	return "gone"
}

// threadsOf returns how many OS threads a run starts: one for each loop, and one for the main thread. The gate counts them,
// because the Go runtime ends a program that has too many threads.
func threadsOf(r spec.Run) int {
	if r.Placement != spec.Threads {
		return 0
	}
	return min(max(r.Loops+1, 2), maxThreads) // so that every run within the limits can start
}

// readRun reads the run from the request. If it cannot start, readRun answers the request and returns false.
//
// The body must be read to its end before the run begins. Only then does net/http watch the connection and notice that the
// client has gone.
func (s *Server) readRun(w http.ResponseWriter, r *http.Request) (run spec.Run, ok bool) {
	reject := func(status int, reason, message string, fields ...*spec.FieldError) (spec.Run, bool) {
		s.metrics.rejected(reason)
		fail(w, r, status, message, fields...)
		return spec.Run{}, false
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return reject(http.StatusUnsupportedMediaType, "media_type", "the Content-Type must be application/json")
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return reject(http.StatusRequestEntityTooLarge, "too_large", "a run takes at most 64 KiB")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return reject(http.StatusRequestTimeout, "too_slow", "the run did not arrive in time")
	case err != nil:
		return reject(http.StatusBadRequest, "malformed", "the run could not be read")
	}
	// The read deadline of the server was for the request. If it passed during the run, the client would seem to have gone.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})

	pairs, err := specjson.DecodeRun(body)
	if err != nil {
		var field *spec.FieldError
		if errors.As(err, &field) {
			return reject(http.StatusBadRequest, "malformed", field.Error(), field)
		}
		return reject(http.StatusBadRequest, "malformed", err.Error())
	}
	run, err = spec.Parse(pairs, s.catalog, s.config.Limits)
	var fields spec.Errors
	switch {
	case errors.As(err, &fields):
		return reject(http.StatusUnprocessableEntity, "not_allowed", fields.Error(), fields...)
	case err != nil:
		return reject(http.StatusUnprocessableEntity, "not_allowed", err.Error())
	}
	if wall := s.config.Limits.Wall; wall > 0 && (run.Timeout == 0 || run.Timeout > wall) {
		run.Timeout = wall
	}
	return run, true
}
