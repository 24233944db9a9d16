package web

import (
	"net"
	"net/http"
	"time"

	"golang.org/x/net/netutil"
)

// maxConnections is Prometheus' figure; past it new connections wait.
const maxConnections = 512

// NewServer returns a server that no slow or huge request can hold: the
// standard library's own defaults are "no limit". Downloads move their write
// deadline forward as long as the reader takes something.
func NewServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       60 * time.Second,
		MaxHeaderBytes:    16 << 10,
	}
}

// Limit bounds the connections a listener holds at once.
func Limit(l net.Listener) net.Listener { return netutil.LimitListener(l, maxConnections) }

const writeTimeout = 60 * time.Second
