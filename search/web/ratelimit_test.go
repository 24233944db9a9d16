package web

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

// The bucket of a client fills again at the rate, and no further than the burst.
func TestLimiterOverTime(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	l := newLimiter(10, 40, func() time.Time { return now })
	a := netip.MustParseAddr("192.0.2.1")
	admitted := func() int {
		n := 0
		for l.take(a) == 0 {
			n++
		}
		return n
	}
	for _, tt := range []struct {
		after time.Duration
		want  int
	}{{0, 40}, {0, 0}, {100 * time.Millisecond, 1}, {time.Second, 10}, {time.Hour, 40}, {-time.Hour, 0}, {time.Second, 10}} {
		now = now.Add(tt.after)
		if got := admitted(); got != tt.want {
			t.Errorf("after %v: %d admitted, want %d", tt.after, got, tt.want)
		}
	}
	if wait := l.take(a); wait < 90*time.Millisecond || wait > 110*time.Millisecond {
		t.Errorf("an empty bucket of 10 a second waits %v", wait)
	}
}

// However many clients there are, few are kept; those with empty buckets are
// forgotten last.
func TestLimiterIsBounded(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	l := newLimiter(0.01, 2, func() time.Time { return now })
	greedy := netip.MustParseAddr("192.0.2.1")
	for i := range 2 * maxClients {
		now = now.Add(time.Millisecond)
		l.take(netip.MustParseAddr(fmt.Sprintf("2001:db8:%x:%x::1", i>>16, i&0xffff)))
		l.take(greedy)
		l.take(greedy)
	}
	if n := len(l.buckets); n > maxClients {
		t.Errorf("%d clients are kept, want at most %d", n, maxClients)
	}
	if l.take(greedy) == 0 {
		t.Error("a client got a new bucket by having others ask")
	}
}
