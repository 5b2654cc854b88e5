package web

import (
	"net/http"

	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// limitsInfo is the answer of /api/limits: what holds here, the table of all hosts, and what the server shares out.
type limitsInfo struct {
	Active specjson.Limits   `json:"active"`
	Hosts  []specjson.Limits `json:"hosts"`
	Server serverLimits      `json:"server"`
}

// serverLimits are those of the server as a whole.
type serverLimits struct {
	Runs          int    `json:"runs"`    // at once
	Threads       int    `json:"threads"` // at once, of all runs
	Waiting       int    `json:"waiting"`
	Wait          string `json:"wait"`
	Body          int    `json:"body"` // bytes
	RunsPerMinute int    `json:"runsPerMinute,omitempty"`
	RunsInBurst   int    `json:"runsInBurst,omitempty"`
}

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
