package session_test

import (
	"bytes"
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
)

// fakeWorkers starts workers that are goroutines of the test. They share nothing but messages, which are bytes, and each
// has a clock of its own.
type fakeWorkers struct {
	find       func(string) (scenario.Scenario, bool)
	limit      int           // how many workers there can be; 0: any number
	epochError time.Duration // how wrong their idea of the shared clock is
	onEnd      func()        // called when a worker has been ended
	onBatch    func(*logged) // called when the run's sink has received a batch
	script     []byte        // what a worker posts when it is to begin a thread; nil: it runs the thread

	mu      sync.Mutex
	started int
	longest int // message of a worker, in bytes
	workers []*fakeWorker
	running sync.WaitGroup
}

// run runs a scenario on the workers, with its trace checked.
func (f *fakeWorkers) run(t *testing.T, ctx context.Context, s scenario.Scenario, r spec.Run) (*logged, error) {
	t.Helper()
	f.find = func(id string) (scenario.Scenario, bool) { return s, id == s.ID }
	l := &logged{checked: checked{t, &recording{}}}
	if f.onBatch != nil {
		l.onBatch = func() { f.onBatch(l) }
	}
	_, err := session.RunScenario(ctx, s, r, session.Options{Workers: f}, l)
	f.running.Wait()
	return l, err
}

// onWorkers runs a scenario of the catalog on workers.
func onWorkers(t *testing.T, r spec.Run) (*logged, error) {
	t.Helper()
	s, ok := scenario.Find(r.Scenario)
	require.True(t, ok)
	return (&fakeWorkers{}).run(t, t.Context(), s, r)
}

// Epoch is the clock that all workers share.
func (f *fakeWorkers) Epoch() int64 { return time.Now().UnixNano() }

// that returns the worker that received a message with a word in it.
func (f *fakeWorkers) that(word string) *fakeWorker {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, w := range f.workers {
		if bytes.Contains(w.received, []byte(word)) {
			return w
		}
	}
	return nil
}

// Start starts a worker.
func (f *fakeWorkers) Start(received func([]byte), lost func(string)) session.Worker {
	ctx, cancel := context.WithCancel(context.Background())
	w := &fakeWorker{all: f, cancel: cancel, ended: ctx.Done(), up: newPipe(), down: newPipe(), lost: lost}
	w.up.to(received)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.workers = append(f.workers, w)
	f.started++
	switch {
	case f.limit > 0 && f.started > f.limit:
		w.down.to(func([]byte) {})
		w.crash("no room for another")
	case f.script != nil:
		w.follow(f.script)
	default:
		f.running.Go(func() { session.Serve(ctx, port{w}, f.find) })
	}
	return w
}

// fakeWorker is one worker, as the coordinator sees it.
type fakeWorker struct {
	all      *fakeWorkers
	cancel   context.CancelFunc
	ended    <-chan struct{} // closed when it was ended
	received []byte
	up, down *pipe // to the coordinator, and from it
	lost     func(string)
	once     sync.Once
}

// follow answers questions for the clock, and anything else with the script.
func (w *fakeWorker) follow(script []byte) {
	clock := []byte{'c', 1, 1}
	w.down.to(func(message []byte) {
		if message[0] == 'a' {
			w.up.put(clock)
		} else {
			w.up.put(script)
		}
	})
	w.up.put(clock)
}

// Post sends a message to the worker.
func (w *fakeWorker) Post(message []byte) {
	w.all.mu.Lock()
	w.received = append(w.received, message...)
	w.all.mu.Unlock()
	w.down.put(message)
}

// End ends the worker.
func (w *fakeWorker) End() {
	w.once.Do(func() {
		w.up.close()
		w.down.close()
		w.cancel()
		if w.all.onEnd != nil {
			w.all.onEnd()
		}
	})
}

// crash does what happens when the worker's program dies: what it has posted arrives, and nothing else.
func (w *fakeWorker) crash(reason string) {
	w.up.close()
	go func() {
		<-w.up.empty
		w.lost(reason)
	}()
}

// port is a worker as its own thread sees it.
type port struct{ *fakeWorker }

func (p port) Post(message []byte) {
	p.all.mu.Lock()
	p.all.longest = max(p.all.longest, len(message))
	p.all.mu.Unlock()
	p.up.put(message)
}

func (p port) Listen(received func([]byte)) { p.down.to(received) }
func (p port) Yield()                       { runtime.Gosched() }
func (p port) Epoch() int64                 { return p.all.Epoch() + int64(p.all.epochError) }

func (p port) Block(d time.Duration) {
	blocked := time.NewTimer(d)
	defer blocked.Stop()
	<-blocked.C
}

// pipe carries messages from goroutine to goroutine, in order. It never blocks the sender.
type pipe struct {
	mu     sync.Mutex
	queue  [][]byte
	some   chan struct{} // holds a value while there is something to do
	closed bool
	empty  chan struct{} // closed when the pipe is closed and everything has come out
}

func newPipe() *pipe { return &pipe{some: make(chan struct{}, 1), empty: make(chan struct{})} }

func (p *pipe) put(message []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed {
		p.queue = append(p.queue, bytes.Clone(message))
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

// to calls received with every message, on a goroutine of the pipe's own, until the pipe is closed.
func (p *pipe) to(received func([]byte)) {
	go func() {
		for range p.some {
			p.mu.Lock()
			queue, closed := p.queue, p.closed
			p.queue = nil
			p.mu.Unlock()
			for _, message := range queue {
				received(message)
			}
			if closed {
				close(p.empty)
				return
			}
		}
	}()
}
