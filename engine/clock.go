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

// Forever is a time that no clock reaches: a timer that is due then never fires, and a [Parker] that waits until Forever waits
// for [Parker.Unpark] alone. As the limit of a [Timeout] or a [Wait] it is no limit.
const Forever = math.MaxInt64

// Later returns the time that is d after now. If that is beyond what an int64 holds, it returns the last moment before
// Forever, or the first moment of all.
func Later(now int64, d time.Duration) int64 {
	when := now + int64(d)
	switch {
	case d > 0 && (when < now || when == Forever):
		return Forever - 1
	case d < 0 && when > now:
		return math.MinInt64
	}
	return when
}

// timeLeft returns how long it is from now to until, which is later, or the longest duration if that is longer.
func timeLeft(now, until int64) time.Duration {
	if d := until - now; d > 0 {
		return time.Duration(d)
	}
	return math.MaxInt64
}

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

// VirtualParker is a Parker that does not sleep: its Park jumps to the deadline. Calls in an executor take no virtual time, so
// while one is under way a loop must not jump. It calls ParkOutside instead of Park.
type VirtualParker interface {
	Parker
	// ParkOutside blocks until Unpark is called, or for limit of real time at most, and lets no virtual time pass. Like
	// Park it may return early.
	ParkOutside(limit time.Duration) error
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
