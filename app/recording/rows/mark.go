package rows

import (
	"loopyard/engine/trace"
	"loopyard/engine/trace/chunks"
)

// A Mark is a moment that the timeline marks with a sign.
type Mark struct {
	At    int64
	Event trace.EventID
	Task  trace.TaskID // zero if it is about the loop or thread itself
}

// Marks are the marks of one kind, in the order of time. The zero value has none.
type Marks struct{ all chunks.List[Mark] }

// Len returns the number of marks.
func (s *Marks) Len() int { return s.all.Len() }

// Get returns the mark at i, counted from 0.
func (s *Marks) Get(i int) Mark { return *s.all.At(i) }

// MarkKind says what happened at a mark.
type MarkKind uint8

// The kinds of marks. An [Activity] has a list for each kind. Done, Failed and Canceled also say how a task ended.
const (
	RunnerCreated MarkKind = iota // a Runner, whose loop is created later
	Created                       // a loop was created, or a thread started
	RunBegan
	RunEnded
	Closed // a loop was closed, or a thread ended
	Done
	CancelRequested
	Canceled
	Failed
	numMarks
)
