package engine

import "loopyard/engine/trace"

// CanceledError is a cancellation that has a message. Without one it is [ErrCanceled] itself; both are found with
// errors.Is(err, ErrCanceled).
type CanceledError struct{ Message string }

// Error gives the message.
func (e *CanceledError) Error() string { return "canceled: " + e.Message }

// Unwrap gives ErrCanceled.
func (e *CanceledError) Unwrap() error { return ErrCanceled }

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

// interrupted delivers a request to cancel as a suspension ends; when the loop is closing, ok is false, and it unwinds
// the coroutine.
func (co *Co) interrupted(ok bool) error {
	if !ok {
		co.state, co.Loop().current = Stepping, co // its deferred calls may still use the Co
		panic(errUnwound)
	}
	co.cancelRequested, co.more().wokenByCancel = false, false
	return canceledWith(co.message())
}

// Cancel asks the task to end: it gets [ErrCanceled] from the wait it is in, or from its next one. It is false
// when the task is done already. What the task does about it is up to the task.
func (co *Co) Cancel() bool { return co.CancelWith("") }

// CancelWith is Cancel with a message, which the error has; see [CanceledError].
func (co *Co) CancelWith(message string) bool {
	co.Loop().check()
	return co.cancelFor(co.Loop().cause, message)
}

// Uncancel takes one request back, as who handles a cancellation and goes on must, and gives how many are left.
// With none left, a request that has not reached what the task waits for is dropped.
func (co *Co) Uncancel() int {
	x := co.more()
	if x.cancels > 0 {
		x.cancels--
	}
	if x.cancels == 0 && !x.wokenByCancel {
		co.cancelRequested = false
	}
	return x.cancels
}

// Cancelling tells how many requests there were, less the Uncancels.
func (co *Co) Cancelling() int {
	if co.extra == nil {
		return 0
	}
	return co.extra.cancels
}

// cancelFor asks the task to end. Where it waits for a future it is that future which is canceled, and the task
// learns of it by being woken, as in asyncio.
func (co *Co) cancelFor(cause trace.EventID, message string) bool {
	if co.future.Done() {
		co.future.retrieved = true // as in asyncio: who cancels it does not want to hear of its failure
		return false
	}
	l := co.Loop()
	x := co.more()
	if x.propagating { // the request came round a circle of tasks that await each other, and breaks it here
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

// pass gives a request to what the task awaits. It is false when that does not take it.
func (co *Co) propagate(cause trace.EventID, message string) bool {
	x := co.more()
	x.propagating = true
	took := co.awaits.cancelFor(cause, message)
	x.propagating = false
	return took
}

// ask leaves the request to be delivered at the next suspension.
func (co *Co) requestCancel(message string) {
	co.cancelRequested = true
	if x := co.more(); !x.wokenByCancel {
		x.message = message
	}
}
