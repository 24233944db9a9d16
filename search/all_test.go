package search_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/index"
	"saksok/search"
)

// ledgerOf is one extraction with n figures whose labels take turns.
func ledgerOf(n int, rows ...string) *saksok.Extraction {
	x := saksok.NewExtraction("cc00aa11bb22cc00aa11bb22cc00aa11bb22cc00aa11bb22cc00aa11bb22cc00", 1)
	x.Document.Pages, x.Document.Title = n/50+1, "Regnskap"
	x.Meeting.Date = "2024-03-14"
	for i := range n {
		x.Figures = append(x.Figures, saksok.Figure{
			Row: rows[i%len(rows)], Columns: []string{"2024"}, Text: fmt.Sprint(i), Unit: "kr", Currency: "NOK",
			Minor: int64(i) * 100, Page: i/50 + 1,
		})
	}
	return x
}

func serviceOver(t *testing.T, xs ...*saksok.Extraction) *search.Service {
	t.Helper()
	ix, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	if err := ix.Put(t.Context(), xs); err != nil {
		t.Fatal(err)
	}
	return search.New(ix, search.Options{})
}

func allIDs(t *testing.T, f *search.Found) []string {
	t.Helper()
	var out []string
	for h, err := range f.Hits {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, h.ID)
	}
	return out
}

// TestAllIsEveryPage compares an export with turning the pages of the search.
func TestAllIsEveryPage(t *testing.T) {
	s := serviceOver(t, ledgerOf(2345, "Rammetilskudd", "1 Rammetilskot", "Lønn"))
	for _, sort := range []string{"", "-amount"} {
		q := search.Query{Text: "rammetilskudd or lønn", Types: []search.HitType{search.TypeFigure}, Sort: sort, Limit: 100}
		var want []string
		for {
			r, err := s.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range r.Hits {
				want = append(want, h.ID)
			}
			if q.After = r.Next; r.Next == "" {
				break
			}
		}
		all, err := s.All(t.Context(), q, 1e6)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, allIDs(t, all)); diff != "" || all.Total != len(want) || len(want) < 1500 {
			t.Errorf("sort %q: total %d, paged %d (-want +got):\n%.800s", sort, all.Total, len(want), diff)
		}
	}
	some, err := s.All(t.Context(), search.Query{Types: []search.HitType{search.TypeFigure}}, 1500)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(allIDs(t, some)); got != 1500 || some.Total != 2345 {
		t.Errorf("limit 1500 gave %d of %d", got, some.Total)
	}
}

func TestRowFindsOneLine(t *testing.T) {
	s := serviceOver(t, ledgerOf(30, "Rammetilskudd", "1 Rammetilskot", "Rammetilskudd fra staten"))
	f, err := s.Row(t.Context(), "rammetilskudd", search.Query{}, 100)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(allIDs(t, f)); got != 20 {
		t.Errorf("%d figures of the line, want 20", got)
	}
	f, err = s.Row(t.Context(), "rammetilskudd", search.Query{Text: "beløp:>=20"}, 100)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(allIDs(t, f)); got != 6 {
		t.Errorf("%d figures of 20 kr and more, want 6", got)
	}
	var bad *search.RequestError
	if _, err := s.Row(t.Context(), "2024", search.Query{}, 100); !errors.As(err, &bad) || bad.Param != "row" {
		t.Errorf("a label without a word: %v", err)
	}
}

// TestFiguresAreTheHits compares the figures read from an extraction with those
// found.
func TestFiguresAreTheHits(t *testing.T) {
	x := ledgerOf(5, "Lønn")
	x.Items = []saksok.Item{{Number: "3/24", Title: "Budsjett", FirstPage: 1, LastPage: 1}}
	for i := range x.Figures {
		x.Figures[i].Item = "3/24"
	}
	f, err := serviceOver(t, x).All(t.Context(), search.Query{Types: []search.HitType{search.TypeFigure}}, 10)
	if err != nil {
		t.Fatal(err)
	}
	var got []search.Hit
	for h, err := range f.Hits {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, *h)
	}
	if diff := cmp.Diff(search.Figures(x), got); diff != "" || len(got) != 5 {
		t.Errorf("found against stored, %d hits (-stored +found):\n%s", len(got), diff)
	}
}
