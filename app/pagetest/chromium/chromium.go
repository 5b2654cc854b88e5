//go:build !js

// Package chromium lets a test use the page as a visitor does, in a real headless Chromium.
//
//	func TestMain(m *testing.M) { chromium.Main(m) }
//
//	func TestThePageHasAHeading(t *testing.T) {
//		url := webtest.Serve(t, web.Secure(webtest.Site(t, "/").Handler()))
//		tab := chromium.Open(t, url, chromium.View{Width: 390, Height: 844, Dark: true})
//		tab.Wait(`document.querySelector("h1")`)
//		tab.Clean()
//	}
//
// The tests of a package share one Chromium. It starts with the first tab and ends in Main. Every tab has a profile of
// its own, so that tests share neither storage nor caches nor service workers.
//
// Nothing here sleeps: Wait asks the page until the condition holds or the deadline has passed.
//
// With -short, no test of such a package runs. Tests with a tab are skipped on a machine without Chromium and in a checkout
// where the wasm programs have not been built. With CI=true in the environment, they fail there instead.
//
// A browser loads what is embedded in the test binary, so run `make assets` after a change of the page or the engine.
package chromium

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"loopyard/web/webtest"
)

// patience bounds one thing that a test waits for. It is long because a busy machine starts a browser slowly; a test
// that passes never waits for it to run out.
const patience = time.Minute

// shared is the Chromium of this test binary.
var shared struct {
	sync.Mutex
	inMain bool
	ctx    context.Context // nil until the first tab is opened
	close  func()
}

// Main runs the tests of a package, closes the Chromium that they used, and exits. TestMain calls it in every package
// that opens tabs. With -short, Main runs no test.
func Main(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		fmt.Println("-short: no browser is started")
		os.Exit(0)
	}
	shared.inMain = true
	code := m.Run()
	if shared.close != nil {
		shared.close()
	}
	os.Exit(code)
}

// browser returns the chromedp context of the shared Chromium and starts it if necessary.
func browser(t testing.TB) context.Context {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if !shared.inMain {
		t.Fatal("chromium: TestMain must call chromium.Main, which closes Chromium")
	}
	if shared.ctx == nil {
		start(t)
	}
	return shared.ctx
}

// start starts $CHROME, or the first of the usual names in $PATH. The caller holds the lock of shared.
func start(t testing.TB) {
	t.Helper()
	path := find()
	if path == "" {
		webtest.Missing(t, "no Chromium found: install it (on Debian, `make test-deps` does) or name it in $CHROME")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.WSURLReadTimeout(patience),
		chromedp.NoSandbox, // Chromium has no sandbox for root, and tests in a container run as root.
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("mute-audio", true),
		// A request to another host fails, whether the page, a worker or the service worker makes it.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
	)
	// Without a UserDataDir, the allocator creates a temporary profile and removes it at the end.
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	if err := chromedp.Do(ctx); err != nil {
		cancel()
		stop()
		t.Fatalf("chromium: start %s: %v", path, err)
	}
	shared.ctx = ctx
	shared.close = func() {
		// If Chromium is asked to close, it removes its temporary files; if it is killed, it does not.
		limited, done := context.WithTimeout(ctx, patience)
		defer done()
		_ = chromedp.Cancel(limited)
		cancel()
		stop()
	}
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
