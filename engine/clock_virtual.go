package engine

// VirtualClock is a clock and a parker in one for a thread that is alone: time stands still while something runs
// and jumps to the next deadline when nothing does. The zero value reads zero. Only the loop's thread may use it.
type VirtualClock struct{ now int64 }

// Now tells the virtual time in nanoseconds.
func (c *VirtualClock) Now() int64 { return c.now }

// Park moves the clock to until. With no deadline nothing can ever happen again: [ErrDeadlock].
func (c *VirtualClock) Park(until int64) error {
	if until == Forever {
		return ErrDeadlock
	}
	c.now = max(c.now, until)
	return nil
}

// Pass does nothing.
func (c *VirtualClock) Pass() error { return nil }

// Unpark does nothing: there is no other thread.
func (c *VirtualClock) Unpark() {}
