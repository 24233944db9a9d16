package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"saksok/search"
)

// Options are what a handler is made of. Searcher and Library are needed; the
// zero value of the rest works.
type Options struct {
	Searcher Searcher
	Library  Library
	Status   Status               // nil: always ready, and no /status
	Sources  Sources              // nil: no /sources
	Meetings Meetings             // nil: no /meetings and no /matters
	Figures  Figures              // nil: no exports and no /series
	Advisor  Advisor              // nil: no /suggest, no similar cases, and only the words of a link are marked
	Logger   *slog.Logger         // nil: silent
	Version  string               // of the program, for the page's foot and the OpenAPI document
	Metrics  *prometheus.Registry // nil: one with this package's metrics only

	// HideMetrics says that [Admin] shows the metrics. Else they are at /metrics
	// for this machine.
	HideMetrics bool
	// Proxies are the networks of proxies that say truly who asks.
	Proxies []netip.Prefix
	// Rate is how many requests a second one client may go on making, and Burst
	// how many at once; 0: no limit. Requests of this machine are not counted.
	Rate  float64
	Burst int
}

// site is the whole HTTP side.
type site struct {
	searcher Searcher
	library  Library
	status   Status
	sources  Sources
	meetings Meetings
	advisor  Advisor
	figures  Figures
	images   *images
	log      *slog.Logger
	version  string
	metrics  *metrics
	// exporting holds a token for each export under way.
	exporting chan struct{}
	proxies   proxies
	limiter   *limiter
}

// New returns the handler of everything: pages, API, files, health, metrics.
func New(o Options) http.Handler {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Version == "" {
		o.Version = "dev"
	}
	s := &site{
		searcher: o.Searcher, library: o.Library, status: o.Status, sources: o.Sources, advisor: o.Advisor, meetings: o.Meetings, figures: o.Figures, exporting: make(chan struct{}, maxExports),
		images: newImages(o.Library), log: o.Logger, version: o.Version, metrics: newMetrics(o.Metrics),
		proxies: o.Proxies, limiter: newLimiter(o.Rate, o.Burst, time.Now),
	}
	if s.status != nil {
		o.Metrics.MustRegister(ingestMetrics{s.status})
	}
	mux := http.NewServeMux()
	s.routes(mux)
	if !o.HideMetrics {
		mux.Handle("GET /metrics", s.onlyLocal(metricsHandler(o.Metrics)))
	}
	return s.guard(s.unrouted(mux))
}

func (s *site) routes(mux *http.ServeMux) {
	handle := func(pattern string, h handler) { mux.Handle(pattern, s.adapt(h)) }
	handle("GET /{$}", s.searchPage)
	handle("GET /items/{id}", s.casePage)
	handle("GET /documents", s.documentsPage)
	handle("GET /documents/{sha256}", s.documentPage)
	handle("GET /documents/{sha256}/file", s.file)
	handle("GET /documents/{sha256}/pages/{n}", s.pageOrImage)
	handle("GET /static/{file}", s.asset)
	handle("GET /healthz", s.healthz)
	handle("GET /readyz", s.readyz)
	handle("GET /robots.txt", s.robots)
	handle("GET /opensearch.xml", s.openSearch)
	if s.status != nil {
		handle("GET /status", s.statusPage)
	}
	if s.advisor != nil {
		handle("GET /suggest", s.openSearchSuggest)
	}
	if s.sources != nil {
		handle("GET /sources", s.sourcesPage)
	}
	if s.meetings != nil {
		handle("GET /meetings", s.meetingsPage)
		handle("GET /meetings/{id}", s.meetingPage)
		handle("GET /matters", s.matterPage)
	}
	if s.figures != nil {
		handle("GET /series", s.seriesPage)
	}
	s.api(mux)
}

// handler is an HTTP handler that may fail; what it answers then is decided in
// errors.go.
type handler func(w http.ResponseWriter, r *http.Request) error

func (s *site) adapt(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// onlyLocal shows h to this machine; for others there is no such thing.
func (s *site) onlyLocal(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !local(r) {
			s.fail(w, r, ErrNotFound)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// fail answers an error: as a problem document to programs, as a page to people.
func (s *site) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := newHTTPProblem(r.Context(), err)
	s.logFailure(r, p, err)
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-store")
	h.Del("Content-Disposition")
	h.Del("ETag")
	h.Set("Vary", "Accept")
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "2")
	}
	if forPrograms(r) {
		h.Set("Content-Type", p.ContentType(""))
		w.WriteHeader(p.Status)
		writeJSON(w, p)
		return
	}
	s.errorPage(w, r, p)
}

// programPaths are the addresses outside /api that programs ask for.
var programPaths = []string{"/openapi.json", "/opensearch.xml", "/suggest", "/feed.", "/export.", "/datapackage.zip", "/metrics"}

// forPrograms tells whether a failure is told to a program. A browser that is
// sent to a download gets a page.
func forPrograms(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		return true
	}
	accept := r.Header.Get("Accept")
	if strings.Contains(accept, "text/html") {
		return false
	}
	return strings.Contains(accept, "json") || slices.ContainsFunc(programPaths, func(p string) bool { return strings.HasPrefix(r.URL.Path, p) })
}

// logFailure keeps the whole chain for the operator; what the asker did wrong
// is no incident.
func (s *site) logFailure(r *http.Request, p *httpProblem, err error) {
	level := slog.LevelDebug
	if p.Status >= 500 && !errors.Is(err, ErrBusy) && !errors.Is(err, search.ErrBusy) && r.Context().Err() == nil {
		level = slog.LevelError
	}
	s.log.LogAttrs(r.Context(), level, "request failed", slog.String(keyID, p.RequestID),
		slog.String(keyRoute, r.Pattern), slog.Int(keyStatus, p.Status), slog.Any("error", err))
}

// pageOrImage shares one pattern, since ServeMux has no "{n}.png".
func (s *site) pageOrImage(w http.ResponseWriter, r *http.Request) error {
	if strings.HasSuffix(r.PathValue("n"), ".png") {
		return s.pageImage(w, r)
	}
	return s.page(w, r)
}

func (s *site) healthz(w http.ResponseWriter, _ *http.Request) error {
	return text(w, http.StatusOK, "ok\n")
}

func (s *site) readyz(w http.ResponseWriter, r *http.Request) error {
	if s.status == nil {
		return text(w, http.StatusOK, "ready\n")
	}
	if err := s.status.Ready(r.Context()); err != nil {
		s.log.LogAttrs(r.Context(), slog.LevelDebug, "not ready", slog.Any("error", err))
		return text(w, http.StatusServiceUnavailable, "not ready\n")
	}
	return text(w, http.StatusOK, "ready\n")
}

func text(w http.ResponseWriter, status int, body string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err := fmt.Fprint(w, body)
	if err != nil {
		return nil // the reader has gone; there is nobody to tell
	}
	return nil
}
