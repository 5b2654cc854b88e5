package web

import (
	"io"
	"net/http"
)

// Version says which build this is: the answer of /version.
type Version struct {
	Version string `json:"version"`
	Go      string `json:"go"`
	Trace   int    `json:"trace"`  // of the recorded form
	Spec    int    `json:"spec"`   // of the names and of the simulated machine
	Engine  string `json:"engine"` // as a trace's header has it
}

// healthz says that the process answers.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

// readyz says whether new runs are taken.
func (s *Server) readyz(w http.ResponseWriter, _ *http.Request) {
	if s.drained.Err() != nil {
		plain(w, http.StatusServiceUnavailable, "draining\n")
		return
	}
	plain(w, http.StatusOK, "ok\n")
}

func (s *Server) version(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, s.config.Version)
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
