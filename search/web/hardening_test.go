package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

const wantPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// addresses are one of each route, answers and errors.
func addresses() map[string]int {
	doc, api := "/documents/"+string(packID), "/api/v1/documents/"+string(packID)
	return map[string]int{
		"/": 200, "/?q=budsjett": 200, "/?min=x": 400, "/documents": 200, doc: 200, doc + "/pages/1": 200, doc + "/pages/1.png": 200, doc + "/file": 200,
		"/documents/" + string(gone): 404, doc + "/pages/9": 404, doc + "/pages/9.png": 404, "/documents/" + string(scanID) + "/pages/1.png": 404,
		"/status": 200, "/sources": 200, "/items/i1": 200, "/suggest?q=bud": 200, "/suggest?x=1": 400, "/api/v1/suggest?q=bud": 200, "/items/none": 404, "/api/v1/sources": 200, "/sources?x=1": 400, "/opensearch.xml": 200, "/feed.atom": 200, "/feed.json": 200, "/robots.txt": 200, "/healthz": 200, "/readyz": 200, "/metrics": 200, "/openapi.json": 200, "/nowhere": 404, "/static/nothing.css": 404,
		"/api/v1/search": 200, "/api/v1/search?x=1": 400, "/api/v1/meetings": 200, "/api/v1/meetings/m1": 200, "/api/v1/items/i1": 200, "/api/v1/items/x": 404,
		"/api/v1/documents": 200, api: 200, api + "/file": 200, api + "/pages/1": 200, api + "/pages/1.png": 200, api + "/pages/7": 404, "/api/v1/status": 200, "/api/v1/nowhere": 404,
	}
}

func TestHeadersOnEveryAnswer(t *testing.T) {
	h := handler(t)
	for target, status := range addresses() {
		res, body := ask(t, h, http.MethodGet, target)
		if res.StatusCode != status {
			t.Errorf("%s: status %d, want %d\n%s", target, res.StatusCode, status, body)
		}
		policy := wantPolicy
		if strings.HasSuffix(target, "/file") {
			policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
		}
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"Access-Control-Allow-Origin": "", "Server": "",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
		for _, name := range []string{"X-Request-Id", "Content-Type", "Permissions-Policy", "X-Frame-Options", "Cache-Control"} {
			if res.Header.Get(name) == "" {
				t.Errorf("%s: no %s", target, name)
			}
		}
	}
}

func TestMethodsAndPaths(t *testing.T) {
	h := handler(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		for _, target := range []string{"/", "/documents", "/api/v1/search", "/documents/" + string(packID) + "/file"} {
			res, _ := ask(t, h, method, target)
			if res.StatusCode != http.StatusMethodNotAllowed || !strings.Contains(res.Header.Get("Allow"), "GET") {
				t.Errorf("%s %s: status %d, Allow %q", method, target, res.StatusCode, res.Header.Get("Allow"))
			}
		}
	}
	if res, _ := ask(t, h, "HEAD", "/"); res.StatusCode != 200 {
		t.Errorf("HEAD /: %d", res.StatusCode)
	}
	if res, _ := ask(t, h, "GET", "/?q="+strings.Repeat("%20", 4000)); res.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("long address: %d", res.StatusCode)
	}
	for _, name := range []string{"/debug/pprof/", "/debug/vars", "/admin", "/.git/config", "/static/", "/static/style.css", "/docs", "/schemas/Hit.json"} {
		if res, _ := ask(t, h, "GET", name); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
	}
}

// trusting is a library that takes any name for its one document, as a careless
// archive would; only the handlers stand before it.
type trusting struct{ *shelf }

func (l trusting) Document(ctx context.Context, _ saksok.DocumentID) (*web.DocumentRecord, error) {
	return l.shelf.Document(ctx, packID)
}

func (l trusting) Extraction(ctx context.Context, _ saksok.DocumentID) (*saksok.Extraction, error) {
	return l.shelf.Extraction(ctx, packID)
}

func (l trusting) File(ctx context.Context, _ saksok.DocumentID) (io.ReadSeekCloser, error) {
	return l.shelf.File(ctx, packID)
}

func (l trusting) PageImage(ctx context.Context, _ saksok.DocumentID, page, width int) ([]byte, error) {
	return l.shelf.PageImage(ctx, packID, page, width)
}

func TestTraversalFindsNothing(t *testing.T) {
	h := web.New(web.Options{Searcher: &finder{}, Library: trusting{library()}})
	for _, id := range []string{
		"..%2f..%2fetc%2fpasswd", "..%5c..%5cwindows", "%2e%2e%2f%2e%2e%2f", "....%2f%2f", "%00", string(packID) + "%00", string(packID) + "%2f..", string(packID) + ".pdf",
		strings.ToUpper(string(packID)), string(packID[:63]), string(packID) + "0", "%2fetc%2fpasswd", "C:%5cboot.ini", "%5c%5chost%5cshare", "file:%2f%2f%2fetc", "~root", "%c0%ae%c0%ae",
		"..%252f..%252f", "%ff", "-", "con", strings.Repeat("a", 5000), " " + string(packID[1:]), "%20", "*", "%3f", "%23", "%0d%0aSet-Cookie:x", "<script>", "ａ", "0",
	} {
		id = strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E").Replace(id)
		for _, form := range []string{"/documents/%s", "/documents/%s/file", "/documents/%s/pages/1", "/documents/%s/pages/1.png", "/api/v1/documents/%s/file", "/api/v1/documents/%s"} {
			target := fmt.Sprintf(form, id)
			res, body := ask(t, h, http.MethodGet, target)
			if res.StatusCode != http.StatusNotFound {
				t.Errorf("%s: status %d", target, res.StatusCode)
			}
			if strings.Contains(body, "root:") || res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s gave something away", target)
			}
		}
	}
	for _, n := range []string{"0", "-1", "1e3", "01", "+1", "99999999999999999999", "1.png.png", "..%2f1", "%31%00", ".png"} {
		if res, _ := ask(t, h, http.MethodGet, "/documents/"+string(packID)+"/pages/"+n); res.StatusCode != http.StatusNotFound {
			t.Errorf("page %s: status %d", n, res.StatusCode)
		}
	}
}

// payloads are texts that would act as markup, script or address if they were
// ever put into a page as they are.
var payloads = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'><svg onload=alert(1)>`, `</title><script>alert(1)</script>`,
	`javascript:alert(1)`, `{{.}}`, `<!--`, `]]><script>alert(1)</script>`, `" onmouseover="alert(1)`, `<iframe srcdoc="<script>alert(1)</script>">`,
	`&lt;script&gt;`, `<style>*{display:none}</style>`, `<base href="//evil.example">`, "\u202e<b>x</b>\x00\r\nSet-Cookie: a=b",
}

func TestPayloadsStayText(t *testing.T) {
	for _, payload := range payloads {
		h := poisoned(payload)
		for _, target := range []string{"/", "/?sort=date", "/?q=" + url.QueryEscape(payload), "/?" + url.QueryEscape(payload) + "=1", "/documents", "/status",
			"/documents/" + string(packID), "/items/i1", "/documents/" + string(packID) + "/pages/1?box=1,2,3,4&q=" + url.QueryEscape(payload) + "&mark=" + url.QueryEscape(payload),
			"/series?row=" + url.QueryEscape("a "+payload), "/series?row=" + url.QueryEscape("a "+payload) + "&body=" + url.QueryEscape(payload)} {
			res, body := ask(t, h, http.MethodGet, target)
			if res.StatusCode != 200 && res.StatusCode != 400 {
				t.Fatalf("%s: status %d", target, res.StatusCode)
			}
			checkHarmless(t, target, parse(t, body))
			if res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s sets a cookie", target)
			}
		}
		for _, target := range []string{"/api/v1/search", "/api/v1/suggest?q=" + url.QueryEscape(payload), "/api/v1/series?row=" + url.QueryEscape("a "+payload)} {
			if _, body := ask(t, h, http.MethodGet, target); strings.ContainsAny(body, "<>") {
				t.Errorf("JSON of %s holds markup for %q", target, payload)
			}
		}
	}
}

// checkHarmless fails where a page has script, style, frames, handlers or
// addresses that are not its own.
func checkHarmless(t *testing.T, target string, doc *html.Node) {
	t.Helper()
	scripts := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			scripts++
			if !strings.HasPrefix(attr(n, "src"), "/static/") || n.FirstChild != nil {
				t.Errorf("%s: foreign script", target)
			}
		case "style", "iframe", "object", "embed", "base", "b":
			t.Errorf("%s: element %s", target, n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "srcdoc" {
				t.Errorf("%s: attribute %s on %s", target, a.Key, n.Data)
			}
			own := strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "//") || strings.HasPrefix(a.Val, "#")
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && !own {
				t.Errorf("%s: %s leads to %q", target, n.Data, a.Val)
			}
		}
	}
	if scripts != 1 {
		t.Errorf("%s: %d scripts", target, scripts)
	}
}

// poisoned is a site whose every text is the payload.
func poisoned(p string) http.Handler {
	lib, hits := library(), found()
	r := lib.records[packID]
	r.Title, r.Name, r.Body, r.Reason, r.Message, r.UnreadPages = p, p, p, p, p, p
	r.Locations[0].Address = p
	x := lib.extractions[packID]
	x.Document.Title, x.Document.Language, x.Document.Kind = p, p, saksok.DocumentKind(p)
	x.Meeting = saksok.Meeting{Body: p, Organisation: p, Number: p, Date: saksok.Date(p), Start: p, Place: p}
	x.Items[0].Title, x.Items[0].Number, x.Items[0].Presenters = p, saksok.ItemNumber(p), []string{p}
	x.Decisions[0].Text, x.Decisions[0].Status = p, saksok.DecisionStatus(p)
	table := 0
	x.Figures[0] = saksok.Figure{Table: &table, Year: 2020, Text: p, Unit: p, Currency: p, Row: "a " + p, Columns: []string{p}, Measure: p, Context: p, Page: 1, Box: saksok.Box{1, 2, 3, 4}}
	x.People[0].Name, x.People[0].Organisation = p, p
	x.Problems[0].Message, x.Problems[0].Code = p, saksok.ProblemCode(p)
	x.Pages[0].Text, x.Pages[0].Words[0].Text = p, p
	for i := range hits {
		h := &hits[i]
		h.Title, h.Body, h.Organisation, h.Meeting, h.Item, h.URL, h.Snippet = p, p, p, p, saksok.ItemNumber(p), p, snippet(p, p)
		h.Date = saksok.Date(p)
		if h.Figure != nil {
			h.Figure = &x.Figures[0]
		}
	}
	st := state()
	st.report.Ingest.Current, st.report.Ingest.LastError = p, p
	st.unread = []web.Unread{{Address: p, Outcome: web.Outcome(p), Reason: p, Message: p, Pages: p}}
	later := x.Figures[0]
	later.Year, later.Minor = 2021, 500
	hits = append(hits, hits[len(hits)-1])
	hits[len(hits)-1].Type, hits[len(hits)-1].Figure = search.TypeFigure, &later
	f := &finder{hits: hits}
	return web.New(web.Options{Searcher: f, Figures: f, Advisor: f, Library: lib, Status: st, Version: p})
}

func TestFileNames(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"Møteinnkalling.pdf", "Møteinnkalling.pdf"},
		{"a/b/c.PDF", "c.PDF"},
		{`..\..\x.pdf`, "x.pdf"},
		{`a";filename="evil.exe`, "a_;filename=_evil.exe.pdf"},
		{"linje\r\nSet-Cookie: x=1.pdf", "linje  Set-Cookie_ x=1.pdf"},
		{"", string(packID[:12]) + ".pdf"},
		{"..", string(packID[:12]) + ".pdf"},
		{"🎉.pdf", "🎉.pdf"},
		{"\u202efdp.exe", "fdp.exe.pdf"},
		{"a%20b+c;d.pdf", "a%20b+c;d.pdf"},
		{".htaccess", "htaccess.pdf"},
		{strings.Repeat("æ", 400) + ".pdf", strings.Repeat("æ", 200) + ".pdf"},
	} {
		lib := library()
		lib.records[packID].Name = tt.name
		h := web.New(web.Options{Searcher: &finder{}, Library: lib})
		for suffix, want := range map[string]string{"": "attachment", "?view=1": "inline"} {
			res, _ := ask(t, h, http.MethodGet, "/documents/"+string(packID)+"/file"+suffix)
			kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
			if err != nil || kind != want || params["filename"] != tt.want {
				t.Errorf("%q: %q (%v), want %s %q", tt.name, res.Header.Get("Content-Disposition"), err, want, tt.want)
			}
			if res.Header.Get("Content-Type") != "application/pdf" || res.Header.Get("Set-Cookie") != "" {
				t.Errorf("%q: headers %v", tt.name, res.Header)
			}
		}
	}
}

func TestFileRanges(t *testing.T) {
	h := handler(t)
	target := "/documents/" + string(packID) + "/file"
	size := len(library().file)
	res, body := ask(t, h, http.MethodGet, target, "Range", "bytes=0-7")
	if res.StatusCode != http.StatusPartialContent || body != "%PDF-1.7" {
		t.Errorf("range: %d %q", res.StatusCode, body)
	}
	ranges := "bytes=" + strings.TrimSuffix(strings.Repeat("0-4000,", 1000), ",")
	if _, body := ask(t, h, http.MethodGet, target, "Range", ranges); len(body) > size {
		t.Errorf("a thousand ranges give %d bytes of a file of %d", len(body), size)
	}
	if res, _ := ask(t, h, http.MethodGet, target, "If-None-Match", `"`+string(packID)+`"`); res.StatusCode != http.StatusNotModified {
		t.Errorf("known file: %d", res.StatusCode)
	}
	if res, _ := ask(t, h, http.MethodGet, target, "Range", "bytes=999999-"); res.StatusCode != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("range past the end: %d", res.StatusCode)
	}
}

func TestPageImagesAreDrawnOnce(t *testing.T) {
	lib := library()
	lib.draw = make(chan struct{})
	h := web.New(web.Options{Searcher: &finder{}, Library: lib})
	target := "/documents/" + string(packID) + "/pages/1.png?width="
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { // widths 801 to 820 are all drawn at 900
			res, body := ask(t, h, http.MethodGet, fmt.Sprint(target, 801+i))
			if res.StatusCode != 200 || !strings.HasPrefix(body, "\x89PNG") || res.Header.Get("Content-Type") != "image/png" {
				t.Errorf("image %d: status %d", i, res.StatusCode)
			}
		})
	}
	time.AfterFunc(50*time.Millisecond, func() { close(lib.draw) })
	wg.Wait()
	ask(t, h, http.MethodGet, target+"900")
	if n := lib.drawn.Load(); n != 1 {
		t.Errorf("drawn %d times, want 1", n)
	}
	ask(t, h, http.MethodGet, target+"1000")
	if n := lib.drawn.Load(); n != 2 {
		t.Errorf("another width: drawn %d times, want 2", n)
	}
}

func TestPanicIsAnAnswer(t *testing.T) {
	var log bytes.Buffer
	h := web.New(web.Options{Library: library(), Logger: slog.New(slog.NewJSONHandler(&log, nil)),
		Searcher: &finder{ask: func(search.Query) { panic("index out of range\nsecond line \x1b[31m") }}})
	for _, target := range []string{"/?q=hemmelig", "/api/v1/search?q=hemmelig"} {
		log.Reset()
		res, body := ask(t, h, http.MethodGet, target)
		id := res.Header.Get("X-Request-Id")
		if res.StatusCode != 500 || !strings.Contains(body, id) || strings.Contains(body, "index out") || strings.Contains(body, ".go") {
			t.Errorf("%s: status %d\n%s", target, res.StatusCode, body)
		}
		if !strings.Contains(log.String(), id) || !strings.Contains(log.String(), "index out") {
			t.Errorf("%s: the log does not tell: %s", target, log.String())
		}
		for line := range strings.Lines(log.String()) {
			if !json.Valid([]byte(line)) {
				t.Errorf("log line is not JSON: %s", line)
			}
		}
		if strings.Contains(log.String(), "hemmelig") {
			t.Errorf("%s: the query text is in the log", target)
		}
	}
	if _, body := ask(t, h, http.MethodGet, "/metrics"); !strings.Contains(body, "saksok_http_panics_total 2") {
		t.Error("panics are not counted")
	}
}

// fragile is a library whose files fail when they are read.
type fragile struct{ *shelf }

type broken struct{ io.ReadSeekCloser }

func (broken) Seek(int64, int) (int64, error) { panic("bad sector") }
func (broken) Close() error                   { return nil }

func (fragile) File(context.Context, saksok.DocumentID) (io.ReadSeekCloser, error) {
	return broken{}, nil
}

// An error page that comes in place of a file has a page's headers, not the file's.
func TestPanicInPlaceOfAFile(t *testing.T) {
	h := web.New(web.Options{Searcher: &finder{}, Library: fragile{library()}})
	res, _ := ask(t, h, http.MethodGet, "/documents/"+string(packID)+"/file")
	if res.StatusCode != 500 || res.Header.Get("Content-Security-Policy") != wantPolicy || res.Header.Get("Content-Disposition") != "" ||
		!strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") || res.Header.Get("ETag") != "" || res.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("status %d, headers %v", res.StatusCode, res.Header)
	}
}

func TestMetricsTellNothingOfQueries(t *testing.T) {
	h := handler(t)
	for i := range 300 {
		ask(t, h, http.MethodGet, fmt.Sprintf("/?q=hemmelig%d", i))
		ask(t, h, http.MethodGet, fmt.Sprintf("/nowhere%d", i))
		ask(t, h, fmt.Sprintf("M%d", i), "/")
	}
	_, body := ask(t, h, http.MethodGet, "/metrics")
	if strings.Contains(body, "hemmelig") || strings.Contains(body, "nowhere") || strings.Contains(body, `method="M`) {
		t.Error("an address or a method of the asker's making is in the metrics")
	}
	if !strings.Contains(body, `saksok_http_requests_total{code="200",method="GET",route="GET /{$}"} 300`) {
		t.Errorf("requests are not counted:\n%s", body)
	}
	if n := strings.Count(body, "\n"); n > 500 {
		t.Errorf("%d lines of metrics", n)
	}
}

func TestReady(t *testing.T) {
	st := state()
	h := web.New(web.Options{Searcher: &finder{}, Library: library(), Status: st})
	if res, _ := ask(t, h, http.MethodGet, "/readyz"); res.StatusCode != 200 {
		t.Errorf("ready: %d", res.StatusCode)
	}
	st.ready = fmt.Errorf("index at /var/lib/x: locked")
	res, body := ask(t, h, http.MethodGet, "/readyz")
	if res.StatusCode != 503 || strings.Contains(body, "/var") {
		t.Errorf("not ready: %d %q", res.StatusCode, body)
	}
	if res, _ := ask(t, h, http.MethodGet, "/healthz"); res.StatusCode != 200 {
		t.Errorf("alive: %d", res.StatusCode)
	}
}

// A connection that never finishes its request is closed, one that asks for
// too much header is refused.
func TestServerHasLimits(t *testing.T) {
	srv := web.NewServer("127.0.0.1:0", handler(t))
	if srv.ReadHeaderTimeout == 0 || srv.ReadTimeout == 0 || srv.WriteTimeout == 0 || srv.IdleTimeout == 0 {
		t.Errorf("a timeout is missing: %+v", srv)
	}
	srv.ReadHeaderTimeout = 100 * time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go srv.Serve(web.Limit(l))
	defer srv.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
	c.SetReadDeadline(time.Now().Add(10 * time.Second))
	if _, err := c.Read(make([]byte, 1)); err == nil {
		t.Error("half a request got an answer")
	} else if ne, ok := err.(net.Error); ok && ne.Timeout() {
		t.Error("half a request is held for ever")
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+"/", nil)
	req.Header.Set("X-Big", strings.Repeat("a", 64<<10))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatalf("big header: %v", err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("big header: status %d", res.StatusCode)
	}
}
