package web

import (
	"context"
	"log"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/text"
	"loopyard/engine/trace"
)

// A Runner runs a spec and gives its trace to a sink, as [session.Run] does.
type Runner func(ctx context.Context, r spec.Run, o session.Options, sink trace.Sink) (trace.Trailer, error)

// Config is what a [Server] is made from. The zero value serves the API to this machine alone, without a page.
type Config struct {
	Site      http.Handler // the page and its files; nil: none
	Public    bool         // other machines can reach it: stricter limits, and a rate for each client
	Limits    spec.Limits  // of a run; zero: [spec.LoopbackLimits], or [spec.PublicLimits] if Public
	Addr      net.Addr     // where it listens: a host name that clients may use; nil: only this machine's names
	Hosts     []string     // further host names that clients may use
	Embedders []string     // origins whose pages may show the page in a frame; none: no page may
	Run       Runner       // nil: [session.Run]
	Version   Version
	Log       *log.Logger // for what went wrong inside; nil: the standard logger
}

// Server is the page, the API and what stands before them: who may ask, how much at once, how it ends. Make one with
// NewServer. Its methods may be called from any goroutine.
type Server struct {
	config  Config
	catalog spec.Catalog
	hosts   hosts
	rates   *rates // nil: no limit
	gate    *gate
	metrics *metrics

	drained context.Context // done once the server drains; its cause is errDraining
	drain   context.CancelCauseFunc
}

// NewServer makes a server. It serves when its Handler is called or Serve is.
func NewServer(c Config) *Server {
	if c.Limits == (spec.Limits{}) {
		c.Limits = spec.LoopbackLimits()
		if c.Public {
			c.Limits = spec.PublicLimits()
		}
	}
	if c.Run == nil {
		c.Run = session.Run
	}
	if c.Log == nil {
		c.Log = log.Default()
	}
	s := &Server{config: c, catalog: scenario.Catalog{}, hosts: newHosts(c.Addr, c.Hosts), gate: newGate(maxRuns(), maxThreads)}
	if c.Public {
		s.rates = newRates()
	}
	s.metrics = newMetrics(s.gate)
	s.drained, s.drain = context.WithCancelCause(context.Background())
	return s
}

// Handler answers every request: the API's paths, health, and the site for the rest. It needs no server around it that is
// configured in any way, but [Server.Serve] sets the timeouts that belong to it.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/api/scenarios", methods{http.MethodGet: s.scenarios})
	mux.Handle("/api/limits", methods{http.MethodGet: s.limits})
	mux.Handle("/api/runs", methods{http.MethodPost: s.runs})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, r, http.StatusNotFound, "there is nothing at "+r.URL.Path)
	})
	mux.Handle("/healthz", methods{http.MethodGet: s.healthz})
	mux.Handle("/readyz", methods{http.MethodGet: s.readyz})
	mux.Handle("/version", methods{http.MethodGet: s.version})
	if s.config.Site != nil {
		mux.Handle("/", s.config.Site)
	}

	origins := http.NewCrossOriginProtection()
	origins.SetDenyHandler(http.HandlerFunc(s.otherOrigin))
	return Secure(s.guard(s.onlyOurHosts(origins.Handler(mux))), s.config.Embedders...)
}

// guard is round every request: it bounds the time for the answer, and turns a panic into an answer, so that a fault of
// ours shows as one and not as a broken connection.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := &tracked{ResponseWriter: w}
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerWithin)) // not every writer has one
		defer func() {
			v := recover()
			switch {
			case v == nil:
				return
			case v == http.ErrAbortHandler:
				panic(v)
			}
			s.metrics.panics.Inc()
			s.config.Log.Printf("%s %s: panic: %v\n%s", r.Method, r.URL.Path, v, debug.Stack())
			if t.wrote {
				panic(http.ErrAbortHandler) // cut the connection: half an answer must not look whole
			}
			fail(w, r, http.StatusInternalServerError, "something went wrong in the server")
		}()
		next.ServeHTTP(t, r)
	})
}

// onlyOurHosts refuses requests for another host's name. A page from elsewhere can make its own name point to this
// machine (DNS rebinding); then every other check takes it for ours.
func (s *Server) onlyOurHosts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.hosts.allow(r) {
			s.metrics.rejected("host")
			fail(w, r, http.StatusMisdirectedRequest, "this server does not answer for the host "+text.Quote(r.Host)+
				"; name it with --host to allow it")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) otherOrigin(w http.ResponseWriter, r *http.Request) {
	s.metrics.rejected("origin")
	fail(w, r, http.StatusForbidden, "a page of another origin may not do this")
}
