package engine

import (
	"errors"
	"time"
)

// TimeoutScope is a part of a coroutine with a time limit. [Timeout] and [TimeoutAt] make one and pass it to their body. Only
// the loop's thread may use it.
type TimeoutScope struct {
	co      *Co
	when    int64   // by the loop's clock; Forever: no limit
	handle  *Handle // of expire; nil when it is not set
	before  int     // co.Cancelling() when the scope began
	expired bool
	over    bool
}

// Timeout runs body in the calling task and cancels that task when d has passed. If body then returns the cancellation,
// Timeout returns [ErrTimeout] in its place; any other error of body is returned as it is. With a d of zero or less the
// first wait in body is canceled; a d of [Forever] is no limit. Scopes may be nested. A cancellation that comes from elsewhere is never taken for a
// timeout.
func Timeout(co *Co, d time.Duration, body func(s *TimeoutScope) error) error {
	if d == Forever {
		return TimeoutAt(co, Forever, body)
	}
	return TimeoutAt(co, Later(co.Loop().Time(), d), body)
}

// TimeoutAt is [Timeout] with a deadline, in nanoseconds of the loop's clock. [Forever] is no limit.
func TimeoutAt(co *Co, when int64, body func(s *TimeoutScope) error) (err error) {
	s := &TimeoutScope{co: co, before: co.Cancelling()}
	_ = s.Reschedule(when)
	defer func() { err = s.end(err) }()
	return body(s)
}

// end cancels the timer, or takes back the request to cancel if the timer has fired. It returns what TimeoutAt returns.
func (s *TimeoutScope) end(err error) error {
	s.over = true
	if s.handle != nil {
		s.handle.Cancel()
		s.handle = nil
	}
	if !s.expired {
		return err
	}
	canceled := s.co.canceledBy(err)
	switch {
	case s.co.Uncancel() > s.before:
		return err
	case canceled:
		return &timeoutError{err}
	case errors.Is(err, ErrCanceled): // and more: what else went wrong is not lost
		return errors.Join(ErrTimeout, withoutCancellation(err))
	}
	return err
}

// withoutCancellation returns what [errors.Join] joined with a cancellation.
func withoutCancellation(err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	var rest []error
	for _, e := range joined.Unwrap() {
		if !isCancellation(e) {
			rest = append(rest, e)
		}
	}
	return errors.Join(rest...)
}

// Reschedule changes the deadline. A deadline that has passed expires the scope in the next tick. The error is
// [ErrTimeoutOver] if the scope has expired or ended.
func (s *TimeoutScope) Reschedule(when int64) error {
	switch {
	case s.expired && s.over:
		return timeoutOverError("expired")
	case s.expired:
		return timeoutOverError("expiring")
	case s.over:
		return ErrTimeoutOver
	}
	if s.handle != nil {
		s.handle.Cancel()
		s.handle = nil
	}
	s.when = when
	l := s.co.Loop()
	switch {
	case when == Forever:
	case when <= l.Time():
		s.handle = l.CallSoon(s.expire)
	default:
		s.handle = l.CallAt(when, s.expire)
	}
	return nil
}

// When returns the deadline, in nanoseconds of the loop's clock; [Forever] if there is none.
func (s *TimeoutScope) When() int64 { return s.when }

// Expired reports whether the deadline has passed while the scope was open.
func (s *TimeoutScope) Expired() bool { return s.expired }

// expire is called at the deadline.
func (s *TimeoutScope) expire() {
	s.handle = nil
	s.expired = true
	s.co.cancelFor(s.co.Loop().cause, "")
}

// ErrTimeoutOver is the error of rescheduling a scope that has expired or ended.
var ErrTimeoutOver = errors.New("Cannot change state of finished Timeout")

// timeoutOverError is ErrTimeoutOver for a scope that has expired. Its text is the state that the message names.
type timeoutOverError string

func (e timeoutOverError) Error() string { return "Cannot change state of " + string(e) + " Timeout" }
func (e timeoutOverError) Unwrap() error { return ErrTimeoutOver }

// timeoutError is the ErrTimeout that replaces a cancellation. It does not match ErrCanceled.
type timeoutError struct{ from error }

func (e *timeoutError) Error() string { return ErrTimeout.Error() }
func (e *timeoutError) Unwrap() error { return ErrTimeout }
func (e *timeoutError) Timeout() bool { return true }

// WaitFor awaits a and returns its result. If that takes longer than d, it cancels a, waits until a has ended, and returns
// [ErrTimeout]. With a d of zero or less it returns a's result if a is done, and cancels a otherwise. A task that is canceled
// in WaitFor cancels a too.
func WaitFor[T any](co *Co, a Awaitable[T], d time.Duration) (v T, err error) {
	switch {
	case a.base().loop != co.Loop():
		return v, otherLoop(a.base().loop, co.Loop())
	case a.Done():
		return a.Result()
	case d <= 0:
		a.cancelFor(co.Loop().cause, "")
		// Wait, and not a.Await: if this task is canceled now, the error must be this task's cancellation, and not the
		// one that a has just been sent.
		if _, _, err := Wait(co, AllCompleted, Forever, a); err != nil {
			return v, err
		}
		if v, err = a.Result(); a.base().state == canceled {
			err = &timeoutError{err}
		}
		return v, err
	}
	err = Timeout(co, d, func(*TimeoutScope) error {
		v, err = a.Await(co)
		return err
	})
	return v, err
}
