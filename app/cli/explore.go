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
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/replay"
)

func newExplore(limits spec.Limits) *cobra.Command {
	var given []spec.Pair
	seeds := 100
	c := &cobra.Command{
		Use:   "explore ID",
		Short: "Run a scenario with many seeds and compare the results",
		Long: `Run a scenario in virtual time with one seed after another, and show the different results. A seed decides which of
several threads goes first. So different results mean that the program depends on which thread is faster. A result is the
lines that each loop prints, whatever the order in which the loops take turns.

Exit codes: 0 all seeds lead to the same result, 1 they do not, or a run failed, 2 a value is wrong (nothing ran),
130 interrupted.`,
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
				return fmt.Errorf("--placement: got %q, want virtual, the only placement where the seed decides which thread goes first", run.Placement)
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
	c.Flags().IntVar(&seeds, "seeds", seeds, "how many seeds to try, starting with --seed")
	c.Flags().SortFlags = false
	return c
}

// outcome is one result of a program and the seeds that lead to it.
type outcome struct {
	lines *compare.Printed
	first uint32 // the first of the seeds
	seeds int    // how many there are
}

// explore runs a scenario with one seed after another, starting with the run's own. It returns the outcomes in the order
// of their first seeds.
func explore(ctx context.Context, run spec.Run, seeds int) (found []outcome, err error) {
	for range seeds {
		var log replay.Log
		if _, err := session.Run(ctx, run, session.Options{}, &log); err != nil {
			return nil, err
		}
		lines := compare.PrintedBy(&log)
		i := slices.IndexFunc(found, func(o outcome) bool { return compare.Lines(o.lines, lines).First == nil })
		if i < 0 {
			i = len(found)
			found = append(found, outcome{lines: lines, first: run.Seed})
		}
		found[i].seeds++
		run.Seed++ // 0 follows the highest seed
	}
	return found, nil
}

// writeOutcomes writes each outcome with those of its lines that not all outcomes have. The error says that there are
// several outcomes.
func writeOutcomes(w io.Writer, run spec.Run, seeds int, found []outcome) error {
	all := make([][]string, len(found))
	for i, o := range found {
		all[i] = o.lines.All()
	}
	common := func(line string) bool {
		return !slices.ContainsFunc(all, func(lines []string) bool { return !slices.Contains(lines, line) })
	}
	var b strings.Builder
	for i, o := range found {
		own := slices.DeleteFunc(slices.Clone(all[i]), common)
		if len(own) == 0 { // it is the only outcome, or only the order of its lines is different
			own = all[i][max(0, len(all[i])-1):]
		}
		fmt.Fprintf(&b, "%d of %d seeds, such as %d: %s\n", o.seeds, seeds, o.first, strings.Join(own, " / "))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return err
	}
	if len(found) > 1 {
		return fmt.Errorf("%s has %d results: it depends on which thread is faster", run.Scenario, len(found))
	}
	return nil
}
