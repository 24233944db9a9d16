package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"saksok"
	"saksok/search"
	"saksok/search/series"
	"saksok/search/web"
)

// All and Row make the finder one that exports, too.
func (f *finder) All(ctx context.Context, q search.Query, limit int) (*search.Found, error) {
	q.Limit = 0
	res, err := f.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	return &search.Found{Total: res.Total, Hits: hitsOf(res.Hits, limit)}, nil
}

func (f *finder) Row(_ context.Context, label string, q search.Query, limit int) (*search.Found, error) {
	f.last = q
	if f.err != nil {
		return nil, f.err
	}
	var out []search.Hit
	for _, h := range f.hits {
		body := q.Filters["body"]
		if h.Figure != nil && search.RowKey(h.Figure.Row) == search.RowKey(label) && (len(body) == 0 || body[0] == h.Body) {
			out = append(out, h)
		}
	}
	return &search.Found{Total: len(out), Hits: hitsOf(out, limit)}, nil
}

func hitsOf(hits []search.Hit, limit int) iter.Seq2[*search.Hit, error] {
	return func(yield func(*search.Hit, error) bool) {
		for i := range hits[:min(limit, len(hits))] {
			if !yield(&hits[i], nil) {
				return
			}
		}
	}
}

// tablesOf are figures of one row: two measures of one body over the years, one
// year in which two documents do not agree, and one without a unit.
func tablesOf() []search.Hit {
	var out []search.Hit
	add := func(document saksok.DocumentID, body string, date saksok.Date, row, measure string, year int, text, unit string, minor int64) {
		table := 0
		f := &saksok.Figure{Table: &table, Row: row, Columns: []string{measure, fmt.Sprint(year)}, Year: year, Measure: strings.ToLower(measure),
			Text: text, Unit: unit, Minor: minor, Page: 2, Box: saksok.Box{100, float64(100 + len(out)*12), 150, float64(110 + len(out)*12)}}
		if unit != "" {
			f.Currency = "NOK"
		}
		out = append(out, search.Hit{Type: search.TypeFigure, ID: fmt.Sprint("t", len(out)), Title: "Budsjett og økonomiplan for Havnes", Body: body,
			Organisation: "Havnes kommune", Date: date, Document: document, Page: 2, Box: f.Box, Figure: f, Snippet: snippet("Rammetilskudd")})
	}
	for i, year := range []int{2020, 2021, 2022, 2023} {
		n := int64(230 + 7*i*i)
		add(packID, "Formannskapet", "2024-11-13", "1 Rammetilskudd", "Regnskap", year, fmt.Sprint(n, ",4"), "MNOK", n*100_000_000+40_000_000)
		add(scanID, "Formannskapet", "2023-11-15", "Rammetilskot", "Budsjett", year, fmt.Sprint(n+4), "MNOK", (n+4)*100_000_000)
	}
	add(packID, "Formannskapet", "2024-11-13", "Rammetilskudd*", "Budsjett", 2023, "251,5", "MNOK", 25_150_000_000)
	add(packID, "Kontrollutvalget", "2024-11-13", "Rammetilskudd", "Budsjett", 2024, "1,1", "MNOK", 110_000_000)
	add(packID, "Kontrollutvalget", "2024-11-13", "Rammetilskudd", "Budsjett", 2025, "17", "", 1700)
	return out
}

func exporting() *finder { return &finder{hits: append(found(), tablesOf()...)} }

func site(f *finder) http.Handler {
	return web.New(web.Options{Searcher: f, Figures: f, Library: library(), Status: state(), Version: "0.1",
		Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
}

func TestExportsOfASearch(t *testing.T) {
	h := site(exporting())
	tests := []struct{ path, media, name string }{
		{"/export.csv", "text/csv", "saksok budsjett «2025».csv"},
		{"/export.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "saksok budsjett «2025».xlsx"},
		{"/export.jsonl", "application/jsonl", "saksok budsjett «2025».jsonl"},
		{"/datapackage.zip", "application/zip", "saksok budsjett «2025».zip"},
	}
	for _, tt := range tests {
		res, body := ask(t, h, http.MethodGet, tt.path+"?q=budsjett&body=Formannskapet")
		if res.StatusCode != http.StatusOK || len(body) == 0 {
			t.Fatalf("%s: status %d, %d bytes", tt.path, res.StatusCode, len(body))
		}
		if media, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err != nil || media != tt.media {
			t.Errorf("%s: type %q, %v", tt.path, res.Header.Get("Content-Type"), err)
		}
		if n := res.Header.Get("X-Total-Count"); n != "14" {
			t.Errorf("%s: %s figures", tt.path, n)
		}
		res, _ = ask(t, h, http.MethodGet, tt.path+"?q=budsjett+%C2%AB2025%C2%BB")
		kind, params, err := mime.ParseMediaType(res.Header.Get("Content-Disposition"))
		if err != nil || kind != "attachment" || params["filename"] != tt.name {
			t.Errorf("%s: disposition %q, %q, %v", tt.path, kind, params, err)
		}
		if res, body := ask(t, h, http.MethodHead, tt.path); res.StatusCode != 200 || body != "" {
			t.Errorf("HEAD %s: %d, %d bytes", tt.path, res.StatusCode, len(body))
		}
	}
	_, body := ask(t, h, http.MethodGet, "/export.csv?q=budsjett&bom=1", "X-Forwarded-Proto", "https")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff"))).ReadAll()
	if err != nil || !strings.HasPrefix(body, "\ufeff") || len(rows) < 10 {
		t.Fatalf("CSV: %d rows, %v", len(rows), err)
	}
	want := "https://example.com/documents/" + string(packID) + "/pages/2?box=300.0%2C240.0%2C345.0%2C252.0&mark=Budsjett#treff"
	if got := rows[1][slices.Index(rows[0], "link")]; got != want {
		t.Errorf("link\n%s want\n%s", got, want)
	}
	if got := rows[1][slices.Index(rows[0], "file")]; got != "Møteinnkalling formannskapet.pdf" {
		t.Errorf("file %q", got)
	}
	_, raw := ask(t, h, http.MethodGet, "/export.xlsx?q=budsjett")
	x, err := excelize.OpenReader(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if v, err := x.GetCellValue("Om", "B2"); err != nil || v != "q=budsjett&type=figure" {
		t.Errorf("the sheet Om says of the search %q, %v", v, err)
	}
	_, raw = ask(t, h, http.MethodGet, "/datapackage.zip?q=budsjett")
	if z, err := zip.NewReader(bytes.NewReader([]byte(raw)), int64(len(raw))); err != nil || len(z.File) != 2 {
		t.Errorf("data package: %v", err)
	}
}

func TestExportsRefuseByName(t *testing.T) {
	h := site(exporting())
	for target, name := range map[string]string{
		"/export.csv?type=item": "type", "/export.csv?limit=5": "limit", "/export.csv?after=x": "after", "/export.jsonl?bom=1": "bom",
		"/export.xlsx?facets=none": "facets", "/datapackage.zip?fasit=1": "fasit", "/export.csv?min=x": "min",
	} {
		res, body := ask(t, h, http.MethodGet, target)
		if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, name) {
			t.Errorf("%s: status %d", target, res.StatusCode)
		}
	}
	busy := &finder{err: search.ErrBusy}
	if res, _ := ask(t, site(busy), http.MethodGet, "/export.csv"); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("busy: %d", res.StatusCode)
	}
	without := web.New(web.Options{Searcher: exporting(), Library: library()})
	for _, target := range []string{"/export.csv", "/series?row=x", "/api/v1/series?row=x"} {
		if res, _ := ask(t, without, http.MethodGet, target); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s without figures: %d", target, res.StatusCode)
		}
	}
}

// brokenOff ends every export in the middle.
type brokenOff struct{ *finder }

func (b brokenOff) All(context.Context, search.Query, int) (*search.Found, error) {
	return &search.Found{Total: 9999, Hits: func(yield func(*search.Hit, error) bool) {
		h := tablesOf()[0]
		for range 500 {
			if !yield(&h, nil) {
				return
			}
		}
		yield(nil, errors.New("index closed"))
	}}, nil
}

// TestBrokenExportIsNoFile: who downloads must see that the end is missing.
func TestBrokenExportIsNoFile(t *testing.T) {
	f := exporting()
	srv := httptest.NewServer(web.New(web.Options{Searcher: f, Figures: brokenOff{f}, Library: library()}))
	defer srv.Close()
	res, err := http.Get(srv.URL + "/export.csv")
	if err != nil {
		return // broken off before the first byte
	}
	defer res.Body.Close()
	if b, err := io.ReadAll(res.Body); err == nil {
		t.Errorf("%d bytes came as a whole file", len(b))
	}
}

// TestExportsAtOnce: a third export is told to wait, and the page still answers.
func TestExportsAtOnce(t *testing.T) {
	f := exporting()
	inside, leave := make(chan bool, 4), make(chan bool)
	f.ask = func(q search.Query) {
		if q.Text == "slow" {
			inside <- true
			<-leave
		}
	}
	h := site(f)
	done := make(chan bool, 2)
	for range 2 {
		go func() {
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/export.csv?q=slow", nil))
			done <- true
		}()
		<-inside
	}
	if res, _ := ask(t, h, http.MethodGet, "/export.csv"); res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("a third export: %d", res.StatusCode)
	}
	if res, _ := ask(t, h, http.MethodGet, "/?q=budsjett"); res.StatusCode != http.StatusOK {
		t.Errorf("the page beside exports: %d", res.StatusCode)
	}
	close(leave)
	<-done
	<-done
	if res, _ := ask(t, h, http.MethodGet, "/export.csv"); res.StatusCode != http.StatusOK {
		t.Errorf("after them: %d", res.StatusCode)
	}
}

func TestSearchPageOffersDownloads(t *testing.T) {
	doc := page(t, site(exporting()), "/?q=rammetilskudd&body=Formannskapet&sort=-amount", http.StatusOK)
	var got []string
	for _, a := range find(doc, ".downloads a") {
		got = append(got, textOf(a)+" "+attr(a, "href"))
	}
	want := []string{
		"Excel /export.xlsx?body=Formannskapet&q=rammetilskudd&sort=-amount&type=figure",
		"CSV /export.csv?body=Formannskapet&q=rammetilskudd&sort=-amount&type=figure",
		"JSON Lines /export.jsonl?body=Formannskapet&q=rammetilskudd&sort=-amount&type=figure",
		"Datapakke /datapackage.zip?body=Formannskapet&q=rammetilskudd&sort=-amount&type=figure",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("downloads (-want +got):\n%s", diff)
	}
	for _, a := range find(doc, ".downloads a") {
		if res, _ := ask(t, site(exporting()), http.MethodGet, attr(a, "href")); res.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", attr(a, "href"), res.StatusCode)
		}
	}
	if got := find(doc, ".follow a"); len(got) == 0 || attr(got[0], "href") != "/series?row=1+Rammetilskudd" {
		t.Errorf("%d figures lead to their series", len(got))
	}
	if n := len(find(page(t, site(exporting()), "/?q=finnesikke", http.StatusOK), ".downloads")); n != 0 {
		t.Error("downloads of nothing are offered")
	}
	noFigures := exporting()
	noFigures.facets = map[string][]search.FacetValue{"type": {{Value: "item", Count: 2}}}
	if n := len(find(page(t, site(noFigures), "/?q=budsjett", http.StatusOK), ".downloads")); n != 0 {
		t.Error("downloads of no figure are offered")
	}
	if n := len(find(page(t, handler(t), "/?q=budsjett", http.StatusOK), ".downloads")); n != 0 {
		t.Error("downloads are offered where there are none")
	}
}

func TestSeriesPage(t *testing.T) {
	h := site(exporting())
	doc := page(t, h, "/series?row=rammetilskudd", http.StatusOK)
	if got := texts(doc, ".seriesline h2"); !cmp.Equal(got, []string{"Havnes kommune · Formannskapet · budsjett", "Havnes kommune · Formannskapet · regnskap", "Havnes kommune · Kontrollutvalget · budsjett"}) {
		t.Errorf("lines: %q", got)
	}
	rows := texts(doc, ".seriesline tr.contradicts")
	want := []string{
		"2023 251,5 MNOK 251 500 000 kr Budsjett og økonomiplan for Havnes 13. november 2024, side 2 Motstrid",
		"samme år 297 MNOK 297 000 000 kr Budsjett og økonomiplan for Havnes 15. november 2023, side 2 Motstrid",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("contradicting rows (-want +got):\n%s", diff)
	}
	if got := texts(doc, ".contra"); len(find(doc, "#motstrid")) != 1 || len(find(doc, ".contra strong")) != 1 {
		t.Errorf("contradictions: %q", got)
	}
	marks := find(doc, ".chart a")
	if len(marks) != 9 || len(find(doc, ".chart path.odd")) != 1 || len(find(doc, "path.run")) != 4 {
		t.Errorf("%d marks, %d odd, %d runs", len(marks), len(find(doc, ".chart path.odd")), len(find(doc, "path.run")))
	}
	for _, a := range marks {
		if !strings.HasPrefix(attr(a, "href"), "/documents/") || !strings.Contains(attr(a, "href"), "#treff") || attr(a, "aria-label") == "" {
			t.Errorf("a point leads to %q, labelled %q", attr(a, "href"), attr(a, "aria-label"))
		}
	}
	for n := range doc.Descendants() {
		if attr(n, "style") != "" {
			t.Errorf("an inline style, which the page's policy refuses: %q", attr(n, "style"))
		}
	}
	if got := strings.Join(texts(doc, ".series p.sub"), " "); !strings.Contains(got, "Fortegn sammenlignes bare innenfor én tabell") || !strings.Contains(got, "1 tall uten oppgitt enhet") {
		t.Errorf("remarks: %q", got)
	}
	doc = page(t, h, "/series?row=rammetilskudd&body=Kontrollutvalget", http.StatusOK)
	if got := texts(doc, ".chips a"); len(got) != 1 || !strings.Contains(got[0], "Utvalg: Kontrollutvalget") || len(find(doc, ".seriesline")) != 1 {
		t.Errorf("filters in force: %q", got)
	}
}

func TestSeriesPageWithoutResult(t *testing.T) {
	h := site(exporting())
	if doc := page(t, h, "/series", http.StatusOK); len(find(doc, ".alert")) != 0 || len(find(doc, "#row")) != 1 {
		t.Error("the empty page is no form")
	}
	if got := texts(page(t, h, "/series?row=2024", http.StatusBadRequest), ".alert p"); len(got) != 1 || !strings.Contains(got[0], "med et ord i") {
		t.Errorf("a row without a word: %q", got)
	}
	page(t, h, "/series?row=x&fasit=1", http.StatusBadRequest)
	f := exporting()
	f.ask = func(q search.Query) {
		if strings.HasPrefix(q.Text, "post:") {
			f.hits = []search.Hit{tablesOf()[0]}
			f.hits[0].Snippet = snippet("post:tilskudd")
		}
	}
	if got := texts(page(t, site(f), "/series?row=tilskudd", http.StatusOK), ".similar a"); !cmp.Equal(got, []string{"1 Rammetilskudd"}) {
		t.Errorf("similar labels: %q", got)
	}
}

func TestAPISeries(t *testing.T) {
	h := site(exporting())
	res, body := ask(t, h, http.MethodGet, "/api/v1/series?row=Rammetilskudd&body=Formannskapet")
	if res.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", res.StatusCode, body)
	}
	s := decode[series.Series](t, body)
	if s.Figures != 9 || len(s.Lines) != 2 || len(s.Contradictions) != 1 || len(s.Labels) != 3 || s.Signs == "" {
		t.Errorf("%d figures, %d lines, %d contradictions, labels %q", s.Figures, len(s.Lines), len(s.Contradictions), s.Labels)
	}
	if v := s.Contradictions[0].Values; len(v) != 2 || v[0].Document == v[1].Document || !strings.HasPrefix(v[0].URL, "/documents/"+string(v[0].Document)) {
		t.Errorf("the contradiction does not name both places: %+v", v)
	}
	res, body = ask(t, h, http.MethodGet, "/api/v1/series")
	if res.StatusCode != http.StatusBadRequest || res.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(body, `"row"`) {
		t.Errorf("without a row: %d %s", res.StatusCode, body)
	}
	_, body = ask(t, h, http.MethodGet, "/openapi.json")
	doc := decode[openAPI](t, body)
	for _, p := range []string{"/export.csv", "/export.xlsx", "/export.jsonl", "/datapackage.zip", "/api/v1/series"} {
		if doc.Paths[p]["get"].Responses["200"] == nil {
			t.Errorf("the OpenAPI document lacks %s", p)
		}
	}
	for _, ref := range refs(body) {
		if doc.Components.Schemas[ref] == nil {
			t.Errorf("reference to %s leads nowhere", ref)
		}
	}
}
