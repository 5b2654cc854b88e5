package engine

import (
	"slices"

	"loopyard/engine/trace"
)

// fut is a future without its result's type: whether it is done, how it failed, and who wants to know.
type fut struct {
	loop      *Loop
	err       error
	first     waiter    // most futures have one
	more      *[]waiter // the others, in the order they came; nil: none
	cause     trace.EventID
	state     futureState
	retrieved bool // somebody has seen how it ended
}

type futureState uint8

const (
	pending futureState = iota
	done
	canceled
)

// A waiter is told once, when a future is done, while the future is still being completed: it may queue what it
// wants to happen, and do nothing else.
type waiter interface{ futureDone(f *fut) }

// canceler is what can be asked to end: a plain future, a task, or a gathering of others. The answer is whether
// the request was taken.
type canceler interface {
	cancelFor(cause trace.EventID, message string) bool
	base() *fut // what its waiters wait for
}

// callback is a waiter that queues a call.
type callback func()

func (c callback) futureDone(f *fut) { f.loop.pushCall(f.loop.spares.get(c), trace.Woken, f.cause) }

// quiet is a waiter that queues a call of the loop's own, which the trace does not show.
type quiet func()

func (q quiet) futureDone(f *fut) { f.loop.soon(q) }

// complete moves the future out of pending and tells its waiters, in the order they came.
func (f *fut) complete(s futureState, err error, cause trace.EventID) {
	if f.state != pending {
		panic("engine: a future was completed twice")
	}
	f.state, f.err, f.cause = s, err, cause
	first, more := f.first, f.more
	f.first, f.more = nil, nil
	if first != nil {
		first.futureDone(f)
	}
	if more != nil {
		for _, w := range *more {
			w.futureDone(f)
		}
	}
}

// tell adds a waiter; one that comes when the future is done is told at once.
func (f *fut) addWaiter(w waiter) {
	switch {
	case f.state != pending:
		w.futureDone(f)
	case f.first == nil && f.more == nil:
		f.first = w
	case f.more == nil:
		f.more = &[]waiter{w}
	default:
		*f.more = append(*f.more, w)
	}
}

// forget takes a waiter off the list. It must be of a type that can be compared.
func (f *fut) removeWaiter(w waiter) {
	if f.first != nil && same(f.first, w) {
		f.first = nil
	}
	if f.more != nil {
		*f.more = slices.DeleteFunc(*f.more, func(m waiter) bool { return same(m, w) })
	}
}

// same compares two waiters; functions are never the same.
func same(a, b waiter) bool {
	switch a.(type) {
	case callback, quiet:
		return false
	}
	return a == b
}

func (f *fut) cancelFor(cause trace.EventID, message string) bool {
	if f.state != pending {
		f.retrieved = true
		return false
	}
	f.complete(canceled, canceledWith(message), cause)
	return true
}

func (f *fut) base() *fut { return f }

// Done tells whether there is a result, an error or a cancellation.
func (f *fut) Done() bool { return f.state != pending }

// Canceled tells whether it ended by being canceled.
func (f *fut) Canceled() bool { return f.state == canceled }

// Err gives how it failed: nil for a result, [ErrCanceled] after a cancellation, [ErrInvalidState] while pending.
func (f *fut) Err() error {
	if f.state == pending {
		return ErrInvalidState
	}
	f.retrieved = true
	return f.err
}

// WhenDone queues call as a callback of the loop once the future is done; at once if it is, and then, on a closed
// loop, it panics with [ErrClosed].
func (f *fut) WhenDone(call func()) {
	f.loop.check()
	if f.state != pending {
		f.loop.mustBeOpen()
	}
	f.addWaiter(callback(call))
}

// Future is a result of type T that will exist. It belongs to one loop, and only that loop's thread may use it.
type Future[T any] struct {
	fut
	value T
}

// NewFuture makes a pending future of the loop.
func NewFuture[T any](l *Loop) *Future[T] { return &Future[T]{fut: fut{loop: l}} }

// SetResult completes the future. The error is [ErrInvalidState] if it is done already.
func (f *Future[T]) SetResult(v T) error {
	f.loop.check()
	if f.state != pending {
		return ErrInvalidState
	}
	f.value = v
	f.complete(done, nil, f.loop.cause)
	return nil
}

// SetError completes the future with a failure. The error is [ErrInvalidState] if it is done already.
func (f *Future[T]) SetError(err error) error {
	f.loop.check()
	if f.state != pending {
		return ErrInvalidState
	}
	f.complete(done, err, f.loop.cause)
	f.loop.trackFailure(&f.fut, "Future exception was never retrieved")
	return nil
}

// Cancel cancels the future. It is false when the future is done already.
func (f *Future[T]) Cancel() bool { return f.CancelWith("") }

// CancelWith is Cancel with a message, which the error of who awaits the future has.
func (f *Future[T]) CancelWith(message string) bool {
	f.loop.check()
	return f.cancelFor(f.loop.cause, message)
}

// Result gives the value or the failure; [ErrCanceled] after a cancellation, [ErrInvalidState] while pending.
func (f *Future[T]) Result() (T, error) { return f.value, f.Err() }

// Await suspends the calling task until the future is done and gives its Result. A task that is canceled while it
// awaits a future cancels it.
func (f *Future[T]) Await(co *Co) (T, error) {
	if err := co.await(&f.fut, f); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}
