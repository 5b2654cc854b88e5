package remote

import "sync"

// mailbox is what is left for a goroutine to do, in the order it was put. Any goroutine may put, and never waits.
type mailbox struct {
	any chan struct{} // holds one token while there is something

	mu  sync.Mutex
	all []func()
}

func newMailbox() *mailbox { return &mailbox{any: make(chan struct{}, 1)} }

func (m *mailbox) put(do func()) {
	m.mu.Lock()
	m.all = append(m.all, do)
	m.mu.Unlock()
	select {
	case m.any <- struct{}{}:
	default:
	}
}

func (m *mailbox) take() []func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.all
	m.all = nil
	return all
}
