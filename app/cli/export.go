package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"loopyard/web"
)

func newExport() *cobra.Command {
	var base string
	c := &cobra.Command{
		Use:   "export DIR",
		Short: "Write the playground as files for any web server",
		Long: `Write the playground as files for any web server. What needs a server of ours, running a scenario natively, is not
in them; everything else is.`,
		Example: `  loopyard export dist
  loopyard export dist --base-path /loops/   for https://example.com/loops/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] == "" {
				return errors.New("export takes the directory to write to")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			site, err := web.Build(base)
			switch {
			case errors.Is(err, web.ErrNotBuilt):
				return failed(err)
			case err != nil: // all else is embedded and the same each time, so it is the path
				return fmt.Errorf("--base-path: got %q: %w", base, err)
			}
			if err := site.Export(args[0]); err != nil {
				return failed(err)
			}
			fmt.Fprintf(c.ErrOrStderr(), "The site for %s is in %s\n", base, args[0])
			return nil
		},
	}
	c.Flags().StringVar(&base, "base-path", "/", "URL `path` that the files will be under")
	return c
}
