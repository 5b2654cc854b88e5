package parity

import (
	"context"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// compiled is the guest as machine code. It is safe for concurrent use.
type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
	err     error
}

// compiling is closed when compiledGuest is ready. Compiling takes about a second on all cores, so it is done once in a
// process, in a goroutine of its own so that a caller whose context ends does not wait for it.
var (
	compileOnce   sync.Once
	compiling     = make(chan struct{})
	compiledGuest compiled
)

// compile returns the guest when it is compiled, or an error if ctx ends before.
func compile(ctx context.Context) (compiled, error) {
	compileOnce.Do(func() {
		go func() {
			defer close(compiling)
			compiledGuest = compileGuest(context.Background())
		}()
	})
	select {
	case <-compiling:
		return compiledGuest, compiledGuest.err
	case <-ctx.Done():
		return compiled{}, stopped(ctx)
	}
}

// compileGuest compiles the embedded guest.
func compileGuest(ctx context.Context) (c compiled) {
	program, err := guestProgram(guestFiles)
	if err != nil {
		return compiled{err: err}
	}
	// Stopping on ctx makes every loop of the program check a flag. It is the only way to stop a program that computes.
	c.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCloseOnContextDone(true))
	if _, c.err = wasi_snapshot_preview1.Instantiate(ctx, c.runtime); c.err == nil {
		c.module, c.err = c.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), program)
	}
	return c
}
