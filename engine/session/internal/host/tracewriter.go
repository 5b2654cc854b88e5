package host

import (
	"sync"
	"time"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// TraceWriter takes the events of a run from its recorder and passes them to its sink. Begin, Start and End are called
// once, in this order; Flush may be called in between, by any goroutine.
type TraceWriter struct {
	Recorder *trace.Recorder // nil before Start

	limit int                  // events to keep; 0 means all
	watch func(trace.Progress) // may be nil

	mu     sync.Mutex // held while the sink is called, since its calls must not overlap
	sink   trace.Sink
	failed bool // the sink has returned an error and is not called any more
}

// FlushInterval is how often a run in real time passes its events to the sink.
const FlushInterval = 33 * time.Millisecond

// NewTraceWriter returns the writer of one run, which keeps up to limit events; 0 means all. watch is for
// [trace.Recorder.OnProgress] and may be nil.
func NewTraceWriter(sink trace.Sink, limit int, watch func(trace.Progress)) *TraceWriter {
	return &TraceWriter{sink: sink, limit: limit, watch: watch}
}

// Begin writes the header.
func (w *TraceWriter) Begin(h trace.Header) {
	w.call(func(s trace.Sink) error { return s.Begin(h) })
}

// Start makes the recorder, whose events have the times of clock.
func (w *TraceWriter) Start(clock trace.Clock) {
	w.Recorder = trace.NewRecorder(clock, w.limit)
	w.Recorder.OnProgress(w.watch)
}

// Flush writes the events that were recorded since the last Flush.
func (w *TraceWriter) Flush() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if b, ok := w.Recorder.Take(); ok {
		w.call(func(s trace.Sink) error { return s.Batch(b) })
	}
}

// FlushRegularly calls Flush at every FlushInterval until stop is called. stop returns when the last Flush has.
func (w *TraceWriter) FlushRegularly() (stop func()) {
	ticker := time.NewTicker(FlushInterval)
	quit := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-ticker.C:
				w.Flush()
			case <-quit:
				return
			}
		}
	})
	return func() {
		ticker.Stop()
		close(quit)
		done.Wait()
	}
}

// End writes the remaining events and the trailer, which it returns. err is the error that the run ended with, or nil.
func (w *TraceWriter) End(err error) trace.Trailer {
	w.Flush()
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	t := w.Recorder.End(reason)
	w.call(func(s trace.Sink) error { return s.End(t) })
	return t
}

// call calls f with the sink, unless the sink has failed before. A panic in the sink is a failure too: it would otherwise
// end the process, since events are also passed on by a goroutine of its own.
func (w *TraceWriter) call(f func(trace.Sink) error) {
	if !w.failed {
		w.failed = engine.Guard(func() error { return f(w.sink) }) != nil
	}
}
