package remote

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

// Port is a worker's way to the coordinator of the run, and what a worker can do that the engine cannot.
type Port interface {
	// Post sends the coordinator a message.
	Post(message []byte)
	// Listen makes heard be called with each message to this worker, in their order. Messages are heard while the worker
	// waits, and while it is in Breathe.
	Listen(heard func(message []byte))
	// Breathe lets the worker hear what was posted to it.
	Breathe()
	// Hold holds the worker for d, so that it hears nothing.
	Hold(d time.Duration)
	// Epoch is as that of Workers.
	Epoch() int64
}

// hosted is the one thread of a run that a worker runs.
type hosted struct {
	host.Thread
	*mail.Endpoint
	port   Port
	find   func(id string) (scenario.Scenario, bool)
	clock  *engine.RealClock // of this worker
	orders chan beginning
	closes <-chan struct{} // when the worker is to end

	runTime   shifted // the clock of the run
	parker    *hostedParker
	encoder   *trace.Encoder
	frames    frames
	said      int64 // until when the coordinator knows that nothing happens
	reportAt  int64 // when it is to be told what happened
	breatheAt int64

	mu       sync.Mutex // messages are heard on other goroutines than the thread's
	doors    map[trace.LoopID]mail.Receiver
	lastDoor map[string]mail.Receiver // of several loops with one name, that of the last
	gone     map[string]bool          // names of loops of other threads that are closed
	heard    int                      // since the beginning, with it
	children []*hostedChild
	halt     context.CancelCauseFunc
}

// frames is where the encoder writes.
type frames []byte

func (f *frames) Write(b []byte) (int, error) {
	*f = append(*f, b...)
	return len(b), nil
}

// Serve runs one thread of a run, which the coordinator on the other side of the port chooses, and returns when it has
// ended, or when ctx ends before it has begun. find finds the scenario that is run.
func Serve(ctx context.Context, port Port, find func(id string) (scenario.Scenario, bool)) {
	t := &hosted{port: port, find: find, clock: engine.NewRealClock(), orders: make(chan beginning, 1),
		doors: map[trace.LoopID]mail.Receiver{}, lastDoor: map[string]mail.Receiver{}, gone: map[string]bool{}}
	t.closes = ctx.Done()
	port.Listen(t.hear)
	t.tellClock()
	select {
	case b := <-t.orders:
		t.run(ctx, b)
	case <-ctx.Done():
	}
}

func (t *hosted) tellClock() {
	reads := t.clock.Now()
	t.port.Post(letter{}.record(recordClock).number(reads).number(t.port.Epoch()))
}

// hear takes a message.
func (t *hosted) hear(message []byte) {
	o := &opened{b: message}
	for kind := o.record(); kind != 0; kind = o.record() {
		switch kind {
		case recordAsk:
			t.tellClock()
			return // it counts among those after the beginning only
		case recordBegin:
			t.orders <- o.begin()
		case recordOver:
			close(t.child(int(o.number())).over)
		case recordGone, recordHere:
			name := o.text()
			t.mu.Lock()
			t.gone[name] = kind == recordGone
			t.mu.Unlock()
		case recordMessage:
			t.take(o.message())
		case recordHalt:
			t.interrupt(o.number() == 1)
		}
	}
	t.mu.Lock()
	t.heard++
	t.mu.Unlock()
}

func (t *hosted) run(ctx context.Context, b beginning) {
	ctx, halt := context.WithCancelCause(ctx)
	defer halt(nil)
	t.runTime = shifted{t.clock, b.shift}
	t.parker = &hostedParker{engine.NewRealParker(t.runTime), t}
	t.Program = &host.Program{Ctx: ctx, Calibration: b.ops}
	t.ID, t.Recorder = b.thread, trace.NewThreadRecorder(t.runTime)
	t.Endpoint = mail.NewEndpoint(&t.Thread, t, t)
	t.Recorder.OnBacklog(func() { t.report(t.said, nil) }) // a step may be long, and do much
	t.encoder = trace.NewEncoder(&t.frames)
	_ = t.encoder.Begin(trace.Header{Version: trace.Version})
	defer context.AfterFunc(ctx, func() { t.parker.Interrupt(t.Program.Stopped()) })()
	t.mu.Lock()
	t.halt = halt
	t.mu.Unlock()

	t.Begin(b.name, t.runTime, t.parker, 0)
	t.Emit(trace.ClockSet, b.unsure, 0)
	err := engine.Guard(func() error { return t.runBody(b) })
	t.End()
	end := letter{}.record(recordEnd)
	if err != nil {
		end = end.text(err.Error())
	} else {
		end = end.text("")
	}
	t.report(engine.Forever, end)
}
