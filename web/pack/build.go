package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// goCommand returns the go command to build with: $GO, which the Makefile sets, or the one in $PATH.
func goCommand() string { return cmp.Or(os.Getenv("GO"), "go") }

// build compiles main packages for WebAssembly under the operating system goos and returns their programs, in the order of
// sources. linkFlags are added to the flags for the linker.
func build(o options, goos, linkFlags string, sources []string, stderr io.Writer) (built [][]byte, err error) {
	dir, err := os.MkdirTemp("", "loopyard-pack-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)

	// Without -trimpath and -buildvcs=false, a program would contain the directory and the commit that it was built from.
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w " + linkFlags, "-o", dir + string(filepath.Separator)}
	cmd := exec.Command(goCommand(), append(args, sources...)...)
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stdout, cmd.Stderr = stderr, stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("build %s for %s: %w", strings.Join(sources, " "), goos, err)
	}
	for _, source := range sources {
		program, err := os.ReadFile(filepath.Join(dir, path.Base(source)))
		if err != nil {
			return nil, err
		}
		if o.slim {
			program = slimOrWhole(source, program, stderr)
		}
		built = append(built, program)
	}
	return built, nil
}

// slimOrWhole returns the slim form of a program. slim knows what the linker of certain Go releases writes; if the program
// is different, slimOrWhole prints a warning and returns the program unchanged: it works as well, but is larger.
func slimOrWhole(source string, program []byte, stderr io.Writer) []byte {
	thin, err := slim(program)
	if err != nil {
		fmt.Fprintf(stderr, "pack: warning: %s stays as Go linked it, larger to download than necessary: %v\n", source, err)
		return program
	}
	return thin
}

// copyExec copies wasm_exec.js, which connects a Go program to a browser. It must be from the Go release that builds the
// programs.
func copyExec() error {
	out, err := exec.Command(goCommand(), "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("go env GOROOT: %w", err)
	}
	glue, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(assets, "wasm_exec.js"), glue)
}
