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

// buildVar is linked into the page's and the workers' programs, so that they can tell whether they belong together.
const buildVar = "loopyard/engine/trace.Build"

// version names the sources that a program is built from: those of its packages in this module, and the Go version.
func version(source string) (string, error) {
	const ours = `{{if .Module}}{{if .Module.Main}}{{range .GoFiles}}{{$.Dir}}/{{.}}` + "\n" + `{{end}}{{end}}{{end}}`
	cmd := exec.Command("go", "list", "-deps", "-f", ours, source)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("list %s: %w", source, err)
	}
	return sumOf(strings.Split(strings.TrimSpace(string(out)), "\n"))
}

// sumOf digests files, by their names without directories and by what is in them.
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
