package cli_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/cli"
)

// served is a `loopyard serve` that is running.
type served struct {
	url, metrics string
	stderr       *pipe
	stop         context.CancelFunc
	code         chan int
}

var (
	urlIn     = regexp.MustCompile(`Loopyard is on (http://\S+)\n`)
	metricsIn = regexp.MustCompile(`Metrics are on (http://\S+)\n`)
)

// serve starts a server on a free port and waits until it listens.
func serve(t *testing.T, args ...string) *served {
	t.Helper()
	needsPage(t)
	ctx, stop := context.WithCancel(t.Context())
	s := &served{stop: stop, code: make(chan int, 1)}
	listening := make(chan struct{})
	var all strings.Builder
	s.stderr = &pipe{on: func(text string) error {
		all.WriteString(text)
		if strings.Contains(text, "Loopyard is on") {
			s.url = urlIn.FindStringSubmatch(all.String())[1]
			if m := metricsIn.FindStringSubmatch(all.String()); m != nil {
				s.metrics = m[1]
			}
			close(listening)
		}
		return nil
	}}
	go func() {
		s.code <- cli.Main(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), io.Discard, s.stderr)
	}()
	select {
	case <-listening:
	case code := <-s.code:
		require.Fail(t, "the server ended", "code %d: %s", code, s.stderr)
	}
	return s
}

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	answer, err := http.Get(url)
	require.NoError(t, err)
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, string(b)
}

func TestServeIsThePageAndTheAPI(t *testing.T) {
	s := serve(t, "--metrics-addr", "127.0.0.1:0")
	status, page := get(t, s.url+"/")
	assert.Equal(t, 200, status)
	assert.Contains(t, page, "<title>")
	status, _ = get(t, s.url+"/readyz")
	assert.Equal(t, 200, status)
	_, version := get(t, s.url+"/version")
	assert.Contains(t, version, `"engine":"1"`)
	_, limits := get(t, s.url+"/api/limits")
	assert.Contains(t, limits, `"active":{"host":"server on loopback"`)
	status, _ = get(t, s.url+"/metrics")
	assert.Equal(t, 404, status)
	status, metrics := get(t, s.metrics)
	assert.Equal(t, 200, status)
	assert.Contains(t, metrics, "loopyard_active_runs 0")

	answer, err := http.Post(s.url+"/api/runs", "application/json", strings.NewReader(`{"scenario":"run-each"}`))
	require.NoError(t, err)
	lines, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	require.NoError(t, err)
	assert.Empty(t, readTrace(t, string(lines)).trailer.Error)

	s.stop()
	assert.Equal(t, 0, <-s.code)
}

func TestServeEndsWhileAStreamIsOpen(t *testing.T) {
	s := serve(t)
	answer, err := http.Post(s.url+"/api/runs", "application/json", strings.NewReader(`{"scenario":"loop-per-thread","placement":"threads","sleep":"1h"}`))
	require.NoError(t, err)
	defer answer.Body.Close()
	s.stop()
	lines, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	assert.Equal(t, "stopped", readTrace(t, string(lines)).trailer.Error)
	assert.Equal(t, 0, <-s.code)
}

func TestServeAnswersForTheHostsItIsTold(t *testing.T) {
	s := serve(t, "--host", "loops.example.org", "--host", "other.example.org")
	for host, status := range map[string]int{"loops.example.org": 200, "other.example.org:80": 200, "evil.example.org": 421} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", s.url+"/healthz", nil)
		require.NoError(t, err)
		r.Host = host
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		answer.Body.Close()
		assert.Equal(t, status, answer.StatusCode, host)
	}
	s.stop()
	assert.Equal(t, 0, <-s.code)
}

func TestServeSaysThatItsPortIsTaken(t *testing.T) {
	needsPage(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer ln.Close()
	addr := ln.Addr().String()
	for _, args := range [][]string{{"serve", "--addr", addr}, {"serve", "--addr", "127.0.0.1:0", "--metrics-addr", addr}} {
		code, stdout, stderr := do(t, args...)
		assert.Equal(t, 1, code)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, addr+" is in use by another program")
	}
}

func TestExportWritesTheSite(t *testing.T) {
	needsPage(t)
	dir := filepath.Join(t.TempDir(), "site")
	code, stdout, stderr := do(t, "export", dir, "--base-path", "/loops/")
	assert.Equal(t, 0, code, stderr)
	assert.Empty(t, stdout)
	assert.Contains(t, stderr, "The site for /loops/ is in "+dir)
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	require.NoError(t, err)
	assert.Contains(t, string(page), `"/loops/`)
}

func TestExportLeavesOtherPeoplesFilesAlone(t *testing.T) {
	needsPage(t)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine"), nil, 0o666))
	code, _, stderr := do(t, "export", dir)
	assert.Equal(t, 1, code)
	assert.Contains(t, stderr, "not empty")
}
