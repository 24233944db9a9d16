package web

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxClients bounds the clients whose requests are counted at once.
const maxClients = 10_000

// limiter gives each client a bucket of burst requests that fills with rate a
// second. A client is an IPv4 address or an IPv6 network of 64 bits, which is
// what one subscriber has. It keeps the clients that are not full again; where
// there are more than maxClients it forgets the one that asked longest ago.
type limiter struct {
	rate  float64 // requests a second; 0: no limit
	burst float64
	now   func() time.Time

	mu      sync.Mutex
	buckets map[netip.Prefix]*bucket
}

// bucket is how much a client has left as of an instant.
type bucket struct {
	left float64
	at   time.Time
}

func newLimiter(rate float64, burst int, now func() time.Time) *limiter {
	return &limiter{rate: rate, burst: float64(burst), now: now, buckets: map[netip.Prefix]*bucket{}}
}

// take counts a request of a client and returns how long to wait before the
// next, 0 where this one may go on.
func (l *limiter) take(a netip.Addr) time.Duration {
	bits := 32
	if a.Is6() {
		bits = 64
	}
	key, err := a.Prefix(bits)
	if err != nil { // no address: all such share a bucket
		key = netip.Prefix{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[key]
	if b == nil {
		l.makeRoom(now)
		b = &bucket{left: l.burst, at: now}
		l.buckets[key] = b
	}
	b.left = l.filled(b, now)
	b.at = now
	if b.left < 1 {
		return time.Duration((1 - b.left) / l.rate * float64(time.Second))
	}
	b.left--
	return 0
}

func (l *limiter) filled(b *bucket, now time.Time) float64 {
	return math.Min(l.burst, b.left+math.Max(0, now.Sub(b.at).Seconds())*l.rate)
}

// makeRoom forgets clients whose buckets are full again, and if that does not
// help the one that has not asked for longest.
func (l *limiter) makeRoom(now time.Time) {
	if len(l.buckets) < maxClients {
		return
	}
	var oldest netip.Prefix
	var at time.Time
	for k, b := range l.buckets {
		if l.filled(b, now) >= l.burst {
			delete(l.buckets, k)
		} else if at.IsZero() || b.at.Before(at) {
			oldest, at = k, b.at
		}
	}
	if len(l.buckets) >= maxClients {
		delete(l.buckets, oldest)
	}
}

// unlimited are the addresses that cost nothing and that no page or probe
// should lack.
func unlimited(path string) bool {
	return strings.HasPrefix(path, "/static/") || path == "/healthz" || path == "/readyz" || path == "/robots.txt"
}

// admits tells whether a request may go on, and with which wait before the next
// where not. Who sits at this machine is not held back.
func (s *site) admits(r *http.Request) (wait time.Duration, ok bool) {
	if s.limiter.rate <= 0 || unlimited(r.URL.Path) || local(r) {
		return 0, true
	}
	wait = s.limiter.take(s.proxies.client(r))
	return wait, wait == 0
}

// retryAfter writes a wait in whole seconds, at least one.
func retryAfter(wait time.Duration) string {
	return strconv.Itoa(max(1, int(math.Ceil(wait.Seconds()))))
}
