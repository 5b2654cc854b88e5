package trace

// An Interval is something that one event begins and another one ends. [Kind.Begins] and [Kind.Ends] are the one table
// of these pairs for everything that reads traces. Package check is the exception: it has a table of its own, so that
// a mistake in this one does not hide from it.
//
// How the end finds its beginning differs. The end of a Queued, Step, Timer, Post, Work or Block has its beginning as its
// Cause. The end of anything else ends what its thread, loop or task has open.
type Interval uint8

// The intervals.
const (
	NoInterval Interval = iota
	ThreadLife          // a thread exists: ThreadStarted to ThreadEnded
	LoopLife            // a loop is open: LoopCreated to LoopClosed
	TaskLife            // a task has not ended: TaskCreated to TaskDone, TaskFailed or TaskCanceled
	Run                 // a loop runs a main task: RunBegan to RunEnded
	Queued              // a task or a callback is in the ready queue: TaskReady or CallReady to StepBegan, CallBegan or CallCanceled
	Step                // a task or a callback has the loop: StepBegan or CallBegan to StepEnded or CallEnded
	Timer               // a timer is set: TimerSet to TimerFired or TimerCanceled
	Post                // a post is on its way: PostSent to PostReceived
	Work                // a thread computes: WorkBegan to WorkEnded
	Pause               // work waits for a core: WorkPaused to WorkResumed
	Block               // a thread is held without computing: BlockBegan to BlockEnded
	Join                // a thread waits for another one to end: JoinBegan to JoinEnded
)

// Begins returns the interval that an event of this kind begins, or NoInterval.
func (k Kind) Begins() Interval {
	if k >= NumKinds {
		return NoInterval
	}
	return kinds[k].begins
}

// Ends returns the interval that an event of this kind ends, or NoInterval. A StepBegan both ends one and begins one.
func (k Kind) Ends() Interval {
	if k >= NumKinds {
		return NoInterval
	}
	return kinds[k].ends
}
