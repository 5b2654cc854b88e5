package engine

import "loopyard/engine/trace"

// CanceledError is a cancellation with a message. A cancellation without one is [ErrCanceled] itself. In both cases
// errors.Is(err, ErrCanceled) is true. It is also true of an error that joins a cancellation with others; such an error is
// a failure and not a cancellation.
type CanceledError struct{ Message string }

// Error returns "canceled: " and the message.
func (e *CanceledError) Error() string { return "canceled: " + e.Message }

// Unwrap returns [ErrCanceled].
func (e *CanceledError) Unwrap() error { return ErrCanceled }

// A cancellation is told from an error that only contains one, such as errors.Join(ErrCanceled, err) or a panic with
// ErrCanceled: such an error reports a failure as well, which must not be lost.
//
// An error that wraps a cancellation and nothing else, as fmt.Errorf("reading: %w", err) does, is the cancellation of the
// task that returns it if that task was asked to cancel. If not, it is a failure: another task was canceled, and this one
// reports that it cannot do without it.

// isCancellation reports whether err is a cancellation.
func isCancellation(err error) bool {
	switch err.(type) {
	case *CanceledError, *canceledAs:
		return true
	}
	return err == ErrCanceled
}

// canceledBy reports whether err, which the task or a part of it returned, is a cancellation, or wraps that of the task.
func (co *Co) canceledBy(err error) bool {
	for err != nil && !isCancellation(err) {
		wrap, ok := err.(interface{ Unwrap() error })
		if _, panicked := err.(*PanicError); !ok || panicked || co.Cancelling() == 0 {
			return false
		}
		err = wrap.Unwrap()
	}
	return err != nil
}

// canceledAs is the error of a task that was canceled and wrapped that. For a task that awaits it, it is a cancellation
// like any other.
type canceledAs struct{ err error }

func (e *canceledAs) Error() string { return e.err.Error() }
func (e *canceledAs) Unwrap() error { return e.err }

func canceledWith(message string) error {
	if message == "" {
		return ErrCanceled
	}
	return &CanceledError{message}
}

func (co *Co) message() string {
	if co.extra == nil {
		return ""
	}
	return co.extra.message
}

// interrupted is the rare part of resumed. It returns the error of a request to cancel, or panics to unwind the
// coroutine.
func (co *Co) interrupted() error {
	if co.worker.unwinding {
		panic(errUnwound)
	}
	co.cancelRequested, co.more().wokenByCancel = false, false
	return canceledWith(co.message())
}

// Cancel requests that the task ends. The wait that the task is in, or its next one, returns [ErrCanceled]; the task
// may end or go on. Cancel returns false if the task has already ended.
func (co *Co) Cancel() bool { return co.CancelWith("") }

// CancelWith is like Cancel with a message, which the error carries; see [CanceledError].
func (co *Co) CancelWith(message string) bool {
	co.Loop().check()
	return co.cancelFor(co.Loop().cause, message)
}

// Uncancel takes back one request to cancel and returns how many are left. Code that handles a cancellation and goes on
// must call it. When none is left, a request that was not delivered yet is dropped.
func (co *Co) Uncancel() int {
	co.Loop().check()
	x := co.more()
	if x.cancels > 0 {
		x.cancels--
	}
	if x.cancels == 0 && !x.wokenByCancel {
		co.cancelRequested = false
	}
	return x.cancels
}

// Cancelling returns the number of requests to cancel, less those taken back with Uncancel.
func (co *Co) Cancelling() int {
	if co.extra == nil {
		return 0
	}
	return co.extra.cancels
}

// cancelFor requests that the task ends, for the reason that the event cause recorded. It returns false if the task has
// ended.
//
// As in asyncio a request goes to what the task waits for. If that is a future, the future is canceled, and the task
// learns of the request when it is woken. If it is another task, that one is asked in turn. A sleeping task's timer is
// removed. A task that waits for nothing has the request delivered at its next suspension.
func (co *Co) cancelFor(cause trace.EventID, message string) bool {
	if co.future.Done() {
		co.future.retrieved = true // as in asyncio, its failure is not reported any more
		return false
	}
	l := co.Loop()
	x := co.more()
	if x.propagating { // tasks await each other in a circle, and the request came back: it is delivered here
		if co.state == Waiting {
			co.awaits.base().removeWaiter(co)
			co.requestCancel(message)
			co.wake(trace.CancelAsked, cause)
		}
		return true
	}
	x.cancels++
	cause = l.emit(trace.CancelRequested, co, 0, cause)
	if co.state == Waiting && co.awaits != nil && co.propagate(cause, message) {
		return true
	}
	co.requestCancel(message)
	if co.state == Waiting && co.index > 0 { // it sleeps
		l.timers.remove(&co.node)
		l.emit(trace.TimerCanceled, co, 0, co.cause)
		x.wokenByCancel = true
		co.wake(trace.CancelAsked, cause)
	}
	return true
}

// propagate passes a request on to what the task awaits and reports whether that accepted it.
func (co *Co) propagate(cause trace.EventID, message string) bool {
	x := co.more()
	x.propagating = true
	took := co.awaits.cancelFor(cause, message)
	x.propagating = false
	return took
}

// requestCancel notes a request, which is delivered at the next suspension.
func (co *Co) requestCancel(message string) {
	co.cancelRequested = true
	if x := co.more(); !x.wokenByCancel {
		x.message = message
	}
}
