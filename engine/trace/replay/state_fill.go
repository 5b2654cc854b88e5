package replay

import (
	"cmp"
	"loopyard/engine/trace"
	"slices"
)

// gather tells the state by the facts that hold.
func (s *State) fill() {
	h, _ := s.log.openAt(s.log, s.After)
	places := make(map[trace.ThreadID]int, len(h.threads))
	for _, fact := range h.threads {
		s.fillThread(places, fact, s.log.Event(fact))
	}
	s.Loops = make([]LoopState, len(h.loops))
	for i, facts := range h.loops {
		l := s.loop(facts.of)
		l.open = facts
		for _, fact := range facts.own {
			l.fillPhase(fact, s.log.Event(fact))
		}
		l.Ready, l.Awaiting, l.Inbox = len(facts.ready), len(facts.waits), len(facts.inbox)
		l.Asleep, l.Timers = len(facts.asleep), len(facts.asleep)+len(facts.later)
		if at, known := places[l.Thread]; known && l.Step != 0 {
			l.Activity = s.Threads[at].Activity
			s.Threads[at].Loop = l.ID
		}
		s.Loops[i] = l
	}
	slices.SortFunc(s.Threads, func(a, b ThreadState) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Loops, func(a, b LoopState) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
}

// threadFact takes a fact about a thread. A later one says more than an earlier one: a thread works, and then it has
// no core for that.
func (s *State) fillThread(places map[trace.ThreadID]int, fact trace.EventID, e trace.Event) {
	at, known := places[e.Thread]
	if !known {
		at = len(s.Threads)
		places[e.Thread] = at
		s.Threads = append(s.Threads, ThreadState{ID: e.Thread, Name: s.log.ThreadName(e.Thread)})
	}
	t := &s.Threads[at]
	t.Since, t.Joins = fact, 0
	switch e.Kind {
	case trace.ThreadStarted:
		t.Activity = PlainCode
	case trace.WorkBegan, trace.WorkResumed:
		t.Activity = Computing
	case trace.WorkPaused:
		t.Activity = WaitingForCore
	case trace.BlockBegan:
		t.Activity = Blocking
	case trace.JoinBegan:
		t.Activity, t.Joins = Joining, trace.ThreadID(e.Arg)
	}
}

// ownFact takes a fact about where the loop is in its life, or what it runs.
func (l *LoopState) fillPhase(fact trace.EventID, e trace.Event) {
	switch e.Kind {
	case trace.LoopCreated:
		l.Phase = Created
	case trace.RunBegan:
		l.Phase, l.MainTask = Running, trace.TaskID(e.Arg)
	case trace.TickBegan:
		l.Phase = Running
	case trace.RunEnded:
		l.Phase = Idle
	case trace.StepBegan, trace.CallBegan:
		l.Step, l.Task = fact, e.Task
	}
}
