package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// contentPolicy allows the page what it uses and nothing else: its own files, and compiling wasm. There is no inline
// script and no inline style. It stands in the page as well, for hosts that send no headers.
const contentPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"

// secureHeaders go on every response. COOP and COEP isolate the page from other origins, which also gives its clock steps
// of 5 µs instead of 100 µs. A worker's own script needs the same headers, so there are no exceptions by path.
var secureHeaders = [][2]string{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Permissions-Policy", "camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Embedder-Policy", "require-corp"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
}

// Secure sets the security headers on every response of h, errors included. h may replace one. embedders are the origins
// whose pages may show this one in a frame; without any, none may.
func Secure(h http.Handler, embedders ...string) http.Handler {
	policy := contentPolicy + "; frame-ancestors 'none'"
	if len(embedders) > 0 {
		policy = contentPolicy + "; frame-ancestors " + strings.Join(embedders, " ")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		for _, header := range secureHeaders {
			w.Header().Set(header[0], header[1])
		}
		h.ServeHTTP(w, r)
	})
}

// CheckEmbedder tells what is wrong with an origin for [Secure].
func CheckEmbedder(origin string) error {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || origin != u.Scheme+"://"+u.Host ||
		strings.ContainsAny(u.Host, " ;,'*") {
		return fmt.Errorf("got %q, want an origin such as https://blog.example.org", origin)
	}
	return nil
}
