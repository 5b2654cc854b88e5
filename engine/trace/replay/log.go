package replay

import (
	"errors"
	"iter"
	"loopyard/engine/trace"
	"sort"
)

// Log is a trace in memory: a [Sink] that keeps what it is given and answers questions about it, while it comes and
// afterwards. The zero value is empty and ready. It is for one goroutine at a time; once nothing more comes, any
// number may read it.
//
// It holds what a trace claims and does not check it ([Checker] does). A trace that breaks the rules makes answers
// wrong, but nothing panics.
type Log struct {
	Header  trace.Header
	Trailer trace.Trailer // the zero Trailer before Ended
	Ended   bool          // the trailer has come

	chunks [][]trace.Event // each chunkEvents long but the last: appending never moves what is there
	n      int
	texts  trace.Strings
	index
}

const (
	logChunkBits = 12
	logChunk     = 1 << logChunkBits
)

// ErrGap is a batch that does not follow the one before.
var ErrGap = errors.New("trace: a batch is missing")

// Begin takes the header. The error is always nil.
func (l *Log) Begin(h trace.Header) error {
	l.Header = h
	return nil
}

// Batch takes the next events. The error is [ErrGap] or nil; after one the log is as it was before.
func (l *Log) Batch(b trace.Batch) error {
	if b.First != trace.EventID(l.n+1) && len(b.Events) > 0 {
		return ErrGap
	}
	l.texts = append(l.texts, b.Strings...)
	for _, e := range b.Events {
		l.add(e)
	}
	return nil
}

// End takes the trailer. The error is always nil.
func (l *Log) End(t trace.Trailer) error {
	l.Trailer, l.Ended = t, true
	return nil
}

func (l *Log) add(e trace.Event) {
	if l.n&(logChunk-1) == 0 {
		l.chunks = append(l.chunks, make([]trace.Event, 0, logChunk))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, e)
	l.n++
	l.index.add(l, trace.EventID(l.n), e)
}

// Len counts the events. Their ids are 1 to Len.
func (l *Log) Len() int { return l.n }

// Whole tells whether the log has all that happened: the run has ended and no event was dropped.
func (l *Log) Whole() bool { return l.Ended && l.Trailer.Dropped == 0 }

// Event gives the event with an id; the zero Event if there is none.
func (l *Log) Event(id trace.EventID) trace.Event {
	if id == 0 || int(id) > l.n {
		return trace.Event{}
	}
	return l.chunks[(id-1)>>logChunkBits][(id-1)&(logChunk-1)]
}

// Events ranges over the events from an id on; zero is from the first.
func (l *Log) Events(from trace.EventID) iter.Seq2[trace.EventID, trace.Event] {
	return func(yield func(trace.EventID, trace.Event) bool) {
		for id := max(from, 1); int(id) <= l.n; id++ {
			if !yield(id, l.Event(id)) {
				return
			}
		}
	}
}

// Batches ranges over the log in pieces, as a [Sink] takes them. The first has all the texts.
func (l *Log) Batches() iter.Seq[trace.Batch] {
	return func(yield func(trace.Batch) bool) {
		b := trace.Batch{First: 1, Strings: l.texts}
		for _, chunk := range l.chunks {
			b.Events = chunk
			if !yield(b) {
				return
			}
			b = trace.Batch{First: b.First + trace.EventID(len(chunk))}
		}
	}
}

// Text gives the text with a number; an unknown one is empty.
func (l *Log) Text(t trace.Text) string { return l.texts.Get(t) }

// EventText gives the text of an event whose kind has one, and the empty string for any other.
func (l *Log) EventText(e trace.Event) string {
	if !e.Kind.HasText() || e.Arg < 0 || e.Arg > int64(len(l.texts)) {
		return ""
	}
	return l.texts.Get(trace.Text(e.Arg))
}

// LastBefore gives the last event that happened up to a moment and at it; zero if there is none.
func (l *Log) LastAt(at int64) trace.EventID {
	return trace.EventID(sort.Search(l.n, func(i int) bool { return l.Event(trace.EventID(i+1)).At > at }))
}

// Span is how long the run has been in nanoseconds, as far as the log knows.
func (l *Log) EndTime() int64 { return max(l.Trailer.End, l.Event(trace.EventID(l.n)).At) }

// Until gives the event that ended what an event began: the StepEnded of a StepBegan, the TimerFired or TimerCanceled
// of a TimerSet, the StepBegan of a TaskReady, the TaskReady of a StepEnded whose task then waited, and so on. It is
// zero for what has not ended, and the event itself for one that begins nothing.
func (l *Log) EndOf(id trace.EventID) trace.EventID { return l.endOf.get(id) }

// ThreadName gives a thread's name; empty if it has none, or was not started.
func (l *Log) ThreadName(t trace.ThreadID) string {
	if x := l.threads[t]; x != nil {
		return l.Text(x.name)
	}
	return ""
}

// TaskCreated gives the event that created a loop's task; zero if there is no such task.
func (l *Log) TaskCreated(loop trace.LoopID, t trace.TaskID) trace.EventID {
	if x := l.loops[loop]; x != nil {
		if task := x.task(t); task != nil {
			return task.created
		}
	}
	return 0
}

// LoopName gives a loop's name; empty if it has none, or was not made.
func (l *Log) LoopName(id trace.LoopID) string {
	if x := l.loops[id]; x != nil {
		return l.Text(x.name)
	}
	return ""
}

// TaskName gives the name of a loop's task; empty for no task.
func (l *Log) TaskName(loop trace.LoopID, t trace.TaskID) string {
	return l.EventText(l.Event(l.TaskCreated(loop, t)))
}
