package web

import (
	"context"
	"errors"
	"slices"
	"sync"
)

var errBusy = errors.New("the server is busy with other runs; try again in a few seconds")

// gate lets runs in as long as there is room, and the others in the order they came. Goroutines may share it.
type gate struct {
	runs    int // allowed
	threads int

	mu          sync.Mutex
	freeRuns    int
	freeThreads int
	waiting     []*waiter
}

type waiter struct {
	threads int
	in      chan struct{} // closed when it was let in
}

func newGate(runs, threads int) *gate {
	return &gate{runs: runs, threads: threads, freeRuns: runs, freeThreads: threads}
}

// enter waits for room for a run with so many threads. The error is errBusy if there is none in time, or why ctx ended.
// After nil, leave must be called.
func (g *gate) enter(ctx context.Context, threads int) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	g.mu.Lock()
	if len(g.waiting) >= maxWaiting {
		g.mu.Unlock()
		return errBusy
	}
	w := &waiter{threads, make(chan struct{})}
	g.waiting = append(g.waiting, w)
	g.admit()
	g.mu.Unlock()

	ctx, cancel := context.WithTimeoutCause(ctx, waitAtMost, errBusy)
	defer cancel()
	select {
	case <-w.in:
		return nil
	case <-ctx.Done():
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if i := slices.Index(g.waiting, w); i >= 0 {
		g.waiting = slices.Delete(g.waiting, i, i+1)
	} else { // let in at the last moment
		g.give(threads)
	}
	g.admit()
	return context.Cause(ctx)
}

// leave gives back what enter took.
func (g *gate) leave(threads int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.give(threads)
	g.admit()
}

func (g *gate) give(threads int) {
	g.freeRuns++
	g.freeThreads += threads
}

// admit lets in from the front of the queue. The first one blocks the others even if they would fit: else a run with
// many threads would never get in.
func (g *gate) admit() {
	for len(g.waiting) > 0 && g.freeRuns > 0 && g.freeThreads >= g.waiting[0].threads {
		w := g.waiting[0]
		g.waiting = slices.Delete(g.waiting, 0, 1)
		g.freeRuns--
		g.freeThreads -= w.threads
		close(w.in)
	}
}

// active tells what is taken now, and how many wait.
func (g *gate) active() (runs, threads, waiting int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.runs - g.freeRuns, g.threads - g.freeThreads, len(g.waiting)
}
