package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"loopyard/engine/trace"
)

// metrics are a server's figures. No label has a value that a client chooses.
type metrics struct {
	registry *prometheus.Registry
	runs     *prometheus.CounterVec
	seconds  prometheus.Histogram
	events   prometheus.Counter
	dropped  prometheus.Counter
	rejects  *prometheus.CounterVec
	panics   prometheus.Counter
}

func newMetrics(g *gate) *metrics {
	counter := func(name, help string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Name: "loopyard_" + name, Help: help}
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "loopyard_" + name, Help: help}, value)
	}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		runs:     prometheus.NewCounterVec(counter("runs_total", "Runs that ended, by how."), []string{"result"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "loopyard_run_seconds", Help: "How long runs took.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 9)}), // 1 ms to 65 s
		events:  prometheus.NewCounter(counter("events_total", "Events that runs recorded, the dropped ones too.")),
		dropped: prometheus.NewCounter(counter("dropped_events_total", "Events past the limit of their run.")),
		rejects: prometheus.NewCounterVec(counter("rejected_total", "Requests that were refused, by why."), []string{"reason"}),
		panics:  prometheus.NewCounter(counter("panics_total", "Requests that ended in a panic.")),
	}
	m.registry.MustRegister(m.runs, m.seconds, m.events, m.dropped, m.rejects, m.panics,
		gauge("active_runs", "Runs under way.", func() float64 { runs, _, _ := g.active(); return float64(runs) }),
		gauge("active_threads", "OS threads taken by runs in placement threads.", func() float64 { _, threads, _ := g.active(); return float64(threads) }),
		gauge("waiting_runs", "Runs that wait for their turn.", func() float64 { _, _, waiting := g.active(); return float64(waiting) }),
		collectors.NewGoCollector())
	return m
}

func (m *metrics) ran(result string, took time.Duration, t trace.Trailer) {
	m.runs.WithLabelValues(result).Inc()
	m.seconds.Observe(took.Seconds())
	m.events.Add(float64(t.Events))
	m.dropped.Add(float64(t.Dropped))
}

func (m *metrics) rejected(reason string) { m.rejects.WithLabelValues(reason).Inc() }

// Metrics answers /metrics for Prometheus. It is not part of Handler: it belongs on a listener of its own that only this
// machine can reach.
func (s *Server) Metrics() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/metrics", methods{http.MethodGet: promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP})
	return Secure(s.guard(s.onlyOurHosts(mux)))
}
