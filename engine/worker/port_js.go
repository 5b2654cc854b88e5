package main

import (
	"syscall/js"
	"time"
)

// port is the way of a worker that runs one thread to the one that it works for.
type port struct {
	helper js.Value
	way    js.Value // a MessagePort
	woken  chan struct{}
	wake   js.Func
}

func newPort() *port {
	p := &port{helper: js.Global().Get("loopyard"), woken: make(chan struct{}, 1)}
	p.way = p.helper.Get("port")
	p.wake = js.FuncOf(func(js.Value, []js.Value) any {
		p.woken <- struct{}{}
		return nil
	})
	return p
}

// Post hands over a message.
func (p *port) Post(message []byte) {
	array := arrayOf(message)
	p.way.Call("postMessage", array, []any{array.Get("buffer")})
}

// Listen makes heard be called with each message to this worker.
func (p *port) Listen(heard func(message []byte)) {
	p.way.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		heard(bytesOf(args[0].Get("data")))
		return nil
	}))
}

// Yield lets the browser deliver what was posted to this worker.
func (p *port) Yield() {
	p.helper.Call("hop", p.wake)
	<-p.woken
}

// Block blocks the worker for d.
func (p *port) Block(d time.Duration) { p.helper.Call("hold", float64(d)/float64(time.Millisecond)) }

// Epoch reads the clock that all workers share.
func (p *port) Epoch() int64 { return epoch() }
