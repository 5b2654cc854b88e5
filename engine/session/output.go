package session

import (
	"sync"
	"time"

	"loopyard/engine/trace"
)

// output carries events from a run's recorder to its sink.
type output struct {
	rec   *trace.Recorder
	limit int                  // events to keep; 0: all
	watch func(trace.Progress) // nil: nobody asks

	mu     sync.Mutex // one batch at a time
	sink   trace.Sink
	failed bool // the sink has failed and is detached
}

// flushEvery is how often a run in real time shows what it did.
const flushEvery = 33 * time.Millisecond

// newOutput makes the output of one run, which keeps up to limit events (0: all). watch may be nil.
func newOutput(sink trace.Sink, limit int, watch func(trace.Progress)) *output {
	return &output{sink: sink, limit: limit, watch: watch}
}

// record makes the run's recorder.
func (o *output) record(clock trace.Clock) {
	o.rec = trace.NewRecorder(clock, o.limit)
	o.rec.Watch(o.watch)
}

func (o *output) give(f func(trace.Sink) error) {
	if !o.failed {
		o.failed = f(o.sink) != nil
	}
}

func (o *output) begin(h trace.Header) {
	o.give(func(s trace.Sink) error { return s.Begin(h) })
}

// flush gives the sink everything recorded so far.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if b, ok := o.rec.Take(); ok {
		o.give(func(s trace.Sink) error { return s.Batch(b) })
	}
}

// flushing flushes regularly until the returned function is called.
func (o *output) flushing() (stop func()) {
	ticker := time.NewTicker(flushEvery)
	quit := make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		for {
			select {
			case <-ticker.C:
				o.flush()
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

func (o *output) end(err error) trace.Trailer {
	o.flush()
	reason := ""
	if err != nil {
		reason = err.Error()
	}
	t := o.rec.End(reason)
	o.give(func(s trace.Sink) error { return s.End(t) })
	return t
}
