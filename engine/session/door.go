package session

import (
	"context"

	"loopyard/engine/scenario"
	"loopyard/engine/session/internal/host"
	"loopyard/engine/session/internal/remote"
)

// Errors that end a run before its program ends. The trailer of the trace has their text.
var (
	ErrStopped = host.ErrStopped // the context of the run ended
	ErrTimeout = host.ErrTimeout // the run took longer than its spec allows
	ErrShares  = remote.ErrShares
)

// Workers starts workers: instances of the engine that share no memory, so that each can run one thread of a run. In a
// browser they are Web Workers.
type Workers = remote.Workers

// Worker is one worker, as the coordinator of a run sees it.
type Worker = remote.Worker

// Port connects a worker to the coordinator of the run, and does what the engine cannot do by itself.
type Port = remote.Port

// Serve runs one thread of a run in this worker. The coordinator on the other side of the port chooses which. Serve
// returns when the thread has ended, or when ctx ends before the thread has begun. find returns the scenario with an id.
func Serve(ctx context.Context, port Port, find func(id string) (scenario.Scenario, bool)) {
	remote.Serve(ctx, port, find)
}
