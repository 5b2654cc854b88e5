package engine

import (
	"math"
	"time"
)

// Clock tells the time a loop lives by, in nanoseconds since some start. It never goes back.
type Clock interface{ Now() int64 }

// Forever is a moment that never comes: the deadline of a wait that only [Parker.Unpark] ends.
const Forever = math.MaxInt64

// A Parker is how a loop's thread waits between ticks. A loop calls Park and Pass on its own thread; any thread
// may call Unpark. An error from either interrupts the loop's run, which returns it.
type Parker interface {
	// Park waits until the clock reads until or Unpark is called, whichever is first. An Unpark that came before
	// ends it at once. It may return early.
	Park(until int64) error
	// Pass is called between two ticks when there is no need to wait.
	Pass() error
	Unpark()
}

// RealClock is the machine's own monotonic clock, from the moment it was made.
type RealClock struct{ start time.Time }

// processClock is the clock of threads that were given none.
var processClock = NewRealClock()

// NewRealClock makes a clock that reads zero now.
func NewRealClock() *RealClock { return &RealClock{time.Now()} }

// Now tells the nanoseconds since the clock was made.
func (c *RealClock) Now() int64 { return int64(time.Since(c.start)) }

// Hold blocks the calling thread for d or until stop is closed.
func (c *RealClock) Hold(d time.Duration, stop <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-stop:
	}
}
