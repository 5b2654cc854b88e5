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
		Long: `Write the playground as files for any web server. Such a site can do everything except run scenarios natively, which
needs "loopyard serve".`,
		Example: `  loopyard export dist
  loopyard export dist --base-path /loops/   served under https://example.com/loops/`,
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
			case err != nil: // everything else is embedded in this program, so the path is wrong
				return fmt.Errorf("--base-path: got %q: %w", base, err)
			}
			if err := site.Export(args[0]); err != nil {
				return failed(err)
			}
			fmt.Fprintf(c.ErrOrStderr(), "The site for %s is in %s\n", base, args[0])
			return nil
		},
	}
	c.Flags().StringVar(&base, "base-path", "/", "URL `path` under which the files will be served")
	return c
}
