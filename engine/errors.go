package engine

import (
	"errors"
	"reflect"
	"runtime"
	"strconv"
	"strings"
)

//lint:file-ignore ST1005 The texts of errors are asyncio's where it has them.

// The errors that callers test for.
var (
	// ErrCanceled is the error of a wait whose task was canceled, and the result of a canceled task or future.
	ErrCanceled = errors.New("canceled")
	// ErrInvalidState is returned when a pending future is asked for its result, or a done one is completed again.
	ErrInvalidState = errors.New("invalid state")
	// ErrTimeout is returned when something took longer than its time limit. It has a method Timeout, and
	// errors.Is(ErrTimeout, os.ErrDeadlineExceeded) is true.
	ErrTimeout error = timedOut{}
	// ErrNilFunc is what a function that takes a callback or a coroutine function panics with if that is nil. [Run] and
	// [RunIn] return it.
	ErrNilFunc = errors.New("a function was expected, got nil")
	// ErrDeadlock is returned when a thread waits for something that can never happen. Runs return it as a
	// [*DeadlockError].
	ErrDeadlock = errors.New("deadlock")
	// ErrInterrupted is returned by a run whose main task was canceled by Ctrl-C.
	ErrInterrupted = errors.New("interrupted")
	// ErrClosed is returned when a closed loop is used.
	ErrClosed = errors.New("Event loop is closed")
	// ErrRunnerClosed is returned when a closed [Runner] is used.
	ErrRunnerClosed = errors.New("Runner is closed")
	// ErrRunning is returned by [Run] on a thread where a loop is running.
	ErrRunning = errors.New("asyncio.run() cannot be called from a running event loop")
	// ErrRunnerRunning is returned by [RunIn] on a thread where a loop is running.
	ErrRunnerRunning = errors.New("Runner.run() cannot be called from a running event loop")
	// ErrAlreadyRunning is returned when a running loop is run again.
	ErrAlreadyRunning = errors.New("This event loop is already running")
	// ErrOtherRunning is returned when a loop is run on a thread where another loop is running.
	ErrOtherRunning = errors.New("Cannot run the event loop while another loop is running")
	// ErrCloseRunning is returned when a running loop is closed.
	ErrCloseRunning = errors.New("Cannot close a running event loop")
	// ErrStoppedEarly is returned by a run that [Loop.Stop] ended before its future was done.
	ErrStoppedEarly = errors.New("Event loop stopped before Future completed.")
	// ErrOtherLoop is returned when something is awaited that belongs to another loop, as an [*OtherLoopError].
	ErrOtherLoop = errors.New("attached to a different loop")
	// ErrAwaitSelf is returned when a task awaits itself.
	ErrAwaitSelf = errors.New("Task cannot await on itself")
	// ErrGoexit is the error of a task whose coroutine called runtime.Goexit.
	ErrGoexit = errors.New("coroutine called runtime.Goexit")
	// ErrWrongThread is the use of a loop by a thread that it does not belong to, found by Config.Debug. The use
	// panics with a [*WrongThreadError].
	ErrWrongThread = errors.New("Non-thread-safe operation invoked on an event loop other than the current one")
)

// timedOut is the type of ErrTimeout.
type timedOut struct{}

func (timedOut) Error() string { return "timed out" }

// Timeout returns true. Packages such as net ask an error for it.
func (timedOut) Timeout() bool { return true }

// Is reports whether target is os.ErrDeadlineExceeded. That error is told by what it says, since package os would make
// the worker's download larger.
func (timedOut) Is(target error) bool {
	t, ok := target.(interface{ Timeout() bool })
	return ok && t.Timeout() && target.Error() == "i/o timeout"
}

// OtherLoopError says that something that belongs to one loop was used in another.
type OtherLoopError struct {
	Its  string // the name of the loop that it belongs to
	Here string // the name of the loop that it was used in
}

// Error names both loops.
func (e *OtherLoopError) Error() string {
	return "got Future " + ErrOtherLoop.Error() + ": it belongs to " + e.Its + ", awaited in " + e.Here
}

// Unwrap returns [ErrOtherLoop].
func (e *OtherLoopError) Unwrap() error { return ErrOtherLoop }

func otherLoop(its, here *Loop) error { return &OtherLoopError{its.describe(), here.describe()} }

func (l *Loop) describe() string {
	if l.config.Name != "" {
		return l.config.Name
	}
	return "a loop without a name"
}

// PanicError is the error of a task whose coroutine panicked, and of a callback that panicked.
type PanicError struct {
	Value any    // the value that panic was called with
	Stack []byte // the stack trace of the panic
}

// Error describes the value. The stack is not part of it.
func (e *PanicError) Error() string {
	return "panic: " + describe(e.Value)
}

// describe returns a text for a value of any type, as package fmt does for the types that programs panic with. (Package
// fmt itself would make the worker's download larger.)
func describe(v any) string {
	switch v := v.(type) {
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	}
	switch r := reflect.ValueOf(v); {
	case !r.IsValid():
		return "nil"
	case r.Kind() == reflect.String:
		return r.String()
	case r.Kind() == reflect.Bool:
		return strconv.FormatBool(r.Bool())
	case r.CanInt():
		return strconv.FormatInt(r.Int(), 10)
	case r.CanUint():
		return strconv.FormatUint(r.Uint(), 10)
	case r.CanFloat():
		return strconv.FormatFloat(r.Float(), 'g', -1, 64)
	}
	return "a value of type " + reflect.TypeOf(v).String()
}

// Unwrap returns the value if it is an error, and nil otherwise.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// DeadlockError says that a loop has nothing ready and no timer, and that no other thread can wake it.
type DeadlockError struct {
	Loop    string   // the name of the loop
	Waiting []string // the tasks that wait, each with what it waits for
}

// Error names the loop and the waiting tasks.
func (e *DeadlockError) Error() string {
	return "deadlock: " + e.Loop + " has nothing to run and nothing to wait for; waiting: " + strings.Join(e.Waiting, ", ")
}

// Unwrap returns [ErrDeadlock].
func (e *DeadlockError) Unwrap() error { return ErrDeadlock }

// WrongThreadError says which thread used which loop. The use panics with it, which fails the task or the call that
// did it.
type WrongThreadError struct {
	Loop   string // the name of the loop
	Owner  string // the thread that the loop belongs to
	Caller string // the thread that used it
}

// Error names the loop and both threads.
func (e *WrongThreadError) Error() string {
	return ErrWrongThread.Error() + ": " + e.Loop + " belongs to " + e.Owner + ", used from " + e.Caller
}

// Unwrap returns [ErrWrongThread].
func (e *WrongThreadError) Unwrap() error { return ErrWrongThread }

// stack returns the stack trace of the calling goroutine. It is runtime/debug.Stack without package fmt, which would
// make the worker's download larger.
func stack() []byte {
	buf := make([]byte, 16<<10)
	return buf[:runtime.Stack(buf, false)]
}
