package parity

import (
	"context"
	"errors"
	"runtime"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace/replay"
)

// Native is the engine in this process.
type Native struct{}

// Name returns "native".
func (Native) Name() string { return "native" }

// Run runs the spec as `loopyard run` does.
func (n Native) Run(ctx context.Context, r spec.Run, events int) (Result, error) {
	log := &replay.Log{}
	_, err := session.Run(ctx, r, session.Options{Host: n.Name(), Events: events}, log)
	if errors.Is(err, session.ErrTimeout) || errors.Is(err, session.ErrStopped) {
		return Result{}, err
	}
	return traced(n.Name(), runtime.Version()+" "+runtime.GOOS+"/"+runtime.GOARCH, r, log), nil
}
