// Package webtest has what tests of the site share: the site itself and a server for it. Package chromium of
// app/pagetest has the browser.
package webtest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"loopyard/web"
)

// sites holds the sites built so far, by their base path. A site never changes, so the tests of a package share it.
var sites sync.Map

// Site returns the page's site below the base path. If the wasm programs have not been built, it skips the
// test, or fails it if CI=true is set and -short is not. Tests that need a site of their own call web.Build.
func Site(t testing.TB, base string) *web.Site {
	t.Helper()
	if site, have := sites.Load(base); have {
		return site.(*web.Site)
	}
	site, err := web.Build(base)
	if errors.Is(err, web.ErrNotBuilt) {
		if testing.Short() {
			t.Skip("-short: " + err.Error())
		}
		Missing(t, "webtest: "+err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	sites.Store(base, site)
	return site
}

// Serve starts a server for the test on a loopback address and returns its URL, without a slash at the end. The server
// closes when the test ends.
func Serve(t testing.TB, h http.Handler) (url string) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

// Missing reports something that the machine lacks. It skips the test, or fails it if CI=true is set, because nobody
// would notice a skipped test there.
func Missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}
