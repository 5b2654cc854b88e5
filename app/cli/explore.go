package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/text"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
)

func newExplore(limits spec.Limits) *cobra.Command {
	var given []spec.Pair
	seeds := 100
	c := &cobra.Command{
		Use:   "explore ID",
		Short: "Run a scenario with one seed after another: does the result depend on who is quicker?",
		Long: `Run a scenario in virtual time with one seed after another, and show how many results there are. A result is what
each loop prints, whatever the turns they take.

Exit codes: 0 all seeds give one result, 1 they do not, or a run failed, 2 a value is wrong (nothing ran),
130 it was interrupted.`,
		Example: `  loopyard explore race
  loopyard explore race --variant mended
  loopyard explore race --loops 4 --iterations 10 --seeds 1000`,
		Args:      oneScenario,
		ValidArgs: scenarioIDs(),
		RunE: func(c *cobra.Command, args []string) error {
			run, err := spec.Parse(slices.Concat([]spec.Pair{{"scenario", args[0]}}, given), scenario.Catalog{}, limits)
			switch {
			case err != nil:
				return valueError(err, scenarioIDs())
			case run.Placement != spec.Virtual:
				return fmt.Errorf("--placement: got %q, want virtual: only there a seed decides who is quicker", run.Placement)
			case seeds < 1 || seeds > spec.MaxSeeds:
				return fmt.Errorf(`--seeds: got "%d", want a whole number from 1 to %s`, seeds, text.Grouped(spec.MaxSeeds, ","))
			}
			found, err := explore(c.Context(), run, seeds)
			if err != nil {
				return ended(err, run.Timeout.String())
			}
			return failed(writeOutcomes(c.OutOrStdout(), run, seeds, found))
		},
	}
	specFlags(c, &given)
	c.Flags().IntVar(&seeds, "seeds", seeds, "how many seeds to try, from --seed on")
	c.Flags().SortFlags = false
	return c
}

// outcome is one result, and the seeds that gave it.
type outcome struct {
	lines []string // by loop, and those of each in its order
	first uint32
	seeds int
}

// explore runs the seeds from the run's own on. The outcomes come in the order of their first seeds.
func explore(ctx context.Context, run spec.Run, seeds int) (found []outcome, err error) {
	for range seeds {
		var log replay.Log
		if _, err := session.Run(ctx, run, session.Options{}, &log); err != nil {
			return nil, err
		}
		lines := printedByLoop(&log)
		i := slices.IndexFunc(found, func(o outcome) bool { return slices.Equal(o.lines, lines) })
		if i < 0 {
			i = len(found)
			found = append(found, outcome{lines: lines, first: run.Seed})
		}
		found[i].seeds++
		run.Seed++ // after the last comes the first
	}
	return found, nil
}

// printedByLoop lists a run's lines, those of each loop together.
func printedByLoop(log *replay.Log) (lines []string) {
	var printed []trace.Event
	for _, e := range log.Events(1) {
		if e.Kind == trace.Printed {
			printed = append(printed, e)
		}
	}
	slices.SortStableFunc(printed, func(a, b trace.Event) int { return int(a.Loop) - int(b.Loop) })
	for _, e := range printed {
		lines = append(lines, log.EventText(e))
	}
	return lines
}

// writeOutcomes shows each outcome by the lines that not all of them have. The error says that there are several.
func writeOutcomes(w io.Writer, run spec.Run, seeds int, found []outcome) error {
	common := func(line string) bool {
		return !slices.ContainsFunc(found, func(o outcome) bool { return !slices.Contains(o.lines, line) })
	}
	var b strings.Builder
	for _, o := range found {
		own := slices.DeleteFunc(slices.Clone(o.lines), common)
		if len(own) == 0 {
			own = o.lines[max(0, len(o.lines)-1):] // it is the only one, or the order alone is its own
		}
		fmt.Fprintf(&b, "%d of %d seeds, such as %d: %s\n", o.seeds, seeds, o.first, strings.Join(own, " / "))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if len(found) > 1 {
		return fmt.Errorf("%s has %d results: it depends on who is quicker", run.Scenario, len(found))
	}
	return nil
}
