package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/lesson"
	"loopyard/engine/spec"
	"loopyard/web"
)

func newScenarios(limits spec.Limits) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "scenarios",
		Short: "List the scenarios and their parameters",
		Example: `  loopyard scenarios
  loopyard scenarios --json | jq -r '.scenarios[].id'`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			write := writeScenarios
			if asJSON {
				write = writeScenariosJSON
			}
			return failed(write(c.OutOrStdout(), limits))
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON, as GET /api/scenarios does")
	return c
}

func writeScenariosJSON(w io.Writer, limits spec.Limits) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(web.NewCatalog(limits))
}

func writeScenarios(w io.Writer, limits spec.Limits) error {
	var b bytes.Buffer
	all := web.NewCatalog(limits).Scenarios
	for i, s := range scenario.All {
		if i > 0 {
			fmt.Fprintln(&b)
		}
		about := lesson.Of(s.ID)
		fmt.Fprintf(&b, "%s  %s: %s\n", s.ID, about.Title, about.Summary)
		for _, p := range s.Params {
			allowed := p.Allowed(limits, spec.Virtual)
			if _, high := p.Range(limits, spec.Threads); p.Allowed(limits, spec.Threads) != allowed {
				allowed += " (to " + p.Text(high) + " in placement threads)"
			}
			fmt.Fprintf(&b, "  --%-12s default %s, %s\n", p.Name, p.Text(p.Default), allowed)
		}
		for _, at := range spec.Placements {
			if why, not := all[i].Except[string(at)]; not {
				fmt.Fprintf(&b, "  not in placement %s: %s\n", at, why)
			}
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}
