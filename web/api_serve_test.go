package web_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine/session"
	"loopyard/engine/trace/ndjson"
	"loopyard/web"
)

// serving runs a server on a free port until the test stops it.
type serving struct {
	url    string
	stop   func()
	ended  chan error
	client *http.Client
}

func serveOn(t *testing.T, s *web.Server) *serving {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	v := &serving{"http://" + ln.Addr().String(), stop, make(chan error, 1), &http.Client{Transport: &http.Transport{}}}
	go func() { v.ended <- s.Serve(ctx, ln) }()
	return v
}

func (v *serving) run(t *testing.T, body string) *http.Response {
	t.Helper()
	answer, err := v.client.Post(v.url+"/api/runs", "application/json", strings.NewReader(body))
	require.NoError(t, err)
	return answer
}

func TestAShutdownStopsRunsAndCompletesTheirTraces(t *testing.T) {
	defer goleak.VerifyNone(t)
	fake := newFakeRun(untilStopped)
	v := serveOn(t, web.NewServer(web.Config{Run: fake.run}))
	defer v.client.CloseIdleConnections()
	answer := v.run(t, `{"scenario":"run-each"}`)
	defer answer.Body.Close()
	v.stop()
	var got headerOnly
	require.NoError(t, ndjson.Read(answer.Body, &got), "the trailer arrives")
	assert.Equal(t, session.ErrStopped.Error(), got.trailer.Error)
	require.NoError(t, <-v.ended)
	_, err := v.client.Get(v.url)
	assert.Error(t, err, "nobody listens any more")
}

func TestAShutdownStopsARealRunOnThreads(t *testing.T) {
	defer goleak.VerifyNone(t)
	v := serveOn(t, web.NewServer(web.Config{}))
	defer v.client.CloseIdleConnections()
	answer := v.run(t, `{"scenario":"loop-per-thread","placement":"threads","sleep":"1h"}`)
	defer answer.Body.Close()
	lines := bufio.NewReader(answer.Body)
	for line := ""; !strings.Contains(line, "Loop4"); {
		var err error
		line, err = lines.ReadString('\n')
		require.NoError(t, err)
	}
	v.stop()
	rest, err := io.ReadAll(lines)
	require.NoError(t, err)
	assert.Contains(t, string(rest), `"error":"stopped"`)
	require.NoError(t, <-v.ended)
}

func TestAServerThatDrainsTakesNoRuns(t *testing.T) {
	fake := newFakeRun(nil)
	s := web.NewServer(web.Config{Run: fake.run})
	h := s.Handler()
	assert.Equal(t, "ok\n", ask(h, "GET", "/readyz").Body.String())
	s.Drain()
	w := ask(h, "GET", "/readyz")
	assert.Equal(t, 503, w.Code)
	assert.Equal(t, "draining\n", w.Body.String())
	assert.Equal(t, 200, ask(h, "GET", "/healthz").Code, "the process is well")
	w = serveTo(h, post(t.Context(), `{"scenario":"run-each"}`))
	assert.Equal(t, 503, w.Code)
	assert.NotEmpty(t, w.Header().Get("Retry-After"))
	apiError(t, w)
	assert.Empty(t, fake.specs)
	assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), `loopyard_rejected_total{reason="draining"} 1`)
}

func TestServeFailsWhenItsListenerDoes(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ln.Close()
	require.Error(t, web.NewServer(web.Config{Log: quiet()}).Serve(t.Context(), ln))
}
