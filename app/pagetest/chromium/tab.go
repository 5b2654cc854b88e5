//go:build !js

package chromium

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// View describes a visitor's screen. The zero value is a desktop window of 1280 × 800 CSS pixels in the light scheme.
type View struct {
	Width, Height int     // in CSS pixels
	Scale         float64 // device pixels for each CSS pixel; 0 means 1
	Mobile        bool    // a touch screen, and a viewport as phones have it
	Dark          bool    // prefers-color-scheme: dark
	ReducedMotion bool    // prefers-reduced-motion: reduce
}

// Tab is one page with storage of its own: tabs share neither caches nor service workers. Its methods fail the test if
// something goes wrong. One goroutine uses it at a time.
type Tab struct {
	t     testing.TB
	ctx   context.Context
	watch *watch
}

// Open opens a tab with the view and loads the URL. The tab closes when the test ends.
func Open(t testing.TB, url string, view View) *Tab {
	t.Helper()
	w := newWatch(url)
	ctx, cancel := chromedp.NewContext(browser(t), chromedp.WithNewBrowserContext(), chromedp.WithListener(w.event))
	t.Cleanup(cancel)
	tab := &Tab{t: t, ctx: ctx, watch: w}
	// The first call opens the target and binds it to this context, so the context must have no deadline.
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("chromium: open a tab: %v", err)
	}
	w.followWorkers(ctx)
	tab.Look(view)
	tab.Load(url)
	return tab
}

// Do runs chromedp actions on the tab: Click, SendKeys, KeyEvent and the rest of that package.
func (tab *Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		tab.t.Fatalf("chromium: %v%s", err, tab.watch.summary())
	}
}

// Load navigates to a URL and waits for the load event, which the page's program may still follow.
func (tab *Tab) Load(url string) {
	tab.t.Helper()
	tab.Do(chromedp.Navigate(url))
}

// Reload loads the current address again.
func (tab *Tab) Reload() {
	tab.t.Helper()
	tab.Do(chromedp.Reload())
}

// WaitRunning waits until the page's program runs and has drawn the page in place of the pre-rendered one.
func (tab *Tab) WaitRunning() {
	tab.t.Helper()
	tab.Wait(`document.documentElement.dataset.program === "running"`)
}

// Wait waits until the JavaScript expression is true. A promise is awaited. The expression is evaluated again and again in
// the page that is loaded at that moment, so that it may become true after a navigation.
func (tab *Tab) Wait(expression string) {
	tab.t.Helper()
	// The page evaluates it every 20 ms for a second. After that, or after a navigation, the next round begins.
	script := fmt.Sprintf(`(async () => {
		for (const end = performance.now() + 1000; performance.now() < end; await new Promise((r) => setTimeout(r, 20))) {
			try { if (await (%s)) return true } catch (err) { var last = String(err) }
		}
		if (last) throw new Error(last)
		return false
	})()`, expression)
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	var last error
	for {
		yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool](script, chromedp.EvalAwaitPromise))
		switch {
		case yes:
			return
		case ctx.Err() != nil:
			tab.t.Fatalf("chromium: it was not true within %v: %s (last error: %v)%s", patience, expression, last, tab.watch.summary())
		case err != nil:
			last = err
		}
	}
}

// Eval evaluates a JavaScript expression in the tab and decodes its value. A promise is awaited.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		tab.t.Fatalf("chromium: %s: %v%s", expression, err, tab.watch.summary())
	}
	return value
}

// Look changes the view. To the page, it is a resize and a change of media queries.
func (tab *Tab) Look(view View) {
	tab.t.Helper()
	if view.Width == 0 {
		view.Width, view.Height = 1280, 800
	}
	if view.Scale == 0 {
		view.Scale = 1
	}
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(view.Scale)}
	if view.Mobile {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	pick := func(yes bool, a, b string) string {
		if yes {
			return a
		}
		return b
	}
	tab.Do(chromedp.EmulateViewport(int64(view.Width), int64(view.Height), options...))
	call(tab, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{
				{Name: "prefers-color-scheme", Value: pick(view.Dark, "dark", "light")},
				{Name: "prefers-reduced-motion", Value: pick(view.ReducedMotion, "reduce", "no-preference")},
			},
		})
		return err
	})
}

// Offline disconnects the page and its service worker from the network, or connects them again.
func (tab *Tab) Offline(off bool) {
	tab.t.Helper()
	call(tab, func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{
			Offline: off, DownloadThroughput: -1, UploadThroughput: -1,
		})
		if err != nil {
			return err
		}
		_, err = chromedp.Call(ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			EmulateOfflineServiceWorker: &off,
			MatchedNetworkConditions:    []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}},
		})
		return err
	})
}

// Screenshot writes what the tab shows to a PNG file. It creates the directories of the path.
func (tab *Tab) Screenshot(path string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, png, 0o644)
	}
	if err != nil {
		tab.t.Fatalf("chromium: screenshot: %v", err)
	}
}

// call runs protocol commands on the tab with the usual deadline.
func call(tab *Tab, do func(context.Context) error) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if err := do(ctx); err != nil {
		tab.t.Fatalf("chromium: %v", err)
	}
}

// Context returns the chromedp context of the tab, for actions that have no method here. It has no deadline.
func (tab *Tab) Context() context.Context { return tab.ctx }
