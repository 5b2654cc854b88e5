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

// A Runner runs a spec and sends its trace to a sink, as [session.Run] does.
type Runner func(ctx context.Context, r spec.Run, o session.Options, sink trace.Sink) (trace.Trailer, error)

// Config is the configuration of a [Server]. The zero value serves the API to this machine only, without a page.
type Config struct {
	Site      http.Handler // the page and its files, or nil
	Public    bool         // whether other machines can reach the server: it gets stricter limits and a rate for each client
	Limits    spec.Limits  // limits of a run; zero means [spec.LoopbackLimits], or [spec.PublicLimits] if Public
	Addr      net.Addr     // the address that the server listens on, which clients may use as host; may be nil
	Hosts     []string     // other host names that clients may use
	Embedders []string     // origins whose pages may show the page in a frame
	Run       Runner       // nil means [session.Run]
	Version   Version
	Log       *log.Logger // for internal errors; nil means the standard logger
}

// Server serves the page and the API. It checks who may ask, limits how much runs at once, and shuts down in good order.
// NewServer makes one. Its methods are safe for concurrent use.
type Server struct {
	config  Config
	catalog spec.Catalog
	hosts   hosts
	rates   *rates // nil means no limit
	gate    *gate
	metrics *metrics

	drained context.Context // done when the server drains; its cause is errDraining
	drain   context.CancelCauseFunc
}

// NewServer returns a server. Its Handler and its Serve method answer requests.
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

// Handler returns a handler for all requests: the paths of the API, the health checks, and the site for every other path.
// Any HTTP server can use it, but [Server.Serve] also sets the timeouts.
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

// guard wraps every request. It limits the time for the answer, and it turns a panic into an answer with status 500, so that
// a bug does not look like a broken connection.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := &tracked{ResponseWriter: w}
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerWithin)) // not every writer has a deadline
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
				panic(http.ErrAbortHandler) // close the connection: an incomplete answer must not look complete
			}
			fail(w, r, http.StatusInternalServerError, "something went wrong in the server")
		}()
		next.ServeHTTP(t, r)
	})
}

// onlyOurHosts refuses requests for other host names. The owner of a page elsewhere can let its host name point to this
// machine (DNS rebinding). All other checks would then take that page for one of this server.
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

// otherOrigin answers a request that a page of another origin made.
func (s *Server) otherOrigin(w http.ResponseWriter, r *http.Request) {
	s.metrics.rejected("origin")
	fail(w, r, http.StatusForbidden, "a page of another origin must not do this")
}
