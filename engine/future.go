package engine

import (
	"slices"

	"loopyard/engine/trace"
)

// fut is a future without the type of its result: its state, its error, and the waiters to notify when it is done.
type fut struct {
	loop      *Loop
	err       error
	first     waiter        // the first waiter: most futures have only one
	more      *waiters      // the other waiters; nil if there are none
	cause     trace.EventID // the event that completed it
	state     futureState
	retrieved bool // its error was read, or is to be ignored, so that it needs no report
	marked    bool // see [several.distinct]
}

type futureState uint8

const (
	pending futureState = iota
	done
	canceled
)

// A waiter is notified once, when a future is done.
type waiter interface {
	// futureDone is called while the future is being completed, in the middle of another step. It may add to the
	// ready queue and must do nothing else: it must not run code of the program.
	futureDone(f *fut)
}

// A leaver is a waiter that can leave the future before that is done, in constant time; see [fut.leave].
type leaver interface {
	waiter
	gone() bool // it has left every future that it waited for
}

// waiters is the waiters of a future after the first, in the order in which they were added.
type waiters struct {
	list []waiter
	gone int // how many of them have left
}

// canceler is what a request to cancel can be passed on to: a future, a task, or a gathering of others.
type canceler interface {
	// cancelFor requests a cancellation for the reason that the event cause recorded, and reports whether the
	// request was accepted.
	cancelFor(cause trace.EventID, message string) bool
	// base returns the future that is done when the cancellation has taken place.
	base() *fut
}

// callback is a waiter that queues a call.
type callback func()

func (c callback) futureDone(f *fut) { f.loop.pushCall(f.loop.spares.get(c), trace.Woken, f.cause) }

// complete moves the future out of pending and notifies its waiters, in the order in which they were added.
func (f *fut) complete(s futureState, err error, cause trace.EventID) {
	f.loop.check()
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
		for _, w := range more.list {
			w.futureDone(f)
		}
	}
}

// addWaiter adds a waiter. If the future is done, the waiter is notified at once.
func (f *fut) addWaiter(w waiter) {
	switch {
	case f.state != pending:
		w.futureDone(f)
	case f.first == nil && f.more == nil:
		f.first = w
	case f.more == nil:
		f.more = &waiters{list: []waiter{w}}
	default:
		f.more.list = append(f.more.list, w)
	}
}

// last returns the waiter that was added last, or nil if there is none.
func (f *fut) last() waiter {
	if f.more == nil || len(f.more.list) == 0 {
		return f.first
	}
	return f.more.list[len(f.more.list)-1]
}

// removeWaiter removes a waiter. It takes time by the number of waiters.
func (f *fut) removeWaiter(w waiter) {
	f.removeWaiters(func(other waiter) bool { return same(other, w) })
}

// leave removes w, which is gone from now on. A future that is waited for again and again, as one that is shielded may be,
// must not keep what waited for it, and each must be able to leave without looking at the others. So they are only
// counted, and removed together when they are half of all.
func (f *fut) leave(w leaver) {
	switch {
	case f.state != pending:
	case same(f.first, w):
		f.first = nil
	case f.more != nil:
		if f.more.gone++; 2*f.more.gone >= len(f.more.list) {
			f.removeWaiters(func(other waiter) bool { l, ok := other.(leaver); return ok && l.gone() })
			f.more.gone = 0
		}
	}
}

func (f *fut) removeWaiters(which func(w waiter) bool) {
	if f.first != nil && which(f.first) {
		f.first = nil
	}
	if f.more != nil {
		f.more.list = slices.DeleteFunc(f.more.list, which)
	}
}

// same reports whether two waiters are equal. Functions cannot be compared and are never equal.
func same(a, b waiter) bool {
	switch a.(type) {
	case callback, completion:
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

// Done reports whether the future has a result, has failed or was canceled.
func (f *fut) Done() bool { return f.state != pending }

// Canceled reports whether the future was canceled.
func (f *fut) Canceled() bool { return f.state == canceled }

// Err returns the error of the future: nil if it has a result, [ErrCanceled] if it was canceled, [ErrInvalidState] if
// it is pending.
func (f *fut) Err() error {
	if f.state == pending {
		return ErrInvalidState
	}
	f.retrieved = true
	return f.err
}

// WhenDone queues call as a callback of the loop when the future is done, or at once if it is. If the future is done
// and the loop is closed, WhenDone panics with [ErrClosed].
func (f *fut) WhenDone(call func()) {
	f.loop.check()
	mustNotBeNil(call == nil)
	if f.state != pending {
		f.loop.mustBeOpen()
	}
	f.addWaiter(callback(call))
}

// Future is the result, of type T, of something that has not finished yet. It belongs to one loop, and only that loop's
// thread may use it. Make one with [NewFuture].
type Future[T any] struct {
	fut
	value T
}

// NewFuture returns a pending future of l.
func NewFuture[T any](l *Loop) *Future[T] { return &Future[T]{fut: fut{loop: l}} }

// SetResult completes the future with v. The error is [ErrInvalidState] if the future is done.
func (f *Future[T]) SetResult(v T) error {
	f.loop.check()
	if f.state != pending {
		return ErrInvalidState
	}
	f.value = v
	f.complete(done, nil, f.loop.cause)
	return nil
}

// SetError completes the future with err. The error it returns is [ErrInvalidState] if the future is done.
func (f *Future[T]) SetError(err error) error {
	f.loop.check()
	if f.state != pending {
		return ErrInvalidState
	}
	f.complete(done, err, f.loop.cause)
	f.loop.trackFailure(&f.fut, "Future exception was never retrieved")
	return nil
}

// Cancel cancels the future. It returns false if the future is done.
func (f *Future[T]) Cancel() bool { return f.CancelWith("") }

// CancelWith is like Cancel with a message, which the error of those who await the future carries; see [CanceledError].
func (f *Future[T]) CancelWith(message string) bool {
	f.loop.check()
	return f.cancelFor(f.loop.cause, message)
}

// Result returns the value or the error of the future. The error is [ErrCanceled] if it was canceled and
// [ErrInvalidState] if it is pending.
func (f *Future[T]) Result() (T, error) { return f.value, f.Err() }

// Await suspends the calling task, co, until the future is done and returns its result. Canceling co while it waits
// cancels the future. The error may also be [ErrOtherLoop].
func (f *Future[T]) Await(co *Co) (T, error) {
	if err := co.await(&f.fut, f); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}
