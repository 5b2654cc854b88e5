package engine

import (
	"slices"

	"loopyard/engine/trace"
)

// fut is a future without its result's type: whether it is done, how it failed, and who wants to know.
type fut struct {
	loop    *Loop
	err     error
	state   futureState
	cause   trace.EventID // the event that completed it
	owner   canceler      // what Cancel acts on; nil: the future itself
	waiters []waiter
}

type futureState uint8

const (
	pending futureState = iota
	done
	canceled
)

// canceler is what a future stands for: a task, or a gathering of others.
type canceler interface {
	cancelFor(cause trace.EventID) bool
}

// waiter is told when a future is done: a task is woken, a callback is queued. quiet is a callback of the loop's own.
type waiter struct {
	co    *Co
	call  func()
	quiet func()
}

// complete moves the future out of pending and queues its waiters, in the order they came.
func (f *fut) complete(s futureState, err error, cause trace.EventID) {
	if f.state != pending {
		panic("engine: a future was completed twice")
	}
	f.state, f.err, f.cause = s, err, cause
	for _, w := range f.waiters {
		f.tell(w)
	}
	f.waiters = nil
}

func (f *fut) tell(w waiter) {
	switch {
	case w.co != nil:
		w.co.wake(trace.Woken, f.cause)
	case w.call != nil:
		f.loop.pushCall(&node{call: w.call}, trace.Woken, f.cause)
	default:
		f.loop.soon(w.quiet)
	}
}

// whenDone queues call as a callback of the loop once the future is done, at once if it is.
func (f *fut) whenDone(call func()) {
	if w := (waiter{call: call}); f.state != pending {
		f.tell(w)
	} else {
		f.waiters = append(f.waiters, w)
	}
}

// forget takes a waiting task off the list.
func (f *fut) forget(co *Co) {
	f.waiters = slices.DeleteFunc(f.waiters, func(w waiter) bool { return w.co == co })
}

func (f *fut) cancelFor(cause trace.EventID) bool {
	switch {
	case f.state != pending:
		return false
	case f.owner != nil:
		return f.owner.cancelFor(cause)
	}
	f.complete(canceled, ErrCanceled, cause)
	return true
}

func (f *fut) base() *fut { return f }

// Done tells whether there is a result, an error or a cancellation.
func (f *fut) Done() bool { return f.state != pending }

// Canceled tells whether it ended by being canceled.
func (f *fut) Canceled() bool { return f.state == canceled }

// Cancel asks for cancellation: a plain future is canceled at once; a task gets [ErrCanceled] from the wait it is
// in. It is false when the future is done already.
func (f *fut) Cancel() bool { return f.cancelFor(f.loop.during) }

// WhenDone queues call as a callback of the loop once the future is done; at once if it is.
func (f *fut) WhenDone(call func()) { f.whenDone(call) }

// Future is a result of type T that will exist. It belongs to one loop, and only that loop's thread may use it.
type Future[T any] struct {
	fut
	value T
}

// NewFuture makes a pending future of the loop.
func NewFuture[T any](l *Loop) *Future[T] { return &Future[T]{fut: fut{loop: l}} }

// SetResult completes the future. The error is [ErrInvalidState] if it is done already.
func (f *Future[T]) SetResult(v T) error {
	if f.state != pending {
		return ErrInvalidState
	}
	f.value = v
	f.complete(done, nil, f.loop.during)
	return nil
}

// SetError completes the future with a failure. The error is [ErrInvalidState] if it is done already.
func (f *Future[T]) SetError(err error) error {
	if f.state != pending {
		return ErrInvalidState
	}
	f.complete(done, err, f.loop.during)
	return nil
}

// Result gives the value or the failure; [ErrCanceled] after a cancellation, [ErrInvalidState] while pending.
func (f *Future[T]) Result() (T, error) {
	if f.state == pending {
		return f.value, ErrInvalidState
	}
	return f.value, f.err
}

// Await suspends the calling task until the future is done and gives its Result. A task that is canceled while it
// awaits cancels what it awaits.
func (f *Future[T]) Await(co *Co) (T, error) {
	if err := co.await(&f.fut); err != nil {
		var none T
		return none, err
	}
	return f.Result()
}
