package rows

// State is what a row does for a while.
type State uint8

// The states. What comes later in the list is drawn over what comes before.
const (
	Absent    State = iota // not there yet, or over
	Idle                   // a thread in code that says nothing of itself; a loop without a run
	Sleeping               // waits for a timer; a loop whose tasks all wait, one of them for a timer
	NotStored              // past the limit of events: what it did is counted, and not known one by one
	Waiting                // waits for anything else: another task, another thread's end, a post
	Ready                  // could run, but something else runs, or the timer is overdue
	Running                // has its thread, and a core where it computes
	Blocked                // has its thread and does nothing with it
	numStates
)

// String gives the word that the page uses for it.
func (s State) String() string {
	return [...]string{"absent", "idle", "sleeping", "counted", "waiting", "ready", "running", "blocking"}[s]
}

// quiet tells whether a state is drawn as a line.
func (s State) quiet() bool { return s == Idle || s == Sleeping || s == Waiting }
