package web_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/ndjson"
	"loopyard/engine/trace/stats"
	"loopyard/web"
)

func TestEachBatchIsSentAtOnce(t *testing.T) {
	defer goleak.VerifyNone(t)
	seen := make(chan struct{})
	fake := newFakeRun(func(ctx context.Context, sink trace.Sink) error {
		for id := range 3 {
			event := trace.Event{At: int64(id), Kind: trace.Printed, Arg: 1}
			if err := sink.Batch(trace.Batch{First: trace.EventID(id + 1), Events: []trace.Event{event}, Strings: []string{"line"}}); err != nil {
				return err
			}
			select {
			case <-seen: // the client receives it while the run continues
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	server := httptest.NewServer(web.NewServer(web.Config{Run: fake.run}).Handler())
	defer server.Close()
	answer := start(t, t.Context(), server, `{"scenario":"run-each"}`)
	defer answer.Body.Close()
	assert.Equal(t, "application/x-ndjson", answer.Header.Get("Content-Type"))
	lines := bufio.NewScanner(answer.Body)
	require.True(t, lines.Scan())
	assert.Contains(t, lines.Text(), `"format":"loopyard-trace"`)
	for i := range 3 {
		require.True(t, lines.Scan())
		assert.Contains(t, lines.Text(), fmt.Sprintf(`{"i":%d,"t":%d,"k":"Printed","arg":"line"}`, i+1, i))
		seen <- struct{}{}
	}
	require.True(t, lines.Scan())
	assert.Contains(t, lines.Text(), `"end":0`)
	assert.False(t, lines.Scan())
}

// start sends a run to a server and waits until the answer begins.
func start(t *testing.T, ctx context.Context, server *httptest.Server, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/api/runs", strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	answer, err := server.Client().Do(r)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	return answer
}

func TestAClientThatGoesAwayStopsItsRun(t *testing.T) {
	defer goleak.VerifyNone(t)
	ended := make(chan error, 1)
	fake := newFakeRun(func(ctx context.Context, _ trace.Sink) error {
		<-ctx.Done()
		ended <- context.Cause(ctx)
		return session.ErrStopped
	})
	server := httptest.NewServer(web.NewServer(web.Config{Run: fake.run}).Handler())
	defer server.Close()
	ctx, leave := context.WithCancel(t.Context())
	answer := start(t, ctx, server, `{"scenario":"run-each"}`)
	defer answer.Body.Close()
	leave()
	assert.Error(t, <-ended)
}

// deaf is a response writer that fails after a number of flushes.
type deaf struct {
	*httptest.ResponseRecorder
	flushes   int
	deadlines []time.Time
}

func (d *deaf) SetWriteDeadline(t time.Time) error {
	d.deadlines = append(d.deadlines, t)
	return nil
}

func (d *deaf) FlushError() error {
	if d.flushes--; d.flushes < 0 {
		return errors.New("i/o timeout")
	}
	return nil
}

func TestAClientThatDoesNotReadStopsItsRun(t *testing.T) {
	var failed error
	fake := newFakeRun(func(ctx context.Context, sink trace.Sink) error {
		for failed == nil {
			failed = sink.Batch(trace.Batch{First: 1, Events: make([]trace.Event, 1)})
		}
		return untilStopped(ctx, sink)
	})
	w := &deaf{ResponseRecorder: httptest.NewRecorder(), flushes: 3}
	begun := time.Now()
	web.NewServer(web.Config{Run: fake.run}).Handler().ServeHTTP(w, post(t.Context(), `{"scenario":"run-each"}`))
	require.ErrorContains(t, failed, "i/o timeout")
	require.GreaterOrEqual(t, len(w.deadlines), 5, "one for the request, one for each flush")
	for _, d := range w.deadlines[1:] {
		assert.WithinRange(t, d, begun.Add(5*time.Second), time.Now().Add(5*time.Second))
	}
}

func TestTheBinaryFormIsSentToWhoAsksForIt(t *testing.T) {
	h := web.NewServer(web.Config{Run: newFakeRun(nil).run}).Handler()
	for accept, binary := range map[string]bool{
		"": false, "*/*": false, "application/x-ndjson": false, "application/vnd.loopyard.trace": true,
		"text/html, application/vnd.loopyard.trace;q=0.9": true, "application/vnd.loopyard.trace;q=0, */*": false, ";;;": false,
	} {
		r := post(t.Context(), `{"scenario":"run-each"}`)
		r.Header.Set("Accept", accept)
		w := serveTo(h, r)
		var sink stats.Collector
		if !binary {
			assert.Equal(t, "application/x-ndjson", w.Header().Get("Content-Type"), accept)
			assert.NoError(t, ndjson.Read(w.Body, &headerOnly{}), accept)
			continue
		}
		assert.Equal(t, "application/vnd.loopyard.trace", w.Header().Get("Content-Type"), accept)
		var d trace.Decoder
		assert.NoError(t, d.Feed(w.Body.Bytes(), &sink))
		assert.NoError(t, d.Close())
	}
}

// headerOnly is a sink that stores the header and the trailer.
type headerOnly struct {
	header  trace.Header
	trailer trace.Trailer
}

func (h *headerOnly) Begin(header trace.Header) error {
	h.header = header
	return nil
}
func (h *headerOnly) Batch(trace.Batch) error { return nil }
func (h *headerOnly) End(t trace.Trailer) error {
	h.trailer = t
	return nil
}

func TestARealRunGivesTheSameTraceAsHere(t *testing.T) {
	defer goleak.VerifyNone(t)
	server := httptest.NewServer(web.NewServer(web.Config{}).Handler())
	defer server.Close()
	for _, form := range []string{"application/x-ndjson", "application/vnd.loopyard.trace"} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/api/runs", strings.NewReader(`{"scenario":"loop-per-thread","v":1,"seed":7}`))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", form)
		answer, err := server.Client().Do(r)
		require.NoError(t, err)
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		require.NoError(t, err)

		var there, here headerOnly
		if form == "application/x-ndjson" {
			require.NoError(t, ndjson.Read(bytes.NewReader(body), &there))
		} else {
			var d trace.Decoder
			require.NoError(t, d.Feed(body, &there))
			require.NoError(t, d.Close())
		}
		run, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}, {"seed", "7"}, {"timeout", "1m"}}, scenario.Catalog{}, spec.LoopbackLimits())
		require.NoError(t, err)
		_, err = session.Run(t.Context(), run, session.Options{Host: "native"}, &here)
		require.NoError(t, err)
		assert.Equal(t, here, there, form)
	}
}

func TestARealRunOnThreadsIsStoppedAtItsTimeout(t *testing.T) {
	defer goleak.VerifyNone(t)
	server := httptest.NewServer(web.NewServer(web.Config{}).Handler())
	defer server.Close()
	answer := start(t, t.Context(), server, `{"scenario":"loop-per-thread","placement":"threads","sleep":"1h","timeout":"30ms"}`)
	defer answer.Body.Close()
	var got headerOnly
	require.NoError(t, ndjson.Read(answer.Body, &got))
	assert.Equal(t, session.ErrTimeout.Error(), got.trailer.Error)
}

// patient is a response writer that records when its read deadline is removed.
type patient struct {
	deaf
	cleared bool
}

func (p *patient) SetReadDeadline(t time.Time) error {
	p.cleared = t.IsZero()
	return nil
}

func TestARunOutlivesTheTimeForItsRequest(t *testing.T) {
	// The read deadline of the server passes while the run continues. That must not look like a client that has gone. Waiting
	// for it would take ten seconds, so the test checks that the deadline is removed.
	fake := newFakeRun(nil)
	w := &patient{deaf: deaf{ResponseRecorder: httptest.NewRecorder(), flushes: 9}}
	web.NewServer(web.Config{Run: fake.run}).Handler().ServeHTTP(w, post(t.Context(), `{"scenario":"run-each"}`))
	assert.True(t, w.cleared)
}
