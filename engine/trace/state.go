package trace

// State is what a task, a loop or a thread is doing. The state at the cursor and the timeline share these states and
// their words. Package engine has [engine.TaskState] of its own, which also tells how a task ended.
type State uint8

// The states. The order is that of drawing: where several share a pixel, a later one covers an earlier one.
const (
	Absent    State = iota // it does not exist yet, or no longer
	Idle                   // a thread in code that does not say what it does; a loop without a run
	Sleeping               // it waits for a timer; of a loop, all its tasks wait, and one of them for a timer
	NotStored              // past the limit of events: what it did was counted, and single events are not known
	Waiting                // it waits for something else: a task, the end of a thread, a post
	Ready                  // it could run, but something else runs, or its timer is overdue
	Running                // it has its thread, and a core if it computes
	Blocked                // it holds its thread without computing
)

// String returns the word for the state, as the page shows it.
func (s State) String() string {
	return [...]string{"absent", "idle", "sleeping", "not stored", "waiting", "ready", "running", "blocked"}[s]
}
