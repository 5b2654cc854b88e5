package session

import (
	"context"
	"sync"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/trace"
)

// threads is placement threads: every thread of the run is an OS thread.
type threads struct {
	program *program
	clock   *engine.RealClock
	rec     *trace.Recorder
	router  *router
	running sync.WaitGroup

	mu      sync.Mutex
	parkers []*engine.PinnedParker
	nthread trace.ThreadID
	stopped error
	ended   []error
}

func runThreads(p *program, out *output) error {
	clock := engine.NewRealClock()
	out.record(clock)
	defer out.flushing()()
	s := &threads{program: p, clock: clock, rec: out.rec, router: newRouter()}
	s.spawn(mainThreadName, p.scenario.Main, 0, nil)
	defer context.AfterFunc(p.ctx, func() { s.interrupt(p.stopped()) })()
	s.running.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return worst(s.stopped, s.ended)
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
	thread
	*desk
	set      *threads
	over     chan struct{}
	endEvent trace.EventID // written before over is closed
}

func (s *threads) spawn(name string, body scenario.Body, n int, by *osThread) *osThread {
	s.mu.Lock()
	s.nthread++
	t := &osThread{set: s, over: make(chan struct{})}
	t.thread = thread{id: s.nthread, program: s.program, rec: s.rec}
	t.desk = newDesk(&t.thread, t, s.router)
	s.mu.Unlock()

	var spawned trace.EventID
	if by != nil {
		spawned = by.emit(trace.ThreadSpawned, int64(t.id), 0)
	}
	s.running.Go(func() {
		defer close(t.over)
		parker := &meeting{s.parker(), t.desk}
		t.begin(name, s.clock, parker, spawned)
		if id := osThreadID(); id != 0 {
			t.emit(trace.ThreadBound, int64(id), 0)
		}
		if err := engine.Guard(func() error { return body(t, n) }); err != nil {
			s.mu.Lock()
			s.ended = append(s.ended, err)
			s.mu.Unlock()
		}
		t.endEvent = t.ended()
	})
	return t
}

// meeting is a thread's parker that lets its loop meet the others before it waits.
type meeting struct {
	*engine.PinnedParker
	desk *desk
}

// Park waits; see [engine.Parker].
func (p *meeting) Park(until int64) error {
	p.desk.meet()
	return p.PinnedParker.Park(until)
}

// Pass gives the error that the thread was interrupted with, if any.
func (p *meeting) Pass() error {
	p.desk.meet()
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
	return &osHandle{t, t.set.spawn(name, t.body(body), n, t)}
}

// Work computes, on this thread alone.
func (t *osThread) Work(d time.Duration) {
	t.span(trace.WorkBegan, trace.WorkEnded, d, func(trace.EventID) {
		t.program.compute(d, func() bool { return t.program.stopped() == nil })
	})
}

// Block holds this thread alone.
func (t *osThread) Block(d time.Duration) {
	t.span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) { t.set.clock.Hold(d, t.program.ctx.Done()) })
}

// osHandle is a thread as the one that started it sees it.
type osHandle struct{ by, started *osThread }

// Join waits until the thread has ended.
func (h *osHandle) Join() {
	id := int64(h.started.id)
	h.by.emit(trace.JoinBegan, id, 0)
	<-h.started.over
	h.by.emit(trace.JoinEnded, id, h.started.endEvent)
}
