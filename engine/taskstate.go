package engine

// TaskState is the state of a task.
//
//	Created ──→ Ready ⇄ Stepping ──→ Done, Failed, Canceled
//	              ↑         │
//	              └ Waiting ┘
//
// A task that is Waiting waits for exactly one thing: a timer or a future. A task that is canceled before its first
// step ends Canceled in that step, without running.
type TaskState uint8

// The states of a task.
const (
	Created  TaskState = iota
	Ready              // it is in the ready queue
	Stepping           // its step is running
	Waiting            // it waits for a timer or a future
	Done               // it returned a result
	Failed             // it returned an error or panicked
	Canceled           // it ended by a request to cancel
)

var taskStates = [...]string{"created", "ready", "running", "waiting", "done", "failed", "canceled"}

// String returns the name of the state.
func (s TaskState) String() string { return taskStates[s] }

// legal holds for each state a bit for each state that may follow it.
var legal = [8]uint8{
	Created:  1 << Ready,
	Ready:    1 << Stepping,
	Stepping: 1<<Ready | 1<<Waiting | 1<<Done | 1<<Failed | 1<<Canceled,
	Waiting:  1 << Ready,
	Done:     0, Failed: 0, Canceled: 0,
}

// move changes the task's state and panics if that step is not legal. Only unwinding writes the state without it.
func (co *Co) move(to TaskState) {
	if legal[co.state]&(1<<to) == 0 {
		co.illegal(to)
	}
	co.state = to
}

//go:noinline
func (co *Co) illegal(to TaskState) {
	panic("engine: task " + co.Name() + " cannot go from " + co.state.String() + " to " + to.String())
}
