package replay

import (
	"loopyard/engine/trace"
	"slices"
	"sort"
)

// State is what threads and loops were at one moment of a trace. [Log.StateAt] makes it. It is right for as long as
// the log that made it is there, and what the log learns later makes it only better: why a task will be woken, say.
type State struct {
	After   trace.EventID // the event after which it holds; zero: nothing has happened
	At      int64         // nanoseconds since the run began
	Threads []ThreadState // those alive, by number
	Loops   []LoopState   // those made and not closed, by thread and then in the order they were made
	log     *Log
}

// ThreadState is one thread at one moment.
type ThreadState struct {
	ID       trace.ThreadID
	Name     string
	Activity Activity
	Since    trace.EventID  // the event that it does so since
	Joins    trace.ThreadID // whom it waits for, while it is Joining
	Loop     trace.LoopID   // the loop whose step or call is under way on it; zero: none
}

// Activity is what a thread does.
type Activity uint8

// The activities of a thread.
const (
	PlainCode      Activity = iota // runs code that does not say what it does, or waits in its loop
	Computing                      // has a core and works
	WaitingForCore                 // would compute, but has no core of the simulated machine
	Blocking                       // is held without computing
	Joining                        // waits for another thread to end
	Exited                         // has ended
)

// String gives the activity in a few words.
func (a Activity) String() string {
	return [...]string{"plain", "computing", "waiting for a core", "blocking", "joining", "gone"}[a]
}

// Life is where a loop is in its life.
type Phase uint8

// The lives of a loop.
const (
	NotCreated Phase = iota
	Created          // made, and no run was yet
	Running          // a run is under way, or it is driven by hand
	Idle             // between two runs
	Closed           // for good
)

// String gives the life's name.
func (l Phase) String() string {
	return [...]string{"unmade", "created", "running", "idle", "closed"}[l]
}

// LoopState is one loop at one moment. The zero value is a loop that does not exist.
type LoopState struct {
	ID       trace.LoopID
	Name     string
	Thread   trace.ThreadID
	Phase    Phase
	MainTask trace.TaskID  // the main task of the run under way; zero: none
	Step     trace.EventID // the StepBegan or CallBegan under way; zero: none
	Task     trace.TaskID  // whose step that is; zero: a callback's
	Activity Activity      // what that step does

	Ready    int // in the ready queue, tasks and callbacks
	Timers   int // set and not fired, those of callbacks too
	Asleep   int // timers that a task waits for
	Awaiting int // tasks that wait for something else than a timer
	Inbox    int // posts that it has not received

	Created, Done, Failed, Canceled int // tasks created, and those that have ended, by how

	state *State
	open  loopSnapshot
}

// StateAt tells the state after an event; zero is before everything. An event that has not come counts as the last.
// It takes time by how many facts hold at that moment, not by how long the trace is.
func (l *Log) StateAt(after trace.EventID) *State {
	after = min(after, trace.EventID(l.n))
	s := &State{After: after, At: l.Event(after).At, log: l}
	if after > 0 {
		s.fill()
	}
	return s
}

// StateAtTime tells the state at a moment: after everything that happened up to it and at it.
func (l *Log) StateAtTime(at int64) *State {
	s := l.StateAt(l.LastAt(at))
	s.At = at
	return s
}

// Thread gives a thread's state, also of one that is Gone. ok is false if it was not started yet.
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
	return ThreadState{ID: id, Name: s.log.Text(x.name), Activity: Exited, Since: x.ended}, true
}

// Loop gives a loop's state, a closed one's too. ok is false if the loop was not made yet.
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

// loop is a loop's state without what the facts say.
func (s *State) loop(x *loopIndex) LoopState {
	l := LoopState{ID: x.id, Name: s.log.Text(x.name), Thread: x.thread, state: s}
	l.Created = sort.Search(len(x.tasks), func(i int) bool { return x.tasks[i].created > s.After })
	for n, count := range []*int{&l.Done, &l.Failed, &l.Canceled} {
		*count = sort.Search(len(x.ended[n]), func(i int) bool { return x.ended[n][i] > s.After })
	}
	return l
}
