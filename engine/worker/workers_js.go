package main

import (
	"errors"
	"syscall/js"

	"loopyard/engine/session"
)

// errNoWorkers is for browsers in which only pages can make workers.
var errNoWorkers = errors.New("this browser does not let a worker start others, which is how it would have threads")

// manyWorkers is from how many on a short sleep may take longer: what makes it exact costs more than they all have.
const manyWorkers = 33

// workers makes Web Workers, each for one thread of a run.
type workers struct {
	exact bool // whether sleeps of a few milliseconds end on time
}

// Start makes a worker and gives it the compiled module.
func (w workers) Start(heard func(message []byte), lost func(reason string)) session.Worker {
	global := js.Global()
	one := &worker{}
	// Nothing is released while it may be called: a worker ends in a callback of its own.
	one.message = js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		if data.Get("kind").IsUndefined() {
			heard(bytesOf(data))
		} else {
			lost(data.Get("reason").String())
		}
		return nil
	})
	one.failed = js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		reason := "it could not be loaded"
		if said := args[0].Get("message"); said.Truthy() {
			reason = said.String()
		}
		lost(reason)
		return nil
	})
	one.js = global.Get("Worker").New(global.Get("location").Get("href"), map[string]any{"name": "thread"})
	one.js.Set("onmessage", one.message)
	one.js.Set("onerror", one.failed)
	helper := global.Get("loopyard")
	one.js.Call("postMessage", map[string]any{"module": helper.Get("module"), "exec": helper.Get("exec"), "exact": w.exact})
	return one
}

// Epoch reads the clock that all workers share.
func (workers) Epoch() int64 { return epoch() }

// worker is one of them, as the one that made it sees it.
type worker struct {
	js              js.Value
	message, failed js.Func
}

// Post hands it a message.
func (w *worker) Post(message []byte) {
	array := arrayOf(message)
	w.js.Call("postMessage", array, []any{array.Get("buffer")})
}

// End ends it at once.
func (w *worker) End() {
	w.js.Call("terminate")
	w.js.Set("onmessage", js.Null())
	w.js.Set("onerror", js.Null())
	w.message.Release()
	w.failed.Release()
}
