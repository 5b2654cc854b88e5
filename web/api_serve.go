package web

import (
	"context"
	"errors"
	"net"
	"net/http"

	"golang.org/x/net/netutil"
)

// Serve answers on ln until ctx ends; then it stops the runs, lets every answer come to its end, and closes what is left
// after a few seconds. It returns nil then, and an error if ln failed before. It closes ln.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	return s.serve(ctx, ln, s.Handler())
}

// ServeMetrics is Serve for the metrics alone.
func (s *Server) ServeMetrics(ctx context.Context, ln net.Listener) error {
	return s.serve(ctx, ln, s.Metrics())
}

// Drain makes the server take no new runs and stop those under way. /readyz says so from then on.
func (s *Server) Drain() { s.drain(errDraining) }

func (s *Server) serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	// There is no WriteTimeout: it would cut streams. Each answer sets its own deadline.
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
		_ = server.Close() // its error is that of closing ln twice
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
