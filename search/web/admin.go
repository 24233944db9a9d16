package web

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"net/netip"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// AdminOptions are what the operator's handler is made of.
type AdminOptions struct {
	Metrics *prometheus.Registry // that of the site, see [Options]
	Status  Status               // nil: always ready
	Logger  *slog.Logger         // nil: silent
	Version string
}

// Admin returns the handler of the operator's own listener: metrics, profiles,
// and health with its reasons. Nothing here changes anything, but all of it
// tells more than the world should know, so it is answered only under an
// address or the name localhost: a page of another site that has made its name
// point here reads nothing.
func Admin(o AdminOptions) http.Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metricsHandler(o.Metrics))
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { text(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", o.ready)
	guarded := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		w.Header().Set("Cache-Control", "no-store")
		if !ownHost(r.Host) {
			text(w, http.StatusMisdirectedRequest, "ask by address\n")
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

func metricsHandler(reg *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// ownHost tells whether a Host header is one that no name server had a say in.
func ownHost(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil || host == "localhost"
}

// readiness is what /readyz of the operator's listener says.
type readiness struct {
	Ready   bool      `json:"ready"`
	Version string    `json:"version"`
	Reasons []string  `json:"reasons"` // why not; errors in full
	LastRun time.Time `json:"last_run,omitzero"`
	NextRun time.Time `json:"next_run,omitzero"`
	Running bool      `json:"running"`
}

func (o AdminOptions) ready(w http.ResponseWriter, r *http.Request) {
	out := readiness{Version: o.Version, Reasons: []string{}}
	if o.Status != nil {
		if err := o.Status.Ready(r.Context()); err != nil {
			out.Reasons = append(out.Reasons, err.Error())
		}
		if rep, err := o.Status.Report(r.Context()); err != nil {
			out.Reasons = append(out.Reasons, err.Error())
		} else {
			out.LastRun, out.NextRun, out.Running = rep.Ingest.LastEnd, rep.Ingest.Next, rep.Ingest.Running
		}
	}
	out.Ready = len(out.Reasons) == 0
	w.Header().Set("Content-Type", "application/json")
	if !out.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	writeJSON(w, out)
}
