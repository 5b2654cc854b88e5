package specjson

import (
	"time"

	"loopyard/engine/spec"
)

// Limits is the JSON form of [spec.Limits]. Its wall limit is a duration in Go's notation; "0s" means none.
type Limits struct {
	Host       string `json:"host"`
	Loops      int    `json:"loops"`
	Threads    int    `json:"threads"`
	Coroutines int    `json:"coroutines"`
	Events     int    `json:"events"`
	Wall       string `json:"wall"`
}

// NewLimits returns the JSON form of l.
func NewLimits(l spec.Limits) Limits {
	return Limits{l.Host, l.Loops, l.Threads, l.Coroutines, l.Events, l.Wall.String()}
}

// Spec returns the limits as package spec has them. A wall limit that cannot be read means none.
func (l Limits) Spec() spec.Limits {
	wall, _ := time.ParseDuration(l.Wall)
	return spec.Limits{Host: l.Host, Loops: l.Loops, Threads: l.Threads, Coroutines: l.Coroutines, Events: l.Events, Wall: wall}
}

// Error is the body of every API answer that is an error: {"error":{"message":"…","fields":[…]}}.
type Error struct {
	Error ErrorBody `json:"error"`
}

// ErrorBody says what is wrong with a request, in words and, where values are at fault, field by field.
type ErrorBody struct {
	Message string      `json:"message"`
	Fields  spec.Errors `json:"fields,omitempty"`
}
