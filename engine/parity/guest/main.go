//go:build wasip1

// Command guest is the engine as a WebAssembly program of its own: package parity runs it in the same process and
// compares what it does with what the native engine does.
//
// Its arguments are how many events to keep (0: all) and then a spec, name and value by turns. The binary trace goes to
// stdout as it is made. A spec that is refused ends in a trace that says so.
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
