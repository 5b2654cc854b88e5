package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/web"
	"loopyard/web/webtest"
)

func TestEveryFileHasItsType(t *testing.T) {
	for _, base := range []string{"/", "/loops/"} {
		h := webtest.Site(t, base).Handler()
		for name, kind := range map[string]string{
			"":                          "text/html; charset=utf-8",
			"app.css":                   "text/css; charset=utf-8",
			"app.js":                    "text/javascript; charset=utf-8",
			"app-worker.js":             "text/javascript; charset=utf-8",
			"manifest.webmanifest":      "application/manifest+json; charset=utf-8",
			"robots.txt":                "text/plain; charset=utf-8",
			"web/wasm_exec.js":          "text/javascript; charset=utf-8",
			"web/app.wasm":              "application/wasm",
			"web/worker.wasm":           "application/wasm",
			"web/icon.svg":              "image/svg+xml; charset=utf-8",
			"web/icon-192.png":          "image/png",
			"web/icon-maskable-512.png": "image/png",
		} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				response := visit(t, h, method, base+name)
				assert.Equal(t, http.StatusOK, response.StatusCode, name)
				assert.Equal(t, kind, response.Header.Get("Content-Type"), name)
				assert.Equal(t, "no-cache", response.Header.Get("Cache-Control"), name)
				assert.Equal(t, "Accept-Encoding", response.Header.Get("Vary"), name)
				assert.Empty(t, response.Header.Get("Content-Encoding"), name)
				body, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				if method == http.MethodHead {
					assert.Empty(t, body, name)
					assert.NotEqual(t, "0", response.Header.Get("Content-Length"), name)
				} else {
					assert.Equal(t, strconv.Itoa(len(body)), response.Header.Get("Content-Length"), name)
				}
			}
		}
	}
}

func TestTheClientChoosesTheCoding(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	for _, test := range []struct{ accept, want string }{
		{"", ""},
		{"gzip, deflate, br, zstd", "br"},
		{"gzip", "gzip"},
		{"GZIP", "gzip"},
		{"br", "br"},
		{"deflate", ""},
		{"identity", ""},
		{"*", "br"},
		{"*;q=0", ""},
		{"br;q=0, *", "gzip"},
		{"br;q=0, gzip;q=0", ""},
		{"br; q=0.2, gzip; Q=0.9", "gzip"},
		{"br;q=0.5, gzip;q=0.5", "br"},
		{"br;q=0, gzip", "gzip"},
		{"br;q=abc, gzip;q=0.001", "gzip"},
		{"br;q=nan", ""},
		{"gzip;q=0.5, identity;q=0.8", ""},
		{"identity;q=0, gzip;q=0.3", "gzip"},
		{",,;q=1,gzip", "gzip"},
		{"br" + strings.Repeat(",x", 5000), "br"},
	} {
		for _, name := range []string{"/", "/app.js", "/web/app.wasm", "/web/worker.wasm"} {
			response := visit(t, h, http.MethodGet, name, "Accept-Encoding", test.accept)
			assert.Equal(t, test.want, response.Header.Get("Content-Encoding"), "%s with %q", name, test.accept)
		}
	}
	assert.Empty(t, visit(t, h, http.MethodGet, "/web/icon-192.png", "Accept-Encoding", "br").Header.Get("Content-Encoding"),
		"a PNG is compressed already")
}

func TestEveryCodingHoldsTheSameBytes(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	for _, name := range []string{"/", "/app.js", "/web/app.wasm", "/web/worker.wasm", "/web/wasm_exec.js"} {
		want, err := io.ReadAll(visit(t, h, http.MethodGet, name).Body)
		require.NoError(t, err)
		br, err := io.ReadAll(brotli.NewReader(visit(t, h, http.MethodGet, name, "Accept-Encoding", "br").Body))
		require.NoError(t, err)
		assert.True(t, string(want) == string(br), "%s as brotli", name)
		zip, err := gzip.NewReader(visit(t, h, http.MethodGet, name, "Accept-Encoding", "gzip").Body)
		require.NoError(t, err)
		gz, err := io.ReadAll(zip)
		require.NoError(t, err)
		assert.True(t, string(want) == string(gz), "%s as gzip", name)
	}
}

func TestETagsAreStrongAndOnePerFileAndCoding(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	seen := map[string]string{}
	for _, name := range []string{"/", "/app.js", "/app.css", "/web/app.wasm"} {
		for _, coding := range []string{"", "gzip", "br"} {
			tag := visit(t, h, http.MethodGet, name, "Accept-Encoding", coding).Header.Get("ETag")
			assert.Regexp(t, `^"[0-9a-f]{32}(-br|-gzip)?"$`, tag)
			assert.Empty(t, seen[tag], "%s %s has the tag of %s", name, coding, seen[tag])
			seen[tag] = name + " " + coding

			for _, match := range []string{tag, "W/" + tag, `"x", ` + tag, "*"} {
				response := visit(t, h, http.MethodGet, name, "Accept-Encoding", coding, "If-None-Match", match)
				assert.Equal(t, http.StatusNotModified, response.StatusCode, "%s %s", name, match)
				assert.Equal(t, tag, response.Header.Get("ETag"))
				assert.Equal(t, "Accept-Encoding", response.Header.Get("Vary"))
				body, _ := io.ReadAll(response.Body)
				assert.Empty(t, body)
			}
			response := visit(t, h, http.MethodGet, name, "Accept-Encoding", coding, "If-None-Match", `"x"`)
			assert.Equal(t, http.StatusOK, response.StatusCode)
		}
	}
}

func TestOnlyALinkThatNamesTheContentIsCachedForEver(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	_, link, found := strings.Cut(bodyOf(t, h, "/"), `<script src="/app.js?`)
	require.True(t, found)
	tag, _, _ := strings.Cut(link, `"`)
	for query, want := range map[string]string{
		"?" + tag:              "public, max-age=31536000, immutable",
		"?" + tag + "&x=1":     "no-cache",
		"?v=000000000000":      "no-cache",
		"?v=":                  "no-cache",
		"":                     "no-cache",
		"?s=x&v=" + tag[2:]:    "no-cache",
		"?" + tag + tag:        "no-cache",
		"?V=" + tag[2:]:        "no-cache",
		"?" + tag[:len(tag)-1]: "no-cache",
	} {
		assert.Equal(t, want, visit(t, h, http.MethodGet, "/app.js"+query).Header.Get("Cache-Control"), query)
	}
}

func TestAnythingElseIsNotFoundAndSaysSo(t *testing.T) {
	for _, base := range []string{"/", "/loops/"} {
		h := webtest.Site(t, base).Handler()
		for _, path := range []string{
			"nothing", "web", "web/", "web/nothing.js", "web/../app.js", "web/../../go.mod", "../go.mod", "..%2fgo.mod",
			"web/app.wasm/", "web/app.wasm.br", "web/.app.wasm.stamp", "./app.js", "/app.js", "app.js\x00", "APP.JS", `web\app.wasm`,
			"404.html", "sitemap.xml", "ads.txt", "favicon.ico", "app.css/..", "shell/app.js",
		} {
			response := visit(t, h, http.MethodGet, base+path)
			assert.Equal(t, http.StatusNotFound, response.StatusCode, "%q", path)
			assert.Equal(t, "text/html; charset=utf-8", response.Header.Get("Content-Type"))
			assert.Empty(t, response.Header.Get("ETag"))
			body, err := io.ReadAll(response.Body)
			require.NoError(t, err)
			assert.Contains(t, string(body), `<a href="`+base+`">`, "it leads home")
		}
		head := visit(t, h, http.MethodHead, base+"nothing")
		assert.Equal(t, http.StatusNotFound, head.StatusCode)
		cached := visit(t, h, http.MethodGet, base+"nothing", "If-None-Match", "*")
		assert.Equal(t, http.StatusNotFound, cached.StatusCode)
	}
	h := webtest.Site(t, "/loops/").Handler()
	for _, path := range []string{"/", "/loop", "/loopsx/", "", "*", "/app.js"} {
		assert.Equal(t, http.StatusNotFound, visit(t, h, http.MethodGet, path).StatusCode, "%q", path)
	}
}

func TestOtherSpellingsOfTheAddressLeadToThePage(t *testing.T) {
	h := webtest.Site(t, "/loops/").Handler()
	for from, to := range map[string]string{
		"/loops":                  "/loops/",
		"/loops?s=x":              "/loops/?s=x",
		"/loops/index.html":       "/loops/",
		"/loops/index.html?a=//b": "/loops/?a=//b",
	} {
		response := visit(t, h, http.MethodGet, from)
		assert.Equal(t, http.StatusTemporaryRedirect, response.StatusCode, from)
		assert.Equal(t, to, response.Header.Get("Location"), from)
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"} {
		for _, path := range []string{"/", "/app.js", "/nothing"} {
			response := visit(t, h, method, path, "If-None-Match", "*")
			assert.Equal(t, http.StatusMethodNotAllowed, response.StatusCode, "%s %s", method, path)
			assert.Equal(t, "GET, HEAD", response.Header.Get("Allow"))
		}
	}
}

func TestTheHostHeaderIsNeverUsed(t *testing.T) {
	h := webtest.Site(t, "/").Handler()
	for _, path := range []string{"/", "/robots.txt", "/sitemap.xml", "/ads.txt", "/web/robots.txt", "/index.html"} {
		response := visit(t, h, http.MethodGet, path, "Host", "evil.example", "X-Forwarded-Host", "evil.example")
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		assert.NotContains(t, string(body), "evil.example", path)
		assert.NotContains(t, response.Header.Get("Location"), "evil.example", path)
	}
}

func TestOnlyPagesThatWereNamedMayShowThePageInAFrame(t *testing.T) {
	policy := func(embedders ...string) string {
		return visit(t, web.Secure(http.NotFoundHandler(), embedders...), "GET", "/").Header.Get("Content-Security-Policy")
	}
	assert.True(t, strings.HasSuffix(policy(), "; frame-ancestors 'none'"))
	assert.True(t, strings.HasSuffix(policy("https://a.example", "http://b.example:81"), "; frame-ancestors https://a.example http://b.example:81"))

	for _, origin := range []string{"https://blog.example.org", "http://127.0.0.1:8080", "http://[::1]:80"} {
		assert.NoError(t, web.CheckEmbedder(origin), origin)
	}
	for _, origin := range []string{"", "*", "blog.example.org", "https://", "https://a.example/", "https://a.example/x", "https://a b",
		"https://a.example;script-src *", "https://a.example, https://b.example", "'self'", "javascript:alert(1)", "https://*.example"} {
		assert.ErrorContains(t, web.CheckEmbedder(origin), "want an origin", origin)
	}
}

func TestEveryResponseIsSecured(t *testing.T) {
	site := webtest.Site(t, "/")
	mux := http.NewServeMux()
	mux.Handle("/", site.Handler())
	mux.HandleFunc("/api/broken", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "broken", http.StatusInternalServerError) })
	h := web.Secure(mux)
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/", 200}, {"HEAD", "/", 200}, {"GET", "/app.js", 200}, {"GET", "/app-worker.js", 200}, {"GET", "/web/app.wasm", 200},
		{"GET", "/web/icon.svg", 200}, {"GET", "/nothing", 404}, {"POST", "/", 405}, {"GET", "/api/broken", 500}, {"GET", "/index.html", 307},
		{"GET", "/web/../x", 307},
	} {
		response := visit(t, h, test.method, test.path)
		assert.Equal(t, test.status, response.StatusCode, test.path)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
				"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Embedder-Policy": "require-corp",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			assert.Equal(t, []string{want}, response.Header.Values(name), "%s %s", test.path, name)
		}
		assert.Contains(t, response.Header.Get("Permissions-Policy"), "camera=()")
	}
}
