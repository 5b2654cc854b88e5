package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/web"
)

// version can be set when linking, with -ldflags "-X loopyard/app/cli.version=v1.2.3". Otherwise the version is the one that
// Go records in the program.
var version string

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: `  loopyard version`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			v := buildVersion()
			_, err := fmt.Fprintf(c.OutOrStdout(), "loopyard %s\nengine   %s\ntrace    %d\nspec     %d\ngo       %s %s/%s\n",
				v.Version, v.Engine, v.Trace, v.Spec, v.Go, runtime.GOOS, runtime.GOARCH)
			return failed(err)
		},
	}
}

// buildVersion returns the versions of this program and of its parts.
func buildVersion() web.Version {
	v := web.Version{Version: version, Go: runtime.Version(), Trace: trace.Version, Spec: spec.Version, Engine: session.Version}
	if info, ok := debug.ReadBuildInfo(); ok && v.Version == "" {
		v.Version = info.Main.Version
	}
	if v.Version == "" {
		v.Version = "(devel)"
	}
	return v
}
