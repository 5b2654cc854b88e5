package recording

import (
	"loopyard/app/format"
	"loopyard/engine/trace"
)

// Lane is a loop, or a thread that runs none, as a row of the timeline and of the lists.
type Lane struct {
	Loop   trace.LoopID // zero: a thread
	Thread trace.ThreadID
	Name   string
	Hue    int // which of the loop colours; hueNone for a thread
}

// newLane is the lane of a loop that was made, by its LoopCreated.
func newLane(e trace.Event, name string) *Lane {
	nth := int(e.Loop) / trace.LoopStride
	l := &Lane{Loop: e.Loop, Thread: e.Thread, Name: name, Hue: format.LoopHue(name, int(e.Thread)-1+nth)}
	if name == "" {
		l.Name = "loop " + format.Count(int64(nth+1))
	}
	return l
}

func (l *Lane) before(other *Lane) bool {
	if l.Thread != other.Thread {
		return l.Thread < other.Thread
	}
	return l.Loop < other.Loop
}
