package remote

import (
	"context"
	"errors"
	"sync"
	"time"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/mail"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// Port connects a worker to the coordinator of the run, and does what the engine cannot do by itself.
type Port interface {
	// Post sends a message to the coordinator.
	Post(message []byte)
	// Listen sets the function that is called with each message to this worker, in order. It is called while the worker
	// waits, and during Yield.
	Listen(received func(message []byte))
	// Yield returns when the messages that have arrived were received.
	Yield()
	// Block blocks the worker for d. It receives nothing meanwhile.
	Block(d time.Duration)
	// Epoch returns the same as [Workers.Epoch], but read by this worker.
	Epoch() int64
}

// workerThread is the one thread of a run that a worker runs.
//
// Messages arrive on other goroutines than the thread's. What both use is guarded by mu, or is safe by itself: ids of
// messages are counted, loops queue what they accept, and channels are closed.
type workerThread struct {
	host.Thread
	*mail.Endpoint
	port  Port
	clock *engine.RealClock // of this worker
	specs chan threadSpec   // of the one thread to run
	stop  context.CancelCauseFunc
	ended <-chan struct{} // closed when the worker has to end without finishing its thread

	runClock  offsetClock
	parker    *workerParker
	encoder   *trace.Encoder
	frames    frames
	watermark int64 // the last one reported
	reportAt  int64 // when the next report is due
	yieldAt   int64 // when the next Yield is due

	mu            sync.Mutex
	receivers     map[trace.LoopID]mail.Receiver
	lastReceivers map[string]mail.Receiver // of several loops with one name, that of the last
	closed        map[string]bool          // names of other threads' loops that are closed
	acked         int                      // messages received since the threadSpec, with it
	children      []*child
}

// frames is what the encoder has written since the last report.
type frames []byte

func (f *frames) Write(b []byte) (int, error) {
	*f = append(*f, b...)
	return len(b), nil
}

// Serve runs one thread of a run in this worker. The coordinator on the other side of the port chooses which. Serve
// returns when the thread has ended, or when ctx ends before the thread has begun. find returns the scenario with an id.
func Serve(ctx context.Context, port Port, find func(id string) (scenario.Scenario, bool)) {
	runCtx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	t := &workerThread{port: port, clock: engine.NewRealClock(), specs: make(chan threadSpec, 1), stop: stop, ended: ctx.Done(),
		receivers: map[trace.LoopID]mail.Receiver{}, lastReceivers: map[string]mail.Receiver{}, closed: map[string]bool{}}
	port.Listen(t.receive)
	t.postClock()
	select {
	case s := <-t.specs:
		t.run(runCtx, s, find)
	case <-ctx.Done():
	}
}

func (t *workerThread) postClock() {
	reading := t.clock.Now()
	t.port.Post(messageWriter{}.clock(reading, t.port.Epoch()))
}

// receive handles a message of the coordinator.
func (t *workerThread) receive(message []byte) {
	r := &messageReader{b: message}
	for kind := r.record(); kind != recordNone; kind = r.record() {
		switch kind {
		case recordAskClock:
			t.postClock()
			return // it comes before the threadSpec, and is not counted
		case recordThreadSpec:
			t.specs <- r.threadSpec()
		case recordChildEnded:
			close(t.child(int(r.number())).ended)
		case recordLoopClosed, recordLoopOpened:
			name := r.text()
			t.mu.Lock()
			t.closed[name] = kind == recordLoopClosed
			t.mu.Unlock()
		case recordMessage:
			t.deliver(r.message())
		case recordStop:
			why := host.ErrStopped
			if r.number() == 1 {
				why = host.ErrTimeout
			}
			t.stop(why)
		}
	}
	t.mu.Lock()
	t.acked++
	t.mu.Unlock()
}

// run runs the thread to its end and reports all of it.
func (t *workerThread) run(ctx context.Context, s threadSpec, find func(id string) (scenario.Scenario, bool)) {
	t.runClock = offsetClock{t.clock, s.clockOffset}
	t.parker = &workerParker{engine.NewRealParker(t.runClock), t}
	t.ID, t.Recorder = s.id, trace.NewThreadRecorder(t.runClock)
	t.Program = &host.Program{Ctx: ctx, Calibration: s.opsPerMilli}
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, t)
	t.Recorder.OnBacklog(func() { t.report(t.watermark, nil) }) // one step may take long and do much
	t.encoder = trace.NewEncoder(&t.frames)
	_ = t.encoder.Begin(trace.Header{Version: trace.Version})
	defer context.AfterFunc(ctx, func() { t.parker.Interrupt(t.Program.Stopped()) })()

	t.Begin(s.name, t.runClock, t.parker, 0)
	t.Emit(trace.ClockSet, s.errorBound, 0)
	err := engine.Guard(func() error { return t.runBody(s, find) })
	t.End()
	t.report(engine.Forever, messageWriter{}.end(err))
}

// runBody runs the body that the thread was started for.
func (t *workerThread) runBody(s threadSpec, find func(id string) (scenario.Scenario, bool)) error {
	if err := t.readSpec(s.spec, find); err != nil {
		return err
	}
	body := t.Program.Scenario.Main
	if s.body != "" {
		body = t.Body(s.body)
	}
	return body(t, s.n)
}

// readSpec reads the spec of the run. It was checked where the run was asked for, so the widest limits apply here.
func (t *workerThread) readSpec(pairs []spec.Pair, find func(id string) (scenario.Scenario, bool)) (err error) {
	for _, pair := range pairs {
		if pair[0] == "scenario" {
			var ok bool
			if t.Program.Scenario, ok = find(pair[1]); !ok {
				return errors.New("session: no scenario " + pair[1])
			}
		}
	}
	t.Program.Spec, err = spec.Parse(pairs, catalog{t.Program.Scenario}, spec.CLILimits())
	return err
}

// catalog is a catalog of one scenario, which may run anywhere, since it runs already.
type catalog struct{ s scenario.Scenario }

func (c catalog) IDs() []string                         { return []string{c.s.ID} }
func (c catalog) Params(id string) ([]spec.Param, bool) { return c.s.Params, id == c.s.ID }
func (c catalog) Except(spec.Run) string                { return "" }
