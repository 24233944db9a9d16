package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"
)

// Log keys.
const (
	keyID     = "request_id"
	keyRoute  = "route"
	keyStatus = "status"
	keyTook   = "took"
	keyBytes  = "bytes"
)

const (
	maxBody = 64 << 10
	maxURL  = 8 << 10 // of path and query; the header limit is twice that
)

// pagePolicy lets a page load its own scripts, styles and images and nothing
// else; inline script and style are refused, so text that slips through as
// markup still cannot act.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// filePolicy is for originals opened in the browser: its PDF viewer needs
// inline style, and breaks under "sandbox".
const filePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"

// secureHeaders are on every answer, errors included.
var secureHeaders = map[string]string{
	"Content-Security-Policy":      pagePolicy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
	"X-Frame-Options":              "DENY",
	"Cache-Control":                "no-cache",
	"X-Robots-Tag":                 "noindex, nofollow",
}

type requestIDKey struct{}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// guard is the outermost handler: request id, headers, limits, panics, log,
// metrics. The id is ours, never the client's: it goes into the log.
func (s *site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		var raw [8]byte
		rand.Read(raw[:]) // never fails since Go 1.24
		id := hex.EncodeToString(raw[:])
		r = r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id))
		for k, v := range secureHeaders {
			w.Header().Set(k, v)
		}
		w.Header().Set("X-Request-Id", id)
		if s.proxies.secure(r) {
			w.Header().Set("Strict-Transport-Security", "max-age=31536000")
		}
		rec := &recorder{ResponseWriter: w}
		defer func() {
			v := recover()
			if v != nil && v != http.ErrAbortHandler {
				s.panicked(rec, r, v)
			}
			s.done(rec, r, time.Since(start))
			if v == http.ErrAbortHandler {
				panic(v)
			}
		}()
		if len(r.URL.RequestURI()) > maxURL {
			s.fail(rec, r, errTooLong)
			return
		}
		if wait, ok := s.admits(r); !ok {
			s.metrics.limited.Inc()
			w.Header().Set("Retry-After", retryAfter(wait))
			s.fail(rec, r, errTooMany)
			return
		}
		r.Body = http.MaxBytesReader(rec, r.Body, maxBody)
		next.ServeHTTP(rec, r)
	})
}

// panicked answers 500 where nothing was sent yet; the stack goes to the log only.
func (s *site) panicked(w *recorder, r *http.Request, v any) {
	s.metrics.panics.Inc()
	s.log.LogAttrs(r.Context(), slog.LevelError, "handler panicked", slog.String(keyID, requestID(r.Context())),
		slog.String(keyRoute, r.Pattern), slog.Any("panic", v), slog.String("stack", string(debug.Stack())))
	if w.status == 0 {
		s.fail(w, r, errors.New("panic"))
	}
}

// done logs and counts the answer; the query text is kept out of both.
func (s *site) done(w *recorder, r *http.Request, took time.Duration) {
	status := w.status
	if status == 0 {
		status = http.StatusOK
	}
	s.metrics.observe(r, status, took)
	s.log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String(keyID, requestID(r.Context())),
		slog.String(keyRoute, r.Pattern), slog.Int(keyStatus, status), slog.Int64(keyBytes, w.bytes), slog.Duration(keyTook, took))
}

// unrouted gives addresses and methods that no route takes an answer of our own
// in place of the mux's plain text.
func (s *site) unrouted(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.ContainsRune(r.URL.Path, 0) {
			s.fail(w, r, ErrNotFound)
			return
		}
		h, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		probe := &headerProbe{header: http.Header{}}
		h.ServeHTTP(probe, r)
		if probe.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", probe.header.Get("Allow"))
			s.fail(w, r, errMethod)
			return
		}
		s.fail(w, r, ErrNotFound)
	})
}

// headerProbe takes an answer's status and headers and drops its body.
type headerProbe struct {
	header http.Header
	status int
}

func (p *headerProbe) Header() http.Header { return p.header }

func (p *headerProbe) WriteHeader(status int) { p.status = status }

func (p *headerProbe) Write(b []byte) (int, error) { return len(b), nil }
