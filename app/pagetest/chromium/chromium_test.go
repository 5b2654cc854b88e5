//go:build !js

package chromium_test

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"loopyard/app/pagetest/chromium"
	"loopyard/web/webtest"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// guilty does everything a page must not do.
const guilty = `<!doctype html><html><head><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="script-src 'self'; worker-src 'self'"></head><body>
<script>document.title = "inline"</script><script src="guilty.js"></script><img src="http://other.example/x.png"></body></html>`

const guiltyScript = `console.error("bad", 7); fetch("/missing"); setTimeout(() => { throw new Error("thrown") });
Promise.reject(new Error("unhandled")); window.worker = new Worker("worker.js"); window.ask = () => new Promise((done) => {
	window.worker.onmessage = () => done(true); window.worker.postMessage("go") });`

const guiltyWorker = `console.error("worker says no"); onmessage = () =>
	fetch("http://elsewhere.example/y").catch(() => {}).finally(() => postMessage("done"))`

func TestCleanSeesWhatAPageMustNotDo(t *testing.T) {
	url := webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte(guilty))
		case "/guilty.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = w.Write([]byte(guiltyScript))
		case "/worker.js":
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Content-Security-Policy", "script-src 'self'")
			_, _ = w.Write([]byte(guiltyWorker))
		default:
			http.NotFound(w, r)
		}
	}))
	tab := chromium.Open(t, url, chromium.View{})
	tab.Wait(`window.ask !== undefined`)
	all, elsewhere := "", "http://elsewhere.example/y"
	for range 100 { // a worker is watched from a moment after its start
		chromium.Eval[bool](tab, `window.ask()`)
		all += strings.Join(tab.Problems(), "\n") + "\n"
		if strings.Contains(all, elsewhere) {
			break
		}
	}
	for _, want := range []string{
		"console.error: bad 7",
		"thrown",
		"unhandled",
		"Executing inline script violates",
		"404",
		"request to another origin: http://other.example/x.png",
		"worker says no",
		elsewhere,
	} {
		assert.Contains(t, all, want)
	}
	assert.NotContains(t, strings.Join(tab.Problems(), "\n"), "console.error: bad 7", "Problems forgot it")
}

func TestAnInnocentPageIsClean(t *testing.T) {
	url := webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><p>hello`))
	}))
	tab := chromium.Open(t, url, chromium.View{Width: 320, Height: 640, Scale: 2, Dark: true, ReducedMotion: true, Mobile: true})
	assert.True(t, chromium.Eval[bool](tab, `matchMedia("(prefers-color-scheme: dark) and (prefers-reduced-motion: reduce)").matches`))
	assert.Equal(t, 2.0, chromium.Eval[float64](tab, `devicePixelRatio`))
	tab.Look(chromium.View{})
	assert.Equal(t, 1280, chromium.Eval[int](tab, `innerWidth`))
	assert.True(t, chromium.Eval[bool](tab, `matchMedia("(prefers-color-scheme: light)").matches`))

	tab.Offline(true)
	assert.False(t, chromium.Eval[bool](tab, `navigator.onLine`))
	assert.Equal(t, "cut off", chromium.Eval[string](tab, `fetch("/").then(() => "answered", () => "cut off")`))
	tab.Offline(false)
	assert.Equal(t, "answered", chromium.Eval[string](tab, `fetch("/").then(() => "answered", () => "cut off")`))
	assert.NotEmpty(t, tab.Problems(), "a failed request is one")

	picture := filepath.Join(t.TempDir(), "deep", "er.png")
	tab.Screenshot(picture)
	assert.FileExists(t, picture)
	tab.Clean()
}
