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

// Python is CPython, running a scenario's listing as it is shown. Its time is real and its threads are real, whatever
// the placement.
type Python struct {
	Path string // of the program; empty: python3 from PATH
}

// Name is "python".
func (Python) Name() string { return "python" }

// FindPython finds a python3 that has asyncio.Runner: 3.11 or later.
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

// harness runs a listing and measures it from outside.
//
//go:embed listing.py
var harness string

// Run runs the listing. It prints no trace, so the result has lines and figures.
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
	cmd := exec.CommandContext(ctx, p.Path, "-I", "-S", "-c", harness) // nothing of this machine's own packages and settings
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
		return Result{}, fmt.Errorf("python: it complained: %s", firstLine(stderr.String()))
	}
	return Result{Host: p.Name(), Spec: r, What: told.What, Lines: lines(stdout.String()), Figures: told.Figures}, nil
}

// slowStep is what asyncio's debug mode, which a listing may turn on, says of a step on a machine that is busy.
var slowStep = regexp.MustCompile(`(?m)^Executing <.* took \d+\.\d+ seconds\n`)

// lines takes printed text apart.
func lines(text string) []string {
	text = strings.TrimSuffix(text, "\n")
	if text == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}

// lastLine is where a Python traceback says what is wrong.
func lastLine(text string) string {
	all := lines(strings.TrimSpace(text))
	if len(all) == 0 {
		return "it did not say why"
	}
	return all[len(all)-1]
}

// firstLine is where a thread's does, before the figures.
func firstLine(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return first
}
