package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"loopyard/engine/scenario"
	"loopyard/engine/spec"
)

// oneScenario checks that the arguments are the id of one scenario.
func oneScenario(c *cobra.Command, args []string) error {
	switch {
	case len(args) == 0:
		return fmt.Errorf("%s takes the id of a scenario: %s", c.Name(), strings.Join(scenario.Catalog{}.IDs(), ", "))
	case len(args) > 1:
		return fmt.Errorf("%s takes one scenario, and got %d: %s", c.Name(), len(args), strings.Join(args, ", "))
	}
	return nil
}

// specFlags adds a flag for every name of a spec except the scenario, which is the argument of the command.
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

// specFlag is the flag for a name of a spec. It keeps the text of every use, so that spec.Parse can check the values and
// report a name that is given twice.
type specFlag struct {
	given *[]spec.Pair
	name  string
}

// Set adds one use of the flag.
func (f *specFlag) Set(value string) error {
	*f.given = append(*f.given, spec.Pair{f.name, value})
	return nil
}

// String returns "", because the default depends on the scenario.
func (f *specFlag) String() string { return "" }

// Type returns the word for the value in the help.
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

// usageOf returns the help text of the flag for a name.
func usageOf(name string) string {
	switch name {
	case "loops":
		return "number of event loops, each in a thread of its own"
	case "iterations":
		return "how often each coroutine repeats its loop"
	case "coroutines":
		return "number of coroutines"
	case "capacity":
		return "number of items that the queue holds"
	case "sleep":
		return "duration of each sleep, such as 500ms"
	case "work":
		return "duration of the computing in each step"
	case "block":
		return "duration of each blocking call"
	case "variant":
		return "version of the program, such as wrong (with the bug) or mended (fixed)"
	case "placement":
		words := make([]string, len(spec.Placements))
		for i, at := range spec.Placements {
			words[i] = string(at)
		}
		return "clock and threads: " + strings.Join(words, ", ") + ` (default "virtual")`
	case "cores":
		return "number of cores of the simulated machine (default 0: no limit)"
	case "gil":
		return "let only one thread of the simulated machine compute at a time, as CPython does"
	case "seed":
		return "number that decides which of several threads goes first on the simulated machine (default 1)"
	case "timeout":
		return "stop the run after this duration (default: no timeout)"
	}
	return ""
}
