package simulate

import (
	"sync"
	"sync/atomic"
)

// unparks holds the threads that were unparked since the machine last looked, in the order of the calls. Any goroutine
// may put one there. Its lock is the only one of a machine: everything else belongs to one goroutine.
type unparks struct {
	any     atomic.Bool // whether threads is not empty; spares the lock when it is
	mu      sync.Mutex
	threads []*thread
}

func (u *unparks) put(t *thread) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.threads = append(u.threads, t)
	u.any.Store(true)
}

func (u *unparks) take() []*thread {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.any.Store(false)
	threads := u.threads
	u.threads = nil
	return threads
}

// deliverUnparks ends the Park of each thread that was unparked. A thread that is not parked keeps the Unpark for its
// next Park.
func (m *machine) deliverUnparks() {
	if !m.unparks.any.Load() {
		return
	}
	for _, t := range m.unparks.take() {
		t.unparked = true
		if t.parked {
			t.enqueue()
		}
	}
}
