package web_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"saksok/search/web"
)

// TestRequestsOfAnyKind asks a few thousand requests made of pieces that are
// each valid somewhere: none may be a fault of ours.
func TestRequestsOfAnyKind(t *testing.T) {
	const seed, n = 20261123, 3000
	rnd := rand.New(rand.NewPCG(seed, 0))
	pick := func(list []string) string { return list[rnd.IntN(len(list))] }
	f := exporting()
	st := state()
	h := web.New(web.Options{Searcher: f, Figures: f, Advisor: f, Library: library(), Status: st, Sources: st, Meetings: hall()})
	doc := string(packID)
	paths := []string{"/", "/documents", "/documents/" + doc, "/documents/" + doc + "/file", "/documents/" + doc + "/pages/1", "/documents/" + doc + "/pages/2.png",
		"/items/i1", "/items/%00", "/items/" + strings.Repeat("x", 300), "/meetings", "/meetings/x", "/matters", "/series", "/status", "/sources", "/suggest", "/feed.atom", "/feed.json",
		"/export.csv", "/export.jsonl", "/opensearch.xml", "/openapi.json", "/robots.txt", "/healthz", "/readyz", "/static/x", "/nowhere", "//", "/%2e%2e/", "/a//b/../c",
		"/api/v1/search", "/api/v1/suggest", "/api/v1/items/i1", "/api/v1/documents", "/api/v1/documents/" + doc + "/pages/1", "/api/v1/meetings", "/api/v1/series", "/api/v1/matters"}
	names := []string{"q", "type", "body", "year", "from", "to", "min", "max", "sort", "limit", "after", "facets", "status", "box", "mark", "row", "ref", "width", "view", "bom", "outcome", "x", "", "q[]", "\x00"}
	values := []string{"", "budsjett", "item", "-1", "0", "5", "100", "1e9", "99999999999999999999", "2024-01-01", "2024-13-45", "0000-00-00", "none", "missing", "-missing", "-", "c2",
		"1,2,3,4", "1,2,3", "NaN,1,2,3", "\"", "((((", "a or", "-", "beløp:", "beløp:>200mill", "28/20", "<script>", "\u202e", "\xff\xfe", strings.Repeat("å", 300), "relevance", "PS 62/24"}
	methods := []string{"GET", "GET", "GET", "GET", "HEAD", "POST", "DELETE", "OPTIONS"}
	headers := []string{"Range", "If-None-Match", "If-Range", "Accept", "X-Forwarded-For", "Forwarded", "Host", "Accept-Encoding"}
	headerValues := []string{"bytes=0-", "bytes=-1", "bytes=9-1", "*", `"x"`, "text/html", "application/json", "127.0.0.1", ",,,", strings.Repeat("a", 500), "gzip"}
	for i := range n {
		v := url.Values{}
		for range rnd.IntN(4) {
			v.Add(pick(names), pick(values))
		}
		r := httptest.NewRequest(pick(methods), "/", strings.NewReader(pick(values)))
		raw := pick(paths)
		u, err := url.Parse("http://example.com" + raw)
		if err != nil {
			t.Fatalf("%s: %v", raw, err)
		}
		u.RawQuery = v.Encode()
		r.URL, r.RequestURI = u, u.RequestURI()
		r.Header.Set(pick(headers), pick(headerValues))
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("request %d of seed %d: %s %s %v: status %d", i, seed, r.Method, u, r.Header, w.Code)
		}
		if w.Code >= 400 && w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s %s: refused without an id", r.Method, u)
		}
	}
}

// Nothing goes on after the answer: not after errors, nor after askers who left.
func TestNoGoroutinesAreLeft(t *testing.T) {
	f := exporting()
	srv := httptest.NewServer(web.New(web.Options{Searcher: f, Figures: f, Advisor: f, Library: library(), Status: state()}))
	client := srv.Client()
	client.Timeout = 5 * time.Second
	get := func(path string) {
		res, err := client.Get(srv.URL + path)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, res.Body)
		res.Body.Close()
	}
	get("/")
	client.CloseIdleConnections()
	before := runtime.NumGoroutine()
	for i := range 200 {
		get([]string{"/?q=budsjett", "/?min=x", "/export.csv", "/feed.atom", "/documents/" + string(packID) + "/pages/1.png?width=" + fmt.Sprint(100+i), "/nowhere"}[i%6])
	}
	client.CloseIdleConnections()
	srv.Close()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines before, %d after", before, after)
	}
}
