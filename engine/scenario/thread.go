package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// A Body is the program of one thread. n is the number that the thread was started with; for the main thread it is 0.
type Body func(t Thread, n int) error

// A Coroutine is a coroutine that another thread can submit to a loop by its name. t is the thread of that loop.
type Coroutine func(t Thread, co *engine.Co, arg int64) (int64, error)

// A Call is a function that another thread can post to a loop by its name. t is the thread of that loop.
type Call func(t Thread, l *engine.Loop, arg int64)

// Thread has the operations of a thread in a scenario. Only that thread may call the methods, from its body or from a
// coroutine of a loop that runs on it.
type Thread interface {
	// Spec returns the run.
	Spec() spec.Run
	// Config returns the configuration for a loop of this thread with the given name.
	Config(name string) engine.Config
	// Start starts a thread that runs the body with the given name and the number n.
	Start(name, body string, n int) Joiner
	// Print prints one line.
	Print(line string)
	// Work computes for about the duration d on one core. It does a number of operations and does not look at a clock.
	Work(d time.Duration)
	// Block blocks the thread for the duration d without computing.
	Block(d time.Duration)
	// Local returns a pointer to a value that the body, the coroutines and the calls of the thread share, like Python's
	// threading.local. The value is nil at first.
	Local() *any

	// Post makes the loop with the given name run one of the scenario's Calls with arg, like call_soon_threadsafe. If the
	// loop does not exist yet, the call waits until it runs. The error is engine.ErrClosed if the loop is known to be
	// closed. A call that is under way when the loop closes is lost.
	Post(loop, call string, arg int64) error
	// Submit makes the loop with the given name run one of the scenario's Coroutines with arg as a task, like
	// run_coroutine_threadsafe. The future belongs to the loop that runs on the calling thread, so one must be running.
	// If the other loop does not exist yet, the coroutine waits until it runs; a closed loop answers with
	// engine.ErrClosed. An error arrives with its text only. Canceling the future cancels the coroutine.
	//
	// Posts, submissions and cancellations from one thread to one loop arrive in their order.
	Submit(loop, coroutine string, arg int64) *engine.Future[int64]
}

// A Joiner is a thread that was started. Only the thread that started it may use it.
type Joiner interface {
	// Join waits until the thread has ended.
	Join()
}
