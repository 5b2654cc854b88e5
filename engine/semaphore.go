package engine

import "errors"

// The errors of a [Semaphore].
var (
	ErrSemaphoreValue = errors.New("Semaphore initial value must be >= 0")
	ErrOverReleased   = errors.New("BoundedSemaphore released too many times")
)

// Semaphore lets a number of tasks go on at a time, first come first served. Make one with [NewSemaphore] or
// [NewBoundedSemaphore]; the zero value lets none.
type Semaphore struct {
	value int
	bound int // -1: none
	line  waitline
}

// NewSemaphore makes a semaphore with value permits. It panics with [ErrSemaphoreValue] if value is negative.
func NewSemaphore(value int) *Semaphore {
	if value < 0 {
		panic(ErrSemaphoreValue)
	}
	return &Semaphore{value: value, bound: -1}
}

// NewBoundedSemaphore makes one that can not have more permits than it began with.
func NewBoundedSemaphore(value int) *Semaphore {
	s := NewSemaphore(value)
	s.bound = value
	return s
}

// Locked tells whether Acquire would have to wait.
func (s *Semaphore) Locked() bool { return s.value == 0 || s.line.anyLeft() }

// Acquire takes a permit and waits for one if it has to. The error is [ErrCanceled] or [ErrOtherLoop], and no
// permit is taken then, or lost.
func (s *Semaphore) Acquire(co *Co) error {
	if !s.Locked() {
		s.value--
		return nil
	}
	f, err := s.line.join(co)
	if err != nil && f.served() {
		s.value++
	}
	for s.value > 0 && s.grant() {
	}
	return err
}

// Release gives a permit back, to the task that has waited longest. The error is [ErrOverReleased].
func (s *Semaphore) Release() error {
	if s.bound >= 0 && s.value >= s.bound {
		return ErrOverReleased
	}
	s.value++
	s.grant()
	return nil
}

// With holds a permit while body runs.
func (s *Semaphore) With(co *Co, body func() error) error {
	if err := s.Acquire(co); err != nil {
		return err
	}
	defer s.Release()
	return body()
}

func (s *Semaphore) grant() bool {
	if s.line.serve() {
		s.value--
		return true
	}
	return false
}
