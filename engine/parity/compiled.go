package parity

import (
	"context"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// A compiled is the guest as machine code, and what runs it. Any number of runs may use it at once.
type compiled struct {
	runtime wazero.Runtime
	module  wazero.CompiledModule
	err     error
}

// compiling is closed once compiledGuest is there. Compiling takes a second of all cores, so it is done once in a
// process and nobody who has given up waits for it.
var (
	compileOnce   sync.Once
	compiling     = make(chan struct{})
	compiledGuest compiled
)

// compile gives the guest once it is compiled, or why ctx has ended.
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

func compileGuest(ctx context.Context) (c compiled) {
	program, err := guestProgram(guestFiles)
	if err != nil {
		return compiled{err: err}
	}
	// Closing on ctx costs a look at a flag in every loop, and is the only way to stop a program that waits for nothing.
	c.runtime = wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig().WithCloseOnContextDone(true))
	if _, c.err = wasi_snapshot_preview1.Instantiate(ctx, c.runtime); c.err == nil {
		c.module, c.err = c.runtime.CompileModule(experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0)), program)
	}
	return c
}
