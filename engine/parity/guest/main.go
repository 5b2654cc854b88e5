//go:build wasip1

// Command guest is the engine as a WebAssembly program. Package parity runs it in its own process and compares it with the
// native engine.
//
// The first argument is the number of events to store, or 0 for all. The others are the names and values of a spec. The
// program writes the binary trace to stdout while it runs. If the spec is not valid, the trace ends with the error.
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
