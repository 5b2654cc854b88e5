package web

import (
	"context"
	"errors"
	"slices"
	"sync"
)

var errBusy = errors.New("the server is busy with other runs; try again in a few seconds")

// gate limits how many runs, and how many threads of runs, there are at once. Runs that have to wait are admitted in the
// order in which they came. It is safe for concurrent use.
type gate struct {
	runs    int // the limits
	threads int

	mu          sync.Mutex
	freeRuns    int
	freeThreads int
	waiting     []*waiter
}

type waiter struct {
	threads int
	in      chan struct{} // closed when the run is admitted
}

func newGate(runs, threads int) *gate {
	return &gate{runs: runs, threads: threads, freeRuns: runs, freeThreads: threads}
}

// enter waits until a run with the given number of threads is admitted. The error is errBusy if that takes too long, or the
// cause of ctx if it ends. If enter returns nil, the caller must call leave.
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
	} else { // it was admitted at the last moment
		g.release(threads)
	}
	g.admit()
	return context.Cause(ctx)
}

// leave ends a run that was admitted.
func (g *gate) leave(threads int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.release(threads)
	g.admit()
}

func (g *gate) release(threads int) {
	g.freeRuns++
	g.freeThreads += threads
}

// admit admits runs from the front of the queue. The first run blocks those behind it even if there is room for them.
// Otherwise a run with many threads might wait forever.
func (g *gate) admit() {
	for len(g.waiting) > 0 && g.freeRuns > 0 && g.freeThreads >= g.waiting[0].threads {
		w := g.waiting[0]
		g.waiting = slices.Delete(g.waiting, 0, 1)
		g.freeRuns--
		g.freeThreads -= w.threads
		close(w.in)
	}
}

// active returns how many runs and threads there are now, and how many runs wait.
func (g *gate) active() (runs, threads, waiting int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.runs - g.freeRuns, g.threads - g.freeThreads, len(g.waiting)
}
