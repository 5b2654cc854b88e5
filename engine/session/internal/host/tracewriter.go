package host

import (
	"sync"
	"time"

	"loopyard/engine/trace"
)

// TraceWriter carries events from a run's recorder to its sink.
type TraceWriter struct {
	Recorder *trace.Recorder
	limit    int                  // events to keep; 0: all
	watch    func(trace.Progress) // nil: nobody asks

	mu     sync.Mutex // one batch at a time
	sink   trace.Sink
	failed bool // the sink has failed and is detached
}

// FlushEvery is how often a run in real time shows what it did.
const FlushEvery = 33 * time.Millisecond

// NewTraceWriter makes the output of one run, which keeps up to limit events (0: all). watch may be nil.
func NewTraceWriter(sink trace.Sink, limit int, watch func(trace.Progress)) *TraceWriter {
	return &TraceWriter{sink: sink, limit: limit, watch: watch}
}

// Record makes the run's recorder.
func (o *TraceWriter) Record(clock trace.Clock) {
	o.Recorder = trace.NewRecorder(clock, o.limit)
	o.Recorder.OnProgress(o.watch)
}

func (o *TraceWriter) give(f func(trace.Sink) error) {
	if !o.failed {
		o.failed = f(o.sink) != nil
	}
}

func (o *TraceWriter) Begin(h trace.Header) {
	o.give(func(s trace.Sink) error { return s.Begin(h) })
}

// Flush gives the sink everything recorded so far.
func (o *TraceWriter) Flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if b, ok := o.Recorder.Take(); ok {
		o.give(func(s trace.Sink) error { return s.Batch(b) })
	}
}

// Flushing flushes regularly until the returned function is called.
func (o *TraceWriter) Flushing() (stop func()) {
	ticker := time.NewTicker(FlushEvery)
	quit := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-ticker.C:
				o.Flush()
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

func (o *TraceWriter) End(err error) trace.Trailer {
	o.Flush()
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	t := o.Recorder.End(reason)
	o.give(func(s trace.Sink) error { return s.End(t) })
	return t
}
