// Package osthread runs each thread of a run on an OS thread of this process.
package osthread

import (
	"context"
	"sync"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/trace"
)

// threads is placement threads: every thread of the run is an OS thread.
type threads struct {
	program *host.Program
	clock   *engine.RealClock
	rec     *trace.Recorder
	router  *mail.Router
	running sync.WaitGroup

	mu      sync.Mutex
	parkers []*engine.PinnedParker
	nthread trace.ThreadID
	stopped error
	ended   []error
}

func Run(p *host.Program, out *host.TraceWriter) error {
	clock := engine.NewRealClock()
	out.Start(clock)
	defer out.FlushRegularly()()
	s := &threads{program: p, clock: clock, rec: out.Recorder, router: mail.NewRouter()}
	s.spawn(host.MainThreadName, p.Scenario.Main, 0, nil)
	defer context.AfterFunc(p.Ctx, func() { s.interrupt(p.Stopped()) })()
	s.running.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return host.RunError(s.stopped, s.ended)
}

// interrupt makes every wait of every thread, now and later, end with err.
func (s *threads) interrupt(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stopped = err
	for _, p := range s.parkers {
		p.Interrupt(err)
	}
}

// osThread is one thread of the run.
type osThread struct {
	host.Thread
	*mail.Endpoint
	set      *threads
	over     chan struct{}
	endEvent trace.EventID // written before over is closed
}

func (s *threads) spawn(name string, body scenario.Body, n int, by *osThread) *osThread {
	s.mu.Lock()
	s.nthread++
	t := &osThread{set: s, over: make(chan struct{})}
	t.Thread = host.Thread{ID: s.nthread, Program: s.program, Recorder: s.rec}
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, s.router)
	s.mu.Unlock()

	var spawned trace.EventID
	if by != nil {
		spawned = by.Emit(trace.ThreadSpawned, int64(t.ID), 0)
	}
	s.running.Go(func() {
		defer close(t.over)
		parker := &meeting{s.parker(), t.Endpoint}
		t.Begin(name, s.clock, parker, spawned)
		if id := osThreadID(); id != 0 {
			t.Emit(trace.ThreadBound, int64(id), 0)
		}
		if err := engine.Guard(func() error { return body(t, n) }); err != nil {
			s.mu.Lock()
			s.ended = append(s.ended, err)
			s.mu.Unlock()
		}
		t.endEvent = t.End()
	})
	return t
}

// meeting is a thread's parker that lets its loop meet the others before it waits.
type meeting struct {
	*engine.PinnedParker
	desk *mail.Endpoint
}

// Park waits; see [engine.Parker].
func (p *meeting) Park(until int64) error {
	p.desk.RegisterLoop()
	return p.PinnedParker.Park(until)
}

// Pass gives the error that the thread was interrupted with, if any.
func (p *meeting) Pass() error {
	p.desk.RegisterLoop()
	return p.PinnedParker.Pass()
}

// parker makes the calling thread's parker, which interrupt knows from now on.
func (s *threads) parker() *engine.PinnedParker {
	p := engine.NewPinnedParker(s.clock)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.parkers = append(s.parkers, p)
	if s.stopped != nil {
		p.Interrupt(s.stopped)
	}
	return p
}

// Start starts an OS thread.
func (t *osThread) Start(name, body string, n int) scenario.Handle {
	return &osHandle{t, t.set.spawn(name, t.Body(body), n, t)}
}

// Work computes, on this thread alone.
func (t *osThread) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(trace.EventID) {
		t.Program.Compute(d, func() bool { return t.Program.Stopped() == nil })
	})
}

// Block holds this thread alone.
func (t *osThread) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) { t.set.clock.Hold(d, t.Program.Ctx.Done()) })
}

// osHandle is a thread as the one that started it sees it.
type osHandle struct{ by, started *osThread }

// Join waits until the thread has ended.
func (h *osHandle) Join() {
	id := int64(h.started.ID)
	h.by.Emit(trace.JoinBegan, id, 0)
	<-h.started.over
	h.by.Emit(trace.JoinEnded, id, h.started.endEvent)
}
