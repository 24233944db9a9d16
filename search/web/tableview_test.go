package web_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"saksok"
	"saksok/search"
	"saksok/search/web"
)

// withTable is a site whose case i1 has a table of three rows: two that are added
// up, one a number without unit, under checks of every outcome.
func withTable() http.Handler {
	lib := library()
	x := lib.extractions[packID]
	at := func(r, c int) saksok.Box {
		return saksok.Box{100 + 100*float64(c), 200 + 20*float64(r), 160 + 100*float64(c), 212 + 20*float64(r)}
	}
	t := saksok.Table{Page: 2, LastPage: 2, Caption: "Drift", Unit: "1000 kr", HeaderRows: 1, Box: saksok.Box{100, 200, 400, 300},
		Checks: []saksok.Check{
			{Kind: "column_sum", Column: 1, Row: 3, Stated: "2 300", Computed: "2 300", Status: saksok.CheckVerified, Terms: []saksok.Term{{Row: 1, Column: 1}, {Row: 2, Column: 1}}},
			{Kind: "column_sum", Column: 2, Row: 3, Stated: "9", Computed: "7", Status: saksok.CheckMismatch, Reread: saksok.RereadDiffers, Terms: []saksok.Term{{Row: 1, Column: 2}, {Row: 2, Column: 2, Negative: true}}},
			{Kind: "row_sum", Column: 2, Row: 1, Status: saksok.CheckUnchecked},
		}}
	x.Figures = x.Figures[2:]
	n := 0
	for r, row := range [][]string{{"Tjeneste", "2025", "2026"}, {"Skole", "1 200", "12"}, {"Helse", "1 100", "5"}, {"Sum", "2 300", "9"}} {
		for c, text := range row {
			t.Cells = append(t.Cells, saksok.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Text: text, Box: at(r, c)})
			if r == 0 || c == 0 {
				continue
			}
			f := saksok.Figure{Item: "PS 62/24", Table: &n, Row: row[0], Columns: []string{fmt.Sprint(2024 + c)}, Text: text, Unit: "1000 kr", Currency: "NOK", Page: 2, Box: at(r, c)}
			if r == 3 {
				f.Check = []saksok.CheckStatus{saksok.CheckVerified, saksok.CheckMismatch}[c-1]
			}
			x.Figures = append(x.Figures, f)
		}
	}
	x.Figures[len(x.Figures)-1].Unit = "" // the last cell's is not known
	x.Tables = []saksok.Table{t}
	hits := []search.Hit{{Type: search.TypeItem, ID: "i1", ItemID: "i1", Item: "PS 62/24", Document: packID, Page: 1, Title: "Budsjett", ItemDetail: &x.Items[1]}}
	for i := range x.Figures {
		f := &x.Figures[i]
		hits = append(hits, search.Hit{Type: search.TypeFigure, ID: fmt.Sprint("f", i), ItemID: "i1", Item: f.Item, Document: packID, Page: f.Page, Box: f.Box, Figure: f})
	}
	f := &finder{hits: hits}
	return web.New(web.Options{Searcher: f, Advisor: f, Library: lib, Status: state(), Sources: state(), Meetings: hall(), Version: "0.1"})
}

func TestCaseTable(t *testing.T) {
	doc := page(t, withTable(), "/items/i1", http.StatusOK)
	if got, want := texts(doc, ".cells thead th"), []string{"Tjeneste", "2025", "2026"}; !slices.Equal(got, want) {
		t.Errorf("head %q, want %q", got, want)
	}
	if got, want := texts(doc, ".cells tbody th"), []string{"Skole", "Helse", "Sum"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	want := []string{"1 200 1000 kr", "12 1000 kr", "1 100 1000 kr", "5 1000 kr", "Kontrollert sum 2 300 1000 kr", "Summen stemmer ikke 9 ukjent enhet"}
	for i, got := range texts(doc, ".cells td") {
		if got = strings.ReplaceAll(got, " i 1000", " 1000"); got != want[i] {
			t.Errorf("cell %d %q, want %q", i, got, want[i])
		}
	}
	if href := attr(find(doc, ".cells td a")[0], "href"); !strings.HasSuffix(href, "/pages/2?box=200.0%2C220.0%2C260.0%2C232.0#treff") {
		t.Errorf("the first amount leads to %s", href)
	}
	sums := texts(doc, ".sumlist li")
	for i, want := range []string{"Summen stemmer ikke Sum › 2026: 12 − 5 = 7 ; i tabellen står 9 . Kan være lest feil", "Kontrollert sum Sum › 2025: 1\u00a0200 + 1\u00a0100 = 2\u00a0300"} {
		if i >= len(sums) || !strings.HasPrefix(strings.ReplaceAll(sums[i], "\u00a0", " "), strings.ReplaceAll(want, "\u00a0", " ")) {
			t.Errorf("sum %d of %q, want %q", i, sums, want)
		}
	}
	if href := attr(find(doc, ".sumlist li a")[0], "href"); strings.Count(href, "box=") != 3 {
		t.Errorf("the page marks not the total and its two terms: %s", href)
	}
	if got := texts(doc, ".entries .value"); !slices.Equal(got, []string{"17,0"}) {
		t.Errorf("figures beside the table %q, want the one in no table", got)
	}
}
