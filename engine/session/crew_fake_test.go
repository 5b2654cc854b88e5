package session_test

import (
	"bytes"
	"context"
	"runtime"
	"sync"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
)

// crew is workers that are goroutines of the test: they share nothing but messages, which are bytes, and each has a
// clock of its own.
type crew struct {
	find    func(string) (scenario.Scenario, bool)
	most    int           // workers that there can be; 0: any number
	lie     time.Duration // by which their idea of the shared clock is wrong
	onEnd   func()        // a worker has been ended
	onBatch func(*logged) // what the run's sink has got
	says    []byte        // what a worker says when it is to begin; nil: it is a real one

	mu      sync.Mutex
	started int
	longest int // message of a worker, in bytes
	workers []*worker
	working sync.WaitGroup
}

func (c *crew) Epoch() int64 { return time.Now().UnixNano() }

// of gives the worker that was told something with a word in it.
func (c *crew) of(word string) *worker {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range c.workers {
		if bytes.Contains(w.told, []byte(word)) {
			return w
		}
	}
	return nil
}

func (c *crew) Start(heard func([]byte), lost func(string)) session.Worker {
	ctx, end := context.WithCancel(context.Background())
	w := &worker{crew: c, end: end, gone: ctx.Done(), up: newPipe(), down: newPipe(), lost: lost}
	w.up.to(heard)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.workers = append(c.workers, w)
	if c.started++; c.most > 0 && c.started > c.most {
		w.down.to(func([]byte) {})
		w.crash("no room for another")
		return w
	}
	if c.says != nil {
		w.down.to(func(message []byte) {
			if message[0] == 'a' {
				w.up.put([]byte{'c', 1, 1})
			} else {
				w.up.put(c.says)
			}
		})
		w.up.put([]byte{'c', 1, 1})
		return w
	}
	c.working.Go(func() { session.Serve(ctx, port{w}, c.find) })
	return w
}

// worker is one of them, as the coordinator sees it.
type worker struct {
	crew     *crew
	end      context.CancelFunc
	gone     <-chan struct{} // closed when it was ended
	told     []byte
	up, down *pipe
	lost     func(string)
	over     sync.Once
}

func (w *worker) Post(message []byte) {
	w.crew.mu.Lock()
	w.told = append(w.told, message...)
	w.crew.mu.Unlock()
	w.down.put(message)
}

func (w *worker) End() {
	w.over.Do(func() {
		w.up.close()
		w.down.close()
		w.end()
		if w.crew.onEnd != nil {
			w.crew.onEnd()
		}
	})
}

// crash is what happens when the worker's program dies: what it has said is heard, and nothing else.
func (w *worker) crash(reason string) {
	w.up.close()
	go func() {
		<-w.up.empty
		w.lost(reason)
	}()
}

// port is a worker as its own thread sees it.
type port struct{ *worker }

func (p port) Post(message []byte) {
	p.crew.mu.Lock()
	p.crew.longest = max(p.crew.longest, len(message))
	p.crew.mu.Unlock()
	p.up.put(message)
}

func (p port) Listen(heard func([]byte)) { p.down.to(heard) }
func (p port) Breathe()                  { runtime.Gosched() }
func (p port) Epoch() int64              { return p.crew.Epoch() + int64(p.crew.lie) }

func (p port) Hold(d time.Duration) {
	held := time.NewTimer(d)
	defer held.Stop()
	<-held.C
}

// pipe carries messages from goroutine to goroutine, in order and without ever making the sender wait.
type pipe struct {
	mu     sync.Mutex
	queue  [][]byte
	some   chan struct{}
	closed bool
	empty  chan struct{} // closed when it is closed and everything has come out
}

func newPipe() *pipe { return &pipe{some: make(chan struct{}, 1), empty: make(chan struct{})} }

func (p *pipe) put(message []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.queue = append(p.queue, append([]byte(nil), message...))
		p.wake()
	}
}

func (p *pipe) wake() {
	select {
	case p.some <- struct{}{}:
	default:
	}
}

func (p *pipe) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.wake()
}

// to gives every message to heard, on a goroutine of the pipe's own, until the pipe is closed.
func (p *pipe) to(heard func([]byte)) {
	go func() {
		for range p.some {
			p.mu.Lock()
			queue, closed := p.queue, p.closed
			p.queue = nil
			p.mu.Unlock()
			for _, message := range queue {
				heard(message)
			}
			if closed {
				close(p.empty)
				return
			}
		}
	}()
}
