package model

import (
	"encoding/json"
	"strconv"

	"loopyard/app/format"
	"loopyard/engine/spec"
	"loopyard/engine/spec/specjson"
)

// Native is what the page knows of a native server behind its own address.
type Native struct {
	Known  bool // it was asked for
	Here   bool // and answered
	Asking bool

	limit spec.Limits
}

func (n Native) limits() spec.Limits {
	if n.Here {
		return n.limit
	}
	return spec.LoopbackLimits()
}

// Note says in a few words how it stands.
func (n Native) Note() string {
	switch {
	case n.Asking:
		return "Native: looking for a server…"
	case n.Here:
		return "Native: up to " + format.Plural(int64(n.limit.Threads), "thread") + "."
	case n.Known:
		return "Native: " + NoServer + "."
	}
	return ""
}

// readLimits reads the limits in force from the answer to GET api/limits. ok is false for anything that is not such an
// answer, such as a static host's page for a missing file.
func ReadLimits(body []byte) (l spec.Limits, ok bool) {
	var answer struct {
		Active specjson.Limits `json:"active"`
	}
	if json.Unmarshal(body, &answer) != nil || answer.Active.Loops <= 0 || answer.Active.Threads <= 0 {
		return spec.Limits{}, false
	}
	return answer.Active.Spec(), true
}

// Asked notes that the server is being asked for.
func (y *Model) Asked() {
	y.Native.Asking = true
	y.Revs.Form++
}

// Answer takes what the server said; body is nil if there was no answer.
func (y *Model) Answer(body []byte) {
	limits, here := ReadLimits(body)
	y.Native = Native{Known: true, Here: here, limit: limits}
	y.Revs.Form++
	y.Revs.Run++
}

// noServer is said where there is none.
const NoServer = "no native server here"

// readRefusal reads a server's error. One that is not of our API's form is of a host that only has the page's files, or
// of something in front of the server.
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
