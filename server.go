// Loopyard lets you see event loops run: one loop, or many, each in a thread of its own.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"

	"loopyard/app/cli"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// run runs the command that args name until it ends or a signal ends it, and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	return cli.Main(ctx, args, stdout, stderr)
}
