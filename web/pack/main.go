// Command pack builds the files that the repository does not hold and that Go programs embed:
//
//   - in web/assets, the page's program app.wasm and the program of its workers, worker.wasm, each with its brotli and
//     gzip forms, and wasm_exec.js from the Go release that built them;
//   - in engine/parity/guest, guest.wasm.gz: the engine as a program for a WebAssembly host that is not a browser.
//
// Run it from the module's root:
//
//	go run ./web/pack              for a release: the best compression takes about a minute
//	go run ./web/pack -fast        for tests and for work on the code: a fifth larger to download, in a second
//	go run ./web/pack -slim=false  leaves the programs as Go links them; see slim
//
// If the bytes of a program have not changed, its compressed forms are kept.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// assets is the directory of the browser's programs, seen from the module's root.
const assets = "web/assets"

// A program is a file that a browser loads.
type program struct {
	file   string
	source string // the package that it is built from
	budget int64  // the largest size of its brotli form, in bytes; a test holds it
}

var programs = []program{
	{"app.wasm", "./app/wasm", 2_000_000},
	{"worker.wasm", "./engine/worker", 700_000},
}

// options are the flags of the command.
type options struct {
	fast bool
	slim bool
}

func main() {
	var o options
	flag.BoolVar(&o.fast, "fast", false, "compress quickly instead of well")
	flag.BoolVar(&o.slim, "slim", true, "make the linked programs smaller, which depends on the Go release")
	flag.Parse()
	if err := run(o, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// run builds all programs, then compresses those for the browser. It prints the sizes to stdout, and progress, warnings and
// the messages of the go command to stderr.
func run(o options, stdout, stderr io.Writer) error {
	if _, err := os.Stat(assets); err != nil {
		return fmt.Errorf("run it from the module's root: %w", err)
	}
	if err := copyExec(); err != nil {
		return err
	}

	begin := time.Now()
	fmt.Fprintln(stderr, "pack: building the WebAssembly programs; the first time, this takes a minute or two")
	// The two builds share no compiled packages, so one of them can compile while the other links.
	var guestErr error
	var guestDone sync.WaitGroup
	guestDone.Go(func() { guestErr = packGuest(o, stderr) })
	paths, err := packPrograms(o, stderr)
	guestDone.Wait()
	if err != nil {
		return err
	}
	if guestErr != nil {
		return guestErr
	}
	fmt.Fprintf(stderr, "pack: built in %.1f s\n", time.Since(begin).Seconds())

	quality := release
	if o.fast {
		quality = quick
	}
	if err := compressAll(paths, quality, stderr); err != nil {
		return err
	}
	if err := report(programs, assets, stdout); err != nil {
		return err
	}
	if o.fast {
		fmt.Fprintln(stderr, "pack: compressed quickly; the limits are for a release, which compresses better")
		return nil
	}
	// A program that is too large still works, so it does not end a build.
	if err := overBudget(programs, assets); err != nil {
		fmt.Fprintln(stderr, "pack: warning:", err)
	}
	return nil
}

// packPrograms builds the programs for the browser into assets and returns their paths.
func packPrograms(o options, stderr io.Writer) (paths []string, err error) {
	// The workers' sources are part of the page's, and they are what both programs must agree on.
	sum, err := version("./engine/worker")
	if err != nil {
		return nil, err
	}
	var sources []string
	for _, p := range programs {
		sources = append(sources, p.source)
	}
	built, err := build(o, "js", "-X "+buildVar+"="+sum, sources, stderr)
	if err != nil {
		return nil, err
	}
	for i, p := range programs {
		path := filepath.Join(assets, p.file)
		if err := replace(path, built[i]); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}
