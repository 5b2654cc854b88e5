package trace

// Kind says what happened. Kinds are facts in the past tense; their numbers are part of the recorded form and of
// the digest, so new kinds are added at the end.
type Kind uint8

// The kinds, with what Arg and Cause hold. Where nothing is said, Arg is zero and Cause is the event during
// which this one happened, or zero.
const (
	NoKind Kind = iota

	ThreadStarted // Arg: name. Cause: the starter's ThreadSpawned; zero for the main thread.
	ThreadBound   // Arg: the operating system's thread id. Only where loops run on threads of their own.
	ThreadSpawned // a thread asked for a new one. Arg: the new thread's ThreadID.
	JoinBegan     // a thread waits for another to end. Arg: that thread's ThreadID.
	JoinEnded     // Arg: that thread's ThreadID. Cause: its ThreadEnded.
	ThreadEnded

	RunnerCreated // a Runner, which makes its loop when it first needs one. Arg: name.
	RunnerClosed
	LoopCreated // Arg: name.
	RunBegan    // a loop starts running a main task. Arg: that task's TaskID.
	RunEnded    // the main task is done and the loop stopped.
	LoopClosed

	TickBegan // Arg: how many handles this iteration runs.

	TaskCreated  // Arg: name.
	TaskReady    // joined the ready queue. Arg: a Reason. Cause: what woke it (TimerFired, TaskDone, …).
	StepBegan    // a task resumed. Cause: its TaskReady.
	StepEnded    // a task gave control back. Arg: an Outcome. Cause: its StepBegan.
	TaskDone     // Cause: the StepBegan it ended in, or the CancelRequested of a task that never ran.
	TaskFailed   // Arg: the error's text.
	TaskCanceled // as TaskDone.
	CancelRequested

	TimerSet      // Arg: the time it is due. Task: who sleeps; zero for a plain callback.
	TimerFired    // Arg: the time it was due. Cause: its TimerSet.
	TimerCanceled // Cause: its TimerSet.

	CallReady    // a plain callback joined the ready queue. Arg: a Reason.
	CallBegan    // Cause: its CallReady.
	CallEnded    // Cause: its CallBegan.
	CallCanceled // left the ready queue without running. Cause: its CallReady.

	PostSent     // a callback was handed to a loop, mostly of another thread. Arg: that loop's name. Thread: zero if nobody knows the sender.
	PostReceived // Arg: the sender's ThreadID; zero if nobody knows it. Cause: its PostSent.

	WorkBegan  // a thread computes. Arg: nanoseconds asked for.
	WorkEnded  // Cause: its WorkBegan.
	BlockBegan // a thread is held without computing. Arg: nanoseconds asked for.
	BlockEnded // Cause: its BlockBegan.

	Printed  // Arg: the line's text.
	Reported // a loop's exception handler was told something. Arg: the text.

	WorkPaused  // a thread that computes waits for a core of the simulated machine. Cause: its WorkBegan.
	WorkResumed // Cause: its WorkBegan.

	RunRefused // a run that could not begin where or when it was asked for. Arg: the error's text.

	ClockSet // a thread's own clock was set by the run's. Arg: nanoseconds that it may be off by. Only where threads have clocks of their own.

	NumKinds
)

// A Reason says why a task or callback became ready: the Arg of TaskReady and CallReady.
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

// An Outcome says how a step ended: the Arg of StepEnded.
type Outcome int64

// The outcomes.
const (
	Slept       Outcome = iota + 1 // waits for its timer
	Awaited                        // waits for a future or a task
	GaveWay                        // back at the end of the ready queue
	Finished                       // returned a result
	Failed                         // returned an error or panicked
	WasCanceled                    // ended canceled

	numOutcomes
)

// An argForm says how a kind's Arg is read and printed.
type argForm uint8

const (
	argNone argForm = iota
	argNumber
	argText
	argReason
	argOutcome
)

var kinds = [NumKinds]struct {
	name string
	arg  argForm
}{
	NoKind:          {"NoKind", argNumber},
	ThreadStarted:   {"ThreadStarted", argText},
	ThreadBound:     {"ThreadBound", argNumber},
	ThreadSpawned:   {"ThreadSpawned", argNumber},
	JoinBegan:       {"JoinBegan", argNumber},
	JoinEnded:       {"JoinEnded", argNumber},
	ThreadEnded:     {"ThreadEnded", argNone},
	RunnerCreated:   {"RunnerCreated", argText},
	RunnerClosed:    {"RunnerClosed", argNone},
	LoopCreated:     {"LoopCreated", argText},
	RunBegan:        {"RunBegan", argNumber},
	RunEnded:        {"RunEnded", argNumber},
	LoopClosed:      {"LoopClosed", argNone},
	TickBegan:       {"TickBegan", argNumber},
	TaskCreated:     {"TaskCreated", argText},
	TaskReady:       {"TaskReady", argReason},
	StepBegan:       {"StepBegan", argNone},
	StepEnded:       {"StepEnded", argOutcome},
	TaskDone:        {"TaskDone", argNone},
	TaskFailed:      {"TaskFailed", argText},
	TaskCanceled:    {"TaskCanceled", argNone},
	CancelRequested: {"CancelRequested", argNone},
	TimerSet:        {"TimerSet", argNumber},
	TimerFired:      {"TimerFired", argNumber},
	TimerCanceled:   {"TimerCanceled", argNone},
	CallReady:       {"CallReady", argReason},
	CallBegan:       {"CallBegan", argNone},
	CallEnded:       {"CallEnded", argNone},
	CallCanceled:    {"CallCanceled", argNone},
	PostSent:        {"PostSent", argText},
	PostReceived:    {"PostReceived", argNumber},
	WorkBegan:       {"WorkBegan", argNumber},
	WorkEnded:       {"WorkEnded", argNone},
	BlockBegan:      {"BlockBegan", argNumber},
	BlockEnded:      {"BlockEnded", argNone},
	Printed:         {"Printed", argText},
	Reported:        {"Reported", argText},
	WorkPaused:      {"WorkPaused", argNone},
	WorkResumed:     {"WorkResumed", argNone},
	RunRefused:      {"RunRefused", argText},
	ClockSet:        {"ClockSet", argNumber},
}

// String gives the kind's name, as NDJSON has it; a kind of a later version is "Kind(n)".
func (k Kind) String() string {
	if k < NumKinds {
		return kinds[k].name
	}
	return "Kind(" + itoa(int64(k)) + ")"
}

// HasText tells whether Arg is a [Text] for events of this kind.
func (k Kind) HasText() bool { return k < NumKinds && kinds[k].arg == argText }

var reasons = [numReasons]string{Started: "started", TimerDue: "timer", Woken: "woken", Yielded: "yielded", CancelAsked: "canceled", Soon: "soon", Posted: "posted"}

// String gives the reason's name, as NDJSON has it.
func (r Reason) String() string {
	if r > 0 && r < numReasons {
		return reasons[r]
	}
	return "Reason(" + itoa(int64(r)) + ")"
}

var outcomes = [numOutcomes]string{Slept: "slept", Awaited: "awaited", GaveWay: "gave way", Finished: "finished", Failed: "failed", WasCanceled: "canceled"}

// String gives the outcome's name, as NDJSON has it.
func (o Outcome) String() string {
	if o > 0 && o < numOutcomes {
		return outcomes[o]
	}
	return "Outcome(" + itoa(int64(o)) + ")"
}
