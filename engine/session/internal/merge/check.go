package merge

import (
	"errors"
	"strconv"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// check returns an error if a stream's next events cannot be right. A worker is a program of its own, which may be broken:
// what it reports must not end the coordinator, nor leave the events of other threads waiting for ever. check sees to
// that. It does not replay the events, so a wrong program may still record a trace that makes no sense.
func (m *Merger) check(s *Stream, b trace.Batch) error {
	if s.ended {
		return errors.New("it reports events after its end")
	}
	at, texts := s.last, len(s.texts)+len(b.Strings)
	for i, e := range b.Events {
		id := s.added + trace.EventID(i) + 1
		wrong := ""
		switch {
		case e.Kind == trace.NoKind || e.Kind >= trace.NumKinds:
			wrong = "there is no such kind"
		case (e.Kind == trace.ThreadStarted) != (id == 1):
			wrong = "ThreadStarted is the first event of a thread, and only the first"
		case e.Thread != s.Thread && !(e.Kind == trace.PostSent && e.Thread == 0 && e.Loop == 0):
			wrong = "it is of another thread"
		case e.Loop != 0 && e.Loop%trace.LoopStride != trace.LoopID(s.Thread)%trace.LoopStride:
			wrong = "its loop is of another thread"
		case e.At < max(at, 1) || e.At == engine.Forever:
			wrong = "its time is out of order"
		case e.Kind.HasText() && (e.Arg < 0 || e.Arg > int64(texts)):
			wrong = "its text is missing"
		default:
			wrong = m.checkLinks(s, id, e)
		}
		if wrong != "" {
			return errors.New("event " + strconv.Itoa(int(id)) + ", " + e.Kind.String() + ": " + wrong)
		}
		at = e.At
	}
	return nil
}

// checkLinks says what is wrong with the threads and events that an event refers to; empty if they are known by now. A
// thread asks for another one before it reports the ThreadSpawned, a sender reports its PostSent before the message is
// passed on, and a thread that joins another learns of its end after that was reported.
func (m *Merger) checkLinks(s *Stream, id trace.EventID, e trace.Event) string {
	switch e.Kind {
	case trace.ThreadSpawned, trace.JoinBegan, trace.JoinEnded:
		if e.Arg < 1 || e.Arg > int64(len(s.children)) {
			return "it started no such thread"
		}
		if e.Kind == trace.JoinEnded {
			if !s.children[e.Arg-1].ended {
				return "that thread has not ended"
			}
			return ""
		}
	case trace.PostReceived:
		if e.Arg != 0 {
			sender := m.sender(e.Arg)
			if sender == nil || !sender.Has(e.Cause) && (sender != s || e.Cause >= id) {
				return "nothing was sent that it could have received"
			}
			return ""
		}
	}
	if e.Cause >= id {
		return "its cause comes after it"
	}
	return ""
}
