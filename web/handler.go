package web

import (
	"net/http"
	"strconv"
	"strings"
)

// Handler serves the site under its base: GET and HEAD, precompressed where the client takes it, with a strong ETag per
// file and coding. A path is looked up in a map and never reaches a file system. Anything else is the 404 page. Wrap it,
// together with whatever else the server answers, in Secure.
func (s *Site) Handler() http.Handler { return http.HandlerFunc(s.serve) }

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

// redirectHome sends the two other spellings of the page's address to the one that relative links and the service worker
// are made for. It keeps the query, which may hold a run.
func (s *Site) redirectHome(w http.ResponseWriter, r *http.Request) {
	to := s.base
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r, to, http.StatusTemporaryRedirect)
}

// serve answers with the file. net/http drops the body of an answer to HEAD.
func (f *file) serve(w http.ResponseWriter, r *http.Request, status int) {
	coding := negotiate(r.Header.Values("Accept-Encoding"), f)
	h := w.Header()
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if status == http.StatusOK {
		if r.URL.RawQuery == f.tag() {
			// The link names the content, so the answer holds for ever.
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
		// A client that went away is no error of ours.
		_, _ = w.Write(body)
	}
}
