package engine

import (
	"errors"
	"time"
)

// TimeoutScope is a part of a coroutine that may take only so long; see [Timeout].
type TimeoutScope struct {
	co      *Co
	when    int64 // Forever: no limit
	handle  *Handle
	before  int // Cancelling when it began
	expired bool
	over    bool
}

// Timeout runs body and cancels it after d; the error is then [ErrTimeout], if body ends with the cancellation.
// Scopes may be nested. A cancellation that comes from elsewhere is never taken for a timeout.
func Timeout(co *Co, d time.Duration, body func(s *TimeoutScope) error) error {
	return TimeoutAt(co, later(co.Loop().Time(), d), body)
}

// TimeoutAt is Timeout with a moment of the loop's clock; [Forever] is none.
func TimeoutAt(co *Co, when int64, body func(s *TimeoutScope) error) (err error) {
	s := &TimeoutScope{co: co, before: co.Cancelling()}
	s.Reschedule(when)
	defer func() { err = s.end(err) }()
	return body(s)
}

// end takes the timer back, or the request to cancel if the timer has fired.
func (s *TimeoutScope) end(err error) error {
	s.over = true
	if s.handle != nil {
		s.handle.Cancel()
		s.handle = nil
	}
	if s.expired && s.co.Uncancel() <= s.before && errors.Is(err, ErrCanceled) {
		return &timeoutError{err}
	}
	return err
}

// Reschedule moves the moment; one that has passed expires the scope in the next tick. The error is
// [ErrTimeoutOver] once the scope has expired or ended.
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

// When is the moment the scope expires; [Forever] is never.
func (s *TimeoutScope) When() int64 { return s.when }

// Expired tells whether the moment has come.
func (s *TimeoutScope) Expired() bool { return s.expired }

func (s *TimeoutScope) expire() {
	s.handle = nil
	s.expired = true
	s.co.cancelFor(s.co.Loop().cause, "")
}

// ErrTimeoutOver is rescheduling a scope that has expired or ended.
var ErrTimeoutOver = errors.New("Cannot change state of finished Timeout")

// timeoutOverError is ErrTimeoutOver of a scope that has not simply finished.
type timeoutOverError string

func (e timeoutOverError) Error() string { return "Cannot change state of " + string(e) + " Timeout" }
func (e timeoutOverError) Unwrap() error { return ErrTimeoutOver }

// timeoutError is ErrTimeout, and not ErrCanceled any more, though it came from it.
type timeoutError struct{ from error }

func (e *timeoutError) Error() string { return ErrTimeout.Error() }
func (e *timeoutError) Unwrap() error { return ErrTimeout }

// WaitFor awaits a for d at the most; then it cancels a, waits until that has ended, and gives [ErrTimeout]. With
// no or a negative d it does not wait at all: a must be done.
func WaitFor[T any](co *Co, a Awaitable[T], d time.Duration) (v T, err error) {
	switch {
	case a.base().loop != co.Loop():
		return v, otherLoop(a.base().loop, co.Loop())
	case a.Done():
		return a.Result()
	case d <= 0:
		a.cancelFor(co.Loop().cause, "")
		// It does not await a itself: a request that comes now is to end this wait, and not to be taken for a's end.
		if _, _, err := Wait(co, AllCompleted, 0, a); err != nil {
			return v, err
		}
		if v, err = a.Result(); errors.Is(err, ErrCanceled) {
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
