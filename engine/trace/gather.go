package trace

import (
	"cmp"
	"slices"
)

// gather tells the state by the facts that hold.
func (s *State) gather() {
	h, _ := s.log.hold(s.log, s.After)
	places := make(map[ThreadID]int, len(h.threads))
	for _, fact := range h.threads {
		s.threadFact(places, fact, s.log.Event(fact))
	}
	s.Loops = make([]LoopState, len(h.loops))
	for i, facts := range h.loops {
		l := s.loop(facts.of)
		l.facts = facts
		for _, fact := range facts.own {
			l.ownFact(fact, s.log.Event(fact))
		}
		l.Ready, l.Awaiting, l.Inbox = len(facts.ready), len(facts.waits), len(facts.inbox)
		l.Asleep, l.Timers = len(facts.asleep), len(facts.asleep)+len(facts.later)
		if at, known := places[l.Thread]; known && l.Step != 0 {
			l.Does = s.Threads[at].Does
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
func (s *State) threadFact(places map[ThreadID]int, fact EventID, e Event) {
	at, known := places[e.Thread]
	if !known {
		at = len(s.Threads)
		places[e.Thread] = at
		s.Threads = append(s.Threads, ThreadState{ID: e.Thread, Name: s.log.ThreadName(e.Thread)})
	}
	t := &s.Threads[at]
	t.Since, t.Joins = fact, 0
	switch e.Kind {
	case ThreadStarted:
		t.Does = Plain
	case WorkBegan, WorkResumed:
		t.Does = Computing
	case WorkPaused:
		t.Does = WaitingForCore
	case BlockBegan:
		t.Does = Blocking
	case JoinBegan:
		t.Does, t.Joins = Joining, ThreadID(e.Arg)
	}
}

// ownFact takes a fact about where the loop is in its life, or what it runs.
func (l *LoopState) ownFact(fact EventID, e Event) {
	switch e.Kind {
	case LoopCreated:
		l.Life = Created
	case RunBegan:
		l.Life, l.Run = Running, TaskID(e.Arg)
	case TickBegan:
		l.Life = Running
	case RunEnded:
		l.Life = Idle
	case StepBegan, CallBegan:
		l.Step, l.Task = fact, e.Task
	}
}
