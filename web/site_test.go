package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"loopyard/web"
	"loopyard/web/webtest"
)

// visit requests a path from a handler, with headers given as name and value in turn.
func visit(t *testing.T, h http.Handler, method, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "/", nil)
	// The path is set directly, because a URL parser would change or refuse some paths of the tests.
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawQuery = path, query
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// bodyOf returns the body of the answer to a GET.
func bodyOf(t *testing.T, h http.Handler, target string) string {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
	return w.Body.String()
}

func TestBuildRefusesBasePathsThatServersAndBrowsersReadDifferently(t *testing.T) {
	for _, base := range []string{
		"", "x", "/x", "x/", "//", "//x/", "/x//y/", "/../", "/x/../", "/./", "/a b/", "/ü/", "/%2e/", "/x?/", "/x#/", `/x"/`,
		"/<b>/", "/@/", `/\/`, "https://example.org/",
	} {
		_, err := web.Build(base)
		require.ErrorIs(t, err, web.ErrBase, "%q", base)
		assert.ErrorContains(t, err, strconv.Quote(base), "the message names the value")
	}
}

func TestBuildAcceptsBasePaths(t *testing.T) {
	for _, base := range []string{"/", "/loops/", "/a/b-c_d.e~f/", "/9/"} {
		site := webtest.Site(t, base)
		assert.Equal(t, base, site.Base())
		assert.Len(t, site.Version(), 16)
	}
}

func TestEqualInputsMakeEqualSites(t *testing.T) {
	one, other := webtest.Site(t, "/"), webtest.Site(t, "/loops/")
	two, err := web.Build("/")
	require.NoError(t, err)
	assert.Equal(t, one.Version(), two.Version())
	assert.NotEqual(t, one.Version(), other.Version(), "the base is in the files")

	dirs := []string{t.TempDir(), t.TempDir()}
	require.NoError(t, one.Export(dirs[0]))
	require.NoError(t, two.Export(dirs[1]))
	assert.Equal(t, filesIn(t, dirs[0]), filesIn(t, dirs[1]))
}

func TestBuildLeavesTheEnvironmentAlone(t *testing.T) {
	webtest.Site(t, "/") // skips the test if the programs are not built
	t.Setenv("GOAPP_VERSION", "mine")
	_, err := web.Build("/")
	require.NoError(t, err)
	assert.Equal(t, "mine", os.Getenv("GOAPP_VERSION"))
	_, set := os.LookupEnv("GOAPP_ROOT_PREFIX")
	assert.False(t, set)
}

func TestPageCanBeZoomedAndNamesNoOtherOrigin(t *testing.T) {
	for _, base := range []string{"/", "/loops/"} {
		h := webtest.Site(t, base).Handler()
		for _, path := range []string{base, base + "nothing/here"} {
			doc, err := html.Parse(strings.NewReader(bodyOf(t, h, path)))
			require.NoError(t, err)
			metas := map[string]string{}
			for n := range doc.Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				attr := map[string]string{}
				for _, a := range n.Attr {
					attr[a.Key] = a.Val
					assert.False(t, strings.HasPrefix(a.Key, "on"), "%s: inline handler %s", path, a.Key)
				}
				assert.NotContains(t, attr, "style", "%s: <%s> has an inline style", path, n.Data)
				for _, key := range []string{"src", "srcset", "href", "poster", "data"} {
					// Links may lead to other sites, but nothing may be loaded from them.
					if url, has := attr[key]; has && n.Data != "a" {
						assert.True(t, strings.HasPrefix(url, base) && !strings.HasPrefix(url, "//"), "%s: <%s %s=%q>", path, n.Data, key, url)
					}
				}
				switch n.Data {
				case "html":
					assert.Equal(t, "en", attr["lang"])
				case "script":
					assert.Nil(t, n.FirstChild, "%s: inline script", path)
				case "meta":
					metas[attr["name"]+attr["http-equiv"]+attr["property"]] = attr["content"]
				}
			}
			assert.Equal(t, "width=device-width, initial-scale=1", metas["viewport"])
			assert.Equal(t, "light dark", metas["color-scheme"])
			assert.Contains(t, metas["Content-Security-Policy"], "script-src 'self' 'wasm-unsafe-eval';")
			assert.NotContains(t, metas["Content-Security-Policy"], "frame-ancestors", "browsers ignore it there, with a warning")
			assert.NotContains(t, metas, "og:url")
		}
	}
}

func TestPageIsPreRendered(t *testing.T) {
	body := bodyOf(t, webtest.Site(t, "/loops/").Handler(), "/loops/")
	assert.Contains(t, body, "<title>Loopyard</title>")
	assert.Contains(t, body, "<h1")
	assert.Contains(t, body, "<noscript>")
	assert.NotContains(t, body, "goapp", "go-app's own loader covers the page")
}

func TestManifestMakesThePageInstallable(t *testing.T) {
	h := webtest.Site(t, "/loops/").Handler()
	var manifest struct {
		Name     string
		StartURL string `json:"start_url"`
		Scope    string
		Display  string
		Icons    []struct{ Src, Type, Sizes, Purpose string }
	}
	require.NoError(t, json.Unmarshal([]byte(bodyOf(t, h, "/loops/manifest.webmanifest")), &manifest))
	assert.Equal(t, "Loopyard", manifest.Name)
	assert.Equal(t, "/loops/", manifest.StartURL)
	assert.Equal(t, "/loops/", manifest.Scope)
	assert.Equal(t, "standalone", manifest.Display)
	sizes := map[string]bool{}
	for _, icon := range manifest.Icons {
		sizes[icon.Sizes+" "+icon.Purpose] = true
		response := visit(t, h, http.MethodGet, icon.Src)
		assert.Equal(t, http.StatusOK, response.StatusCode, icon.Src)
		assert.Equal(t, icon.Type, strings.Split(response.Header.Get("Content-Type"), ";")[0])
	}
	for _, want := range []string{"192x192 ", "512x512 ", "512x512 maskable", "any "} {
		assert.True(t, sizes[want], want)
	}
}

func TestServiceWorkerListsOnlyWhatTheServerHas(t *testing.T) {
	for _, base := range []string{"/", "/loops/"} {
		site := webtest.Site(t, base)
		script := bodyOf(t, site.Handler(), base+"app-worker.js")
		_, data, found := strings.Cut(script, "const SITE = ")
		require.True(t, found)
		data, _, _ = strings.Cut(data, ";\n")
		var listed struct {
			Base, Version string
			Files         map[string]string
		}
		require.NoError(t, json.Unmarshal([]byte(data), &listed))
		assert.Equal(t, base, listed.Base)
		assert.Equal(t, site.Version(), listed.Version)
		for name, url := range listed.Files {
			assert.True(t, strings.HasPrefix(url, base+name), url)
			assert.Equal(t, http.StatusOK, visit(t, site.Handler(), http.MethodGet, url).StatusCode, url)
		}
		for _, name := range []string{
			"", "app.css", "app.js", "manifest.webmanifest", "web/app.wasm", "web/worker.wasm", "web/wasm_exec.js",
			"web/icon.svg", "web/icon-192.png", "web/icon-512.png",
		} {
			assert.Contains(t, listed.Files, name)
		}
	}
}
