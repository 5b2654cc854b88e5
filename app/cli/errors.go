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
	exitFailed      = 1   // the run, or the command itself; of parity: something differs
	exitUsage       = 2   // an unknown, malformed or out-of-range value; nothing was done
	exitLimit       = 3   // a valid run was stopped by a limit or its timeout
	exitMissing     = 4   // a host that was asked for is not there
	exitInterrupted = 130 // by a signal; 128 + SIGINT, as shells have it
)

// failure is an error of a command that was understood. Every other error is one of usage: cobra's own are.
type failure struct {
	code int
	err  error
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// failed marks what a command ends with once its arguments are known to be good; nil stays nil.
func failed(err error) error {
	if err == nil {
		return nil
	}
	return &failure{exitFailed, err}
}

// ended is failed for what a run ends with.
func ended(err error, timeout string) error {
	switch {
	case errors.Is(err, session.ErrTimeout):
		return &failure{exitLimit, fmt.Errorf("the run was stopped at its timeout of %s", timeout)}
	case errors.Is(err, session.ErrStopped):
		return &failure{exitInterrupted, errors.New("interrupted")}
	}
	return failed(err)
}

// prefix is before every message, so that it can be told apart in a pipeline of programs.
const prefix = "loopyard: "

// report says an error, if there is one, and gives the exit code.
func report(err error, stderr io.Writer) int {
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return exitOK // whoever read our output has seen enough: `| head`
	}
	fmt.Fprintln(stderr, prefix+err.Error())
	var f *failure
	if errors.As(err, &f) {
		return f.code
	}
	return exitUsage
}

// flagError adds to what pflag says of a flag it does not know the one that was meant.
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

// valueError says what is wrong with the values of a run's flags, one line each.
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

// closest gives the word that a mistyped one is most like, or "" if none is like it.
func closest(typed string, words []string) string {
	best, least := "", 3 // letters that may be wrong
	if len(typed) > 6 {
		least = 4
	}
	typed = strings.ToLower(typed)
	for _, w := range words {
		d := distance(typed, w)
		if len(typed) > 2 && strings.HasPrefix(w, typed) {
			d = 1 // the beginning of a word stands for it
		}
		if d < least && d < len(w) {
			best, least = w, d
		}
	}
	return best
}

// distance is Levenshtein's: the letters to insert, remove or change to make b of a.
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
