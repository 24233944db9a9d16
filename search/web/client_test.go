package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"saksok/search/web"
)

// from asks as a client at an address.
func from(h http.Handler, address, target string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.RemoteAddr = address
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func limited(t *testing.T) http.Handler {
	t.Helper()
	return web.New(web.Options{Searcher: &finder{hits: found()}, Library: library(), Status: state(),
		Rate: 0.001, Burst: 3, Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("127.0.0.1/32")}})
}

func TestTooManyRequests(t *testing.T) {
	tests := []struct {
		name string
		ask  func(i int) (address string, header []string)
		want int // of ten requests, how many are answered
	}{
		{"one address", func(int) (string, []string) { return "192.0.2.1:5", nil }, 3},
		{"many ports", func(i int) (string, []string) { return fmt.Sprintf("192.0.2.1:%d", 1000+i), nil }, 3},
		{"many addresses", func(i int) (string, []string) { return fmt.Sprintf("192.0.2.%d:5", i), nil }, 10},
		{"one IPv6 network", func(i int) (string, []string) { return fmt.Sprintf("[2001:db8:1:2::%d]:5", i), nil }, 3},
		{"many IPv6 networks", func(i int) (string, []string) { return fmt.Sprintf("[2001:db8:1:%d::1]:5", i), nil }, 10},
		{"IPv4 in IPv6", func(i int) (string, []string) { return "[::ffff:192.0.2.9]:5", nil }, 3},
		{"this machine", func(int) (string, []string) { return "[::1]:5", nil }, 10},
		{"made-up forwarding", func(i int) (string, []string) {
			return "192.0.2.7:5", []string{"X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)}
		}, 3},
		{"through an unnamed proxy on this machine", func(i int) (string, []string) {
			return "[::1]:5", []string{"X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)}
		}, 3},
		{"through a proxy that does not say for whom", func(int) (string, []string) { return "127.0.0.1:5", []string{"Via", "1.1 proxy"} }, 3},
		{"through a proxy", func(i int) (string, []string) {
			return "10.1.1.1:5", []string{"X-Forwarded-For", fmt.Sprintf("203.0.113.%d", i)}
		}, 10},
		{"through two proxies", func(i int) (string, []string) {
			return "127.0.0.1:5", []string{"X-Forwarded-For", fmt.Sprintf("198.51.100.%d, 203.0.113.5", i), "X-Forwarded-For", "10.2.2.2"}
		}, 3},
		{"through a proxy, with nonsense", func(i int) (string, []string) {
			return "10.1.1.2:5", []string{"X-Forwarded-For", fmt.Sprintf("nonsense%d", i)}
		}, 3},
	}
	for _, tt := range tests {
		h, answered := limited(t), 0
		for i := range 10 {
			address, header := tt.ask(i)
			res := from(h, address, "/api/v1/search", header...)
			switch res.StatusCode {
			case http.StatusOK:
				answered++
			case http.StatusTooManyRequests:
				wait, err := strconv.Atoi(res.Header.Get("Retry-After"))
				if err != nil || wait < 1 || res.Header.Get("Content-Type") != "application/problem+json" || res.Header.Get("X-Request-Id") == "" {
					t.Errorf("%s: refused with %v", tt.name, res.Header)
				}
			default:
				t.Errorf("%s: status %d", tt.name, res.StatusCode)
			}
		}
		if answered != tt.want {
			t.Errorf("%s: %d of 10 answered, want %d", tt.name, answered, tt.want)
		}
	}
}

// Refused askers still see what costs nothing; the bucket says so in the metrics.
func TestLimitLeavesProbesAndStyle(t *testing.T) {
	h := limited(t)
	for range 5 {
		from(h, "192.0.2.1:5", "/")
	}
	for target, want := range map[string]int{"/": 429, "/healthz": 200, "/readyz": 200, "/robots.txt": 200, "/static/none.css": 404} {
		if res := from(h, "192.0.2.1:5", target); res.StatusCode != want {
			t.Errorf("%s: status %d, want %d", target, res.StatusCode, want)
		}
	}
	if _, body := ask(t, h, http.MethodGet, "/metrics"); !strings.Contains(body, "saksok_http_limited_total 3") {
		t.Error("refusals are not counted")
	}
}

// What is for the operator is shown to this machine only.
func TestMetricsAreNotForTheWorld(t *testing.T) {
	h := limited(t)
	for _, tt := range []struct {
		address string
		header  []string
		want    int
	}{
		{"127.0.0.1:5", nil, 200}, {"[::1]:5", nil, 200}, {"192.0.2.1:5", nil, 404}, {"10.1.1.1:5", nil, 404},
		{"127.0.0.1:5", []string{"X-Forwarded-For", "192.0.2.1"}, 404},
		{"192.0.2.2:5", []string{"X-Forwarded-For", "127.0.0.1"}, 404},
		{"[::1]:5", []string{"X-Forwarded-For", "127.0.0.1"}, 404},
		{"[::1]:5", []string{"Forwarded", "for=127.0.0.1"}, 404},
		{"127.0.0.1:5", []string{"X-Real-Ip", "127.0.0.1"}, 404},
	} {
		if res := from(h, tt.address, "/metrics", tt.header...); res.StatusCode != tt.want {
			t.Errorf("%s %v: status %d, want %d", tt.address, tt.header, res.StatusCode, tt.want)
		}
	}
}

// Where the operator has a listener of their own, the metrics are there only.
func TestMetricsAreHidden(t *testing.T) {
	h := web.New(web.Options{Searcher: &finder{}, Library: library(), HideMetrics: true})
	if res := from(h, "127.0.0.1:5", "/metrics"); res.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestSchemeIsTheProxysWordOnly(t *testing.T) {
	h := limited(t)
	for _, tt := range []struct{ address, want string }{{"10.1.1.1:5", "https"}, {"192.0.2.1:5", "http"}} {
		res := from(h, tt.address, "/opensearch.xml", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.1")
		body := make([]byte, 2000)
		n, _ := res.Body.Read(body)
		if !strings.Contains(string(body[:n]), `template="`+tt.want+"://example.com/") {
			t.Errorf("%s: %s", tt.address, body[:n])
		}
		if got := res.Header.Get("Strict-Transport-Security"); (got != "") != (tt.want == "https") {
			t.Errorf("%s: HSTS %q", tt.address, got)
		}
	}
}

func TestAdmin(t *testing.T) {
	reg, st := prometheus.NewRegistry(), state()
	web.New(web.Options{Searcher: &finder{}, Library: library(), Status: st, Metrics: reg})
	h := web.Admin(web.AdminOptions{Metrics: reg, Status: st, Version: "0.1"})
	do := func(method, host, target string, header ...string) (int, string) {
		r := httptest.NewRequest(method, "http://"+host+target, nil)
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for _, tt := range []struct {
		method, host, target string
		header               []string
		want                 int
	}{
		{"GET", "127.0.0.1:9090", "/metrics", nil, 200},
		{"GET", "[::1]:9090", "/metrics", nil, 200},
		{"GET", "localhost", "/debug/pprof/", nil, 200},
		{"GET", "localhost:9090", "/debug/pprof/heap", nil, 200},
		{"GET", "localhost", "/livez", nil, 200},
		{"GET", "localhost", "/readyz", nil, 200},
		{"GET", "evil.example", "/metrics", nil, 421},
		{"GET", "localhost.evil.example:9090", "/debug/pprof/heap", nil, 421},
		{"POST", "localhost", "/metrics", nil, 405},
		{"POST", "localhost", "/debug/pprof/symbol", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"POST", "localhost", "/debug/pprof/symbol", []string{"Origin", "https://evil.example"}, 403},
		{"GET", "localhost", "/nowhere", nil, 404},
	} {
		if code, body := do(tt.method, tt.host, tt.target, tt.header...); code != tt.want {
			t.Errorf("%s %s %s: status %d, want %d\n%.200s", tt.method, tt.host, tt.target, code, tt.want, body)
		}
	}
	_, body := do("GET", "localhost", "/metrics")
	for _, want := range []string{`saksok_documents{outcome="quarantined"} 1`, "saksok_ingest_running 1", "saksok_ingest_queue 18"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in\n%s", want, body)
		}
	}
	st.ready = fmt.Errorf("index at /var/lib/x: locked")
	if code, body := do("GET", "localhost", "/readyz"); code != 503 || !strings.Contains(body, `"reasons":["index at /var/lib/x: locked"]`) {
		t.Errorf("not ready: %d %s", code, body)
	}
}
