// Package cli is Loopyard's command line: one file a command.
//
// What was asked for goes to stdout, messages go to stderr. No command uses colour, so there is nothing for NO_COLOR to
// turn off. The exit codes are in errors.go.
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
		Short:   "See event loops run: one, or many with a thread each",
		Version: buildVersion().Version,
		Example: `  loopyard serve                                     open the playground in a browser
  loopyard run loop-per-thread                       run a scenario in virtual time
  loopyard run loop-per-thread --placement threads   the same on real threads
  loopyard parity loop-per-thread                    compare native, WebAssembly and Python
  loopyard explore race                              does a result depend on who is quicker?
  loopyard scenarios                                 what there is to run`,
		SilenceErrors: true, // report says them
		SilenceUsage:  true,
	}
	root.AddCommand(newRun(limits), newParity(limits), newExplore(limits), newScenarios(limits), newServe(), newExport(), newBench(), newVersion())
	root.SetHelpTemplate(help)
	root.SetUsageTemplate(usage)
	root.SetFlagErrorFunc(flagError)
	return root
}

// Examples come first: most people read no further.
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

"{{.CommandPath}} COMMAND --help" says more about a command.{{end}}
`
)
