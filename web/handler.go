package web

import (
	"net/http"
	"strconv"
	"strings"
)

// Handler returns a handler that serves the site under its base. It answers GET and HEAD, with a compressed form if the
// client accepts one, and with a strong ETag for each file and coding. Other paths get the 404 page. Paths are looked up in a
// map and never reach the file system. The caller has to wrap the handler with [Secure].
func (s *Site) Handler() http.Handler { return http.HandlerFunc(s.serve) }

// serve answers a request for a path of the site.
func (s *Site) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	name, inside := strings.CutPrefix(r.URL.Path, s.base)
	switch f := s.files[name]; {
	case inside && f != nil:
		f.serve(w, r, http.StatusOK)
	case inside && name == "index.html", r.URL.Path+"/" == s.base:
		s.redirectHome(w, r)
	default:
		s.missing.serve(w, r, http.StatusNotFound)
	}
}

// redirectHome redirects the two other addresses of the page to the base, which relative links and the service worker expect.
// It keeps the query.
func (s *Site) redirectHome(w http.ResponseWriter, r *http.Request) {
	to := s.base
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r, to, http.StatusTemporaryRedirect)
}

// serve answers with the file.
func (f *file) serve(w http.ResponseWriter, r *http.Request, status int) {
	coding := negotiate(r.Header.Values("Accept-Encoding"), f)
	h := w.Header()
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if status == http.StatusOK {
		if r.URL.RawQuery == f.tag() {
			// The link names the content, so the answer is valid forever.
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		h.Set("ETag", f.etag(coding))
		if matches(r.Header.Values("If-None-Match"), f.etag(coding)) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := f.body(coding)
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		// The client may have gone, which is not an error of the server.
		_, _ = w.Write(body)
	}
}
