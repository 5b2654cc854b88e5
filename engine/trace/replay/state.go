package replay

import (
	"slices"
	"sort"

	"loopyard/engine/trace"
)

// State is what threads and loops were doing at one point of a trace. [Log.StateAt] returns it. It stays right when more
// events arrive: it can then say more about the future, such as what will wake a task.
type State struct {
	After   trace.EventID // it is the state after this event; zero: before everything
	At      int64         // nanoseconds since the beginning of the run
	Threads []ThreadState // those alive, by number
	Loops   []LoopState   // those created and not closed, by thread and then in the order in which they were created
	log     *Log
}

// ThreadState is one thread at one point of a trace.
type ThreadState struct {
	ID    trace.ThreadID
	Name  string
	Doing Doing
	Since trace.EventID  // the event since which it does that
	Joins trace.ThreadID // the thread that it waits for, while it is Joining
	Loop  trace.LoopID   // the loop whose step or call is under way on it; zero if there is none
}

// Doing is what a thread is doing.
type Doing uint8

// What a thread can be doing.
const (
	PlainCode      Doing = iota // it runs code that does not say what it does, or waits in its loop
	Computing                   // it works and has a core
	WaitingForCore              // it works and has to wait for a core of the simulated machine
	Blocking                    // it is held without computing
	Joining                     // it waits for another thread to end
	Exited                      // it has ended
)

// String returns a few words for it.
func (d Doing) String() string {
	return [...]string{"plain", "computing", "waiting for a core", "blocking", "joining", "exited"}[d]
}

// Phase is the part of its life that a loop is in.
type Phase uint8

// The phases of a loop.
const (
	NotCreated Phase = iota
	Created          // it had no run yet
	Running          // a run is under way, or it is driven by hand
	Idle             // it is between two runs
	Closed           // it will not run again
)

// String returns the name of the phase.
func (p Phase) String() string {
	return [...]string{"not created", "created", "running", "idle", "closed"}[p]
}

// LoopState is one loop at one point of a trace. The zero value is a loop that does not exist.
type LoopState struct {
	ID       trace.LoopID
	Name     string
	Thread   trace.ThreadID
	Phase    Phase
	MainTask trace.TaskID  // the main task of the run under way; zero if there is none
	Step     trace.EventID // the StepBegan or CallBegan of the step under way; zero if there is none
	Task     trace.TaskID  // the task whose step that is; zero if it is a callback
	Doing    Doing         // what that step is doing

	Ready    int // tasks and callbacks in the ready queue
	Timers   int // timers that are set, those of callbacks included
	Sleeping int // tasks that wait for a timer
	Waiting  int // tasks that wait for something else
	Inbox    int // posts that the loop has not received

	Created, Done, Failed, Canceled int // tasks that were created, and tasks that have ended, by how they ended

	state *State
	open  loopSnapshot
}

// StateAt returns the state after an event; zero is before everything. An event that has not come counts as the last one.
// The time that it takes depends on how many intervals are open at that point, not on the length of the trace.
func (l *Log) StateAt(after trace.EventID) *State {
	after = min(after, trace.EventID(l.Len()))
	s := &State{After: after, At: l.Event(after).At, log: l}
	if after > 0 {
		s.fill()
	}
	return s
}

// StateAtTime returns the state at a time, after everything that happened at that time or before it.
func (l *Log) StateAtTime(at int64) *State {
	s := l.StateAt(l.LastAt(at))
	s.At = at
	return s
}

// Thread returns the state of a thread, including one that has Exited. ok is false if it was not started yet.
func (s *State) Thread(id trace.ThreadID) (t ThreadState, ok bool) {
	if s.log == nil {
		return ThreadState{}, false
	}
	x := s.log.threads[id]
	if x == nil || x.first > s.After {
		return ThreadState{}, false
	}
	if i, alive := slices.BinarySearchFunc(s.Threads, id, func(t ThreadState, id trace.ThreadID) int { return int(t.ID) - int(id) }); alive {
		return s.Threads[i], true
	}
	return ThreadState{ID: id, Name: s.log.Text(x.name), Doing: Exited, Since: x.ended}, true
}

// Loop returns the state of a loop, including one that is Closed. ok is false if it was not created yet.
func (s *State) Loop(id trace.LoopID) (l LoopState, ok bool) {
	if s.log == nil {
		return LoopState{}, false
	}
	x := s.log.loops[id]
	if x == nil || x.created > s.After {
		return LoopState{}, false
	}
	if i := slices.IndexFunc(s.Loops, func(l LoopState) bool { return l.ID == id }); i >= 0 {
		return s.Loops[i], true
	}
	l = s.loop(x)
	l.Phase = Closed
	return l, true
}

// loop returns the state of a loop without what its open intervals say.
func (s *State) loop(x *loopIndex) LoopState {
	l := LoopState{ID: x.id, Name: s.log.Text(x.name), Thread: x.thread, state: s}
	l.Created = sort.Search(len(x.tasks), func(i int) bool { return x.tasks[i].created > s.After })
	for how, count := range []*int{&l.Done, &l.Failed, &l.Canceled} {
		*count = sort.Search(len(x.ended[how]), func(i int) bool { return x.ended[how][i] > s.After })
	}
	return l
}
