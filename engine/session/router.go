package session

import (
	"sync"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// network is how a thread's messages get to the loops of other threads.
type network interface {
	// send takes a message on its way. The error is [engine.ErrClosed] if its loop is known to be closed.
	send(m message) error
	// join makes a loop known, which takes messages from now on.
	join(at address, takes receiver)
}

// receiver is what takes the messages to one loop. The error of accept is [engine.ErrClosed] if the loop is closed.
type receiver interface{ accept(m message) error }

// router is the network within a process. It keeps messages to a loop that has not joined until it does, so that a
// sender need not know which thread is quicker. Of several loops with one name, the last to join has it.
type router struct {
	mu    sync.Mutex
	ids   map[trace.LoopID]receiver
	names map[string]receiver
	kept  map[string][]message
}

func newRouter() *router {
	return &router{ids: map[trace.LoopID]receiver{}, names: map[string]receiver{}, kept: map[string][]message{}}
}

func (r *router) join(at address, takes receiver) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ids[at.id], r.names[at.name] = takes, takes
	for _, m := range r.kept[at.name] { // under the lock: later ones must not overtake them
		takes.accept(m) // it has just begun to run, so it is not closed
	}
	delete(r.kept, at.name)
}

func (r *router) send(m message) error {
	r.mu.Lock()
	to := r.names[m.to.name]
	if m.to.id != 0 {
		to = r.ids[m.to.id]
	} else if to == nil {
		r.kept[m.to.name] = append(r.kept[m.to.name], m)
		r.mu.Unlock()
		return nil
	}
	r.mu.Unlock()
	if to == nil {
		return engine.ErrClosed
	}
	return to.accept(m)
}
