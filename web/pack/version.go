package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// buildVar names the variable that holds the version in the page's and the workers' programs. They compare it to detect a
// page and a worker from different builds.
const buildVar = "loopyard/engine/trace.Build"

// version returns a short digest of what a program is built from: the sources of its packages in this module, and the Go
// release.
func version(source string) (string, error) {
	const ours = `{{if .Module}}{{if .Module.Main}}{{range .GoFiles}}{{$.Dir}}/{{.}}` + "\n" + `{{end}}{{end}}{{end}}`
	cmd := exec.Command(goCommand(), "list", "-deps", "-f", ours, source)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("list %s: %w", source, err)
	}
	return sumOf(strings.Split(strings.TrimSpace(string(out)), "\n"))
}

// sumOf returns a digest of the files' names, without directories, and of their content.
func sumOf(paths []string) (string, error) {
	sum := sha256.New()
	fmt.Fprintln(sum, runtime.Version())
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", filepath.Base(path), len(text), text)
	}
	return fmt.Sprintf("%x", sum.Sum(nil))[:12], nil
}
