package mail

import (
	"sync"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// Network takes the messages of a thread to the loops of other threads.
type Network interface {
	// Send sends a message. The error is [engine.ErrClosed] if its loop is known to be closed.
	Send(m Message) error
	// Register makes a loop known, whose messages r accepts from now on. It returns the messages that waited for the loop
	// and that r has refused.
	Register(at Address, r Receiver) (refused []Message)
}

// Receiver accepts the messages to one loop. Any thread may call it.
type Receiver interface {
	// Accept takes a message. The error is [engine.ErrClosed] if the loop is closed.
	Accept(m Message) error
}

// Router is the [Network] within a process. A message to a name that no loop has yet waits until a loop of that name is
// registered, so that no sender depends on which thread is quicker. Of several loops with one name the last to register
// gets the messages to that name.
type Router struct {
	mu    sync.Mutex
	ids   map[trace.LoopID]Receiver
	names map[string]Receiver
	early map[string][]Message // those that wait for a loop of that name
}

// NewRouter returns a router that knows no loops.
func NewRouter() *Router {
	return &Router{ids: map[trace.LoopID]Receiver{}, names: map[string]Receiver{}, early: map[string][]Message{}}
}

// Register makes a loop known and passes on the messages that waited for it. It does so with the lock held: a message
// that is sent meanwhile must not overtake them. It returns those that the loop refused because it is closed.
func (r *Router) Register(at Address, to Receiver) (refused []Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ids[at.ID], r.names[at.Name] = to, to
	for _, m := range r.early[at.Name] {
		if to.Accept(m) != nil {
			refused = append(refused, m)
		}
	}
	delete(r.early, at.Name)
	return refused
}

// Send passes a message to its loop, or keeps it if no loop of its name is registered. The error is [engine.ErrClosed] if
// the loop is closed.
func (r *Router) Send(m Message) error {
	r.mu.Lock()
	to := r.names[m.To.Name]
	if m.To.ID != 0 {
		to = r.ids[m.To.ID]
	} else if to == nil {
		r.early[m.To.Name] = append(r.early[m.To.Name], m)
		r.mu.Unlock()
		return nil
	}
	r.mu.Unlock()
	if to == nil {
		return engine.ErrClosed
	}
	return to.Accept(m)
}
