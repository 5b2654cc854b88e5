package scenario

import (
	"time"

	"loopyard/engine"
	"loopyard/engine/spec"
)

// A Body is what one thread does. n is the number it was started with; the main thread's is 0.
type Body func(t Thread, n int) error

// A Coroutine is what a loop runs for whoever submits its name and arg. t is the thread of that loop.
type Coroutine func(t Thread, co *engine.Co, arg int64) (int64, error)

// A Call is what a loop calls for whoever posts its name and arg. t is the thread of that loop.
type Call func(t Thread, l *engine.Loop, arg int64)

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
	// Local is a place for what the thread's body, coroutines and calls share, as Python's threading.local. It is nil
	// at first.
	Local() *any

	// Post has the loop of that name call one of the scenario's Calls with arg: call_soon_threadsafe. A loop that was
	// not made yet gets it when it is made and runs. The error is engine.ErrClosed if the loop is known to be closed; a
	// call that is on its way when the loop closes is dropped.
	Post(loop, call string, arg int64) error
	// Submit has the loop of that name run one of the scenario's Coroutines with arg as a task:
	// run_coroutine_threadsafe. The future is of the loop that runs on the calling thread; there must be one. A loop
	// that was not made yet gets it when it is made and runs, and one that is closed answers with engine.ErrClosed.
	// Of a failure its text crosses from thread to thread. To cancel the future is to cancel the coroutine.
	//
	// What a thread posts and submits to one loop, and what it cancels there, arrives in its order.
	Submit(loop, coroutine string, arg int64) *engine.Future[int64]
}

// A Handle is a started thread, as its starter sees it.
type Handle interface {
	// Join waits until the thread has ended.
	Join()
}
