package simulate

import (
	"sync"
	"sync/atomic"
)

// unparked is the threads of a machine that were unparked and have not been told, in order. It has the only lock in
// a machine: all else is one goroutine's.
type unparked struct {
	any atomic.Bool
	mu  sync.Mutex
	all []*simulated
}

func (u *unparked) put(t *simulated) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.all = append(u.all, t)
	u.any.Store(true)
}

func (u *unparked) take() []*simulated {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.any.Store(false)
	all := u.all
	u.all = nil
	return all
}

// deliver ends the parks of the threads that were unparked since the last time, or leaves each its token.
func (m *machine) deliver() {
	if !m.unparked.any.Load() {
		return
	}
	for _, t := range m.unparked.take() {
		t.token = true
		if t.parked {
			t.queue()
		}
	}
}
