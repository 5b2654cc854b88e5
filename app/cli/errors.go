package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"loopyard/engine/session"
	"loopyard/engine/spec"
)

// The exit codes.
const (
	exitOK          = 0
	exitFailed      = 1   // the run or the command failed; for parity and explore, something differs
	exitUsage       = 2   // a value is unknown, malformed or out of range, and nothing was done
	exitLimit       = 3   // a valid run was stopped by a limit or its timeout
	exitMissing     = 4   // a requested host is missing
	exitInterrupted = 130 // interrupted by a signal: 128 + SIGINT, as in shells
)

// failure is an error of a command with valid arguments. Every other error, such as those of cobra, is about the usage.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed returns err as the error of a command with valid arguments. It returns nil for nil.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return &failure{exitFailed, err}
}

// ended is failed for the error that a run ends with. timeout is the run's timeout.
func ended(err error, timeout string) error {
	switch {
	case errors.Is(err, session.ErrTimeout):
		return &failure{exitLimit, fmt.Errorf("the run was stopped at its timeout of %s", timeout)}
	case errors.Is(err, session.ErrStopped):
		return &failure{exitInterrupted, errors.New("interrupted")}
	}
	return failed(err)
}

// prefix begins every message, so that it can be recognized in a pipeline of programs.
const prefix = "loopyard: "

// report prints err, if it is not nil, and returns the exit code.
func report(err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return exitOK // the reader of our output has closed it, such as `| head`
	}
	fmt.Fprintln(stderr, prefix+err.Error())
	var f *failure
	if errors.As(err, &f) {
		return f.code
	}
	return exitUsage
}

// flagError adds the flag that was probably meant to the error about an unknown flag.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || len(unknown.GetSpecifiedName()) < 2 {
		return err
	}
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if name := closest(unknown.GetSpecifiedName(), names); name != "" {
		return fmt.Errorf("%w\nDid you mean --%s?", err, name)
	}
	return fmt.Errorf("%w\nSee `%s --help` for the flags.", err, c.CommandPath())
}

// valueError returns the errors about the values of a run's flags, one line for each.
func valueError(err error, ids []string) error {
	var fields spec.Errors
	if !errors.As(err, &fields) {
		return err
	}
	lines := make([]string, len(fields))
	for i, f := range fields {
		lines[i] = "--" + f.Error()
		if f.Field == "scenario" {
			lines[i] = unknownScenario(f.Value, ids)
		}
	}
	return errors.New(strings.Join(lines, "\n"+prefix))
}

func unknownScenario(id string, ids []string) string {
	s := fmt.Sprintf("unknown scenario %q", id)
	if like := closest(id, ids); like != "" {
		s += fmt.Sprintf("\nDid you mean %s?", like)
	}
	return s + "\nThe scenarios are " + strings.Join(ids, ", ") + "."
}

// closest returns the word that is most similar to a mistyped one, or "" if none is similar.
func closest(typed string, words []string) string {
	best, least := "", 3 // one more than the number of letters that may be wrong
	if len(typed) > 6 {
		least = 4
	}
	typed = strings.ToLower(typed)
	for _, w := range words {
		d := distance(typed, w)
		if len(typed) > 2 && strings.HasPrefix(w, typed) {
			d = 1 // typed is the beginning of the word
		}
		if d < least && d < len(w) {
			best, least = w, d
		}
	}
	return best
}

// distance returns the Levenshtein distance of a and b: how many bytes to insert, remove or change to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := left
			if a[i] != b[j] {
				d = 1 + min(left, row[j], row[j+1])
			}
			left, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
