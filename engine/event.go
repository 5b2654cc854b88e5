package engine

// Event is a flag that tasks wait for. The zero value is not set. It belongs to the loop of the first task that has to wait
// for it, and only that loop's thread may use it.
type Event struct {
	set     bool
	owner   owner
	waiters waitlist
}

// IsSet reports whether the event is set.
func (e *Event) IsSet() bool { return e.set }

// Set sets the event and wakes every task that waits for it. Until [Event.Clear] is called, Wait returns at once.
func (e *Event) Set() {
	if !e.set {
		e.set = true
		e.waiters.serveAll()
	}
}

// Clear resets the event, so that Wait waits for the next Set. Tasks that Set has woken are not affected.
func (e *Event) Clear() { e.set = false }

// Wait waits until the event is set. The error is [ErrCanceled] or [ErrOtherLoop].
func (e *Event) Wait(co *Co) error {
	if e.set {
		return nil
	}
	if err := e.owner.admit(co); err != nil {
		return err
	}
	return e.waiters.enter(co).wait(co)
}
