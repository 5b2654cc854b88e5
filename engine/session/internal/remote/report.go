package remote

import (
	"time"

	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/merge"
	"loopyard/engine/trace"
)

// yieldInterval is how long a worker that does not wait goes on before it lets messages in.
const yieldInterval = 8 * time.Millisecond

// report sends the coordinator the events since the last report, and the watermark: the thread records nothing earlier
// unless a message wakes it. records follow in the same message; the coordinator handles them after the events.
func (t *workerThread) report(watermark int64, records messageWriter) {
	t.mu.Lock()
	acked := t.acked
	t.mu.Unlock()
	if b, ok := t.Recorder.Take(); ok {
		_ = t.encoder.Batch(b) // to memory, which does not fail
	}
	message := messageWriter{}.report(report{acked, watermark, t.frames})
	t.frames = t.frames[:0]
	t.watermark, t.reportAt = watermark, t.runClock.Now()+int64(host.FlushInterval)
	t.port.Post(append(message, records...))
}

// reportBeforeWait is called before the thread waits until a time. It reports if a report is due, or becomes due while the
// thread waits: waking up for that would cost more.
func (t *workerThread) reportBeforeWait(until int64) {
	if t.watermark >= until && t.Recorder.Pending() == 0 {
		return // the coordinator knows all
	}
	if now := t.runClock.Now(); now >= t.reportAt || until > t.reportAt {
		t.report(until, nil)
	}
}

// poll is called often by a thread that does not wait. It reports if a report is due, and regularly lets messages in.
func (t *workerThread) poll() {
	now := t.runClock.Now()
	if now >= t.reportAt {
		t.report(now, nil)
	}
	if now >= t.yieldAt {
		t.port.Yield()
		t.yieldAt = t.runClock.Now() + int64(yieldInterval)
	}
}

// streamSink adds the batches that the coordinator decodes to the stream of their thread.
type streamSink struct {
	merger *merge.Merger
	stream *merge.Stream
}

func (s streamSink) Begin(trace.Header) error  { return nil }
func (s streamSink) End(trace.Trailer) error   { return nil }
func (s streamSink) Batch(b trace.Batch) error { return s.merger.Add(s.stream, b) }
