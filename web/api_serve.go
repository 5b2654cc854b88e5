package web

import (
	"context"
	"errors"
	"net"
	"net/http"

	"golang.org/x/net/netutil"
)

// Serve answers requests on ln until ctx ends. Then it stops the runs, completes its answers, closes the connections that are
// left after a few seconds, and returns nil. It returns an error if ln fails before. It closes ln.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	return s.serve(ctx, ln, s.Handler())
}

// ServeMetrics is Serve for the metrics only.
func (s *Server) ServeMetrics(ctx context.Context, ln net.Listener) error {
	return s.serve(ctx, ln, s.Metrics())
}

// Drain makes the server refuse new runs and stop those that are running. From then on /readyz answers with 503.
func (s *Server) Drain() { s.drain(errDraining) }

func (s *Server) serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	// There is no WriteTimeout, because it would cut off streams. Each answer sets a deadline of its own.
	server := http.Server{Handler: h, ReadHeaderTimeout: headerWithin, ReadTimeout: requestWithin, IdleTimeout: idleAtMost,
		MaxHeaderBytes: maxHeader, ErrorLog: s.config.Log}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(netutil.LimitListener(ln, maxConns)) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.Drain()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownWithin)
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		_ = server.Close() // the only error is that ln is already closed
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
