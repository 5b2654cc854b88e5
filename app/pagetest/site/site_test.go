//go:build !js

// Package site_test checks what web serves to a browser: the service worker, the content security policy, and what the page
// shows when its program does not start.
package site_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest/chromium"
	"loopyard/web"
	"loopyard/web/webtest"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// native is what `loopyard serve` runs, with the given site.
func native(site http.Handler) http.Handler {
	return web.NewServer(web.Config{Site: site}).Handler()
}

// controlled is true once the service worker has everything and answers for the page.
const controlled = `navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)`

func TestTheExportedPageRunsFromASubPathAndOffline(t *testing.T) {
	site, dir := webtest.Site(t, "/loops/"), t.TempDir()
	require.NoError(t, site.Export(dir))
	server := httptest.NewServer(http.StripPrefix("/loops", http.FileServer(http.Dir(dir))))
	defer server.Close()
	worksOnlineAndOffline(t, server, "/loops/")
}

func TestTheServedPageRunsFromTheRootAndOffline(t *testing.T) {
	server := httptest.NewServer(native(webtest.Site(t, "/").Handler()))
	defer server.Close()
	worksOnlineAndOffline(t, server, "/")
}

// worksOnlineAndOffline loads the page, stops the server and loads it again under several addresses.
func worksOnlineAndOffline(t *testing.T, server *httptest.Server, base string) {
	t.Helper()
	home := server.URL + base
	tab := chromium.Open(t, home, chromium.View{})
	tab.WaitRunning()
	assert.Equal(t, "Loopyard", chromium.Eval[string](tab, `document.title`))
	assert.NotEmpty(t, chromium.Eval[string](tab, `document.querySelector("h1").textContent`))
	assert.True(t, chromium.Eval[bool](tab, `document.getElementById("app-wasm-loader").hidden`))
	tab.Wait(controlled)
	assert.Equal(t, home, chromium.Eval[string](tab, `navigator.serviceWorker.getRegistration().then((r) => r.scope)`))
	tab.Clean()

	server.Close()
	// Two requests still go out: for a page that may be the server's own, and for what a native server offers.
	tab.Allow("some/where")
	tab.Allow("/api/limits")
	for _, address := range []string{home, home + "?s=x", home + "?s=x#v=1&s=loop-per-thread", home + "some/where"} {
		// Away first: from one fragment to another a browser would not load anything.
		tab.Load("about:blank")
		tab.Load(address)
		tab.WaitRunning()
		assert.Equal(t, address, chromium.Eval[string](tab, `location.href`))
		if strings.HasSuffix(address, "loop-per-thread") {
			tab.Wait(`document.body.textContent.includes("Loop0 done")`) // a whole run, in a worker
		}
	}
	// What a run needs and the page has not loaded yet.
	for _, name := range []string{"web/worker.wasm", "web/wasm_exec.js", "web/icon-512.png"} {
		assert.Equal(t, 200, chromium.Eval[int](tab, `fetch("`+base+name+`").then((r) => r.status)`), name)
	}
	tab.Clean()
}

func TestTheServiceWorkerLeavesTheAPIAndOtherSitesAlone(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/", webtest.Site(t, "/").Handler())
	mux.HandleFunc("GET /api/limits", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("fresh")) })
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok")) })
	url := webtest.Serve(t, mux)
	tab := chromium.Open(t, url+"/", chromium.View{})
	tab.WaitRunning()
	tab.Wait(controlled)

	// Neither of the two starts with our prefix; another site of the origin may own them.
	chromium.Eval[int](tab, `Promise.all([caches.open("app-1"), caches.open("loopyard-/-/@1"), caches.open("loopyard-/@old")]).then((c) => c.length)`)
	assert.Equal(t, "fresh", chromium.Eval[string](tab, `fetch("/api/limits").then((r) => r.text())`))
	chromium.Eval[int](tab, `navigator.serviceWorker.getRegistration().then((r) => r.unregister()).then(() => 1)`)
	tab.Reload()
	tab.WaitRunning()
	tab.Wait(controlled)
	tab.Wait(`caches.keys().then((keys) => !keys.includes("loopyard-/@old"))`)
	keys := chromium.Eval[[]string](tab, `caches.keys()`)
	assert.Contains(t, keys, "app-1")
	assert.Contains(t, keys, "loopyard-/-/@1")

	tab.Clean()
	tab.Load(url + "/healthz") // a browser may look for a favicon there, which is no fault of the page's
	assert.Equal(t, "ok", chromium.Eval[string](tab, `document.body.textContent`), "a page of the server's is not hidden by ours")
}

func TestThePolicyLetsAWorkerRunWasmAndNothingElse(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/", webtest.Site(t, "/").Handler())
	mux.HandleFunc("GET /web/probe.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		_, _ = w.Write([]byte(`importScripts("wasm_exec.js");
			let evaluated = "refused"; try { evaluated = eval("'allowed'") } catch {}
			WebAssembly.compileStreaming(fetch("worker.wasm")).then(() => "compiled", String)
				.then((wasm) => postMessage([wasm, evaluated, typeof Go, self.crossOriginIsolated].join(" ")))`))
	})
	tab := chromium.Open(t, webtest.Serve(t, native(mux))+"/", chromium.View{})
	tab.WaitRunning()
	assert.Equal(t, "compiled refused function true", chromium.Eval[string](tab, `new Promise((done) => {
		const probe = new Worker("/web/probe.js"); probe.onmessage = (e) => done(e.data); probe.onerror = (e) => done("failed: " + e.message) })`))
	assert.True(t, chromium.Eval[bool](tab, `self.crossOriginIsolated`))
	tab.Allow("unsafe-eval") // the attempt is reported
	tab.Clean()
}

func TestANewVersionReplacesTheOld(t *testing.T) {
	site := webtest.Site(t, "/").Handler()
	var changed atomic.Bool
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if changed.Load() && r.URL.Path == "/app-worker.js" {
			// The same site as a later version would announce it.
			w.Header().Set("Content-Type", "text/javascript")
			script := httptest.NewRecorder()
			site.ServeHTTP(script, httptest.NewRequest(http.MethodGet, r.URL.Path, nil))
			_, _ = w.Write([]byte(later(script.Body.String())))
			return
		}
		site.ServeHTTP(w, r)
	})
	tab := chromium.Open(t, webtest.Serve(t, handler)+"/", chromium.View{})
	tab.WaitRunning()
	tab.Wait(controlled)

	changed.Store(true)
	chromium.Eval[int](tab, `navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => 1)`)
	// The page says so itself, and one click takes it.
	const offer = `[...document.querySelectorAll("button")].find((b) => b.textContent === "Load the new version")`
	tab.Wait(offer + ` !== undefined`)
	tab.Wait(`caches.keys().then((keys) => keys.length === 1 && keys[0] === "loopyard-/@later")`)
	chromium.Eval[int](tab, `(window.old = true, `+offer+`.click(), 1)`)
	tab.Wait(`window.old === undefined`)
	tab.WaitRunning()
	tab.Wait(offer + ` === undefined`)
	tab.Clean()
}

func TestAProgramThatCannotStartSaysSoAndLeavesThePageReadable(t *testing.T) {
	site := webtest.Site(t, "/").Handler()
	for name, answer := range map[string]http.HandlerFunc{
		"no wasm": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/wasm")
			_, _ = w.Write([]byte("not wasm at all"))
		},
		"gone": http.NotFound,
	} {
		t.Run(name, func(t *testing.T) {
			url := webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/web/app.wasm" {
					answer(w, r)
					return
				}
				site.ServeHTTP(w, r)
			}))
			tab := chromium.Open(t, url, chromium.View{Width: 390, Height: 844, Mobile: true})
			tab.Wait(`document.documentElement.dataset.program === "failed"`)
			said := chromium.Eval[string](tab, `document.getElementById("app-wasm-loader").innerText`)
			assert.Contains(t, said, "Loopyard could not start")
			assert.Contains(t, said, "Reload")
			assert.NotEmpty(t, chromium.Eval[string](tab, `document.querySelector("h1").innerText`), "the pre-rendered page is still there")
			assert.NotEmpty(t, tab.Problems(), "the console has the details")
		})
	}
}

func TestAProgramThatDiesSaysSo(t *testing.T) {
	tab := chromium.Open(t, webtest.Serve(t, webtest.Site(t, "/").Handler()), chromium.View{})
	tab.WaitRunning()
	chromium.Eval[int](tab, `(setTimeout(() => goappNav()), 1)`) // without its argument, which Go looks at: a panic
	tab.Wait(`document.documentElement.dataset.program === "failed"`)
	assert.Contains(t, chromium.Eval[string](tab, `document.getElementById("app-wasm-loader").innerText`), "stopped working (exit code 2)")
}

// later is a service worker's script with another version in it.
func later(script string) string {
	return versionIn.ReplaceAllString(script, `"version":"later"`)
}

var versionIn = regexp.MustCompile(`"version":"[0-9a-f]+"`)
