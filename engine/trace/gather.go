package trace

import (
	"cmp"
	"slices"
)

// gathering sorts the facts that hold at a moment by what they are about.
type gathering struct {
	*State
	threads map[ThreadID]int // index in State.Threads
	loops   map[LoopID]int   // index in State.Loops; -1: closed by then
	last    LoopID           // the loop of the fact before, which is mostly this one's too
	lastAt  int
}

func (s *State) gather() {
	g := gathering{State: s, threads: map[ThreadID]int{}, loops: map[LoopID]int{}, lastAt: -1}
	for fact := range s.log.held(s.After) {
		e := s.log.Event(fact)
		if ofThread(e.Kind) {
			g.ofThread(fact, e)
		} else if at := g.slot(e.Loop); at >= 0 {
			s.Loops[at].take(fact, e)
		}
	}
	for i := range s.Loops {
		l := &s.Loops[i]
		l.Ready, l.Timers, l.Awaiting, l.Inbox = len(l.ready), len(l.timers), len(l.waits), len(l.inbox)
		if at, known := g.threads[l.Thread]; known && l.Step != 0 {
			l.Does = s.Threads[at].Does
			s.Threads[at].Loop = l.ID
		}
	}
	slices.SortFunc(s.Threads, func(a, b ThreadState) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(s.Loops, func(a, b LoopState) int {
		return cmp.Or(cmp.Compare(a.Thread, b.Thread), cmp.Compare(a.ID, b.ID))
	})
}

// ofThread takes a fact about a thread. A later one says more than an earlier one: a thread works, and then it has no
// core for that.
func (g *gathering) ofThread(fact EventID, e Event) {
	at, known := g.threads[e.Thread]
	if !known {
		at = len(g.Threads)
		g.threads[e.Thread] = at
		t := ThreadState{ID: e.Thread}
		if x := g.log.threads[e.Thread]; x != nil {
			t.Name = g.log.Text(x.name)
		}
		g.Threads = append(g.Threads, t)
	}
	t := &g.Threads[at]
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

// slot gives the place of a loop, which is made with the first fact of it; -1 if the loop is closed, or not there.
func (g *gathering) slot(id LoopID) int {
	if id == g.last {
		return g.lastAt
	}
	at, known := g.loops[id]
	if !known {
		at = -1
		if x := g.log.loops[id]; x != nil && (x.closed == 0 || x.closed > g.After) {
			at = len(g.Loops)
			g.Loops = append(g.Loops, g.loop(x))
		}
		g.loops[id] = at
	}
	g.last, g.lastAt = id, at
	return at
}

// take takes a fact about a loop. Facts come in the order of their events, so the ready queue comes in its own.
func (l *LoopState) take(fact EventID, e Event) {
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
	case TaskReady, CallReady:
		l.ready = append(l.ready, fact)
	case StepEnded:
		l.waits = append(l.waits, fact)
	case TimerSet:
		l.timers = append(l.timers, fact)
		if e.Task != 0 {
			l.Asleep++
		}
	case PostSent:
		l.inbox = append(l.inbox, fact)
	}
}
