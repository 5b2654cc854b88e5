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

// runCommand is what the flags of run say.
type runCommand struct {
	given  []spec.Pair // in the order they were given
	format string
	output string
}

func newRun() *cobra.Command {
	var run runCommand
	c := &cobra.Command{
		Use:   "run ID",
		Short: "Run a scenario and print what happens",
		Long: `Run a scenario and print what happens: its lines of text, its whole trace, or the figures.

Exit codes: 0 the run ended well, 1 it failed, 2 a value is wrong (nothing ran), 3 it was stopped at its timeout,
130 it was interrupted (what it did until then is written).`,
		Example: `  loopyard run loop-per-thread
  loopyard run loop-per-thread --loops 3 --iterations 2 --sleep 100ms --placement threads
  loopyard run run-each --format summary
  loopyard run wrapper --format ndjson --output wrapper.ndjson`,
		Args: func(_ *cobra.Command, args []string) error {
			ids := strings.Join(scenario.Catalog{}.IDs(), ", ")
			switch {
			case len(args) == 0:
				return errors.New("run takes the id of a scenario: " + ids)
			case len(args) > 1:
				return fmt.Errorf("run takes one scenario, and got %d: %s", len(args), strings.Join(args, ", "))
			}
			return nil
		},
		ValidArgs: scenario.Catalog{}.IDs(), // for completion
		RunE:      func(c *cobra.Command, args []string) error { return run.do(c, args[0]) },
	}
	for _, name := range spec.Names {
		if name != "scenario" { // that is the argument
			f := c.Flags().VarPF(&specFlag{&run.given, name}, name, "", usageOf(name))
			if f.Value.Type() == "" {
				f.NoOptDefVal = "true" // --gil alone
			}
		}
	}
	c.Flags().StringVar(&run.format, "format", "text", "what is printed: "+strings.Join(formats, ", "))
	c.Flags().StringVarP(&run.output, "output", "o", "-", "`file` to write to; -: stdout")
	c.Flags().SortFlags = false
	return c
}

func (r *runCommand) do(c *cobra.Command, id string) error {
	catalog := scenario.Catalog{}
	pairs := slices.Concat([]spec.Pair{{"scenario", id}}, r.given)
	run, err := spec.Parse(pairs, catalog, spec.CLI)
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
	form, events := newForm(r.format, out)
	ctx, stop := context.WithCancel(c.Context())
	defer stop()
	w := &watched{sink: form, stop: stop}
	trailer, err := session.Run(ctx, run, session.Options{Host: "native", Events: events}, w)
	if w.err != nil {
		return failed(w.err) // the run was stopped because nothing can be written
	}
	if err := out.commit(); err != nil {
		return failed(err)
	}
	if trailer.Dropped > 0 {
		fmt.Fprintf(c.ErrOrStderr(), prefix+"%d of %d events are past the limit of %d and were dropped\n", trailer.Dropped, trailer.Events, events)
	}
	return ended(err, run.Timeout.String())
}

// watched is a sink that ends the run when it fails. A session goes on without a sink that fails, but here there is
// nobody else to run for.
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

// specFlag is a flag that a spec has a name for. All are texts that spec.Parse reads, and all that were given are kept,
// so that it can refuse a name that was given twice.
type specFlag struct {
	given *[]spec.Pair
	name  string
}

// Set takes one use of the flag.
func (f *specFlag) Set(value string) error {
	*f.given = append(*f.given, spec.Pair{f.name, value})
	return nil
}

// String gives the default, which depends on the scenario: none.
func (f *specFlag) String() string { return "" }

// Type is the word for the value in the help.
func (f *specFlag) Type() string {
	switch new(spec.Run).Value(f.name) {
	case "0":
		return "number"
	case "0s":
		return "duration"
	case "false":
		return ""
	}
	return "word"
}

func usageOf(name string) string {
	switch name {
	case "loops":
		return "event loops, a thread each"
	case "iterations":
		return "times that a coroutine goes round"
	case "coroutines":
		return "coroutines to run"
	case "sleep":
		return "how long each sleep is, such as 500ms"
	case "work":
		return "how long each step computes"
	case "placement":
		words := make([]string, len(spec.Placements))
		for i, at := range spec.Placements {
			words[i] = string(at)
		}
		return "which clock and threads: " + strings.Join(words, ", ") + ` (default "virtual")`
	case "cores":
		return "processors of the simulated machine (default 0: as many as compute)"
	case "gil":
		return "let one thread of the simulated machine compute at a time, as CPython does"
	case "seed":
		return "decides what the simulated machine leaves open (default 1)"
	case "timeout":
		return "stop the run after so long (default: never)"
	}
	return ""
}
