package engine

// TaskState is where a task is in its life.
//
//	Created ──→ Ready ⇄ Stepping ──→ Done, Failed, Canceled
//	              ↑         │
//	              └ Waiting ┘
//
// A task enters the ready queue only by wake, leaves it only by a step, and waits for exactly one thing: a timer
// or a future. A task that is canceled before its first step ends Canceled in that step, without running.
type TaskState uint8

// The states of a task.
const (
	Created  TaskState = iota
	Ready              // in the ready queue
	Stepping           // its step is under way
	Waiting            // for its timer or a future
	Done               // returned a result
	Failed             // returned an error, or panicked
	Canceled           // ended by a request to cancel
)

var taskStates = [...]string{"created", "ready", "running", "waiting", "done", "failed", "canceled"}

// String gives the state's name.
func (s TaskState) String() string { return taskStates[s] }

// legal has, for each state, a bit for each state that may follow it.
var legal = [8]uint8{
	Created:  1 << Ready,
	Ready:    1 << Stepping,
	Stepping: 1<<Ready | 1<<Waiting | 1<<Done | 1<<Failed | 1<<Canceled,
	Waiting:  1 << Ready,
	Done:     0, Failed: 0, Canceled: 0,
}

// move is the only writer of a task's state, but for unwinding at close.
func (co *Co) move(to TaskState) {
	if legal[co.state]&(1<<to) == 0 {
		co.illegal(to)
	}
	co.state = to
}

//go:noinline
func (co *Co) illegal(to TaskState) {
	panic("engine: task " + co.Name() + " can not go from " + co.state.String() + " to " + to.String())
}
