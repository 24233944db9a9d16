package web_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"saksok/search"
	"saksok/search/web"
)

func TestSuggest(t *testing.T) {
	h := handler(t)
	_, body := ask(t, h, http.MethodGet, "/api/v1/suggest?q=budsj")
	got := decode[struct {
		Query       string
		Suggestions []struct{ Kind, Text, Query, Label, URL string }
	}](t, body)
	if got.Query != "budsj" || len(got.Suggestions) != 1 {
		t.Fatalf("got %+v", got)
	}
	s := got.Suggestions[0]
	if s.Kind != "title" || s.Label != "sak" || !strings.HasPrefix(s.Text, "Budsjett 2025") || !strings.HasPrefix(s.URL, "/?q=sak%3A%22Budsjett") {
		t.Errorf("suggestion %+v", s)
	}
	if res, _ := ask(t, h, http.MethodGet, s.URL); res.StatusCode != http.StatusOK {
		t.Errorf("its address: %d", res.StatusCode)
	}
	if _, body := ask(t, h, http.MethodGet, "/api/v1/suggest"); !strings.Contains(body, `"suggestions":[]`) {
		t.Errorf("of nothing: %s", body)
	}
	for target, name := range map[string]string{"/api/v1/suggest?q=a&limit=51": "limit", "/suggest?colour=red": "colour", "/api/v1/suggest?q=" + strings.Repeat("a", 257): "q"} {
		res, body := ask(t, h, http.MethodGet, target)
		if p := decode[problem](t, body); res.StatusCode != http.StatusBadRequest || p.Errors[0].Name != name {
			t.Errorf("%.60s: %d %s", target, res.StatusCode, body)
		}
	}
}

func TestOpenSearchSuggestions(t *testing.T) {
	res, body := ask(t, handler(t), http.MethodGet, "/suggest?q=budsj")
	var got []any
	if err := json.Unmarshal([]byte(body), &got); err != nil || len(got) != 4 || got[0] != "budsj" || res.Header.Get("Content-Type") != "application/x-suggestions+json" {
		t.Fatalf("%v: %s", err, body)
	}
	for i, want := range []string{"Budsjett 2025", "sak", "http://example.com/?q=sak"} {
		list, ok := got[i+1].([]any)
		if !ok || len(list) != 1 || !strings.HasPrefix(list[0].(string), want) {
			t.Errorf("list %d is %v", i+1, got[i+1])
		}
	}
}

// Without an advisor nothing offers what is not there.
func TestWithoutAdvisor(t *testing.T) {
	h := web.New(web.Options{Searcher: &finder{hits: found()}, Library: library()})
	for _, target := range []string{"/suggest?q=a", "/api/v1/suggest?q=a"} {
		if res, _ := ask(t, h, http.MethodGet, target); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", target, res.StatusCode)
		}
	}
	if form := find(page(t, h, "/", http.StatusOK), "#sok")[0]; slices.ContainsFunc(form.Attr, func(a html.Attribute) bool { return a.Key == "data-suggest" }) {
		t.Error("the box asks for completions")
	}
	if _, body := ask(t, h, http.MethodGet, "/opensearch.xml"); strings.Contains(body, "suggest") {
		t.Error("OpenSearch offers completions")
	}
	if n := len(find(page(t, h, "/items/i1", http.StatusOK), ".alike li")); n != 0 {
		t.Errorf("%d similar cases", n)
	}
}

func TestSimilarCases(t *testing.T) {
	doc := page(t, handler(t), "/items/i1", http.StatusOK)
	got := texts(doc, ".alike li")
	if len(got) != 1 || !strings.Contains(got[0], "samme arkivsak 24/17 · samme tema: Budsjett") || !strings.Contains(got[0], "felles ord: «skole»") {
		t.Errorf("similar cases %q", got)
	}
	_, body := ask(t, handler(t), http.MethodGet, "/api/v1/items/i1")
	if !strings.Contains(body, `"similar":[{"type":"item"`) {
		t.Errorf("the API has no similar cases: %s", body)
	}
}

// The words of the query are marked on the page, in whatever form they stand
// there, beside those the link names; an error costs the marks only.
func TestPageMarksTheQuery(t *testing.T) {
	f := &finder{hits: found()}
	h := web.New(web.Options{Searcher: f, Advisor: f, Library: library()})
	target := "/documents/" + string(packID) + "/pages/2?mark=Helse&q=bud"
	doc := page(t, h, target, http.StatusOK)
	if n := len(find(doc, "rect.word")); n != 2 {
		t.Errorf("%d words are marked on the image, want Budsjett and Helse", n)
	}
	if got := texts(doc, ".pagetext mark"); !slices.Equal(got, []string{"Budsjett", "Helse"}) {
		t.Errorf("marked in the text: %q", got)
	}
	f.err = search.ErrBusy
	if n := len(find(page(t, h, target, http.StatusOK), "rect.word")); n != 1 {
		t.Errorf("%d words are marked where the query cannot be asked", n)
	}
}
