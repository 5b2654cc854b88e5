// Package cli is Loopyard's command line. Each command has one file.
//
// Commands write data to stdout and messages to stderr. No command prints colors, so NO_COLOR has nothing to turn off. The
// exit codes are in errors.go.
package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"loopyard/engine/spec"
)

// Main runs the command that args name, without the program's own name, and returns the exit code. When ctx ends, the
// command ends in good order: a run writes its trailer, and a server completes the answers that it has begun.
func Main(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	return MainWithin(ctx, spec.CLILimits(), args, stdout, stderr)
}

// MainWithin is [Main] with other limits on runs.
func MainWithin(ctx context.Context, limits spec.Limits, args []string, stdout, stderr io.Writer) int {
	root := newRoot(limits)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return report(root.ExecuteContext(ctx), stderr)
}

func newRoot(limits spec.Limits) *cobra.Command {
	root := &cobra.Command{
		Use:     "loopyard",
		Short:   "See event loops run: one loop, or many, each in a thread of its own",
		Version: buildVersion().Version,
		Example: `  loopyard serve                                     serve the playground for a browser
  loopyard run loop-per-thread                       run a scenario in virtual time
  loopyard run loop-per-thread --placement threads   run it on real threads
  loopyard parity loop-per-thread                    compare native, WebAssembly and Python
  loopyard explore race                              find out whether the result depends on timing
  loopyard scenarios                                 list the scenarios`,
		SilenceErrors: true, // report prints them
		SilenceUsage:  true,
	}
	root.AddCommand(newRun(limits), newParity(limits), newExplore(limits), newScenarios(limits), newServe(), newExport(), newBench(), newVersion())
	root.SetHelpTemplate(help)
	root.SetUsageTemplate(usage)
	root.SetFlagErrorFunc(flagError)
	return root
}

// The help text of a command begins with its examples, which most readers need first.
const (
	help = `{{with or .Long .Short}}{{. | trimTrailingWhitespaces}}

{{end}}{{if .HasExample}}Examples:
{{.Example}}

{{end}}{{.UsageString}}`

	usage = `Usage:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} COMMAND

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

Use "{{.CommandPath}} COMMAND --help" for more about a command.{{end}}
`
)
