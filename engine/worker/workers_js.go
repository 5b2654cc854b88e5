package main

import (
	"syscall/js"

	"loopyard/engine/session"
)

// manyWorkers is from how many on a short sleep may take longer: what makes it exact costs more than they all have.
const manyWorkers = 33

// workers has the page make Web Workers, each for one thread of a run, which this one talks to by a channel.
type workers struct {
	exact bool // whether sleeps of a few milliseconds end on time
}

// made is the workers that were asked for and not ended, by number. The page knows them by that, and says which are lost.
var made = map[int]*worker{}

var lastMade int

// Start asks for a worker that gets the compiled module and one end of a channel.
func (w workers) Start(heard func(message []byte), lost func(reason string)) session.Worker {
	channel := js.Global().Get("MessageChannel").New()
	lastMade++
	one := &worker{number: lastMade, port: channel.Get("port1"), lost: lost}
	made[one.number] = one
	// It is not released while it may be called: a worker ends in a callback of its own.
	one.message = js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		if data.Get("kind").IsUndefined() {
			heard(bytesOf(data))
		} else {
			lost(data.Get("reason").String())
		}
		return nil
	})
	one.port.Set("onmessage", one.message)
	helper, far := js.Global().Get("loopyard"), channel.Get("port2")
	js.Global().Call("postMessage", map[string]any{"kind": "thread", "thread": one.number, "give": map[string]any{
		"module": helper.Get("module"), "exec": helper.Get("exec"), "exact": w.exact, "port": far}}, []any{far})
	return one
}

// lose is called when the page says that a worker could not be loaded, or broke off.
func lose(number int, reason string) {
	if one := made[number]; one != nil {
		one.lost(reason)
	}
}

// Epoch reads the clock that all workers share.
func (workers) Epoch() int64 { return epoch() }

// worker is one of them, as the one that it works for sees it.
type worker struct {
	number  int
	port    js.Value
	message js.Func
	lost    func(reason string)
}

// Post hands it a message.
func (w *worker) Post(message []byte) {
	array := arrayOf(message)
	w.port.Call("postMessage", array, []any{array.Get("buffer")})
}

// End ends it at once.
func (w *worker) End() {
	delete(made, w.number)
	post(map[string]any{"kind": "end", "thread": w.number})
	w.port.Set("onmessage", js.Null())
	w.port.Call("close")
	w.message.Release()
}
