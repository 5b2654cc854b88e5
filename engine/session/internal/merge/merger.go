// Package merge makes one trace of the event streams of several threads, each of which recorded its own.
package merge

import (
	"container/heap"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// Merger merges the streams of a run's threads: ordered by time, then by loop, and never an effect before its cause.
//
// A thread reports its events late and in pieces, so that the earliest event that is here need not be the earliest of the
// run. Each stream therefore has a watermark: the time before which the thread records nothing any more. Events before
// the lowest watermark of all streams are final, and only those are merged. A thread that waits has a watermark in the
// future and holds up no other. A thread that does not report at all, for example because the system gives it no time,
// would hold up the trace of all: after stallTimeout the others go on without it, and what it reports later is moved up
// to the time that the trace has reached.
//
// The clocks of the threads agree only roughly. The answer to a message may have an earlier time than the message. So an
// event whose cause another thread recorded waits until that cause is merged, and with it all later events of its stream:
// the stream is blocked by the other one. The recorder then gives the event the time of its cause.
//
// Only one goroutine may use a Merger and its streams.
type Merger struct {
	recorder  *trace.Recorder // of the run
	streams   []*Stream       // the one at index i is of thread i+1
	own       Stream          // posts that the coordinator sends itself
	heads     heads           // streams that have events and are not blocked
	blocked   int             // how many streams are blocked
	finishing bool            // no stream is blocked any more
}

// New returns a merger that writes to the recorder of a run.
func New(r *trace.Recorder) *Merger { return &Merger{recorder: r} }

// Coordinator is the sender of the posts that [Merger.AddPost] adds, in the Arg of a stream's PostReceived events. In the
// merged trace the sender of such a post is unknown: the coordinator is no thread of the run.
const Coordinator trace.ThreadID = 1<<16 - 1

// stallTimeout is how long events wait for a thread that does not report, in nanoseconds.
const stallTimeout = 2e9

// Open adds the stream of a new thread, which gets the next number. starter is the stream of the thread that started it;
// nil for the main thread.
func (m *Merger) Open(name string, starter *Stream) *Stream {
	s := &Stream{Thread: trace.ThreadID(len(m.streams) + 1), Name: name, starter: starter, watermark: engine.Forever}
	m.streams = append(m.streams, s)
	if starter != nil {
		starter.children = append(starter.children, s)
	}
	return s
}

// Add adds the next events of a stream. If one of them cannot be right, Add adds none and returns an error that says why.
func (m *Merger) Add(s *Stream, b trace.Batch) error {
	if err := m.check(s, b); err != nil {
		return err
	}
	m.add(s, b)
	return nil
}

// AddPost adds a post that the coordinator sends at a time to a loop. It returns the event's number among the
// coordinator's own.
func (m *Merger) AddPost(now int64, loop string) trace.EventID {
	post := trace.Event{Kind: trace.PostSent, At: now, Arg: int64(len(m.own.texts) + 1)}
	m.add(&m.own, trace.Batch{Events: []trace.Event{post}, Strings: []string{loop}})
	return m.own.added
}

// Lose ends a stream whose thread reports nothing any more. What the thread has begun ends in the trace, at time now, for
// the reason.
func (m *Merger) Lose(s *Stream, now int64, reason string) {
	s.lost = reason
	m.add(s, trace.Batch{Events: []trace.Event{{Kind: lostHere, At: now, Thread: s.Thread}}})
	s.End()
}

// lostHere is the kind of the event that stands in a stream where its thread was lost. No thread can report one.
const lostHere = trace.NoKind

// Waiting reports whether there are events to merge.
func (m *Merger) Waiting() bool { return len(m.heads)+m.blocked > 0 }

// Advance merges the events that are final at time now.
func (m *Merger) Advance(now int64) {
	low := now
	for _, s := range m.streams {
		low = min(low, s.watermark)
	}
	m.merge(max(low, now-stallTimeout))
}

// Finish merges all events. Every stream must have ended. A stream that is still blocked then waits for a ThreadSpawned
// that was never reported, since all other causes are known when an event is added. It goes on without the cause, so that
// nothing is left out.
func (m *Merger) Finish() {
	m.merge(engine.Forever)
	m.finishing = true
	m.unblock(&m.own)
	for _, s := range m.streams {
		m.unblock(s)
	}
	m.merge(engine.Forever)
}

// add adds events that are known to be right.
func (m *Merger) add(s *Stream, b trace.Batch) {
	was := s.empty()
	s.append(b)
	if was && !s.empty() {
		heap.Push(&m.heads, s)
	}
}

// merge merges the events before a time, except those of blocked streams.
func (m *Merger) merge(until int64) {
	for len(m.heads) > 0 && m.heads[0].first().At < until {
		s := m.heads[0]
		cause, by := m.cause(s, *s.first())
		if by != nil && !m.finishing {
			heap.Pop(&m.heads)
			by.blocks = append(by.blocks, s)
			m.blocked++
			continue
		}
		unblocks := m.mergeFirst(s, cause)
		if s.empty() {
			heap.Pop(&m.heads)
		} else {
			heap.Fix(&m.heads, 0)
		}
		if unblocks {
			m.unblock(s)
		}
	}
}

// unblock lets the streams go on that s blocks. Each of them may turn out to be blocked still.
func (m *Merger) unblock(s *Stream) {
	for _, other := range s.blocks {
		heap.Push(&m.heads, other)
	}
	m.blocked -= len(s.blocks)
	s.blocks = s.blocks[:0]
}

// mergeFirst merges the first event of a stream. cause is its cause in the run's trace. unblocks is whether other streams
// may wait for the event.
func (m *Merger) mergeFirst(s *Stream, cause trace.EventID) (unblocks bool) {
	e := *s.first()
	s.next++
	e.Cause = cause
	switch e.Kind {
	case lostHere:
		m.endLost(s)
		return true
	case trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded:
		e.Arg = int64(s.children[e.Arg-1].Thread)
	case trace.PostReceived:
		if e.Arg == int64(Coordinator) {
			e.Arg = 0
		}
	}
	m.emit(s, e)
	return e.Kind == trace.ThreadSpawned || e.Kind == trace.ThreadEnded || e.Kind == trace.PostSent
}

// emit records an event of a stream. Its cause is one in the run's trace; its text is still the stream's own.
func (m *Merger) emit(s *Stream, e trace.Event) {
	var id trace.EventID
	if e.Kind.HasText() {
		id = m.recorder.EmitText(e, s.texts.Get(trace.Text(e.Arg)))
	} else {
		id = m.recorder.Emit(e)
	}
	s.ids = append(s.ids, id)
	s.open.note(id, e)
	switch e.Kind {
	case trace.ThreadSpawned:
		m.streams[e.Arg-1].spawnEvent = id
	case trace.ThreadEnded:
		s.endEvent = id
	}
}

// cause returns the cause of a stream's first event e in the run's trace. If that cause is not merged yet, it returns the
// stream that has it.
func (m *Merger) cause(s *Stream, e trace.Event) (id trace.EventID, in *Stream) {
	in = s
	switch {
	case e.Kind == trace.ThreadStarted, e.Kind == lostHere:
		if s.spawnEvent != 0 || s.starter == nil {
			return s.spawnEvent, nil
		}
		return 0, s.starter
	case e.Kind == trace.JoinEnded:
		child := s.children[e.Arg-1]
		if child.endEvent != 0 {
			return child.endEvent, nil
		}
		return 0, child
	case e.Cause == 0:
		return 0, nil
	case e.Kind == trace.PostReceived && e.Arg != 0:
		in = m.sender(e.Arg)
	}
	if int(e.Cause) > len(in.ids) {
		return 0, in
	}
	return in.ids[e.Cause-1], nil
}

// sender returns the stream of the sender that a PostReceived names; nil if there is none.
func (m *Merger) sender(thread int64) *Stream {
	switch {
	case thread == int64(Coordinator):
		return &m.own
	case thread > 0 && thread <= int64(len(m.streams)):
		return m.streams[thread-1]
	}
	return nil
}
