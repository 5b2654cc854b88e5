package mail

import (
	"sync"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// Network is how a thread's messages get to the loops of other threads.
type Network interface {
	// send takes a message on its way. The error is [engine.ErrClosed] if its loop is known to be closed.
	Send(m Message) error
	// join makes a loop known, which takes messages from now on.
	Register(at Address, takes Receiver)
}

// Receiver is what takes the messages to one loop. The error of accept is [engine.ErrClosed] if the loop is closed.
type Receiver interface{ Accept(m Message) error }

// Router is the network within a process. It keeps messages to a loop that has not joined until it does, so that a
// sender need not know which thread is quicker. Of several loops with one name, the last to join has it.
type Router struct {
	mu    sync.Mutex
	ids   map[trace.LoopID]Receiver
	names map[string]Receiver
	kept  map[string][]Message
}

func NewRouter() *Router {
	return &Router{ids: map[trace.LoopID]Receiver{}, names: map[string]Receiver{}, kept: map[string][]Message{}}
}

func (r *Router) Register(at Address, takes Receiver) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ids[at.ID], r.names[at.Name] = takes, takes
	for _, m := range r.kept[at.Name] { // under the lock: later ones must not overtake them
		takes.Accept(m) // it has just begun to run, so it is not closed
	}
	delete(r.kept, at.Name)
}

func (r *Router) Send(m Message) error {
	r.mu.Lock()
	to := r.names[m.To.Name]
	if m.To.ID != 0 {
		to = r.ids[m.To.ID]
	} else if to == nil {
		r.kept[m.To.Name] = append(r.kept[m.To.Name], m)
		r.mu.Unlock()
		return nil
	}
	r.mu.Unlock()
	if to == nil {
		return engine.ErrClosed
	}
	return to.Accept(m)
}
