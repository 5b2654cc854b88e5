package main

import (
	"syscall/js"

	"loopyard/engine/session"
)

// threadWorkers has the page make Web Workers, each for one thread of a run. It implements [session.Workers]: this worker
// has a channel to each of them.
type threadWorkers struct {
	exact bool // whether sleeps of a few milliseconds end on time
}

// maxExact is how many workers can have exact sleeps: what makes those exact takes each of them some computing.
const maxExact = 32

// live holds the workers that were asked for and not ended, by number. The page names them by that when they are lost.
var live = map[int]*threadWorker{}

var lastNumber int

// Start asks the page for a worker, which gets the compiled module and one end of a channel.
func (w threadWorkers) Start(received func(message []byte), lost func(reason string)) session.Worker {
	channel := js.Global().Get("MessageChannel").New()
	lastNumber++
	t := &threadWorker{number: lastNumber, port: channel.Get("port1"), lost: lost}
	live[t.number] = t
	t.onMessage = js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		if data.Get("kind").IsUndefined() {
			received(toBytes(data))
		} else {
			lost(data.Get("reason").String())
		}
		return nil
	})
	t.port.Set("onmessage", t.onMessage)
	script, far := js.Global().Get("loopyard"), channel.Get("port2")
	js.Global().Call("postMessage", map[string]any{"kind": "thread", "thread": t.number, "give": map[string]any{
		"module": script.Get("module"), "exec": script.Get("exec"), "exact": w.exact, "port": far}}, []any{far})
	return t
}

// Epoch reads the clock that all workers share, in nanoseconds.
func (threadWorkers) Epoch() int64 { return epoch() }

// loseWorker is called when the page says that a worker could not be loaded, or has ended by itself.
func loseWorker(number int, reason string) {
	if t := live[number]; t != nil {
		t.lost(reason)
	}
}

// threadWorker is a worker that runs one thread of a run. It implements [session.Worker].
type threadWorker struct {
	number    int
	port      js.Value
	onMessage js.Func
	lost      func(reason string)
}

// Post sends the worker a message.
func (t *threadWorker) Post(message []byte) {
	array := toArray(message)
	t.port.Call("postMessage", array, []any{array.Get("buffer")})
}

// End ends the worker at once. The session calls it on its own goroutine and never in onMessage, which may therefore be
// released.
func (t *threadWorker) End() {
	delete(live, t.number)
	post(map[string]any{"kind": "end", "thread": t.number})
	t.port.Set("onmessage", js.Null())
	t.port.Call("close")
	t.onMessage.Release()
}
