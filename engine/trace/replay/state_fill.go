package replay

import (
	"cmp"
	"slices"

	"loopyard/engine/trace"
)

// fill fills in the state from the intervals that are open.
func (s *State) fill() {
	open, _ := s.log.openAfter(s.log, s.After)
	places := make(map[trace.ThreadID]int, len(open.threads))
	for _, began := range open.threads {
		s.fillThread(places, began, s.log.Event(began))
	}
	s.Loops = make([]LoopState, len(open.loops))
	for i, of := range open.loops {
		l := s.loop(of.of)
		l.open = of
		for _, began := range of.own {
			l.fillPhase(began, s.log.Event(began))
		}
		l.Ready, l.Waiting, l.Inbox = len(of.ready), len(of.waits), len(of.inbox)
		l.Sleeping, l.Timers = len(of.sleeps), len(of.sleeps)+len(of.timers)
		if at, known := places[l.Thread]; known && l.Step != 0 {
			l.Doing = s.Threads[at].Doing
			s.Threads[at].Loop = l.ID
		}
		s.Loops[i] = l
	}
	slices.SortFunc(s.Threads, func(a, b ThreadState) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Loops, func(a, b LoopState) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
}

// fillThread takes an interval of a thread. Of several that are open, the latest one decides: a thread that works, and
// then has to wait for a core, is waiting for a core.
func (s *State) fillThread(places map[trace.ThreadID]int, began trace.EventID, e trace.Event) {
	at, known := places[e.Thread]
	if !known {
		at = len(s.Threads)
		places[e.Thread] = at
		s.Threads = append(s.Threads, ThreadState{ID: e.Thread, Name: s.log.ThreadName(e.Thread)})
	}
	t := &s.Threads[at]
	t.Since, t.Joins = began, 0
	switch e.Kind {
	case trace.ThreadStarted:
		t.Doing = PlainCode
	case trace.WorkBegan, trace.WorkResumed:
		t.Doing = Computing
	case trace.WorkPaused:
		t.Doing = WaitingForCore
	case trace.BlockBegan:
		t.Doing = Blocking
	case trace.JoinBegan:
		t.Doing, t.Joins = Joining, trace.ThreadID(e.Arg)
	}
}

// fillPhase takes an interval that says which phase the loop is in, or what it runs.
func (l *LoopState) fillPhase(began trace.EventID, e trace.Event) {
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
		l.Step, l.Task = began, e.Task
	}
}
