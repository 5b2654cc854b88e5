package engine

import "errors"

// The errors of a [Semaphore].
var (
	ErrSemaphoreValue = errors.New("Semaphore initial value must be >= 0")
	ErrOverReleased   = errors.New("BoundedSemaphore released too many times")
)

// Semaphore holds a number of permits that tasks acquire and release, first come, first served. Make one with [NewSemaphore]
// or [NewBoundedSemaphore]. It belongs to the loop of the first task that has to wait for it, and only that loop's thread
// may use it.
type Semaphore struct {
	value   int // permits that are free
	bound   int // the most there may be; -1: no limit
	owner   owner
	waiters waitlist
}

// NewSemaphore returns a semaphore with value permits. It panics with [ErrSemaphoreValue] if value is negative.
func NewSemaphore(value int) *Semaphore {
	if value < 0 {
		panic(ErrSemaphoreValue)
	}
	return &Semaphore{value: value, bound: -1}
}

// NewBoundedSemaphore returns a semaphore with value permits that refuses to have more. It panics with [ErrSemaphoreValue] if
// value is negative.
func NewBoundedSemaphore(value int) *Semaphore {
	s := NewSemaphore(value)
	s.bound = value
	return s
}

// Locked reports whether Acquire would have to wait.
func (s *Semaphore) Locked() bool { return s.value == 0 || s.waiters.left > 0 }

// Acquire takes a permit and waits until there is one. With an error, which is [ErrCanceled] or [ErrOtherLoop], the task has
// no permit, and none is lost.
func (s *Semaphore) Acquire(co *Co) error {
	if !s.Locked() {
		s.value--
		return nil
	}
	if err := s.owner.admit(co); err != nil {
		return err
	}
	p, taken := s.waiters.enter(co), false
	defer func() { // also when the loop closes and unwinds the task
		if p.served() && !taken {
			s.value++
		}
		for s.value > 0 && s.grant() { // tasks that came meanwhile had to wait behind this one
		}
	}()
	err := p.wait(co)
	taken = err == nil
	return err
}

// Release returns a permit and wakes the task that has waited longest. The error is [ErrOverReleased] if the semaphore is
// bounded and has all its permits.
func (s *Semaphore) Release() error {
	if s.bound >= 0 && s.value >= s.bound {
		return ErrOverReleased
	}
	s.value++
	s.grant()
	return nil
}

// With acquires a permit, runs body and releases the permit. The error is that of Acquire, in which case body does not run, or
// body's.
func (s *Semaphore) With(co *Co, body func() error) error {
	if err := s.Acquire(co); err != nil {
		return err
	}
	defer s.Release()
	return body()
}

// grant gives a free permit to the first task that was not woken before. It returns false if there is none.
func (s *Semaphore) grant() bool {
	if s.waiters.serve() {
		s.value--
		return true
	}
	return false
}
