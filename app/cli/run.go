package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// runCommand has the values of the flags.
type runCommand struct {
	limits spec.Limits
	given  []spec.Pair // in the order of the flags
	format string
	output string
}

func newRun(limits spec.Limits) *cobra.Command {
	run := runCommand{limits: limits}
	c := &cobra.Command{
		Use:   "run ID",
		Short: "Run a scenario and print what it does",
		Long: `Run a scenario and print what it does: the lines that it prints, its whole trace, or a summary.

Exit codes: 0 the run succeeded, 1 it failed, 2 a value is wrong (nothing ran), 3 the run was stopped at its timeout,
130 it was interrupted (everything up to that moment is written).`,
		Example: `  loopyard run loop-per-thread
  loopyard run loop-per-thread --loops 3 --iterations 2 --sleep 100ms --placement threads
  loopyard run run-each --format summary
  loopyard run wrapper --format ndjson --output wrapper.ndjson`,
		Args:      oneScenario,
		ValidArgs: scenarioIDs(), // for completion
		RunE:      func(c *cobra.Command, args []string) error { return run.do(c, args[0]) },
	}
	specFlags(c, &run.given)
	c.Flags().StringVar(&run.format, "format", "text", "what to print: "+strings.Join(formats, ", "))
	c.Flags().StringVarP(&run.output, "output", "o", "-", "`file` to write to, or - for stdout")
	c.Flags().SortFlags = false
	return c
}

func (r *runCommand) do(c *cobra.Command, id string) error {
	catalog := scenario.Catalog{}
	pairs := slices.Concat([]spec.Pair{{"scenario", id}}, r.given)
	run, err := spec.Parse(pairs, catalog, r.limits)
	if err != nil {
		return valueError(err, catalog.IDs())
	}
	if !slices.Contains(formats, r.format) {
		return fmt.Errorf("--format: got %q, want one of %s", r.format, strings.Join(formats, ", "))
	}
	if r.output == "" {
		return errors.New(`--output: got "", want the name of a file`)
	}

	out, err := create(r.output, c.OutOrStdout())
	if err != nil {
		return failed(fmt.Errorf("--output: %w", err))
	}
	defer out.discard()
	form, events := newForm(r.format, out, r.limits)
	ctx, stop := context.WithCancel(c.Context())
	defer stop()
	w := &watched{sink: form, stop: stop}
	trailer, err := session.Run(ctx, run, session.Options{Host: "native", Events: events}, w)
	if w.err != nil {
		return failed(w.err) // the run was stopped because the output cannot be written
	}
	if err := out.commit(); err != nil {
		return failed(err)
	}
	if trailer.Dropped > 0 {
		fmt.Fprintf(c.ErrOrStderr(), prefix+"%d of %d events are past the limit of %d and were not stored\n", trailer.Dropped, trailer.Events, events)
	}
	return ended(err, run.Timeout.String())
}

// watched is a sink that stops the run when it fails. A session continues without a sink that fails, but a command has no
// other reason to run.
type watched struct {
	sink trace.Sink
	stop func()
	err  error
}

func (w *watched) Begin(h trace.Header) error { return w.note(w.sink.Begin(h)) }
func (w *watched) Batch(b trace.Batch) error  { return w.note(w.sink.Batch(b)) }
func (w *watched) End(t trace.Trailer) error  { return w.note(w.sink.End(t)) }

func (w *watched) note(err error) error {
	if err != nil {
		w.err = err
		w.stop()
	}
	return err
}
