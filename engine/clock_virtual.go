package engine

// VirtualClock is a [Clock] and a [Parker] in one, for a thread that runs by itself. Its time stands still while the loop
// runs something and jumps to the next deadline when the loop would wait. The zero value reads zero. Only the loop's
// thread may use it.
type VirtualClock struct{ now int64 }

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

// Unpark does nothing, since a virtual clock's thread never blocks.
func (c *VirtualClock) Unpark() {}
