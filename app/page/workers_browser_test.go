//go:build !js

package page_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
	"loopyard/web"
	"loopyard/web/webtest"
)

const (
	alertText = `document.querySelector(".alert").textContent`
	flags     = `document.querySelector(".flags").textContent`
)

// figure is a row of the statistics of what is shown.
func figure(tab *webtest.Tab, name string) string {
	return webtest.Eval[string](tab, `[...document.querySelectorAll(".figures:not(.loops) tr")]
		.find((row) => row.firstElementChild.textContent === `+strconv.Quote(name)+`)?.querySelector(".shown")?.textContent ?? ""`)
}

// onWorkers opens a link of a run on workers, which waits to be asked for.
func onWorkers(tab *webtest.Tab, link string) {
	link = "#v=1&at=threads&" + link
	do(tab, `location.hash = `+strconv.Quote(link))
	tab.Wait(`location.hash === ` + strconv.Quote(link) + ` && ` + runText + ` === "Run" && document.querySelector("[value=workers]").checked && ` + status + `.startsWith("Press Run")`)
}

// workersOf counts the workers that the tab has at the moment: one is always kept ready for the next run.
func workersOf(t *testing.T, tab *webtest.Tab) (n int) {
	t.Helper()
	here := chromedp.FromContext(tab.Context())
	all, err := chromedp.Targets(tab.Context())
	require.NoError(t, err)
	for _, one := range all {
		if one.Type == "worker" && one.BrowserContextID == here.BrowserContextID {
			n++
		}
	}
	return n
}

// waitAlone waits until no worker is left but the one that is kept ready.
func waitAlone(t *testing.T, tab *webtest.Tab) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); workersOf(t, tab) != 1; {
		require.True(t, time.Now().Before(end), "%d workers are left", workersOf(t, tab))
		webtest.Eval[int](tab, `new Promise((then) => setTimeout(then, 20, 1))`)
	}
}

func TestEveryScenarioEndsWellOnWorkers(t *testing.T) {
	tab := open(t, home(t)+"#at=single", webtest.View{})
	tab.Wait(`!document.querySelector(".where .hint").textContent.includes("looking")`)
	for _, s := range scenario.All {
		run, err := spec.Parse([]spec.Pair{{"scenario", s.ID}}, scenario.Catalog{}, spec.Page)
		require.NoError(t, err)
		run.Placement = spec.Threads
		if (scenario.Catalog{}).Except(run) != "" {
			continue
		}
		if s.Shares() {
			onWorkers(tab, "s="+s.ID)
			press(tab, "Run")
			tab.Wait(messages + `.includes("a place where threads share memory")`)
			continue
		}
		onWorkers(tab, "s="+s.ID+shortened(s))
		assert.Contains(t, runReal(tab), "Run finished", s.ID)
		assert.Equal(t, "real time · workers", webtest.Eval[string](tab, badge), s.ID)
		assert.NotEmpty(t, webtest.Eval[string](tab, spoken), s.ID)
		assert.Empty(t, webtest.Eval[string](tab, alertText), s.ID)
	}
	waitAlone(t, tab)
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
	tab := open(t, home(t)+"#at=single", webtest.View{})
	onWorkers(tab, "s=cores&loops=2&iterations=10&work=50ms")
	assert.Contains(t, runReal(tab), "Run finished")
	assert.Equal(t, "2", figure(tab, "most loops at once"))
	assert.NotEmpty(t, figure(tab, "processors"))
	assert.NotEmpty(t, figure(tab, "longest frame gap"))
	assert.NotEmpty(t, figure(tab, "clocks agree within"))
	assert.Equal(t, "5 µs", figure(tab, "clock steps"))

	onWorkers(tab, "s=one-loop-blocks&loops=3&block=2s")
	assert.Contains(t, runReal(tab), "Run finished")
	others, err := time.ParseDuration(strings.ReplaceAll(figure(tab, "lag p99, other loops"), " ", ""))
	require.NoError(t, err)
	assert.Less(t, others, time.Second, "what blocks one loop for 2 s")
	frame, err := time.ParseDuration(strings.ReplaceAll(figure(tab, "longest frame gap"), " ", ""))
	require.NoError(t, err)
	assert.Less(t, frame, 2*time.Second)
	tab.Clean()
}

func TestAHundredWorkersAndNoMore(t *testing.T) {
	tab := open(t, home(t)+"#at=single", webtest.View{})
	onWorkers(tab, "s=loop-per-thread&loops=100&iterations=2&sleep=100ms")
	assert.Contains(t, runReal(tab), "Run finished: 100 loops")
	waitAlone(t, tab)
	fill(tab, "#field-loops", "101")
	press(tab, "Run")
	tab.Wait(messages + `.includes("1 to 100")`)
	assert.Contains(t, webtest.Eval[string](tab, `document.querySelector("#where-hint").textContent`), "memory for no more")
	assert.Equal(t, 1, workersOf(t, tab), "nothing was started")
	tab.Clean()
}

func TestStopEndsEveryWorker(t *testing.T) {
	tab := open(t, home(t)+"#at=single", webtest.View{})
	for _, link := range []string{"s=loop-per-thread&loops=4&sleep=1h", "s=loop-per-thread&loops=4&work=1m", "s=one-loop-blocks&block=1m"} {
		onWorkers(tab, link)
		press(tab, "Run")
		tab.Wait(runText + ` === "Stop" && document.querySelectorAll("#console-lines .line").length > 0`)
		assert.Greater(t, workersOf(t, tab), 2)
		press(tab, "Stop")
		tab.Wait(runText + ` === "Run"`)
		assert.Contains(t, webtest.Eval[string](tab, flags), "stopped")
		waitAlone(t, tab)
	}
	onWorkers(tab, "s=loop-per-thread&loops=2&iterations=1&sleep=10ms")
	assert.Contains(t, runReal(tab), "Run finished", "what was stopped is in nobody's way")
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
			tab := open(t, meddled(t, whenBegun(c.lines))+"#at=single", webtest.View{})
			tab.Allow("panic") // Go's own report, which the browser's console shows too
			onWorkers(tab, "s=loop-per-thread&loops=3&iterations=4&sleep=250ms")
			press(tab, "Run")
			tab.Wait(alertText + `.includes("thread Loop1 was lost")`)
			assert.Contains(t, webtest.Eval[string](tab, alertText), c.says)
			said := webtest.Eval[string](tab, spoken)
			assert.Contains(t, said, "Loop0 done")
			assert.Contains(t, said, "Loop2 done")
			assert.NotContains(t, said, "Loop1 done")
			assert.Contains(t, said, c.says, "in the console, with the lane's color")
			press(tab, "Run again")
			tab.Wait(runText + ` === "Stop"`)
			press(tab, "Stop")
			waitAlone(t, tab)
		})
	}
}

func TestAWorkerOfAnotherBuildIsRefused(t *testing.T) {
	tab := open(t, meddled(t, `
		const post = postMessage;
		postMessage = (message, ...more) => post(message?.kind === "ready" ? { ...message, build: "elder" } : message, ...more);`)+"#at=single", webtest.View{})
	onWorkers(tab, "s=loop-per-thread")
	press(tab, "Run")
	tab.Wait(alertText + `.includes("another build (elder)")`)
	assert.Contains(t, webtest.Eval[string](tab, alertText), "reload the page")
	tab.Clean()
}

func TestAHiddenPageIsSaid(t *testing.T) {
	tab := open(t, home(t)+"#at=single", webtest.View{})
	onWorkers(tab, "s=loop-per-thread&loops=2&iterations=4&sleep=200ms")
	press(tab, "Run")
	tab.Wait(runText + ` === "Stop"`)
	do(tab, `Object.defineProperty(document, "hidden", { value: true, configurable: true });
		document.dispatchEvent(new Event("visibilitychange"));
		delete document.hidden;
		document.dispatchEvent(new Event("visibilitychange"));`)
	tab.Wait(hasRun)
	assert.Contains(t, webtest.Eval[string](tab, flags), "page was hidden")
	tab.Clean()
}

// TestWorkersOnAPlainFileServer is below a path, without the headers that isolate a page, and offline.
func TestWorkersOnAPlainFileServer(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, webtest.Site(t, "/loops/").Export(dir))
	server := httptest.NewServer(http.StripPrefix("/loops/", http.FileServer(http.Dir(dir))))
	defer server.Close()
	tab := open(t, server.URL+"/loops/#at=single", webtest.View{})
	onWorkers(tab, "s=loop-per-thread&loops=2&iterations=100&sleep=1ms")
	assert.Contains(t, runReal(tab), "Run finished")
	assert.Equal(t, "100 µs, page not isolated", figure(tab, "clock steps"))
	lag, err := time.ParseDuration(strings.ReplaceAll(strings.Split(figure(tab, "lag p50 / p90"), " / ")[0], " ", ""))
	require.NoError(t, err)
	assert.Less(t, lag, 10*time.Millisecond)
	onWorkers(tab, "s=one-loop-blocks&block=50ms") // asleep without shared memory from elsewhere
	assert.Contains(t, runReal(tab), "Run finished")

	tab.Wait(`navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`)
	tab.Clean()
	server.Close()
	tab.Load("about:blank")
	tab.Load(server.URL + "/loops/#at=single")
	tab.WaitRunning()
	onWorkers(tab, "s=loop-per-thread&loops=2&iterations=1&sleep=10ms")
	assert.Contains(t, runReal(tab), "Run finished", "offline")
	tab.Clean()
}
