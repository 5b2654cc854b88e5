package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// A Body is what one thread does. n is the number it was started with; the main thread's is 0.
type Body func(t Thread, n int) error

// Thread is a thread of the host, as its own body sees it. Only that thread may call it, from its body or from
// any coroutine of a loop that runs on it.
type Thread interface {
	// Spec is what is being run.
	Spec() spec.Run
	// Config is what a loop of this thread is made from; name is the loop's.
	Config(name string) engine.Config
	// Start starts a thread that runs the scenario's body of that name with n.
	Start(name, body string, n int) Handle
	// Print writes one line of output.
	Print(line string)
	// Work computes for about d of one core's time: so many operations, not until a moment.
	Work(d time.Duration)
	// Block holds the thread for d without computing.
	Block(d time.Duration)
}

// A Handle is a started thread, as its starter sees it.
type Handle interface {
	// Join waits until the thread has ended.
	Join()
}
