package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"loopyard/engine/bench"
	"loopyard/engine/spec"
	"loopyard/engine/text"
)

func newBench() *cobra.Command {
	var asJSON, pinned bool
	c := &cobra.Command{
		Use:   "bench [WORKLOAD [N [M]]]",
		Short: "Measure the engine",
		Long:  "Measure one workload, or all of them one after another. N and M are the sizes of the workload.\n\nWorkloads:\n" + workloads(),
		Example: `  loopyard bench                    measure every workload
  loopyard bench yield 1000 1000    measure one with the given sizes, and print a line of JSON
  loopyard bench late --pinned      lock each thread to an OS thread`,
		Args: cobra.MaximumNArgs(3),
		RunE: func(c *cobra.Command, args []string) error {
			chosen := bench.All
			if len(args) > 0 {
				w, err := sized(args)
				if err != nil {
					return err
				}
				chosen, asJSON = []bench.Workload{w}, true
			}
			for _, w := range chosen {
				if err := measure(c, w, bench.Policy{Pinned: pinned}, asJSON); err != nil {
					return failed(err)
				}
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print a line of JSON for each workload (always so for a single one)")
	c.Flags().BoolVar(&pinned, "pinned", false, "lock the thread of each loop to an OS thread")
	return c
}

// sized returns the workload that args name, with the sizes that args give.
func sized(args []string) (bench.Workload, error) {
	w, ok := bench.Find(args[0])
	if !ok {
		var names []string
		for _, w := range bench.All {
			names = append(names, w.Name)
		}
		return w, fmt.Errorf("WORKLOAD: got %q, want one of %s", args[0], strings.Join(names, ", "))
	}
	for i, size := range []*int{&w.N, &w.M}[:len(args)-1] {
		n, err := strconv.Atoi(args[i+1])
		if err != nil || n < 1 || n > spec.MaxBenched {
			return w, fmt.Errorf("%s: got %q, want a whole number from 1 to %s", [...]string{"N", "M"}[i], args[i+1], text.Grouped(spec.MaxBenched, ","))
		}
		*size = n
	}
	return w, nil
}

// measure runs one workload and prints its results.
func measure(c *cobra.Command, w bench.Workload, p bench.Policy, asJSON bool) error {
	figures := w.Run(p, w.N, w.M)
	names := slices.Sorted(maps.Keys(figures))
	if asJSON {
		line := map[string]any{"impl": "loopyard", "workload": w.Name, "n": w.N, "m": w.M, "pinned": p.Pinned, "go": runtime.Version(), "gogc": gogc()}
		for _, name := range names {
			line[name] = figures[name]
		}
		return json.NewEncoder(c.OutOrStdout()).Encode(line)
	}
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %.4g", name, figures[name])
	}
	_, err := fmt.Fprintf(c.OutOrStdout(), "%-10s %s\n", w.Name, strings.Join(names, "   "))
	return err
}

// gogc returns the GOGC setting of the garbage collector, which some results depend on.
func gogc() int {
	percent := debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent
}

// workloads returns a line of help for each workload.
func workloads() string {
	var b strings.Builder
	for _, w := range bench.All {
		fmt.Fprintf(&b, "  %-10s %s\n", w.Name, w.What)
	}
	return strings.TrimRight(b.String(), "\n")
}
