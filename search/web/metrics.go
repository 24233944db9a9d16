package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics counts requests by route, never by address or query: the labels are
// few and say nothing of what was asked.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	panics   prometheus.Counter
	limited  prometheus.Counter
}

func newMetrics(reg prometheus.Registerer) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "saksok_http_requests_total", Help: "Requests answered, by route, method and status.",
		}, []string{"route", "method", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "saksok_http_request_seconds", Help: "Time to answer, by route.",
			Buckets: []float64{.005, .02, .05, .1, .3, 1, 3, 10},
		}, []string{"route"}),
		panics: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "saksok_http_panics_total", Help: "Handlers that panicked.",
		}),
	}
	m.limited = prometheus.NewCounter(prometheus.CounterOpts{
		Name: "saksok_http_limited_total", Help: "Requests refused because their client made too many.",
	})
	reg.MustRegister(m.requests, m.seconds, m.panics, m.limited)
	return m
}

// ingestMetrics are the state of reading, asked for when they are scraped.
type ingestMetrics struct{ status Status }

var (
	documentsDesc = prometheus.NewDesc("saksok_documents", "Documents by what became of them.", []string{"outcome"}, nil)
	queueDesc     = prometheus.NewDesc("saksok_ingest_queue", "Documents found in this run and not finished.", nil, nil)
	runningDesc   = prometheus.NewDesc("saksok_ingest_running", "1 while a run goes on.", nil, nil)
	lastEndDesc   = prometheus.NewDesc("saksok_ingest_last_end_seconds", "When the last run ended, in seconds since 1970; 0 for never.", nil, nil)
	failedDesc    = prometheus.NewDesc("saksok_ingest_failed", "1 where an error ended the last run.", nil, nil)
)

// Describe is part of prometheus.Collector.
func (m ingestMetrics) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{documentsDesc, queueDesc, runningDesc, lastEndDesc, failedDesc} {
		ch <- d
	}
}

// Collect is part of prometheus.Collector, which knows no context.
func (m ingestMetrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), reportTime)
	defer cancel()
	rep, err := m.status.Report(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(documentsDesc, err)
		return
	}
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for _, o := range outcomes {
		gauge(documentsDesc, float64(rep.Outcomes[o]), string(o))
	}
	in := rep.Ingest
	running, failed, queue, last := 0.0, 0.0, 0.0, 0.0
	if in.Running {
		running, queue = 1, float64(max(0, in.Total-in.Done))
	}
	if in.LastError != "" {
		failed = 1
	}
	if !in.LastEnd.IsZero() {
		last = float64(in.LastEnd.Unix())
	}
	gauge(runningDesc, running)
	gauge(queueDesc, queue)
	gauge(lastEndDesc, last)
	gauge(failedDesc, failed)
}

// reportTime is how long a scrape waits for the ledger.
const reportTime = 2 * time.Second

func (m *metrics) observe(r *http.Request, status int, took time.Duration) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	method := r.Method
	if method != http.MethodGet && method != http.MethodHead {
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.seconds.WithLabelValues(route).Observe(took.Seconds())
}
