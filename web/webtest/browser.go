// Package webtest lets a test use the page as a visitor does: in a real Chromium, headless, with a fresh profile.
//
//	site := webtest.Site(t, "/")
//	url := webtest.Serve(t, web.Secure(site.Handler()))
//	tab := webtest.Start(t).Open(t, url, webtest.View{Width: 390, Height: 844, Dark: true})
//	tab.Wait(`document.querySelector("h1")`)
//	tab.Clean()
//
// Nothing here sleeps: Wait asks the page until it says yes or the deadline is over. A machine without Chromium, or a
// checkout without the wasm programs, skips the test; with CI=true in the environment both are failures.
//
// What a browser loads is what is embedded in the test binary: run `make assets` after a change of the page or the engine.
package webtest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"loopyard/web"
)

// patience bounds one thing a test waits for. It is long because a loaded machine with two cores starts a browser slowly;
// nothing waits for it when all is well.
const patience = 30 * time.Second

// Browser is one running Chromium. It ends with the test that started it. Tabs may be opened from parallel subtests.
type Browser struct{ ctx context.Context }

// Start runs Chromium: $CHROME, or the first of the usual names in $PATH.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := find()
	if path == "" {
		missing(t, "no Chromium found: install it (on Debian `make test-deps` does) or name it in $CHROME")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // there is none for root, which is who runs tests in a container
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("mute-audio", true),
		// A request to another host fails, whoever makes it: the page, a worker or the service worker.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	// Without a UserDataDir the allocator makes a profile for this run and removes it after.
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(func() {
		// Asked to close, Chromium removes what it put into the temporary directory; killed, it does not.
		limited, done := context.WithTimeout(ctx, patience)
		defer done()
		_ = chromedp.Cancel(limited)
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("webtest: start %s: %v", path, err)
	}
	return &Browser{ctx}
}

// sites are the ones built so far, by their base: a site never changes, so the tests of a package can share it.
var sites sync.Map

// Site is the page's site under base. Tests share one; web.Build makes one of its own.
func Site(t testing.TB, base string) *web.Site {
	t.Helper()
	if site, have := sites.Load(base); have {
		return site.(*web.Site)
	}
	site, err := web.Build(base)
	if errors.Is(err, web.ErrNotBuilt) {
		missing(t, "webtest: "+err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	sites.Store(base, site)
	return site
}

// Serve runs a server for the test on a loopback address and returns its URL, without a slash at the end.
func Serve(t testing.TB, h http.Handler) (url string) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// missing skips where a person works and fails where nobody would notice a skipped test.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// find returns the path of a Chromium, or "".
func find() string {
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}
