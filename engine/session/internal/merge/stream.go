package merge

import (
	"loopyard/engine"
	"loopyard/engine/trace"
)

// Stream is the events of one thread that are not merged yet. Its thread numbers its events and texts from 1, and names
// a thread that it started by its place among those, also from 1. [Merger.Open] makes a stream.
type Stream struct {
	Thread trace.ThreadID
	Name   string // of the thread

	events []trace.Event
	next   int           // index in events of the first one that is not merged
	added  trace.EventID // how many events were added, merged or not
	last   int64         // the time of the last of them
	texts  trace.Strings
	ids    []trace.EventID // of the events that are merged, in the run's trace

	watermark int64
	sent      []int64 // when the messages were sent that the thread has not acknowledged
	acked     int     // how many messages it has acknowledged

	starter    *Stream   // nil for the main thread
	children   []*Stream // of the threads that it started, in order
	spawnEvent trace.EventID
	endEvent   trace.EventID // both in the run's trace; zero: not merged yet
	ended      bool          // no event will be added any more

	blocks []*Stream // streams whose first event waits for one of this stream

	open openSpans
	lost string // why the thread was lost; empty: it was not
}

// Sent says that a message was sent to the thread now. The thread may have promised to do nothing until a later time, but
// a message can wake it, so the watermark goes down to now.
func (s *Stream) Sent(now int64) {
	s.sent = append(s.sent, now)
	s.watermark = min(s.watermark, now)
}

// Report sets the watermark that the thread has reported, when it had received acked messages. A message that it had not
// received then may still wake it at any time since that was sent, so the watermark is no later than the oldest of those.
func (s *Stream) Report(watermark int64, acked int) {
	n := min(max(acked-s.acked, 0), len(s.sent))
	s.sent, s.acked = s.sent[n:], acked
	s.watermark = watermark
	if len(s.sent) > 0 {
		s.watermark = min(s.watermark, s.sent[0])
	}
}

// End says that the thread records nothing any more.
func (s *Stream) End() { s.ended, s.watermark = true, engine.Forever }

// Has reports whether the thread has reported an event of that number.
func (s *Stream) Has(id trace.EventID) bool { return id > 0 && id <= s.added }

func (s *Stream) empty() bool { return s.next == len(s.events) }

func (s *Stream) first() *trace.Event { return &s.events[s.next] }

// append adds events behind the others. When more than half of the memory holds events that are merged, it is used again.
func (s *Stream) append(b trace.Batch) {
	if s.next > len(s.events)/2 {
		s.events, s.next = append(s.events[:0], s.events[s.next:]...), 0
	}
	s.events, s.texts = append(s.events, b.Events...), append(s.texts, b.Strings...)
	s.added += trace.EventID(len(b.Events))
	if n := len(b.Events); n > 0 {
		s.last = b.Events[n-1].At
	}
}
