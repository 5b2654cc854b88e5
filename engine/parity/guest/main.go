//go:build wasip1

// Command guest is the engine as a WebAssembly program. Package parity runs it in its own process and compares its traces
// with those of the native engine.
//
// The first argument is how many events to keep; 0 means all. A spec follows: a name, its value, the next name, and so on.
// The program writes the binary trace to stdout while it runs. If the spec is refused, the trace says why.
package main

import (
	"context"
	"os"
	"strconv"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func main() {
	args := os.Args[1:]
	events, _ := strconv.Atoi(args[0])
	var pairs []spec.Pair
	for flat := args[1:]; len(flat) > 1; flat = flat[2:] {
		pairs = append(pairs, spec.Pair{flat[0], flat[1]})
	}
	frames := trace.NewEncoder(os.Stdout)
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	if err != nil {
		frames.Begin(trace.Header{Version: trace.Version})
		frames.End(trace.Trailer{Error: err.Error()})
		return
	}
	session.Run(context.Background(), r, session.Options{Host: "wasm", Events: events}, frames)
}
