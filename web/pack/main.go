// Command pack builds what is embedded and the repository does not hold: for web the page's and the loops' wasm
// programs, each with its brotli and gzip form, and the wasm_exec.js of the Go version that built them; for
// engine/parity the engine as a wasm program of its own. Run it from the module's root:
//
//	go run ./web/pack          for a release: brotli at its best, some 30 to 50 s for the page
//	go run ./web/pack -fast    for tests and for work on the code
//
// A program whose bytes did not change keeps the compressed forms it has.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
)

// assets is where everything goes, seen from the module's root.
const assets = "web/assets"

// A program is a file that a browser loads, and the package it is built from.
type program struct {
	file, source string
	budget       int64 // the most bytes a visitor may have to download for it
}

var programs = []program{
	{"app.wasm", "./app/wasm", 2_000_000},
	{"worker.wasm", "./engine/worker", 650_000},
}

func main() {
	fast := flag.Bool("fast", false, "compress quickly instead of well")
	flag.Parse()
	if err := run(*fast, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

// run builds, then compresses. Sizes go to stdout, progress and the go command's own messages to stderr.
// A release over budget is an error; nobody downloads the fast forms.
func run(fast bool, stdout, stderr io.Writer) error {
	if _, err := os.Stat(assets); err != nil {
		return fmt.Errorf("run it from the module's root: %w", err)
	}
	quality := release
	if fast {
		quality = quick
	}
	if err := copyExec(); err != nil {
		return err
	}
	// The workers' sources are a part of the page's: what both are made of is what has to agree.
	made, err := version("./engine/worker")
	if err != nil {
		return err
	}
	var paths []string
	for _, p := range programs {
		begin, path := time.Now(), filepath.Join(assets, p.file)
		changed, err := build(p.source, path, made, stderr)
		if err != nil {
			return err
		}
		paths = append(paths, path)
		fmt.Fprintf(stderr, "pack: %s built in %.1f s, %s\n", p.file, time.Since(begin).Seconds(), news(changed))
	}
	begin := time.Now()
	changed, err := packGuest(stderr)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "pack: %s built in %.1f s, %s\n", filepath.Base(guest), time.Since(begin).Seconds(), news(changed))
	begin = time.Now()
	if err := compressAll(paths, quality); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "pack: compressed in %.1f s\n", time.Since(begin).Seconds())
	if err := report(programs, assets, stdout); err != nil || fast {
		return err
	}
	return overBudget(programs, assets)
}

func news(changed bool) string {
	if changed {
		return "new"
	}
	return "unchanged"
}

// build compiles a package for the browser. It writes path only when the program differs from the one there, and then
// removes the compressed forms first: a form of other bytes must never lie beside a program.
func build(source, path, version string, stderr io.Writer) (changed bool, err error) {
	program, err := compile("js", source, " -X "+buildVar+"="+version, stderr)
	if err != nil {
		return false, err
	}
	return replace(path, program)
}

// compile gives the wasm program of a package for one kind of host. link is further flags for the linker.
func compile(goos, source, link string, stderr io.Writer) ([]byte, error) {
	dir, err := os.MkdirTemp("", "loopyard-pack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "program.wasm")

	// Without -buildvcs=false and -trimpath the program would carry the commit and the directory it was built in.
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w"+link, "-o", out, source)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = stderr, stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("build %s: %w", source, err)
	}
	program, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	if program, err = slim(program); err != nil {
		return nil, fmt.Errorf("slim %s: %w", source, err)
	}
	return program, nil
}

// copyExec copies the glue between a browser and a Go program. It must be of the Go version that builds the programs.
func copyExec() error {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(assets, "wasm_exec.js"), glue)
}

// report prints the size of every program in dir in its three forms, and its budget.
func report(programs []program, dir string, w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "program\traw\tgzip\tbrotli\tat most\t")
	for _, p := range programs {
		fmt.Fprint(table, p.file, "\t")
		for _, form := range []string{"", ".gz", ".br"} {
			info, err := os.Stat(filepath.Join(dir, p.file+form))
			if err != nil {
				return err
			}
			fmt.Fprint(table, info.Size(), "\t")
		}
		fmt.Fprint(table, p.budget, "\t\n")
	}
	return table.Flush()
}

// overBudget is an error for every program in dir that takes more bytes to download than it may.
func overBudget(programs []program, dir string) error {
	var errs []error
	for _, p := range programs {
		info, err := os.Stat(filepath.Join(dir, p.file+".br"))
		if err != nil {
			return err
		}
		if over := info.Size() - p.budget; over > 0 {
			errs = append(errs, fmt.Errorf("%s is %d bytes to download, %d more than its budget of %d", p.file, info.Size(), over, p.budget))
		}
	}
	return errors.Join(errs...)
}
