package web

import (
	"io"
	"net/http"
)

// Version describes the build: the answer to GET /version.
type Version struct {
	Version string `json:"version"`
	Go      string `json:"go"`
	Trace   int    `json:"trace"`  // version of the trace format
	Spec    int    `json:"spec"`   // version of the names and of the simulated machine
	Engine  string `json:"engine"` // version of the engine, as in the header of a trace
}

// healthz answers that the process is alive.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// readyz answers whether the server accepts new runs.
func (s *Server) readyz(w http.ResponseWriter, _ *http.Request) {
	if s.drained.Err() != nil {
		plain(w, http.StatusServiceUnavailable, "draining\n")
		return
	}
	plain(w, http.StatusOK, "ok\n")
}

// version answers GET /version.
func (s *Server) version(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, s.config.Version)
}

// plain answers with text. Caches must not store it.
func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
