// Command worker is the engine in a Web Worker. web/assets/worker.js starts it.
//
// A worker that the page made runs the specs that the page posts and posts back their traces. For placement threads it
// has the page make further workers, each of which runs one thread; see [session.Serve].
//
// Messages in: {kind: "run", run, spec: [name, value, name, value, …], calibration}, and {kind: "lost", thread, reason} of
// a thread's worker.
// Messages out: {kind: "ready", build}, {kind: "frames", run, bytes} with a piece of the binary trace, {kind: "progress",
// run, events, made, ended} with how much has happened, and {kind: "done", run}; {kind: "thread", thread, give} asks for a
// worker that is given what it needs, and {kind: "end", thread} for its end. A run is stopped by ending all its workers.
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
		select {} // whoever made the worker ends it
	}
	specs := make(chan js.Value, 1)
	js.Global().Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		switch data := args[0].Get("data"); data.Get("kind").String() {
		case "run":
			specs <- data
		case "lost":
			lose(data.Get("thread").Int(), data.Get("reason").String())
		}
		return nil
	}))
	post(map[string]any{"kind": "ready", "build": trace.Build})
	for data := range specs {
		run(data.Get("run").Int(), pairs(data.Get("spec")), int64(data.Get("calibration").Float()))
	}
}

// run runs one spec to its end. The page has checked it; a spec that is refused all the same ends in a trace that
// says so.
func run(id int, from []spec.Pair, calibration int64) {
	frames := trace.NewEncoder(poster(id))
	r, err := spec.Parse(from, scenario.Catalog{}, spec.PageLimits())
	if err != nil {
		frames.Begin(trace.Header{Version: trace.Version})
		frames.End(trace.Trailer{Error: err.Error()})
	} else {
		cores := js.Global().Get("navigator").Get("hardwareConcurrency").Int()
		o := session.Options{Host: "browser", Events: spec.PageLimits().Events, Cores: cores, Calibration: calibration, Workers: workers{exact: r.Loops < manyWorkers}, OnProgress: teller(id)}
		session.Run(context.Background(), r, o, frames)
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

// teller gives what tells the page how far a run is, ten times a second at most.
func teller(id int) func(trace.Progress) {
	said := epoch()
	return func(p trace.Progress) {
		if now := epoch(); now-said >= 1e8 {
			said = now
			post(map[string]any{"kind": "progress", "run": id, "events": float64(p.Events), "made": float64(p.Created), "ended": float64(p.Ended)})
		}
	}
}

// poster posts what is written to it as frames of a run.
type poster int

// Write copies b to a buffer of the page's and hands it over. It never fails.
func (p poster) Write(b []byte) (int, error) {
	bytes := arrayOf(b)
	message := map[string]any{"kind": "frames", "run": int(p), "bytes": bytes}
	js.Global().Call("postMessage", message, []any{bytes.Get("buffer")})
	return len(b), nil
}

func post(message map[string]any) { js.Global().Call("postMessage", message) }

// arrayOf copies b to an array of JavaScript's.
func arrayOf(b []byte) js.Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// bytesOf is the way back.
func bytesOf(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}

// epoch reads the clock that all workers of a page share, in nanoseconds.
func epoch() int64 {
	performance := js.Global().Get("performance")
	return int64((performance.Get("timeOrigin").Float() + performance.Call("now").Float()) * 1e6)
}
