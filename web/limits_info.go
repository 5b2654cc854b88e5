package web

import (
	"net/http"

	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// limitsInfo is the answer to GET /api/limits: the limits of this server for a run, those of all hosts, and those of the
// server as a whole.
type limitsInfo struct {
	Active specjson.Limits   `json:"active"`
	Hosts  []specjson.Limits `json:"hosts"`
	Server serverLimits      `json:"server"`
}

// serverLimits are the limits of the server as a whole.
type serverLimits struct {
	Runs          int    `json:"runs"`    // runs at once
	Threads       int    `json:"threads"` // threads of all runs at once
	Waiting       int    `json:"waiting"`
	Wait          string `json:"wait"`
	Body          int    `json:"body"` // bytes
	RunsPerMinute int    `json:"runsPerMinute,omitempty"`
	RunsInBurst   int    `json:"runsInBurst,omitempty"`
}

// limits answers GET /api/limits.
func (s *Server) limits(w http.ResponseWriter, _ *http.Request) {
	info := limitsInfo{Active: specjson.NewLimits(s.config.Limits)}
	for _, l := range spec.AllLimits() {
		info.Hosts = append(info.Hosts, specjson.NewLimits(l))
	}
	info.Server = serverLimits{Runs: s.gate.runs, Threads: s.gate.threads, Waiting: maxWaiting, Wait: waitAtMost.String(), Body: maxBody}
	if s.rates != nil {
		info.Server.RunsPerMinute, info.Server.RunsInBurst = runsPerMinute, runsInBurst
	}
	answer(w, http.StatusOK, info)
}
