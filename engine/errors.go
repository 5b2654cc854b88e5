package engine

import (
	"errors"
	"runtime"
	"strings"
)

// The errors that callers test for. Where asyncio has words for one, these are asyncio's.
var (
	// ErrCanceled is what a canceled task's coroutine gets from the wait it is in, and what awaiting it gives.
	ErrCanceled = errors.New("canceled")
	// ErrInvalidState is asking a future for a result that it does not have yet, or giving it a second one.
	ErrInvalidState = errors.New("invalid state")
	// ErrTimeout is a wait that took longer than it was given.
	ErrTimeout = errors.New("timed out")
	// ErrDeadlock is a thread that waits for what can never happen; a run gives it as a [*DeadlockError].
	ErrDeadlock = errors.New("deadlock")
	// ErrInterrupted is a run that Ctrl-C has canceled.
	ErrInterrupted = errors.New("interrupted")
	// ErrClosed is the use of a loop after it was closed.
	ErrClosed = errors.New("Event loop is closed")
	// ErrRunnerClosed is the use of a [Runner] after it was closed.
	ErrRunnerClosed = errors.New("Runner is closed")
	// ErrRunning is [Run] on a thread where a loop is running.
	ErrRunning = errors.New("asyncio.run() cannot be called from a running event loop")
	// ErrRunnerRunning is the same for [RunIn].
	ErrRunnerRunning = errors.New("Runner.run() cannot be called from a running event loop")
	// ErrAlreadyRunning is running a loop that runs.
	ErrAlreadyRunning = errors.New("This event loop is already running")
	// ErrOtherRunning is running a loop on a thread where another runs.
	ErrOtherRunning = errors.New("Cannot run the event loop while another loop is running")
	// ErrCloseRunning is closing a loop that runs.
	ErrCloseRunning = errors.New("Cannot close a running event loop")
	// ErrOtherLoop is awaiting what belongs to another loop; it comes as an [*OtherLoopError].
	ErrOtherLoop = errors.New("attached to a different loop")
	// ErrAwaitSelf is a task that awaits itself.
	ErrAwaitSelf = errors.New("Task cannot await on itself")
	// ErrGoexit is what a task fails with whose coroutine called runtime.Goexit.
	ErrGoexit = errors.New("coroutine called runtime.Goexit")
)

// OtherLoopError is the use of what belongs to one loop in another.
type OtherLoopError struct{ Its, Here string }

// Error names both loops.
func (e *OtherLoopError) Error() string {
	return "got Future " + ErrOtherLoop.Error() + ": it belongs to " + e.Its + ", awaited in " + e.Here
}

// Unwrap gives ErrOtherLoop.
func (e *OtherLoopError) Unwrap() error { return ErrOtherLoop }

func otherLoop(its, here *Loop) error { return &OtherLoopError{its.describe(), here.describe()} }

func (l *Loop) describe() string {
	if l.config.Name != "" {
		return l.config.Name
	}
	return "a loop without a name"
}

// PanicError is what a task fails with whose coroutine panicked.
type PanicError struct {
	Value any
	Stack []byte
}

// Error names the value, not the stack.
func (e *PanicError) Error() string {
	switch v := e.Value.(type) {
	case error:
		return "panic: " + v.Error()
	case string:
		return "panic: " + v
	case interface{ String() string }:
		return "panic: " + v.String()
	}
	return "panic"
}

// Unwrap gives the panic's value if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// DeadlockError is a loop with nothing ready, no timer, and nobody outside who could wake it.
type DeadlockError struct {
	Loop    string
	Waiting []string // the tasks that wait, and for what
}

// Error names the loop and the waiting tasks.
func (e *DeadlockError) Error() string {
	return "deadlock: " + e.Loop + " has nothing to run and nothing to wait for; waiting: " + strings.Join(e.Waiting, ", ")
}

// Unwrap gives ErrDeadlock.
func (e *DeadlockError) Unwrap() error { return ErrDeadlock }

// stack is the calling goroutine's stack trace. (runtime/debug has the same, but brings fmt into the worker.)
func stack() []byte {
	buf := make([]byte, 16<<10)
	return buf[:runtime.Stack(buf, false)]
}
