package engine

import (
	"math"
	"time"
)

// Clock is a loop's source of time.
type Clock interface {
	// Now returns the nanoseconds since the clock's start. It never returns less than it did before.
	Now() int64
}

// Forever is a time that no clock reaches. A [Parker] that waits until Forever waits for [Parker.Unpark] alone, and a
// [TimeoutScope] that expires at Forever has no limit.
const Forever = math.MaxInt64

// Parker blocks a loop's thread between ticks. The loop calls Park and Pass on its own thread. An error from either ends
// the loop's run, which returns that error.
type Parker interface {
	// Park blocks until the clock reads until or Unpark is called, whichever comes first. An Unpark that came before
	// the call ends it at once. Park may return early: the loop then looks at its clock and parks again.
	Park(until int64) error
	// Pass is called between two ticks instead of Park when the next tick has something to run.
	Pass() error
	// Unpark ends the Park that is under way, or else the next one. Any thread may call it.
	Unpark()
}

// RealClock is the machine's monotonic clock. Make one with [NewRealClock]; any thread may use it.
type RealClock struct{ start time.Time }

// processClock is the clock of threads that are configured without one.
var processClock = NewRealClock()

// NewRealClock returns a clock that reads zero now.
func NewRealClock() *RealClock { return &RealClock{time.Now()} }

// Now returns the nanoseconds since the clock was made.
func (c *RealClock) Now() int64 { return int64(time.Since(c.start)) }

// Hold blocks the calling goroutine for d or until stop is closed, whichever comes first. A nil stop is never closed.
func (c *RealClock) Hold(d time.Duration, stop <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-stop:
	}
}
