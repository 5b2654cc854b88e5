package web_test

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/web"
)

// fakeRun is a [web.Runner] that records its arguments, does what the test wants, and ends as a session does.
type fakeRun struct {
	specs   chan spec.Run
	options chan session.Options
	during  func(ctx context.Context, sink trace.Sink) error // may be nil
}

func newFakeRun(during func(ctx context.Context, sink trace.Sink) error) *fakeRun {
	return &fakeRun{specs: make(chan spec.Run, 100), options: make(chan session.Options, 100), during: during}
}

var fakeHeader = trace.Header{Version: trace.Version, Spec: [][2]string{{"scenario", "fake"}}, Placement: "virtual"}

func (f *fakeRun) run(ctx context.Context, r spec.Run, o session.Options, sink trace.Sink) (trace.Trailer, error) {
	select {
	case f.specs <- r:
		f.options <- o
	default: // the test needs no more of them
	}
	detached := sink.Begin(fakeHeader) != nil
	var err error
	if f.during != nil {
		err = f.during(ctx, sink)
	}
	t := trace.Trailer{Events: 3, Dropped: 3}
	if err != nil {
		t.Error = err.Error()
	}
	if !detached {
		_ = sink.End(t)
	}
	return t, err
}

// untilStopped makes a run continue until its context ends.
func untilStopped(ctx context.Context, _ trace.Sink) error {
	<-ctx.Done()
	return session.ErrStopped
}

// quiet is a logger that discards everything.
func quiet() *log.Logger { return log.New(new(strings.Builder), "", 0) }

// post sends a run from this machine.
func post(ctx context.Context, body string) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/api/runs", strings.NewReader(body))
	r.Host = "localhost:8000"
	r.Header.Set("Content-Type", "application/json")
	return r
}

func serveTo(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func ask(h http.Handler, method, target string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "localhost:8000"
	return serveTo(h, r)
}

// apiError returns the parts of an error answer.
func apiError(t *testing.T, w *httptest.ResponseRecorder) (message string, fields []spec.FieldError) {
	t.Helper()
	require.Equal(t, "application/json", w.Header().Get("Content-Type"), w.Body)
	var body struct {
		Error struct {
			Message string
			Fields  []spec.FieldError
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &body), w.Body)
	require.NotEmpty(t, body.Error.Message)
	return body.Error.Message, body.Error.Fields
}

func TestTheAPIAnswersUnknownPathsAndMethodsInJSON(t *testing.T) {
	h := web.NewServer(web.Config{}).Handler()
	tests := []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/api/", 404, ""},
		{"GET", "/api/nothing", 404, ""},
		{"POST", "/api/runs/1", 404, ""},
		{"GET", "/api/runs", 405, "POST"},
		{"HEAD", "/api/runs", 405, "POST"},
		{"OPTIONS", "/api/runs", 405, "POST"},
		{"PUT", "/api/runs", 405, "POST"},
		{"POST", "/api/limits", 405, "GET, HEAD"},
		{"DELETE", "/api/scenarios", 405, "GET, HEAD"},
	}
	for _, test := range tests {
		w := ask(h, test.method, test.path)
		assert.Equal(t, test.status, w.Code, "%s %s", test.method, test.path)
		assert.Equal(t, test.allow, w.Header().Get("Allow"))
		apiError(t, w)
	}
}

func TestOtherPathsAnswerInText(t *testing.T) {
	h := web.NewServer(web.Config{}).Handler()
	w := ask(h, "POST", "/healthz")
	assert.Equal(t, 405, w.Code)
	assert.Equal(t, "GET, HEAD", w.Header().Get("Allow"))
	assert.Equal(t, "/healthz takes GET, HEAD only\n", w.Body.String())
}

func TestTheSiteAnswersTheRest(t *testing.T) {
	site := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte("site " + r.URL.Path)) })
	h := web.NewServer(web.Config{Site: site}).Handler()
	assert.Equal(t, "site /", ask(h, "GET", "/").Body.String())
	assert.Equal(t, "site /web/app.wasm", ask(h, "GET", "/web/app.wasm").Body.String())
	assert.Equal(t, 404, ask(web.NewServer(web.Config{}).Handler(), "GET", "/").Code, "without a site there is no page")
}

func TestEveryAnswerOfTheServerIsSecured(t *testing.T) {
	s := web.NewServer(web.Config{})
	foreign := httptest.NewRequest("GET", "/api/limits", nil)
	for _, w := range []*httptest.ResponseRecorder{
		ask(s.Handler(), "GET", "/api/limits"), ask(s.Handler(), "GET", "/nothing"), ask(s.Handler(), "PUT", "/api/runs"),
		ask(s.Metrics(), "GET", "/metrics"), serveTo(s.Handler(), foreign),
	} {
		assert.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'")
		assert.Equal(t, "nosniff", w.Header().Get("X-Content-Type-Options"))
		assert.Empty(t, w.Header().Get("Access-Control-Allow-Origin"))
	}
}

func TestScenariosListsEveryParameterWithItsRange(t *testing.T) {
	w := ask(web.NewServer(web.Config{}).Handler(), "GET", "/api/scenarios")
	require.Equal(t, 200, w.Code)
	var catalog web.Catalog
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &catalog))
	var ids []string
	for _, s := range catalog.Scenarios {
		ids = append(ids, s.ID)
		assert.NotEmpty(t, s.Title)
		assert.NotEmpty(t, s.Group)
		assert.NotEmpty(t, s.Summary)
		assert.NotEmpty(t, s.Watch)
		assert.NotEmpty(t, s.Params)
	}
	assert.Equal(t, scenario.Catalog{}.IDs(), ids)
	i := slices.Index(ids, "loop-per-thread")
	require.GreaterOrEqual(t, i, 0)
	assert.Equal(t, []web.ParamInfo{
		{Name: "loops", Label: "Loops", Default: 5.0, Min: 1.0, Max: 256.0},
		{Name: "iterations", Label: "Iterations", Default: 6.0, Min: 1.0, Max: 100_000.0},
		{Name: "sleep", Label: "Sleep", Default: "500ms", Min: "0s", Max: "168h0m0s", Time: true},
		{Name: "work", Label: "Work", Default: "0s", Min: "0s", Max: "1m0s", Time: true},
	}, catalog.Scenarios[i].Params)
}

func TestTheDefaultsOfEveryScenarioAreARun(t *testing.T) {
	fake := newFakeRun(nil)
	h := web.NewServer(web.Config{Run: fake.run}).Handler()
	for _, s := range web.NewCatalog(spec.LoopbackLimits()).Scenarios {
		run := map[string]any{"scenario": s.ID, "v": spec.Version}
		for _, p := range s.Params {
			run[p.Name] = p.Default
		}
		body, err := json.Marshal(run)
		require.NoError(t, err)
		w := serveTo(h, post(t.Context(), string(body)))
		assert.Equal(t, 200, w.Code, w.Body)
		want, err := spec.Parse([]spec.Pair{{"scenario", s.ID}}, scenario.Catalog{}, spec.LoopbackLimits())
		require.NoError(t, err)
		want.Timeout = spec.LoopbackLimits().Wall
		assert.Equal(t, want, <-fake.specs)
	}
}

func TestVersionSaysWhatItWasTold(t *testing.T) {
	h := web.NewServer(web.Config{Version: web.Version{Version: "v9", Go: "go1", Trace: 1, Spec: 2, Engine: "3"}}).Handler()
	assert.JSONEq(t, `{"version":"v9","go":"go1","trace":1,"spec":2,"engine":"3"}`, ask(h, "GET", "/version").Body.String())
}

func TestOnlyOurHostsAreAnswered(t *testing.T) {
	bound := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 8000}
	h := web.NewServer(web.Config{Addr: bound, Hosts: []string{"Loops.Example.org", "other:99"}}).Handler()
	tests := map[string]int{
		"localhost": 200, "localhost:8000": 200, "LOCALHOST:1": 200, "localhost.": 200, "127.0.0.1:8000": 200, "[::1]:8000": 200, "[::1]": 200,
		"192.0.2.7:8000": 200, "192.0.2.7": 200, "[::ffff:192.0.2.7]:8000": 200, "loops.example.org": 200, "loops.example.org:443": 200, "other": 200,
		"": 421, "evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example:8000": 421, "192.0.2.8": 421, "127.0.0.2": 421, "[::2]": 421, ":8000": 421,
	}
	for host, status := range tests {
		r := httptest.NewRequest("GET", "/healthz", nil)
		r.Host = host
		w := serveTo(h, r)
		assert.Equal(t, status, w.Code, host)
		if status == 421 {
			assert.Contains(t, w.Body.String(), "this server does not answer for the host")
		}
	}
}

func TestTheAddressOfTheConnectionIsOurHost(t *testing.T) {
	h := web.NewServer(web.Config{Addr: &net.TCPAddr{IP: net.IPv6unspecified, Port: 8000}}).Handler()
	came := &net.TCPAddr{IP: net.IPv4(203, 0, 113, 5), Port: 8000}
	for host, status := range map[string]int{"203.0.113.5:8000": 200, "203.0.113.6:8000": 421, "five.example": 421} {
		r := httptest.NewRequest("GET", "/healthz", nil)
		r.Host = host
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(came)))
		assert.Equal(t, status, serveTo(h, r).Code, host)
	}
}

func TestAPageOfAnotherOriginCannotRun(t *testing.T) {
	fake := newFakeRun(nil)
	h := web.NewServer(web.Config{Run: fake.run}).Handler()
	for header, value := range map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"} {
		r := post(t.Context(), `{"scenario":"run-each"}`)
		r.Header.Set(header, value)
		w := serveTo(h, r)
		assert.Equal(t, 403, w.Code)
		apiError(t, w)
	}
	assert.Empty(t, fake.specs)
	for header, value := range map[string]string{"Origin": "http://localhost:8000", "Sec-Fetch-Site": "same-origin"} {
		r := post(t.Context(), `{"scenario":"run-each"}`)
		r.Header.Set(header, value)
		assert.Equal(t, 200, serveTo(h, r).Code)
	}
}

func TestAPanicIsAnAnswerAndNotABrokenConnection(t *testing.T) {
	var said strings.Builder
	panics := func(context.Context, spec.Run, session.Options, trace.Sink) (trace.Trailer, error) { panic("oh no") }
	s := web.NewServer(web.Config{Run: panics, Log: log.New(&said, "", 0)})
	w := serveTo(s.Handler(), post(t.Context(), `{"scenario":"run-each"}`))
	assert.Equal(t, 500, w.Code)
	message, _ := apiError(t, w)
	assert.NotContains(t, message, "oh no", "the client learns nothing of the inside")
	assert.Contains(t, said.String(), "oh no")
	assert.Contains(t, ask(s.Metrics(), "GET", "/metrics").Body.String(), "loopyard_active_runs 0", "its place is free again")
}

func TestAPanicInAStreamCutsIt(t *testing.T) {
	during := newFakeRun(func(context.Context, trace.Sink) error { panic("oh no") })
	h := web.NewServer(web.Config{Run: during.run, Log: quiet()}).Handler()
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { serveTo(h, post(t.Context(), `{"scenario":"run-each"}`)) })
}

func TestARunWithoutATraceIsAFault(t *testing.T) {
	broken := func(context.Context, spec.Run, session.Options, trace.Sink) (trace.Trailer, error) {
		return trace.Trailer{}, errors.New("no such scenario")
	}
	h := web.NewServer(web.Config{Run: broken, Log: quiet()}).Handler()
	w := serveTo(h, post(t.Context(), `{"scenario":"run-each"}`))
	assert.Equal(t, 500, w.Code)
	apiError(t, w)
}

func TestMetricsCountAndStayOnTheirOwnListener(t *testing.T) {
	fake := newFakeRun(nil)
	s := web.NewServer(web.Config{Run: fake.run})
	serveTo(s.Handler(), post(t.Context(), `{"scenario":"run-each"}`))
	serveTo(s.Handler(), post(t.Context(), `{"scenario":"nothing"}`))
	assert.Equal(t, 404, ask(s.Handler(), "GET", "/metrics").Code)
	w := ask(s.Metrics(), "GET", "/metrics")
	require.Equal(t, 200, w.Code)
	for _, line := range []string{
		`loopyard_runs_total{result="ok"} 1`, `loopyard_rejected_total{reason="not_allowed"} 1`, "loopyard_events_total 3",
		"loopyard_dropped_events_total 3", "loopyard_run_seconds_count 1", "loopyard_active_runs 0", "loopyard_active_threads 0", "go_goroutines ",
	} {
		assert.Contains(t, w.Body.String(), line)
	}
	assert.Equal(t, 404, ask(s.Metrics(), "GET", "/api/limits").Code)
}
