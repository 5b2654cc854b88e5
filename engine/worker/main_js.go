// Command worker is the engine in a Web Worker. web/assets/worker.js starts it.
//
// A worker that the page made runs the specs that the page posts, one after the other, and posts back their traces. For a
// run in placement threads it has the page make further workers, each of which runs one thread; see [session.Serve].
//
// Messages from the page:
//
//	{kind: "run", run, spec: [name, value, name, value, …], calibration} runs a spec
//	{kind: "lost", thread, reason} says that the worker of a thread could not be loaded, or has ended by itself
//
// Messages to the page:
//
//	{kind: "ready", build} is the first
//	{kind: "frames", run, bytes} has a piece of the binary trace
//	{kind: "progress", run, events, made, ended} says how much has happened so far
//	{kind: "done", run} ends a run
//	{kind: "thread", thread, give} asks for a worker, to which give is posted
//	{kind: "end", thread} asks for the end of that worker
//
// To stop a run the page ends all its workers.
package main

import (
	"context"
	"syscall/js"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

func main() {
	if js.Global().Get("name").String() == "thread" {
		session.Serve(context.Background(), newPort(), scenario.Find)
		select {} // the coordinator has this worker ended
	}
	specs := make(chan js.Value, 1)
	js.Global().Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		switch data := args[0].Get("data"); data.Get("kind").String() {
		case "run":
			specs <- data
		case "lost":
			loseWorker(data.Get("thread").Int(), data.Get("reason").String())
		}
		return nil
	}))
	post(map[string]any{"kind": "ready", "build": trace.Build})
	for data := range specs {
		run(data.Get("run").Int(), pairs(data.Get("spec")), int64(data.Get("calibration").Float()))
	}
}

// run runs one spec to its end. The page has checked the spec; if it is refused here all the same, the trace says why.
func run(id int, from []spec.Pair, calibration int64) {
	frames := trace.NewEncoder(frameWriter(id))
	r, err := spec.Parse(from, scenario.Catalog{}, spec.PageLimits())
	if err != nil {
		_ = frames.Begin(trace.Header{Version: trace.Version})
		_ = frames.End(trace.Trailer{Error: err.Error()})
	} else {
		_, _ = session.Run(context.Background(), r, session.Options{
			Host:        "browser",
			Events:      spec.PageLimits().Events,
			Cores:       js.Global().Get("navigator").Get("hardwareConcurrency").Int(),
			Calibration: calibration,
			Workers:     threadWorkers{exact: r.Loops <= maxExact},
			OnProgress:  progressOf(id),
		}, frames)
	}
	post(map[string]any{"kind": "done", "run": id})
}

func pairs(flat js.Value) []spec.Pair {
	var all []spec.Pair
	for i := 0; i+1 < flat.Length(); i += 2 {
		all = append(all, spec.Pair{flat.Index(i).String(), flat.Index(i + 1).String()})
	}
	return all
}

// progressOf returns a function that posts the progress of a run, at most ten times a second.
func progressOf(id int) func(trace.Progress) {
	posted := epoch()
	return func(p trace.Progress) {
		if now := epoch(); now-posted >= 1e8 {
			posted = now
			post(map[string]any{"kind": "progress", "run": id, "events": float64(p.Events), "made": float64(p.Created), "ended": float64(p.Ended)})
		}
	}
}

// frameWriter posts what is written to it as frames of the run with that number.
type frameWriter int

// Write copies b to an array and transfers that to the page. It never fails.
func (w frameWriter) Write(b []byte) (int, error) {
	array := toArray(b)
	message := map[string]any{"kind": "frames", "run": int(w), "bytes": array}
	js.Global().Call("postMessage", message, []any{array.Get("buffer")})
	return len(b), nil
}

func post(message map[string]any) { js.Global().Call("postMessage", message) }

// toArray copies b to a Uint8Array.
func toArray(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// toBytes copies a Uint8Array.
func toBytes(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}

// epoch reads the clock that all workers of a page share, in nanoseconds since 1970.
func epoch() int64 {
	performance := js.Global().Get("performance")
	return int64((performance.Get("timeOrigin").Float() + performance.Call("now").Float()) * 1e6)
}
