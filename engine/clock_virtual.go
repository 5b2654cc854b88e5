package engine

import "time"

// VirtualClock is a [Clock] and a [Parker] in one, for a thread that runs by itself. Its time stands still while the loop
// runs something and jumps to the next deadline when the loop would wait. The zero value reads zero. Only the loop's
// thread may use it, except for Unpark.
type VirtualClock struct {
	now     int64
	outside RealParker // waits for what takes no virtual time
}

// Now returns the virtual time in nanoseconds.
func (c *VirtualClock) Now() int64 { return c.now }

// Park moves the clock to until and returns at once. Without a deadline, when until is [Forever], nothing can ever wake
// the loop: the error is then [ErrDeadlock].
func (c *VirtualClock) Park(until int64) error {
	if until == Forever {
		return ErrDeadlock
	}
	c.now = max(c.now, until)
	return nil
}

// Pass does nothing.
func (c *VirtualClock) Pass() error { return nil }

// ParkOutside blocks until Unpark is called, or for limit of real time at most; see [VirtualParker].
func (c *VirtualClock) ParkOutside(limit time.Duration) error {
	c.outside.clock = processClock
	return c.outside.Park(Later(processClock.Now(), limit))
}

// Unpark ends the ParkOutside that is under way, or else the next one. Any thread may call it.
func (c *VirtualClock) Unpark() { c.outside.Unpark() }
