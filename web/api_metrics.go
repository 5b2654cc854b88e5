package web

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"loopyard/engine/trace"
)

// metrics are the Prometheus metrics of a server. Clients cannot choose the value of a label.
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
		runs:     prometheus.NewCounterVec(counter("runs_total", "Runs that ended, by result."), []string{"result"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "loopyard_run_seconds", Help: "Duration of runs.",
			Buckets: prometheus.ExponentialBuckets(0.001, 4, 9)}), // 1 ms to 65 s
		events:  prometheus.NewCounter(counter("events_total", "Events of runs, including those that were not stored.")),
		dropped: prometheus.NewCounter(counter("dropped_events_total", "Events that exceeded the limit of their run and were not stored.")),
		rejects: prometheus.NewCounterVec(counter("rejected_total", "Requests that were refused, by reason."), []string{"reason"}),
		panics:  prometheus.NewCounter(counter("panics_total", "Requests that ended with a panic.")),
	}
	m.registry.MustRegister(m.runs, m.seconds, m.events, m.dropped, m.rejects, m.panics,
		gauge("active_runs", "Runs that are running.", func() float64 { runs, _, _ := g.active(); return float64(runs) }),
		gauge("active_threads", "OS threads of runs in placement threads.", func() float64 { _, threads, _ := g.active(); return float64(threads) }),
		gauge("waiting_runs", "Runs that wait for others to end.", func() float64 { _, _, waiting := g.active(); return float64(waiting) }),
		collectors.NewGoCollector())
	return m
}

// ran records a run that has ended.
func (m *metrics) ran(result string, took time.Duration, t trace.Trailer) {
	m.runs.WithLabelValues(result).Inc()
	m.seconds.Observe(took.Seconds())
	m.events.Add(float64(t.Events))
	m.dropped.Add(float64(t.Dropped))
}

// rejected records a request that was refused.
func (m *metrics) rejected(reason string) { m.rejects.WithLabelValues(reason).Inc() }

// Metrics returns a handler for /metrics, which Prometheus reads. It is not part of Handler, because it belongs on a
// listener of its own that only this machine can reach.
func (s *Server) Metrics() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/metrics", methods{http.MethodGet: promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}).ServeHTTP})
	return Secure(s.guard(s.onlyOurHosts(mux)))
}
