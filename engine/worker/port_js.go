package main

import (
	"syscall/js"
	"time"
)

// port connects a worker that runs one thread to the worker that coordinates the run. It implements [session.Port].
type port struct {
	script  js.Value      // what worker.js offers the engine
	channel js.Value      // a MessagePort
	yielded chan struct{} // receives a value at the end of a Yield
	resume  js.Func       // sends it
}

func newPort() *port {
	p := &port{script: js.Global().Get("loopyard"), yielded: make(chan struct{}, 1)}
	p.channel = p.script.Get("port")
	p.resume = js.FuncOf(func(js.Value, []js.Value) any {
		p.yielded <- struct{}{}
		return nil
	})
	return p
}

// Post sends a message to the coordinator.
func (p *port) Post(message []byte) {
	array := toArray(message)
	p.channel.Call("postMessage", array, []any{array.Get("buffer")})
}

// Listen sets the function that is called with each message to this worker.
func (p *port) Listen(received func(message []byte)) {
	p.channel.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		received(toBytes(args[0].Get("data")))
		return nil
	}))
}

// Yield lets the browser deliver the messages that have arrived: they are tasks of its event loop, and so is resume, which
// is queued behind them.
func (p *port) Yield() {
	p.script.Call("hop", p.resume)
	<-p.yielded
}

// Block blocks the worker for d.
func (p *port) Block(d time.Duration) {
	p.script.Call("block", float64(d)/float64(time.Millisecond))
}

// Epoch reads the clock that all workers share, in nanoseconds.
func (p *port) Epoch() int64 { return epoch() }
