package remote

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/trace"
)

// Work computes, on this worker alone.
func (t *workerThread) Work(d time.Duration) {
	t.Span(trace.WorkBegan, trace.WorkEnded, d, func(trace.EventID) {
		t.Program.Compute(d, func() bool {
			t.poll()
			return t.Program.Stopped() == nil
		})
	})
}

// Block blocks this worker alone. What happened before is reported first, since the worker reports nothing meanwhile.
func (t *workerThread) Block(d time.Duration) {
	t.Span(trace.BlockBegan, trace.BlockEnded, d, func(trace.EventID) {
		t.report(t.runClock.Now()+int64(d), nil)
		t.port.Block(d)
	})
}

// Start asks the coordinator for a thread. The coordinator chooses its number; here its place among the threads that this
// one has started stands for it, also in events. The request goes first, so that the coordinator knows the thread when it
// receives the ThreadSpawned.
func (t *workerThread) Start(name, body string, n int) scenario.Joiner {
	t.Body(body) // panics if there is none
	t.mu.Lock()
	c := &child{starter: t, nth: len(t.children) + 1, ended: make(chan struct{})}
	t.children = append(t.children, c)
	t.mu.Unlock()
	t.port.Post(messageWriter{}.start(name, body, n))
	t.Emit(trace.ThreadSpawned, int64(c.nth), 0)
	t.report(t.runClock.Now(), nil)
	return c
}

// child returns one of the threads that this one has started.
func (t *workerThread) child(nth int) *child {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.children[nth-1]
}

// child is a thread of another worker, as the one that started it sees it.
type child struct {
	starter *workerThread
	nth     int // its place among those that the starter has started, from 1
	ended   chan struct{}
}

// Join waits until the thread has ended.
func (c *child) Join() {
	t := c.starter
	t.Emit(trace.JoinBegan, int64(c.nth), 0)
	select {
	case <-c.ended:
	default:
		t.reportBeforeWait(engine.Forever)
		select {
		case <-c.ended:
		case <-t.ended:
		}
	}
	t.Emit(trace.JoinEnded, int64(c.nth), 0)
}

// Register makes a loop of this worker known here and to the coordinator; see [mail.Network].
func (t *workerThread) Register(at mail.Address, r mail.Receiver) (refused []mail.Message) {
	t.mu.Lock()
	t.receivers[at.ID] = r
	t.lastReceivers[at.Name] = r
	t.mu.Unlock()
	t.report(t.runClock.Now(), messageWriter{}.register(at))
	return nil // those that wait are with the coordinator, which sends them
}

// Send sends a message to the coordinator, which passes it on. The error is [engine.ErrClosed] if the loop ran on a thread
// that this one has joined. Whether another loop is closed only the coordinator knows: its answer comes later.
func (t *workerThread) Send(m mail.Message) error {
	t.mu.Lock()
	closed := m.To.ID == 0 && t.closed[m.To.Name]
	t.mu.Unlock()
	if closed {
		return engine.ErrClosed
	}
	t.report(t.runClock.Now(), messageWriter{}.message(m))
	return nil
}

// deliver passes a message to the loop of this worker that it is for.
func (t *workerThread) deliver(m mail.Message) {
	t.mu.Lock()
	to := t.receivers[m.To.ID]
	if m.To.ID == 0 {
		to = t.lastReceivers[m.To.Name]
	}
	t.mu.Unlock()
	if (to == nil || to.Accept(m) != nil) && m.Kind == mail.TaskRequest {
		t.port.Post(messageWriter{}.refused(m.Submission()))
	}
}

// workerParker is the parker of a thread that runs in a worker: it reports before it waits.
type workerParker struct {
	*engine.RealParker
	thread *workerThread
}

// Park waits until a time or an Unpark; see [engine.Parker].
func (p *workerParker) Park(until int64) error {
	p.thread.RegisterLoop()
	p.thread.reportBeforeWait(until)
	return p.RealParker.Park(until)
}

// Pass lets messages in if it is time to; see [engine.Parker].
func (p *workerParker) Pass() error {
	p.thread.RegisterLoop()
	p.thread.poll()
	return p.RealParker.Pass()
}
