package web_test

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

// atom is what RFC 4287 asks of a feed, read back by element.
type atom struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  []struct {
		Name string `xml:"name"`
	} `xml:"author"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID        string     `xml:"id"`
		Title     string     `xml:"title"`
		Updated   string     `xml:"updated"`
		Published string     `xml:"published"`
		Summary   string     `xml:"summary"`
		Links     []atomLink `xml:"link"`
		Category  []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

func (a atom) link(rel string) string {
	for _, l := range a.Links {
		if l.Rel == rel {
			return l.Href
		}
	}
	return ""
}

func atomOf(t *testing.T, h http.Handler, target string) atom {
	t.Helper()
	res, body := ask(t, h, http.MethodGet, target)
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/atom+xml") {
		t.Fatalf("%s: status %d, %s\n%s", target, res.StatusCode, res.Header.Get("Content-Type"), body)
	}
	var f atom
	if err := xml.Unmarshal([]byte(body), &f); err != nil {
		t.Fatalf("%s is no XML: %v\n%s", target, err, body)
	}
	return f
}

func TestAtomIsValidAndSaysWhatIsDecided(t *testing.T) {
	f := atomOf(t, handler(t), "/feed.atom?q=budsjett&body=Formannskapet")
	if len(f.Entries) < 10 || f.Title == "" || len(f.Author) != 1 || f.Author[0].Name == "" {
		t.Fatalf("feed %+v", f)
	}
	if got := f.link("self"); got != "http://example.com/feed.atom?body=Formannskapet&q=budsjett" {
		t.Errorf("self is %s", got)
	}
	if got := f.link("alternate"); got != "http://example.com/?body=Formannskapet&q=budsjett" {
		t.Errorf("alternate is %s", got)
	}
	ids := map[string]bool{f.ID: true}
	var titles []string
	for _, e := range f.Entries {
		titles = append(titles, e.Title)
		if ids[e.ID] || !strings.HasPrefix(e.ID, "urn:uuid:") {
			t.Errorf("id %q is not one of its own", e.ID)
		}
		ids[e.ID] = true
		for _, at := range []string{e.Updated, e.Published, f.Updated} {
			if when, err := time.Parse(time.RFC3339, at); err != nil || !when.Equal(noon) {
				t.Errorf("%s: instant %q, want when the document was first seen", e.Title, at)
			}
		}
		if u, err := url.Parse(e.Links[0].Href); err != nil || u.Host != "example.com" || e.Links[0].Rel != "alternate" {
			t.Errorf("%s leads to %v", e.Title, e.Links)
		}
		if e.Summary == "" || len(e.Category) == 0 {
			t.Errorf("%s says nothing", e.Title)
		}
		adopted := e.Category[0].Term == string(saksok.StatusAdopted)
		if strings.HasPrefix(e.Title, "VEDTATT") != adopted {
			t.Errorf("%q of category %s", e.Title, e.Category[0].Term)
		}
		if strings.HasPrefix(e.Title, "FORSLAG") && !strings.Contains(e.Summary, "ikke et vedtak") {
			t.Errorf("a proposal says %q", e.Summary)
		}
	}
	for _, want := range []string{"FORSLAG: Budsjett 2025", "VEDTATT: Budsjett 2025", "Sak: Budsjett 2025", "Tall: 512,3 MNOK – Barnehage og skole › Budsjett 2025", "Tall: 17,0 (enhet ikke oppgitt) – Ymse"} {
		if !slices.ContainsFunc(titles, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no entry %q in %q", want, titles)
		}
	}
}

// The same hits are the same bytes, whenever and in whatever order of the
// index's own numbers they were found; a changed status is another entry.
func TestFeedsChangeOnlyWithWhatIsFound(t *testing.T) {
	entries := func(change func(h *search.Hit)) []string {
		hits := found()
		for i := range hits {
			change(&hits[i])
		}
		f := atomOf(t, web.New(web.Options{Searcher: &finder{hits: hits}, Library: library()}), "/feed.atom?q=budsjett&limit=100")
		var ids []string
		for _, e := range f.Entries {
			ids = append(ids, e.ID)
		}
		return ids
	}
	as := entries(func(*search.Hit) {})
	if renumbered := entries(func(h *search.Hit) { h.ID += "7"; h.Score++; h.Box[0] += 2 }); !slices.Equal(as[:3], renumbered[:3]) {
		t.Error("ids follow the index's numbers")
	}
	changed := entries(func(h *search.Hit) {
		if h.Decision != nil && h.Decision.Status == saksok.StatusProposed {
			h.Decision.Status = saksok.StatusAdopted
		}
	})
	if changed[1] == as[1] || changed[0] != as[0] {
		t.Error("a proposal that became a decision is the same entry")
	}
	h := handler(t)
	for _, target := range []string{"/feed.atom?q=budsjett", "/feed.json?q=budsjett", "/opensearch.xml"} {
		res, body := ask(t, h, http.MethodGet, target)
		if _, again := ask(t, h, http.MethodGet, target); again != body {
			t.Errorf("%s differs from one moment to the next", target)
		}
		tag := res.Header.Get("ETag")
		if res, body := ask(t, h, http.MethodGet, target, "If-None-Match", tag); tag == "" || res.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%s with tag %q: status %d", target, tag, res.StatusCode)
		}
	}
}

func TestFeedPages(t *testing.T) {
	f := &finder{hits: found()}
	h := web.New(web.Options{Searcher: f, Library: library()})
	first := atomOf(t, h, "/feed.atom?q=budsjett&limit=5")
	if f.last.Sort != "-date" || f.last.Limit != 5 || len(first.Entries) != 5 {
		t.Errorf("asked %+v, got %d entries", f.last, len(first.Entries))
	}
	next, err := url.Parse(first.link("next"))
	if err != nil || next.Query().Get("after") != "c2" || next.Query().Get("limit") != "5" || next.Query().Get("sort") != "-date" {
		t.Fatalf("next is %q", first.link("next"))
	}
	second := atomOf(t, h, next.RequestURI())
	if f.last.After != "c2" || second.link("first") == "" || second.ID == "" {
		t.Errorf("asked %+v", f.last)
	}
	empty := atomOf(t, h, "/feed.atom?q=finnesikke")
	if len(empty.Entries) != 0 || empty.Updated != "1970-01-01T00:00:00Z" {
		t.Errorf("empty feed %+v", empty)
	}
}

func TestJSONFeedIsValid(t *testing.T) {
	_, body := ask(t, handler(t), http.MethodGet, "/feed.json?q=budsjett&type=decision&type=figure&limit=4")
	f := decode[struct {
		Version, Title string
		HomePageURL    string `json:"home_page_url"`
		FeedURL        string `json:"feed_url"`
		NextURL        string `json:"next_url"`
		Items          []struct {
			ID, URL, Title string
			ContentText    string    `json:"content_text"`
			Modified       time.Time `json:"date_modified"`
			Saksok         struct {
				Type   string
				Status string
			} `json:"_saksok"`
		}
	}](t, body)
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.HomePageURL == "" || f.FeedURL == "" || len(f.Items) != 4 || f.NextURL == "" {
		t.Fatalf("feed %+v", f)
	}
	for _, it := range f.Items {
		if it.ID == "" || !strings.HasPrefix(it.URL, "http://example.com/documents/") || it.ContentText == "" || !it.Modified.Equal(noon) {
			t.Errorf("item %+v", it)
		}
	}
	if it := f.Items[0]; it.Saksok.Status != "proposed" || !strings.HasPrefix(it.Title, "FORSLAG: ") || it.Saksok.Type != "decision" {
		t.Errorf("first item %+v", it)
	}
}

func TestFeedsRefuseByName(t *testing.T) {
	h := handler(t)
	for target, name := range map[string]string{"/feed.atom?facets=none": "facets", "/feed.json?colour=red": "colour", "/feed.atom?limit=101": "limit", "/feed.json?min=5&max=1": "min", "/opensearch.xml?x=1": "x"} {
		res, body := ask(t, h, http.MethodGet, target)
		if p := decode[problem](t, body); res.StatusCode != http.StatusBadRequest || p.Errors[0].Name != name || p.RequestID == "" ||
			res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", target, res.StatusCode, body)
		}
		res, body = ask(t, h, http.MethodGet, target, "Accept", "text/html,application/xhtml+xml")
		if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, "<!doctype html>") {
			t.Errorf("%s in a browser: %d %s", target, res.StatusCode, body)
		}
	}
}

func TestOpenSearchAndRobots(t *testing.T) {
	h := handler(t)
	res, body := ask(t, h, http.MethodGet, "/opensearch.xml")
	var d struct {
		XMLName   xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName string
		URLs      []struct {
			Type     string `xml:"type,attr"`
			Template string `xml:"template,attr"`
		} `xml:"Url"`
	}
	if err := xml.Unmarshal([]byte(body), &d); err != nil || len(d.ShortName) > 16 || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/opensearchdescription+xml") {
		t.Fatalf("%v %+v", err, d)
	}
	templates := map[string]string{}
	for _, u := range d.URLs {
		templates[u.Type] = u.Template
	}
	if templates["text/html"] != "http://example.com/?q={searchTerms}" || templates["application/atom+xml"] != "http://example.com/feed.atom?q={searchTerms}" {
		t.Errorf("templates %v", templates)
	}
	if res, body := ask(t, h, http.MethodGet, "/robots.txt"); res.StatusCode != 200 || body != "User-agent: *\nDisallow: /\n" {
		t.Errorf("robots: %d %q", res.StatusCode, body)
	}
	doc := page(t, h, "/?q=budsjett&type=decision", http.StatusOK)
	hrefs := map[string]string{}
	for _, n := range append(find(doc, "link"), find(doc, ".feeds a")...) {
		hrefs[attr(n, "rel")+" "+attr(n, "type")+" "+textOf(n)] = attr(n, "href")
	}
	for name, want := range map[string]string{
		"search application/opensearchdescription+xml ": "/opensearch.xml",
		"alternate application/atom+xml ":               "/feed.atom?q=budsjett&type=decision",
		"alternate application/feed+json ":              "/feed.json?q=budsjett&type=decision",
		"  Atom":                                        "/feed.atom?q=budsjett&type=decision",
		"  JSON Feed":                                   "/feed.json?q=budsjett&type=decision",
	} {
		if hrefs[name] != want {
			t.Errorf("link %q leads to %q of %q", name, hrefs[name], hrefs)
		}
	}
}
