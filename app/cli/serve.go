package cli

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"loopyard/web"
)

// serveCommand has the values of the flags.
type serveCommand struct {
	addr    string
	hosts   []string
	embeds  []string
	metrics string
}

func newServe() *cobra.Command {
	var s serveCommand
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the playground and run scenarios natively for it",
		Long: `Serve the playground and run scenarios natively for it. By default only this machine can reach the server. On any other
address the stricter limits of a public server apply; /api/limits lists them.

Ctrl-C or SIGTERM ends the server: it stops the runs, completes its answers, and exits with code 0.`,
		Example: `  loopyard serve
  loopyard serve --addr 127.0.0.1:0                             use any free port
  loopyard serve --addr 0.0.0.0:8000 --host loops.example.org   let other machines reach it under this name
  loopyard serve --embed https://blog.example.org               let pages there show it in a frame
  loopyard serve --metrics-addr 127.0.0.1:9100                  serve metrics for Prometheus at /metrics`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return s.do(c) },
	}
	c.Flags().StringVar(&s.addr, "addr", "127.0.0.1:8000", "`address` to listen on; port 0 means any free port")
	c.Flags().StringArrayVar(&s.hosts, "host", nil, "another host `name` that the server answers for; may be repeated")
	c.Flags().StringArrayVar(&s.embeds, "embed", nil, "`origin` whose pages may show the playground in a frame; may be repeated (default: none)")
	c.Flags().StringVar(&s.metrics, "metrics-addr", "", "loopback `address` for metrics (default: no metrics)")
	c.Flags().SortFlags = false
	return c
}

func (s *serveCommand) do(c *cobra.Command) error {
	if err := s.check(); err != nil {
		return err
	}
	site, err := web.Build("/")
	if err != nil {
		return failed(err)
	}
	ln, err := listen("--addr", s.addr)
	if err != nil {
		return failed(err)
	}
	defer ln.Close()

	stderr := c.ErrOrStderr()
	public := !web.IsLoopback(ln.Addr())
	server := web.NewServer(web.Config{Site: site.Handler(), Public: public, Addr: ln.Addr(), Hosts: s.hosts, Embedders: s.embeds,
		Version: buildVersion(), Log: log.New(stderr, prefix, 0)})
	ctx, stop := context.WithCancel(c.Context())
	defer stop()
	metrics := make(chan error, 1)
	metrics <- nil // the result if there are no metrics
	if s.metrics != "" {
		m, err := listen("--metrics-addr", s.metrics)
		if err != nil {
			return failed(err)
		}
		defer m.Close()
		if !web.IsLoopback(m.Addr()) { // localhost may have another address
			return failed(fmt.Errorf("--metrics-addr: %s is not a loopback address", m.Addr()))
		}
		fmt.Fprintf(stderr, "Metrics are on http://%s/metrics\n", m.Addr())
		<-metrics //nolint:errcheck // it is the nil that was put there
		go func() { metrics <- server.ServeMetrics(ctx, m) }()
	}
	fmt.Fprintf(stderr, "Loopyard is on http://%s\n", ln.Addr())
	if public {
		fmt.Fprintln(stderr, "Other machines can reach it, so the limits of a public server apply.")
	}
	err = server.Serve(ctx, ln)
	stop()
	return failed(errors.Join(err, <-metrics))
}

// check checks the flags before anything is opened.
func (s *serveCommand) check() error {
	if err := checkAddr("--addr", s.addr); err != nil {
		return err
	}
	for _, host := range s.hosts {
		if host == "" {
			return errors.New(`--host: got "", want the name of a host`)
		}
	}
	for _, origin := range s.embeds {
		if err := web.CheckEmbedder(origin); err != nil {
			return fmt.Errorf("--embed: %w", err)
		}
	}
	if s.metrics == "" {
		return nil
	}
	if err := checkAddr("--metrics-addr", s.metrics); err != nil {
		return err
	}
	// Metrics are not meant for strangers, so they must not be published by accident.
	host, _, _ := net.SplitHostPort(s.metrics)
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("--metrics-addr: got %q, want a loopback address, such as 127.0.0.1:9100", s.metrics)
	}
	return nil
}

func checkAddr(flag, addr string) error {
	_, port, err := net.SplitHostPort(addr)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%s: got %q, want a host and a port from 0 to 65535, such as 127.0.0.1:8000", flag, addr)
	}
	return nil
}

func listen(flag, addr string) (net.Listener, error) {
	ln, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s: %s is in use by another program; choose another port, or 0 for any free port", flag, addr)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", flag, err)
	}
	return ln, nil
}
