package replay

import (
	"errors"
	"iter"
	"sort"

	"loopyard/engine/trace"
	"loopyard/engine/trace/chunks"
)

// Log is a trace in memory. It is a [trace.Sink] that keeps what it receives and answers questions about it, while the
// trace arrives and afterwards. The zero value is empty and ready. One goroutine may use it at a time; once nothing more
// arrives, any number may read it.
//
// A log takes a trace as it is and does not check it; package check does that. A trace that breaks the rules makes wrong
// answers, but no method panics.
type Log struct {
	Header  trace.Header
	Trailer trace.Trailer // the zero Trailer until Ended
	Ended   bool          // the trailer has come

	events chunks.List[trace.Event]
	texts  trace.Strings
	index
}

// ErrGap is the error of a batch that does not follow the one before.
var ErrGap = errors.New("trace: a batch is missing")

// Begin takes the header. It returns nil.
func (l *Log) Begin(h trace.Header) error {
	l.Header = h
	return nil
}

// Batch takes the next events. It returns [ErrGap], and leaves the log as it was, if they do not follow the last ones.
func (l *Log) Batch(b trace.Batch) error {
	if b.First != trace.EventID(l.Len()+1) && len(b.Events) > 0 {
		return ErrGap
	}
	l.texts = append(l.texts, b.Strings...)
	for _, e := range b.Events {
		l.events.Append(e)
		l.index.add(l, trace.EventID(l.Len()), e)
	}
	return nil
}

// End takes the trailer. It returns nil.
func (l *Log) End(t trace.Trailer) error {
	l.Trailer, l.Ended = t, true
	return nil
}

// Len returns the number of events. Their ids are 1 to Len.
func (l *Log) Len() int { return l.events.Len() }

// Whole reports whether the log has all that happened: the run has ended and no event was dropped.
func (l *Log) Whole() bool { return l.Ended && l.Trailer.Dropped == 0 }

// Event returns the event with an id, or the zero Event if there is none.
func (l *Log) Event(id trace.EventID) trace.Event {
	if id == 0 || int(id) > l.events.Len() {
		return trace.Event{}
	}
	return *l.events.At(int(id - 1))
}

// Events ranges over the events from an id on; zero means from the first.
func (l *Log) Events(from trace.EventID) iter.Seq2[trace.EventID, trace.Event] {
	return func(yield func(trace.EventID, trace.Event) bool) {
		for id := max(from, 1); int(id) <= l.Len(); id++ {
			if !yield(id, l.Event(id)) {
				return
			}
		}
	}
}

// Batches ranges over the log in batches, as a [trace.Sink] receives them. The first one has all texts. The batches must
// not be changed.
func (l *Log) Batches() iter.Seq[trace.Batch] {
	return func(yield func(trace.Batch) bool) {
		texts := l.texts
		for i := 0; i < l.Len(); {
			events := l.events.From(i)
			if !yield(trace.Batch{First: trace.EventID(i + 1), Events: events, Strings: texts}) {
				return
			}
			i += len(events)
			texts = nil
		}
	}
}

// Text returns the text with a number, and the empty string if there is none.
func (l *Log) Text(t trace.Text) string { return l.texts.Get(t) }

// EventText returns the text of an event whose kind has one, and the empty string for any other.
func (l *Log) EventText(e trace.Event) string {
	if !e.Kind.HasText() || e.Arg < 0 || e.Arg > int64(len(l.texts)) {
		return ""
	}
	return l.texts.Get(trace.Text(e.Arg))
}

// LastAt returns the last event that happened at a time or before it, and zero if there is none.
func (l *Log) LastAt(at int64) trace.EventID {
	return trace.EventID(sort.Search(l.Len(), func(i int) bool { return l.events.At(i).At > at }))
}

// EndTime returns the time up to which the log knows the run, in nanoseconds: the end of the run, or the time of the last
// event.
func (l *Log) EndTime() int64 { return max(l.Trailer.End, l.Event(trace.EventID(l.Len())).At) }

// EndOf returns the event that ended the interval which an event began: the StepEnded of a StepBegan, the TimerFired or
// TimerCanceled of a TimerSet, the StepBegan of a TaskReady, the TaskReady of a StepEnded whose task then waited, and so
// on. It returns zero while the interval is open, and id itself for an event that begins none.
func (l *Log) EndOf(id trace.EventID) trace.EventID { return l.endOf(id) }

// ThreadName returns the name of a thread, and the empty string if it has none or was not started.
func (l *Log) ThreadName(t trace.ThreadID) string {
	if x := l.threads[t]; x != nil {
		return l.Text(x.name)
	}
	return ""
}

// LoopName returns the name of a loop, and the empty string if it has none or was not created.
func (l *Log) LoopName(id trace.LoopID) string {
	if x := l.loops[id]; x != nil {
		return l.Text(x.name)
	}
	return ""
}

// TaskName returns the name of a task of a loop, and the empty string if there is no such task.
func (l *Log) TaskName(loop trace.LoopID, t trace.TaskID) string {
	return l.EventText(l.Event(l.TaskCreated(loop, t)))
}

// TaskCreated returns the event that created a task of a loop, and zero if there is no such task.
func (l *Log) TaskCreated(loop trace.LoopID, t trace.TaskID) trace.EventID {
	if x := l.loops[loop]; x != nil {
		if task := x.task(t); task != nil {
			return task.created
		}
	}
	return 0
}
