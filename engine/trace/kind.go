package trace

// Kind says what happened. Kinds are named in the past tense. Their numbers are part of the recorded format and of the
// digest, so new kinds are added at the end.
type Kind uint8

// The kinds, and what their Arg and Cause hold. Where a comment does not mention them, Arg is zero, and Cause is the
// event during which this one happened, or zero.
const (
	NoKind Kind = iota

	ThreadStarted // Arg: its name. Cause: the ThreadSpawned that asked for it; zero for the main thread.
	ThreadBound   // Arg: the thread id of the operating system. Only where loops run on threads of their own.
	ThreadSpawned // A thread asked for a new one. Arg: the ThreadID of the new thread.
	JoinBegan     // A thread waits for another one to end. Arg: the ThreadID of the other thread.
	JoinEnded     // Arg: the ThreadID of the other thread. Cause: its ThreadEnded.
	ThreadEnded

	RunnerCreated // A Runner, which makes its loop when it first needs one. Arg: its name.
	RunnerClosed
	LoopCreated // Arg: its name.
	RunBegan    // A loop starts running a main task. Arg: the TaskID of the main task.
	RunEnded    // The main task has ended and the loop has stopped.
	LoopClosed

	TickBegan // Arg: the number of handles that this iteration of the loop runs.

	TaskCreated  // Arg: its name.
	TaskReady    // A task joined the ready queue. Arg: a Reason. Cause: what woke it, such as a TimerFired or a TaskDone.
	StepBegan    // A task resumed. Cause: its TaskReady.
	StepEnded    // A task gave control back. Arg: an Outcome. Cause: its StepBegan.
	TaskDone     // Cause: the StepBegan of its last step, or the CancelRequested of a task that never ran.
	TaskFailed   // Arg: the text of the error. Cause: as of TaskDone.
	TaskCanceled // Cause: as of TaskDone.
	CancelRequested

	TimerSet      // Arg: the time when it is due. Task: the task that sleeps; zero for the timer of a callback.
	TimerFired    // Arg: the time when it was due. Cause: its TimerSet.
	TimerCanceled // Cause: its TimerSet.

	CallReady    // A callback joined the ready queue. Arg: a Reason.
	CallBegan    // Cause: its CallReady.
	CallEnded    // Cause: its CallBegan.
	CallCanceled // A callback left the ready queue without running. Cause: its CallReady.

	PostSent     // A callback was handed to a loop, usually of another thread. Arg: the name of that loop. Thread: the sender; zero if it is unknown.
	PostReceived // Arg: the ThreadID of the sender; zero if it is unknown. Cause: its PostSent.

	WorkBegan  // A thread computes. Arg: the nanoseconds that were asked for.
	WorkEnded  // Cause: its WorkBegan.
	BlockBegan // A thread is held without computing. Arg: the nanoseconds that were asked for.
	BlockEnded // Cause: its BlockBegan.

	Printed  // Arg: the text of the line.
	Reported // The exception handler of a loop was called. Arg: the text.

	WorkPaused  // A thread that computes waits for a core of the simulated machine. Cause: its WorkBegan.
	WorkResumed // Cause: its WorkBegan.

	RunRefused // A run could not begin where or when it was asked for. Arg: the text of the error.

	ClockSet // The clock of a thread was set by the clock of the run. Arg: the nanoseconds by which it may be wrong. Only where threads have clocks of their own.

	NumKinds // The number of kinds of this version.
)

// A Reason says why a task or a callback became ready. It is the Arg of TaskReady and CallReady.
type Reason int64

// The reasons.
const (
	Started     Reason = iota + 1 // it was created and has not run yet
	TimerDue                      // its timer was due
	Woken                         // what it awaited is done
	Yielded                       // it gave way and takes its next turn
	CancelAsked                   // it was asked to cancel
	Soon                          // CallSoon asked for it
	Posted                        // another thread asked for it

	numReasons
)

// An Outcome says how a step ended. It is the Arg of StepEnded.
type Outcome int64

// The outcomes.
const (
	Slept       Outcome = iota + 1 // the task waits for its timer
	Awaited                        // the task waits for a future or another task
	GaveWay                        // the task is at the end of the ready queue again
	Finished                       // the task returned a result
	Failed                         // the task returned an error or panicked
	WasCanceled                    // the task ended by a request to cancel

	numOutcomes
)

// An argForm says how the Arg of a kind is read and printed.
type argForm uint8

const (
	argNone argForm = iota
	argNumber
	argText
	argReason
	argOutcome
)

// kinds is what this package knows of each kind: the name in NDJSON, the form of Arg, and the intervals that an event
// of this kind begins and ends.
var kinds = [NumKinds]struct {
	name   string
	arg    argForm
	begins Interval
	ends   Interval
}{
	NoKind:          {"NoKind", argNumber, 0, 0},
	ThreadStarted:   {"ThreadStarted", argText, ThreadLife, 0},
	ThreadBound:     {"ThreadBound", argNumber, 0, 0},
	ThreadSpawned:   {"ThreadSpawned", argNumber, 0, 0},
	JoinBegan:       {"JoinBegan", argNumber, Join, 0},
	JoinEnded:       {"JoinEnded", argNumber, 0, Join},
	ThreadEnded:     {"ThreadEnded", argNone, 0, ThreadLife},
	RunnerCreated:   {"RunnerCreated", argText, 0, 0},
	RunnerClosed:    {"RunnerClosed", argNone, 0, 0},
	LoopCreated:     {"LoopCreated", argText, LoopLife, 0},
	RunBegan:        {"RunBegan", argNumber, Run, 0},
	RunEnded:        {"RunEnded", argNumber, 0, Run},
	LoopClosed:      {"LoopClosed", argNone, 0, LoopLife},
	TickBegan:       {"TickBegan", argNumber, 0, 0},
	TaskCreated:     {"TaskCreated", argText, TaskLife, 0},
	TaskReady:       {"TaskReady", argReason, Queued, 0},
	StepBegan:       {"StepBegan", argNone, Step, Queued},
	StepEnded:       {"StepEnded", argOutcome, 0, Step},
	TaskDone:        {"TaskDone", argNone, 0, TaskLife},
	TaskFailed:      {"TaskFailed", argText, 0, TaskLife},
	TaskCanceled:    {"TaskCanceled", argNone, 0, TaskLife},
	CancelRequested: {"CancelRequested", argNone, 0, 0},
	TimerSet:        {"TimerSet", argNumber, Timer, 0},
	TimerFired:      {"TimerFired", argNumber, 0, Timer},
	TimerCanceled:   {"TimerCanceled", argNone, 0, Timer},
	CallReady:       {"CallReady", argReason, Queued, 0},
	CallBegan:       {"CallBegan", argNone, Step, Queued},
	CallEnded:       {"CallEnded", argNone, 0, Step},
	CallCanceled:    {"CallCanceled", argNone, 0, Queued},
	PostSent:        {"PostSent", argText, Post, 0},
	PostReceived:    {"PostReceived", argNumber, 0, Post},
	WorkBegan:       {"WorkBegan", argNumber, Work, 0},
	WorkEnded:       {"WorkEnded", argNone, 0, Work},
	BlockBegan:      {"BlockBegan", argNumber, Block, 0},
	BlockEnded:      {"BlockEnded", argNone, 0, Block},
	Printed:         {"Printed", argText, 0, 0},
	Reported:        {"Reported", argText, 0, 0},
	WorkPaused:      {"WorkPaused", argNone, Pause, 0},
	WorkResumed:     {"WorkResumed", argNone, 0, Pause},
	RunRefused:      {"RunRefused", argText, 0, 0},
	ClockSet:        {"ClockSet", argNumber, 0, 0},
}

// HasText reports whether the Arg of events of this kind is a [Text].
func (k Kind) HasText() bool { return k < NumKinds && kinds[k].arg == argText }
