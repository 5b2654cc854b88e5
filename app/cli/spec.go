package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// oneScenario takes the id of a scenario and nothing else.
func oneScenario(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return fmt.Errorf("%s takes the id of a scenario: %s", c.Name(), strings.Join(scenario.Catalog{}.IDs(), ", "))
	case len(args) > 1:
		return fmt.Errorf("%s takes one scenario, and got %d: %s", c.Name(), len(args), strings.Join(args, ", "))
	}
	return nil
}

// specFlags adds a flag for everything that a spec has a name for, but for the scenario, which is the argument.
func specFlags(c *cobra.Command, given *[]spec.Pair) {
	for _, name := range spec.Names {
		if name == "scenario" {
			continue
		}
		f := c.Flags().VarPF(&specFlag{given, name}, name, "", usageOf(name))
		if f.Value.Type() == "" {
			f.NoOptDefVal = "true" // --gil alone
		}
	}
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
	switch spec.TypeOf(f.name) {
	case spec.Count:
		return "number"
	case spec.Duration:
		return "duration"
	case spec.Bool:
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
	case "capacity":
		return "items that a queue holds"
	case "sleep":
		return "how long each sleep is, such as 500ms"
	case "work":
		return "how long each step computes"
	case "block":
		return "how long each call that blocks does"
	case "variant":
		return "which version of the program, such as wrong or mended"
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
