package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saksok/search/web"
)

// ask sends one request to a handler and reads the answer.
func ask(t *testing.T, h http.Handler, method, target string, header ...string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.RemoteAddr = "127.0.0.1:50000" // whom /metrics is shown to
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	res := w.Result()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("reading the answer of %s: %v", target, err)
	}
	return res, string(body)
}

// handler is the whole site over the fakes.
func handler(t *testing.T) http.Handler {
	t.Helper()
	st := state()
	f := &finder{hits: found()}
	return web.New(web.Options{Searcher: f, Advisor: f, Library: library(), Status: st, Sources: st, Meetings: hall(), Version: "0.1"})
}

// page asks for a page and parses it.
func page(t *testing.T, h http.Handler, target string, status int) *html.Node {
	t.Helper()
	res, body := ask(t, h, http.MethodGet, target)
	if res.StatusCode != status {
		t.Fatalf("GET %s: status %d, want %d\n%s", target, res.StatusCode, status, body)
	}
	return parse(t, body)
}

// find lists the nodes a selector names: "tag", ".class", "#id" and
// "tag.class", descendants after a space.
func find(n *html.Node, selector string) []*html.Node {
	first, rest, more := strings.Cut(selector, " ")
	var out []*html.Node
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || !is(d, first) {
			continue
		}
		if more {
			out = append(out, find(d, rest)...)
		} else {
			out = append(out, d)
		}
	}
	return out
}

func is(n *html.Node, simple string) bool {
	if id, ok := strings.CutPrefix(simple, "#"); ok {
		return attr(n, "id") == id
	}
	tag, class, _ := strings.Cut(simple, ".")
	return (tag == "" || n.Data == tag) && (class == "" || slices.Contains(strings.Fields(attr(n, "class")), class))
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text of a node with white space folded.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// texts are the texts of the nodes a selector names.
func texts(n *html.Node, selector string) []string {
	var out []string
	for _, d := range find(n, selector) {
		out = append(out, textOf(d))
	}
	return out
}

func parse(t *testing.T, body string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("parsing the page: %v", err)
	}
	return doc
}
