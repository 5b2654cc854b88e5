package simulate

import (
	"slices"
	"time"

	"loopyard/engine"
)

// parker returns what the thread's loops wait with.
func (t *thread) parker() engine.Parker {
	if t.machine.virtual == nil {
		return t
	}
	return virtualThread{t}
}

// virtualThread is a thread in virtual time, whose loops may have calls in an executor.
type virtualThread struct{ *thread }

// ParkOutside suspends the thread until an Unpark, or for limit of real time; see [engine.VirtualParker]. The other threads
// go on meanwhile, but the virtual time stands still.
func (t virtualThread) ParkOutside(limit time.Duration) error {
	m := t.machine
	t.outsideUntil = engine.Later(m.real.Now(), limit)
	m.outside = append(m.outside, t.thread)
	err := t.Park(engine.Forever)
	m.outside = slices.DeleteFunc(m.outside, func(other *thread) bool { return other == t.thread })
	return err
}

// waitOutside blocks the machine until a goroutine that does not belong to it unparks a thread, or until the limit of one
// that waits for that.
func (m *machine) waitOutside() {
	limit := int64(engine.Forever)
	for _, t := range m.outside {
		limit = min(limit, t.outsideUntil)
	}
	m.stop(m.waiter.Park(limit))
	now := m.real.Now()
	for _, t := range m.outside {
		if t.outsideUntil <= now {
			t.makeReady()
		}
	}
}
