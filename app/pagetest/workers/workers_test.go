//go:build !js

// Package workers_test holds what the page does with a Web Worker for each thread.
package workers_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/web"
	"loopyard/web/webtest"
)

func TestMain(m *testing.M) { chromium.Main(m) }

func TestEveryScenarioEndsWellOnWorkers(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	tab.Wait(`!document.querySelector(".where .hint").textContent.includes("looking")`)
	for _, s := range scenario.All {
		run, err := spec.Parse([]spec.Pair{{"scenario", s.ID}}, scenario.Catalog{}, spec.PageLimits())
		require.NoError(t, err)
		run.Placement = spec.Threads
		if (scenario.Catalog{}).Except(run) != "" {
			continue
		}
		if s.Shares() {
			pagetest.OnWorkers(tab, "s="+s.ID)
			pagetest.Press(tab, "Run")
			tab.Wait(pagetest.Messages + `.includes("a place where threads share memory")`)
			continue
		}
		pagetest.OnWorkers(tab, "s="+s.ID+shortened(s))
		assert.Contains(t, pagetest.RunReal(tab), "Run finished", s.ID)
		assert.Equal(t, "real time · workers", chromium.Eval[string](tab, pagetest.Badge), s.ID)
		assert.NotEmpty(t, chromium.Eval[string](tab, pagetest.Spoken), s.ID)
		assert.Empty(t, chromium.Eval[string](tab, pagetest.Alert), s.ID)
	}
	pagetest.WaitForWorkersToEnd(t, tab)
	tab.Clean()
}

// shortened sets what makes a scenario take long.
func shortened(s scenario.Scenario) (link string) {
	for _, p := range s.Params {
		switch p.Name {
		case "sleep", "block":
			link += "&" + p.Name + "=20ms"
		case "loops":
			link += "&loops=3"
		case "coroutines":
			link += "&coroutines=10"
		}
	}
	return link
}

func TestWorkersComputeAtOnceAndHoldUpNobody(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	pagetest.OnWorkers(tab, "s=cores&loops=2&iterations=10&work=50ms")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished")
	assert.Equal(t, "2", pagetest.Figure(tab, "most loops at once"))
	assert.NotEmpty(t, pagetest.Figure(tab, "processors"))
	assert.NotEmpty(t, pagetest.Figure(tab, "longest gap between frames"))
	assert.NotEmpty(t, pagetest.Figure(tab, "clocks agree within"))
	assert.Equal(t, "5 µs", pagetest.Figure(tab, "clock resolution"))

	pagetest.OnWorkers(tab, "s=one-loop-blocks&loops=3&block=2s")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished")
	others, err := time.ParseDuration(strings.ReplaceAll(pagetest.Figure(tab, "lag p99 without the busiest loop"), " ", ""))
	require.NoError(t, err)
	assert.Less(t, others, time.Second, "what blocks one loop for 2 s")
	frame, err := time.ParseDuration(strings.ReplaceAll(pagetest.Figure(tab, "longest gap between frames"), " ", ""))
	require.NoError(t, err)
	assert.Less(t, frame, 2*time.Second)
	tab.Clean()
}

func TestAHundredWorkersAndNoMore(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=100&iterations=2&sleep=100ms")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished: 100 loops")
	pagetest.WaitForWorkersToEnd(t, tab)
	pagetest.Fill(tab, "#field-loops", "101")
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.Messages + `.includes("1 to 100")`)
	assert.Contains(t, chromium.Eval[string](tab, `document.querySelector("#where-hint").textContent`), "fit in a page’s memory")
	assert.Equal(t, 1, pagetest.Workers(t, tab), "nothing was started")
	tab.Clean()
}

func TestStopEndsEveryWorker(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	for _, link := range []string{"s=loop-per-thread&loops=4&sleep=1h", "s=loop-per-thread&loops=4&work=1m", "s=one-loop-blocks&block=1m"} {
		pagetest.OnWorkers(tab, link)
		pagetest.Press(tab, "Run")
		tab.Wait(pagetest.RunText + ` === "Stop" && document.querySelectorAll("#console-lines .line").length > 0`)
		assert.Greater(t, pagetest.Workers(t, tab), 2)
		pagetest.Press(tab, "Stop")
		tab.Wait(pagetest.RunText + ` === "Run"`)
		assert.Contains(t, chromium.Eval[string](tab, pagetest.Flags), "stopped")
		pagetest.WaitForWorkersToEnd(t, tab)
	}
	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=2&iterations=1&sleep=10ms")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished", "what was stopped is in nobody's way")
	tab.Clean()
}

// meddled is the server of a page whose worker.js has some lines more.
func meddled(t *testing.T, lines string) string {
	t.Helper()
	whole := web.NewServer(web.Config{Site: webtest.Site(t, "/").Handler()}).Handler()
	return webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/web/worker.js" {
			whole.ServeHTTP(w, r)
			return
		}
		r.Header.Del("Accept-Encoding")
		r.Header.Del("If-None-Match")
		script := httptest.NewRecorder()
		whole.ServeHTTP(script, r)
		for name, values := range script.Header() {
			if name != "Content-Length" && name != "Etag" {
				w.Header()[name] = values
			}
		}
		_, _ = w.Write(append(script.Body.Bytes(), lines...))
	})) + "/"
}

// whenBegun runs lines in the worker of Loop1, some time after its thread has begun.
func whenBegun(lines string) string {
	return `
		addEventListener("message", (given) => given.data.port?.addEventListener("message", ({ data }) => {
			if (data instanceof Uint8Array && new TextDecoder().decode(data).includes("Loop1")) {
				timers.set(() => { ` + lines + ` }, 300);
			}
		}));`
}

func TestACrashIsSaidOnItsLaneAndTheOthersGoOn(t *testing.T) {
	for name, c := range map[string]struct{ lines, says string }{
		"too deep a stack": {`const deeper = () => deeper() + 1; deeper();`, "Maximum call stack size exceeded"},
		"a panic":          {`loopyard.port.dispatchEvent(new MessageEvent("message", { data: null }))`, "panic: "},
	} {
		t.Run(name, func(t *testing.T) {
			tab := pagetest.Open(t, meddled(t, whenBegun(c.lines))+"#at=single", chromium.View{})
			tab.Allow("panic") // Go's own report, which the browser's console shows too
			pagetest.OnWorkers(tab, "s=loop-per-thread&loops=3&iterations=4&sleep=250ms")
			pagetest.Press(tab, "Run")
			tab.Wait(pagetest.Alert + `.includes("thread Loop1 was lost")`)
			assert.Contains(t, chromium.Eval[string](tab, pagetest.Alert), c.says)
			said := chromium.Eval[string](tab, pagetest.Spoken)
			assert.Contains(t, said, "Loop0 done")
			assert.Contains(t, said, "Loop2 done")
			assert.NotContains(t, said, "Loop1 done")
			assert.Contains(t, said, c.says, "in the console, with the lane's color")
			pagetest.Press(tab, "Run again")
			tab.Wait(pagetest.RunText + ` === "Stop"`)
			pagetest.Press(tab, "Stop")
			pagetest.WaitForWorkersToEnd(t, tab)
		})
	}
}

func TestAWorkerOfAnotherBuildIsRefused(t *testing.T) {
	tab := pagetest.Open(t, meddled(t, `
		const post = postMessage;
		postMessage = (message, ...more) => post(message?.kind === "ready" ? { ...message, build: "elder" } : message, ...more);`)+"#at=single", chromium.View{})
	pagetest.OnWorkers(tab, "s=loop-per-thread")
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.Alert + `.includes("another build (elder)")`)
	assert.Contains(t, chromium.Eval[string](tab, pagetest.Alert), "reload the page")
	tab.Clean()
}

func TestAHiddenPageIsSaid(t *testing.T) {
	tab := pagetest.Open(t, pagetest.Home(t)+"#at=single", chromium.View{})
	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=2&iterations=4&sleep=200ms")
	pagetest.Press(tab, "Run")
	tab.Wait(pagetest.RunText + ` === "Stop"`)
	pagetest.Do(tab, `Object.defineProperty(document, "hidden", { value: true, configurable: true });
		document.dispatchEvent(new Event("visibilitychange"));
		delete document.hidden;
		document.dispatchEvent(new Event("visibilitychange"));`)
	tab.Wait(pagetest.HasRun)
	assert.Contains(t, chromium.Eval[string](tab, pagetest.Flags), "page was hidden")
	tab.Clean()
}

// TestWorkersOnAPlainFileServer is below a path, without the headers that isolate a page, and offline.
func TestWorkersOnAPlainFileServer(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, webtest.Site(t, "/loops/").Export(dir))
	server := httptest.NewServer(http.StripPrefix("/loops/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	tab := pagetest.Open(t, server.URL+"/loops/#at=single", chromium.View{})
	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=2&iterations=100&sleep=1ms")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished")
	assert.Equal(t, "100 µs, page not isolated", pagetest.Figure(tab, "clock resolution"))
	lag, err := time.ParseDuration(strings.ReplaceAll(strings.Split(pagetest.Figure(tab, "lag p50 / p90"), " / ")[0], " ", ""))
	require.NoError(t, err)
	assert.Less(t, lag, 10*time.Millisecond)
	pagetest.OnWorkers(tab, "s=one-loop-blocks&block=50ms") // asleep without shared memory from elsewhere
	assert.Contains(t, pagetest.RunReal(tab), "Run finished")

	tab.Wait(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`)
	tab.Clean()
	server.Close()
	tab.Load("about:blank")
	tab.Load(server.URL + "/loops/#at=single")
	tab.WaitRunning()
	pagetest.OnWorkers(tab, "s=loop-per-thread&loops=2&iterations=1&sleep=10ms")
	assert.Contains(t, pagetest.RunReal(tab), "Run finished", "offline")
	tab.Clean()
}
