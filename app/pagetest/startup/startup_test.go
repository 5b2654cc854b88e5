//go:build !js

// Package startup_test holds what a visitor sees before the page's program runs, and that nothing jumps when it does.
package startup_test

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/app/pagetest"
	"loopyard/app/pagetest/chromium"
	"loopyard/web"
	"loopyard/web/webtest"
)

func TestMain(m *testing.M) { chromium.Main(m) }

// held returns an address of the page whose server keeps a program back until it is let go: app.wasm is the page's own,
// worker.wasm that of the worker which runs the loops.
func held(t *testing.T, program string) (home string, letGo func()) {
	t.Helper()
	gate := make(chan struct{})
	site := web.NewServer(web.Config{Site: webtest.Site(t, "/").Handler()}).Handler()
	home = webtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/"+program) {
			select {
			case <-gate:
			case <-r.Context().Done():
				return
			}
		}
		site.ServeHTTP(w, r)
	})) + "/"
	return home, func() { close(gate) }
}

// starting is true when all is there but the program.
const starting = `document.documentElement.dataset.program === "starting" && document.readyState === "complete"`

// places are where the parts of the page are.
const places = `["#timeline-view", ".run", ".minimap", ".still-map", ".transport", ".clock", "#panel-console", ".tools"].map((s) => {
	const e = document.querySelector(s), r = e?.checkVisibility() && e.getBoundingClientRect();
	return r && s.replace("still-map", "minimap") + " " + [r.left, r.top, r.width, r.height].map(Math.round) }).filter(Boolean)`

func TestThePictureIsThereBeforeTheProgramAndNothingJumps(t *testing.T) {
	for _, view := range []chromium.View{
		{Width: 1440, Height: 900}, {Width: 1440, Height: 1300, Dark: true}, {Width: 1280, Height: 720},
		{Width: 768, Height: 1024, Dark: true}, {Width: 390, Height: 844, Mobile: true}, {Width: 320, Height: 640, Mobile: true, Dark: true},
	} {
		t.Run(fmt.Sprintf("%dx%d", view.Width, view.Height), func(t *testing.T) {
			home, letGo := held(t, "app.wasm")
			tab := chromium.Open(t, home, view)
			tab.Wait(starting)
			assert.Equal(t, 1, chromium.Eval[int](tab, `[...document.querySelectorAll(".still > div")].filter((e) => e.checkVisibility()).length`))
			want := "rgb(0, 114, 178)"
			if view.Dark {
				want = "rgb(86, 180, 233)"
			}
			assert.Equal(t, want, chromium.Eval[string](tab, `getComputedStyle([...document.querySelectorAll(".still .names text")]
				.find((e) => e.textContent === "Loop0" && e.checkVisibility())).fill`), "the color of the theme")
			assert.Contains(t, chromium.Eval[string](tab, pagetest.Spoken), "Loop0 done", "a run to its end")
			pagetest.Do(tab, `if (innerWidth < 1100) document.querySelector(".stage").scrollIntoView({ block: "center" });
				document.querySelector("#app-wasm-loader").hidden = true;
				window.blank = window.looks = 0;
				const painted = (c) => c.width > 0 && c.getContext("2d").getImageData(0, 0, c.width, c.height).data.some((v) => v);
				const look = () => {
					if (!document.querySelector(".still") && !painted(document.querySelector("#timeline-lanes"))) window.blank++;
					if (++window.looks < 10 || document.documentElement.dataset.program !== "running") requestAnimationFrame(look);
					else window.looked = true;
				};
				requestAnimationFrame(look);`)
			before, drawn := chromium.Eval[[]string](tab, places), shot(t, tab)
			pagetest.Do(tab, `window.from = performance.now()`)
			letGo()
			tab.WaitRunning()
			tab.Wait(`window.looked && document.querySelector("#where-hint").textContent.includes("Native:")`)
			assert.Equal(t, before, chromium.Eval[[]string](tab, places))
			assert.Zero(t, chromium.Eval[int](tab, `window.blank`), "frames without a picture")
			assert.Less(t, chromium.Eval[float64](tab, `new Promise((done) => {
				new PerformanceObserver((l) => done(l.getEntries().reduce((sum, e) => sum + (e.startTime > window.from ? e.value : 0), 0)))
					.observe({ type: "layout-shift", buffered: true });
				setTimeout(() => done(0), 500); // there was none at all
			})`), .01)
			most := .06
			if view.Width < 336 {
				most = .12 // it has fewer labels on its axis then
			}
			assert.Less(t, differing(drawn, shot(t, tab)), most, "the part of the picture that is not as the program draws it")
			tab.Clean()
		})
	}
}

// fixed are the places of the parts whose size does not follow from what the run prints.
const fixed = places + `.filter((s) => !s.startsWith(".clock") && !s.startsWith("#panel-console"))`

// TestNothingMovesWhileTheWorkerIsLate has the first run wait two seconds for the program that runs it.
func TestNothingMovesWhileTheWorkerIsLate(t *testing.T) {
	for _, view := range []chromium.View{
		{Width: 1440, Height: 900}, {Width: 768, Height: 1024}, {Width: 390, Height: 844, Mobile: true}, {Width: 320, Height: 640, Mobile: true},
	} {
		t.Run(fmt.Sprintf("%dx%d", view.Width, view.Height), func(t *testing.T) {
			home, letGo := held(t, "worker.wasm")
			tab := chromium.Open(t, home, view)
			tab.WaitRunning()
			pagetest.Do(tab, `window.from = performance.now(); window.shifted = 0;
				new PerformanceObserver((l) => { for (const e of l.getEntries()) if (e.startTime > window.from) window.shifted += e.value; })
					.observe({ type: "layout-shift", buffered: true })`)
			tab.Wait(`performance.now() - window.from > 2000`)
			assert.True(t, chromium.Eval[bool](tab, `document.querySelector("#progress") === null`), "the run has not begun, so there is no progress to show")
			before := chromium.Eval[[]string](tab, fixed)
			letGo()
			tab.Wait(pagetest.HasRun)
			assert.Equal(t, before, chromium.Eval[[]string](tab, fixed))
			assert.Less(t, chromium.Eval[float64](tab, `window.shifted`), .01)
			tab.Clean()
		})
	}
}

func TestALinkDoesNotShowAnotherRunBeforeItsOwn(t *testing.T) {
	home, letGo := held(t, "app.wasm")
	tab := chromium.Open(t, home+"#s=runner&theme=dark", chromium.View{})
	tab.Wait(starting)
	const shown = `document.querySelector("main").checkVisibility({ visibilityProperty: true })`
	assert.False(t, chromium.Eval[bool](tab, shown))
	assert.Equal(t, "dark", chromium.Eval[string](tab, `document.documentElement.dataset.theme`))
	letGo()
	tab.WaitRunning()
	tab.Wait(shown + ` && document.querySelector("h1").textContent === "The Runner" && ` + pagetest.HasRun)
	tab.Clean()
}

// shot is the timeline as it is on the screen.
func shot(t *testing.T, tab *chromium.Tab) image.Image {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shot.png")
	tab.Screenshot(path)
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	all, err := png.Decode(f)
	require.NoError(t, err)
	box := chromium.Eval[[]int](tab, `(() => { const r = document.querySelector("#timeline-view").getBoundingClientRect();
		return [r.left, r.top, r.right, Math.min(r.bottom, innerHeight - 50)].map(Math.round) })()`)
	return all.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(image.Rect(box[0], box[1], box[2], box[3]))
}

// differing is the part of the pixels that are clearly of another color.
func differing(a, b image.Image) float64 {
	size, n := a.Bounds(), 0
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			if far(a.At(x, y), b.At(x, y)) {
				n++
			}
		}
	}
	return float64(n) / float64(size.Dx()*size.Dy())
}

func far(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	apart := func(x, y uint32) bool { return max(x, y)-min(x, y) > 0x3000 }
	return apart(ar, br) || apart(ag, bg) || apart(ab, bb)
}
