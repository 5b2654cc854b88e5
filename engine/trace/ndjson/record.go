package ndjson

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"loopyard/engine/trace"
)

// header is the first line. Spec is kept as it stands, since its order matters.
type header struct {
	Format      string          `json:"format"`
	Version     int             `json:"version"`
	Spec        json.RawMessage `json:"spec"`
	Placement   string          `json:"placement"`
	Host        string          `json:"host"`
	Clock       string          `json:"clock"`
	Engine      string          `json:"engine"`
	Calibration int64           `json:"calibration"`
	Cores       int             `json:"cores"`
}

func parseHeader(line []byte) (trace.Header, error) {
	// The version is looked at first, and alone: a later one may have changed everything else.
	var first struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := unmarshal(line, &first); err != nil {
		return trace.Header{}, err
	}
	switch {
	case first.Format != Format:
		return trace.Header{}, garbled("no header: its format would be %q", Format)
	case first.Version > trace.Version:
		return trace.Header{}, fmt.Errorf("%w: version %d, and this reads %d", ErrTooNew, first.Version, trace.Version)
	case first.Version < 1:
		return trace.Header{}, garbled("version %d", first.Version)
	}
	var h header
	if err := unmarshal(line, &h); err != nil {
		return trace.Header{}, err
	}
	pairs, err := parseSpec(h.Spec)
	return trace.Header{Version: h.Version, Spec: pairs, Placement: h.Placement, Host: h.Host, Clock: h.Clock,
		Engine: h.Engine, Calibration: h.Calibration, Cores: h.Cores}, err
}

// parseSpec reads an object of strings, numbers and booleans in its order. raw is known to be JSON.
func parseSpec(raw json.RawMessage) ([][2]string, error) {
	if len(raw) == 0 || raw[0] != '{' {
		return nil, garbled("spec is not an object")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	_, _ = d.Token() // the brace
	pairs := [][2]string{}
	for d.More() {
		key, _ := d.Token()
		value, _ := d.Token()
		name := key.(string) // an object's keys are strings
		switch v := value.(type) {
		case string:
			pairs = append(pairs, [2]string{name, v})
		case json.Number:
			pairs = append(pairs, [2]string{name, v.String()})
		case bool:
			pairs = append(pairs, [2]string{name, strconv.FormatBool(v)})
		default:
			return nil, garbled("spec.%s is neither a string, a number nor true or false", name)
		}
	}
	return pairs, nil
}

// record is any later line: an event if it has i, t and k, the trailer if it has end.
type record struct {
	I      *uint64         `json:"i"`
	T      *int64          `json:"t"`
	K      *string         `json:"k"`
	Loop   trace.LoopID    `json:"loop"`
	Task   trace.TaskID    `json:"task"`
	Thread trace.ThreadID  `json:"thread"`
	Arg    json.RawMessage `json:"arg"`
	Cause  trace.EventID   `json:"cause"`

	End     *int64  `json:"end"`
	Events  *uint64 `json:"events"`
	Dropped *uint64 `json:"dropped"`
	Digest  string  `json:"digest"`
	Error   string  `json:"error"`
	Tail    *tail   `json:"tail"`
}

// reading is an event as a line has it: its number, and its text in place of the text's number.
type reading struct {
	trace.Event
	id   uint64
	text string
}

func (r *record) event() (e reading, err error) {
	if r.I == nil || r.T == nil || r.K == nil {
		return e, garbled("neither an event, with i, t and k, nor a trailer, with end")
	}
	e.id, e.Event = *r.I, trace.Event{At: *r.T, Loop: r.Loop, Task: r.Task, Thread: r.Thread, Cause: r.Cause}
	var ok bool
	if e.Kind, ok = trace.ParseKind(*r.K); !ok {
		return e, garbled("unknown kind %q", *r.K)
	}
	if r.Arg == nil {
		return e, nil
	}
	if e.Kind.HasText() {
		if json.Unmarshal(r.Arg, &e.text) != nil {
			return e, garbled("the arg of %s must be a string", e.Kind)
		}
		return e, nil
	}
	var word string
	if r.Arg[0] == '"' && json.Unmarshal(r.Arg, &word) == nil {
		if e.Arg, ok = e.Kind.ParseArg(word); !ok {
			return e, garbled("the arg of %s cannot be %q", e.Kind, word)
		}
		return e, nil
	}
	if json.Unmarshal(r.Arg, &e.Arg) != nil {
		return e, garbled("the arg of %s must be a whole number", e.Kind)
	}
	return e, nil
}

func (r *record) trailer() (t trace.Trailer, err error) {
	if r.Events == nil || r.Dropped == nil {
		return t, garbled("a trailer without events or dropped")
	}
	t = trace.Trailer{End: *r.End, Events: *r.Events, Dropped: *r.Dropped, Error: r.Error}
	digest, err := hex.DecodeString(r.Digest)
	if err != nil || len(digest) != len(t.Digest) {
		return t, garbled("digest is not %d hexadecimal digits", 2*len(t.Digest))
	}
	copy(t.Digest[:], digest)
	t.Overflow, err = r.Tail.read()
	return t, err
}
