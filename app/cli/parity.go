package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"loopyard/engine/parity"
	"loopyard/engine/spec"
)

// parityCommand has the values of the flags.
type parityCommand struct {
	limits spec.Limits
	given  []spec.Pair
	with   []string
	json   bool
}

func newParity(limits spec.Limits) *cobra.Command {
	p := parityCommand{limits: limits}
	c := &cobra.Command{
		Use:   "parity ID",
		Short: "Run a scenario on several hosts and compare what they did",
		Long: `Run a scenario natively and on other hosts, and compare what they did. The hosts are wasm (the engine as WebAssembly,
without a browser), python (CPython 3.11 or later running the scenario's listing), and any saved trace.

In virtual time every event must be the same. In real time every thread, loop and task must have done the same as on the
simulated machine; the times and the order in which the loops took turns may differ and are shown. For python the lines of
each loop are compared. A saved trace has parameters: flags need not repeat them and must not contradict them.

Exit codes: 0 everything that must match does, 1 something differs, 2 a value is wrong (nothing ran), 3 a run was stopped
at its timeout or is too long to compare, 4 a requested host is missing, 130 interrupted.`,
		Example: `  loopyard parity loop-per-thread
  loopyard parity loop-per-thread --placement threads --work 20ms --cores 2
  loopyard parity runner --with wasm,python --json
  loopyard parity run-each --with saved.ndjson`,
		Args:      oneScenario,
		ValidArgs: scenarioIDs(),
		RunE:      func(c *cobra.Command, args []string) error { return p.do(c, args[0]) },
	}
	specFlags(c, &p.given)
	c.Flags().StringSliceVar(&p.with, "with", nil, "`hosts` to compare with: wasm, python, or the file of a saved trace (default wasm, and python if it is installed)")
	c.Flags().BoolVar(&p.json, "json", false, "print the report as JSON")
	c.Flags().SortFlags = false
	return c
}

func (p *parityCommand) do(c *cobra.Command, id string) error {
	asked := c.Flags().Changed("with")
	hosts, files, err := p.hosts(asked)
	if err != nil {
		return err
	}
	run, err := p.spec(id, files)
	if err != nil {
		return err
	}
	o := parity.Options{Events: p.stored()}
	if !asked {
		o.RealTimeLimit = time.Minute
	}
	report, err := parity.Compare(c.Context(), run, hosts, o)
	if err != nil {
		return ended(err, run.Timeout.String())
	}
	write := writeParity
	if p.json {
		write = writeParityJSON
	}
	if err := write(c.OutOrStdout(), report); err != nil {
		return failed(err)
	}
	return p.compared(report, asked)
}

// stored returns how many events of each run are stored to be compared.
func (p *parityCommand) stored() int { return min(p.limits.Events, spec.MaxCompared) }

// hosts returns the hosts that --with names, and those of them that are files.
func (p *parityCommand) hosts(asked bool) (hosts []parity.Host, files []*parity.File, err error) {
	if !asked {
		return []parity.Host{parity.Wasm{}, parity.Python{}}, nil, nil
	}
	if len(p.with) == 0 {
		return nil, nil, errors.New(`--with: got "", want wasm, python, or the file of a saved trace`)
	}
	for _, word := range p.with {
		switch word {
		case "wasm":
			hosts = append(hosts, parity.Wasm{})
		case "python":
			hosts = append(hosts, parity.Python{})
		default:
			f, err := parity.Open(word)
			if err != nil {
				return nil, nil, withError(word, err)
			}
			hosts, files = append(hosts, f), append(files, f)
		}
	}
	return hosts, files, nil
}

func withError(word string, err error) error {
	err = fmt.Errorf("--with: got %q, want wasm, python, or the file of a saved trace: %w", word, err)
	if like := closest(word, []string{"wasm", "python"}); like != "" {
		return fmt.Errorf("%w\nDid you mean %s?", err, like)
	}
	return err
}

// compared returns the error that has the exit code for a report. A difference comes before everything else, even if not
// everything could be compared.
func (p *parityCommand) compared(r parity.Report, asked bool) error {
	for _, pair := range r.Pairs {
		if pair.Verdict == "different" {
			return failed(fmt.Errorf("%s is different from %s", pair.B, pair.A))
		}
	}
	switch {
	case len(r.Missing) > 0 && (asked || len(r.Pairs) == 0):
		var all []string
		for _, m := range r.Missing {
			all = append(all, m.Host+": "+m.Why)
		}
		return &failure{exitMissing, errors.New(strings.Join(all, "\n"+prefix))}
	case r.Verdict() != "same":
		return &failure{exitLimit, fmt.Errorf("a run has more events than the limit of %d, so not everything was compared", p.stored())}
	}
	return nil
}

func writeParityJSON(w io.Writer, r parity.Report) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(struct {
		Spec    map[string]any `json:"spec"`
		Verdict string         `json:"verdict"`
		parity.Report
	}{specJSON(r.Spec), r.Verdict(), r})
}
