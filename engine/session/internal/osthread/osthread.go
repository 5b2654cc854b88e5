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

// group is the threads of one run.
type group struct {
	program  *host.Program
	clock    *engine.RealClock
	recorder *trace.Recorder
	router   *mail.Router
	running  sync.WaitGroup

	mu      sync.Mutex // guards what follows
	parkers []*engine.PinnedParker
	threads trace.ThreadID // started so far
	stopped error          // why the run was stopped
	failed  []error        // of threads that have ended
}

// Run runs the program to its end.
func Run(p *host.Program, out *host.TraceWriter) error {
	clock := engine.NewRealClock()
	out.Start(clock)
	defer out.FlushRegularly()()
	g := &group{program: p, clock: clock, recorder: out.Recorder, router: mail.NewRouter()}
	g.spawn(host.MainThreadName, p.Scenario.Main, 0, nil)
	defer context.AfterFunc(p.Ctx, func() { g.interrupt(p.Stopped()) })()
	g.running.Wait()
	g.mu.Lock()
	defer g.mu.Unlock()
	return host.RunError(g.stopped, g.failed)
}

// interrupt makes every wait of every thread, now and later, end with err.
func (g *group) interrupt(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stopped = err
	for _, p := range g.parkers {
		p.Interrupt(err)
	}
}

// spawn starts a thread that runs body. by is the thread that asked for it; nil for the main thread.
func (g *group) spawn(name string, body scenario.Body, n int, by *thread) *thread {
	g.mu.Lock()
	g.threads++
	t := &thread{group: g, ended: make(chan struct{})}
	t.Thread = host.Thread{ID: g.threads, Program: g.program, Recorder: g.recorder}
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, g.router)
	g.mu.Unlock()

	var spawned trace.EventID
	if by != nil {
		spawned = by.Emit(trace.ThreadSpawned, int64(t.ID), 0)
	}
	g.running.Go(func() {
		defer close(t.ended)
		t.Begin(name, g.clock, &parker{g.newParker(), t.Endpoint}, spawned)
		if id := osThreadID(); id != 0 {
			t.Emit(trace.ThreadBound, int64(id), 0)
		}
		if err := engine.Guard(func() error { return body(t, n) }); err != nil {
			g.mu.Lock()
			g.failed = append(g.failed, err)
			g.mu.Unlock()
		}
		t.endEvent = t.End()
	})
	return t
}

// newParker returns a parker for the calling goroutine, which it locks to its OS thread. interrupt knows the parker from
// now on.
func (g *group) newParker() *engine.PinnedParker {
	p := engine.NewPinnedParker(g.clock)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.parkers = append(g.parkers, p)
	if g.stopped != nil {
		p.Interrupt(g.stopped)
	}
	return p
}

// thread is one thread of the run.
type thread struct {
	host.Thread
	*mail.Endpoint
	group    *group
	ended    chan struct{} // closed when the thread has ended
	endEvent trace.EventID // written before ended is closed, read after
}

// Start starts an OS thread.
func (t *thread) Start(name, body string, n int) scenario.Joiner {
	return &joiner{t, t.group.spawn(name, t.Body(body), n, t)}
}

// Work computes, on this thread alone.
func (t *thread) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(trace.EventID) {
		t.Program.Compute(d, func() bool { return t.Program.Stopped() == nil })
	})
}

// Block holds this thread alone.
func (t *thread) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) { t.group.clock.Hold(d, t.Program.Ctx.Done()) })
}

// joiner is a started thread, as the one that started it sees it.
type joiner struct{ by, started *thread }

// Join waits until the thread has ended.
func (j *joiner) Join() {
	id := int64(j.started.ID)
	j.by.Emit(trace.JoinBegan, id, 0)
	<-j.started.ended
	j.by.Emit(trace.JoinEnded, id, j.started.endEvent)
}

// parker is the parker of a thread whose loops are registered before they wait.
type parker struct {
	*engine.PinnedParker
	endpoint *mail.Endpoint
}

// Park waits until a time or an Unpark; see [engine.Parker].
func (p *parker) Park(until int64) error {
	p.endpoint.RegisterLoop()
	return p.PinnedParker.Park(until)
}

// Pass returns the error that the thread was interrupted with, or nil; see [engine.Parker].
func (p *parker) Pass() error {
	p.endpoint.RegisterLoop()
	return p.PinnedParker.Pass()
}
