package parity

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
)

// Python is CPython, which runs the listing of a scenario as the page shows it. It has real time and real threads in every
// placement.
type Python struct {
	Path string // the path of python3; empty means the one in PATH
}

// Name returns "python".
func (Python) Name() string { return "python" }

// FindPython returns the python3 in PATH. It must be 3.11 or later, which has asyncio.Runner.
func FindPython(ctx context.Context) (Python, error) {
	path, err := exec.LookPath("python3")
	if err != nil {
		return Python{}, &MissingError{"python", "no python3 on PATH"}
	}
	answer, err := exec.CommandContext(ctx, path, "-I", "-S", "-c", "import sys; print(sys.version_info >= (3, 11))").Output()
	if err := stopped(ctx); err != nil {
		return Python{}, err
	}
	if err != nil || strings.TrimSpace(string(answer)) != "True" {
		return Python{}, &MissingError{"python", "python3 is older than 3.11, which has no asyncio.Runner"}
	}
	return Python{path}, nil
}

// harness is a Python program that runs a listing and measures it.
//
//go:embed listing.py
var harness string

// Run runs the listing. The result has lines and figures, but no trace.
func (p Python) Run(ctx context.Context, r spec.Run, _ int) (Result, error) {
	ctx, cancel := limited(ctx, r)
	defer cancel()
	if p.Path == "" {
		var err error
		if p, err = FindPython(ctx); err != nil {
			return Result{}, err
		}
	}
	listing := lesson.Python(r).Text
	if listing == "" {
		return Result{}, &MissingError{p.Name(), r.Scenario + " has no listing in Python"}
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, p.Path, "-I", "-S", "-c", harness) // without the packages and settings of this machine
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(listing), &stdout, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if why := stopped(ctx); why != nil {
		return Result{}, why
	}
	if err != nil {
		return Result{}, fmt.Errorf("python: %w: %s", err, lastLine(stderr.String()))
	}
	var told struct {
		What    string
		Figures Figures
	}
	if err := json.Unmarshal(slowStep.ReplaceAll(stderr.Bytes(), nil), &told); err != nil {
		return Result{}, fmt.Errorf("python: unexpected output: %s", firstLine(stderr.String()))
	}
	return Result{Host: p.Name(), Spec: r, What: told.What, Lines: lines(stdout.String()), Figures: told.Figures}, nil
}

// slowStep matches what asyncio's debug mode prints about slow steps. A listing may turn it on, and on a busy machine steps are
// slow.
var slowStep = regexp.MustCompile(`(?m)^Executing <.* took \d+\.\d+ seconds\n`)

// lines returns the lines of printed text.
func lines(text string) []string {
	text = strings.TrimSuffix(text, "\n")
	if text == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}

// lastLine returns the last line, in which a Python traceback has the error.
func lastLine(text string) string {
	all := lines(strings.TrimSpace(text))
	if len(all) == 0 {
		return "no message"
	}
	return all[len(all)-1]
}

// firstLine returns the first line. The output of a failed thread comes before the figures.
func firstLine(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return first
}
