package model

import (
	"encoding/json"
	"strconv"

	"loopyard/app/format"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// Server is what the page knows of a native server behind its own address. The zero value has not asked for one.
type Server struct {
	part
	prober Prober
	asking bool
	known  bool // an answer has come
	here   bool // and it was a server's
	limits spec.Limits
}

// Prober asks the page's address for a native server.
type Prober interface {
	// Probe asks for the server's limits. [Server.Answer] follows.
	Probe()
}

// NoServer says that the page's address has no native server.
const NoServer = "this site has no native server"

// Probe asks whether there is a native server, unless the page is asking already.
func (s *Server) Probe() {
	if s.asking {
		return
	}
	s.asking = true
	s.changed()
	s.prober.Probe()
}

// Answer takes the body of the answer to a probe; nil if there was none.
func (s *Server) Answer(body []byte) {
	s.limits, s.here = readLimits(body)
	s.asking, s.known = false, true
	s.changed()
}

// Missing reports whether it is known that there is no native server.
func (s *Server) Missing() bool { return s.known && !s.here }

// Limits returns what a native run may take: the server's own limits, or those of a server on loopback while they are
// not known.
func (s *Server) Limits() spec.Limits {
	if s.here {
		return s.limits
	}
	return spec.LoopbackLimits()
}

// Note says in a few words whether native runs are possible.
func (s *Server) Note() string {
	switch {
	case s.asking:
		return "Native: looking for a server…"
	case s.here:
		return "Native: up to " + format.Plural(int64(s.limits.Threads), "thread") + "."
	case s.known:
		return "Native: " + NoServer + "."
	}
	return ""
}

// readLimits reads the limits in force from the answer to GET api/limits. ok is false for anything that is not such an
// answer, such as a static host's page for a missing file.
func readLimits(body []byte) (l spec.Limits, ok bool) {
	var answer struct {
		Active specjson.Limits `json:"active"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Active.Loops <= 0 || answer.Active.Threads <= 0 {
		return spec.Limits{}, false
	}
	return answer.Active.Spec(), true
}

// ReadRefusal reads the body of a server's error. A body that is not in the form of our API comes from a host that has
// the page's files only, or from a proxy in front of the server.
func ReadRefusal(body []byte, status int) (reason string, fields spec.Errors) {
	var r specjson.Error
	switch {
	case json.Unmarshal(body, &r) == nil && r.Error.Message != "":
		return "the server refused: " + r.Error.Message, r.Error.Fields
	case status < 500 || status == 501:
		return NoServer, nil
	}
	return "the server answered " + strconv.Itoa(status), nil
}
