package remote

import "sync"

// callQueue holds calls for one goroutine to make, in the order they were put. Any goroutine may put one; put never
// blocks.
type callQueue struct {
	ready chan struct{} // holds a value while there are calls

	mu    sync.Mutex
	calls []func()
}

func newCallQueue() *callQueue { return &callQueue{ready: make(chan struct{}, 1)} }

func (q *callQueue) put(call func()) {
	q.mu.Lock()
	q.calls = append(q.calls, call)
	q.mu.Unlock()
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

func (q *callQueue) take() []func() {
	q.mu.Lock()
	defer q.mu.Unlock()
	calls := q.calls
	q.calls = nil
	return calls
}
