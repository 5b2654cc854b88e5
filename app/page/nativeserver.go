package page

import (
	"encoding/json"
	"strconv"
	"time"

	"loopyard/engine/spec"
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
	return spec.Loopback
}

// Note says in a few words how it stands.
func (n Native) Note() string {
	switch {
	case n.Asking:
		return "Native: looking for a server…"
	case n.Here:
		return "Native: up to " + plural(int64(n.limit.Threads), "thread") + "."
	case n.Known:
		return "Native: " + noServer + "."
	}
	return ""
}

// limitsAnswer is what the page reads of GET api/limits.
type limitsAnswer struct {
	Active struct {
		Host       string `json:"host"`
		Loops      int    `json:"loops"`
		Threads    int    `json:"threads"`
		Coroutines int    `json:"coroutines"`
		Events     int    `json:"events"`
		Wall       string `json:"wall"`
	} `json:"active"`
}

// readLimits reads the answer; ok is false for anything that is not one, such as a host's page for a missing file.
func readLimits(body []byte) (l spec.Limits, ok bool) {
	var a limitsAnswer
	if json.Unmarshal(body, &a) != nil || a.Active.Loops <= 0 || a.Active.Threads <= 0 {
		return spec.Limits{}, false
	}
	wall, _ := time.ParseDuration(a.Active.Wall)
	return spec.Limits{Host: a.Active.Host, Loops: a.Active.Loops, Threads: a.Active.Threads,
		Coroutines: a.Active.Coroutines, Events: a.Active.Events, Wall: wall}, true
}

// Asked notes that the server is being asked for.
func (y *Yard) Asked() {
	y.Native.Asking = true
	y.revs.form++
}

// Answer takes what the server said; body is nil if there was no answer.
func (y *Yard) Answer(body []byte) {
	limits, here := readLimits(body)
	y.Native = Native{Known: true, Here: here, limit: limits}
	y.revs.form++
	y.revs.run++
}

// refusal is the body of an answer that is an error.
type refusal struct {
	Error struct {
		Message string      `json:"message"`
		Fields  spec.Errors `json:"fields"`
	} `json:"error"`
}

// noServer is said where there is none.
const noServer = "no native server here"

// readRefusal reads a server's error. One that is not of our API's form is of a host that only has the page's files, or
// of something in front of the server.
func readRefusal(body []byte, status int) (reason string, fields spec.Errors) {
	var r refusal
	switch {
	case json.Unmarshal(body, &r) == nil && r.Error.Message != "":
		return "the server refused: " + r.Error.Message, r.Error.Fields
	case status < 500 || status == 501:
		return noServer, nil
	}
	return "the server answered " + strconv.Itoa(status), nil
}

// runBody is the JSON of POST api/runs. The zero of a name tells its form: "0" is a number, "false" is true or false,
// durations and words are strings.
func runBody(run spec.Run, params []spec.Param) []byte {
	body := map[string]any{}
	for _, pair := range run.Pairs(params) {
		switch new(spec.Run).Value(pair[0]) {
		case "0":
			body[pair[0]] = json.Number(pair[1])
		case "false":
			body[pair[0]] = pair[1] == "true"
		default:
			body[pair[0]] = pair[1]
		}
	}
	b, _ := json.Marshal(body)
	return b
}
