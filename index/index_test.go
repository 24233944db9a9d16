package index_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saksok"
	"saksok/index"
	"saksok/index/engine"
)

func documentID(name string) saksok.DocumentID {
	sum := sha256.Sum256([]byte(name))
	return saksok.DocumentID(hex.EncodeToString(sum[:]))
}

// extraction is a document with n items and as many figures and pages.
func extraction(name string, n int) *saksok.Extraction {
	x := saksok.NewExtraction(documentID(name), int64(n))
	x.Document.Title = "Innkalling " + name
	x.Meeting = saksok.Meeting{Body: "Formannskapet", Organisation: "Granvik kommune", Date: "2024-06-13"}
	for i := range n {
		number := saksok.ItemNumber(fmt.Sprintf("PS %d/24", i+1))
		x.Items = append(x.Items, saksok.Item{Number: number, Title: fmt.Sprint("Sak om bru nummer ", i), FirstPage: i + 1, LastPage: i + 1})
		x.Figures = append(x.Figures, saksok.Figure{Item: number, Row: "Bru", Columns: []string{"2025"}, Text: "1", Unit: "kr", Currency: "NOK", Minor: int64(100 * i), Page: i + 1})
		x.Pages = append(x.Pages, saksok.Page{Number: i + 1, Text: "Brua over fjorden"})
	}
	return x
}

// size is how many search documents extraction(name, n) gives.
func size(n int) int { return 2 + 3*n }

func open(t *testing.T, dir string) *index.Index {
	t.Helper()
	ix, err := index.Open(dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

func closeIndex(t *testing.T, ix *index.Index) {
	t.Helper()
	if err := ix.Close(); err != nil {
		t.Error(err)
	}
}

func put(t testing.TB, ix *index.Index, xs ...*saksok.Extraction) {
	t.Helper()
	if err := ix.Put(t.Context(), xs); err != nil {
		t.Fatal(err)
	}
}

func count(t testing.TB, ix *index.Index) int {
	t.Helper()
	n, err := ix.Count()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// all lists the id and source of everything in the index.
func all(t testing.TB, ix *index.Index) map[string]string {
	t.Helper()
	a, err := ix.Search(t.Context(), engine.Plan{Query: engine.All{}, Limit: 1_000_000})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, h := range a.Hits {
		out[h.ID] = string(h.Source)
	}
	if a.Total != len(out) {
		t.Fatalf("total = %d, %d different hits", a.Total, len(out))
	}
	return out
}

func TestPutTwiceIsPutOnce(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	put(t, ix, extraction("a", 3), extraction("b", 2))
	once := all(t, ix)
	put(t, ix, extraction("a", 3))
	put(t, ix, extraction("b", 2), extraction("b", 5), extraction("b", 2))
	if diff := cmp.Diff(once, all(t, ix)); diff != "" {
		t.Errorf("(-once +twice):\n%s", diff)
	}
	if got, want := count(t, ix), size(3)+size(2); got != want {
		t.Errorf("count = %d, want %d", got, want)
	}
}

func TestPutReplacesAndDeleteRemoves(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	put(t, ix, extraction("a", 5), extraction("b", 1))
	put(t, ix, extraction("a", 2))
	if got, want := count(t, ix), size(2)+size(1); got != want {
		t.Errorf("after replacing: count = %d, want %d", got, want)
	}
	if err := ix.Delete(t.Context(), []saksok.DocumentID{documentID("a"), documentID("never seen")}); err != nil {
		t.Fatal(err)
	}
	if got, want := count(t, ix), size(1); got != want {
		t.Errorf("after deleting: count = %d, want %d", got, want)
	}
}

// TestLargeDocument goes through several batches.
func TestLargeDocument(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	put(t, ix, extraction("book", 900))
	if got, want := count(t, ix), size(900); got != want {
		t.Errorf("count = %d, want %d", got, want)
	}
	put(t, ix, extraction("book", 1))
	if got, want := count(t, ix), size(1); got != want {
		t.Errorf("count = %d, want %d", got, want)
	}
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	ix := open(t, dir)
	if !ix.Created() {
		t.Error("a new index does not say that it is new")
	}
	put(t, ix, extraction("a", 3))
	want := all(t, ix)
	closeIndex(t, ix)
	ix = open(t, dir)
	defer closeIndex(t, ix)
	if ix.Created() {
		t.Error("an old index says that it is new")
	}
	if diff := cmp.Diff(want, all(t, ix)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestLocked(t *testing.T) {
	if testing.Short() {
		t.Skip("waits two seconds for a lock")
	}
	dir := t.TempDir()
	ix := open(t, dir)
	defer closeIndex(t, ix)
	if _, err := index.Open(dir, index.Options{}); !errors.Is(err, index.ErrLocked) {
		t.Errorf("error = %v, want ErrLocked", err)
	}
}

func TestClosed(t *testing.T) {
	ix := open(t, t.TempDir())
	closeIndex(t, ix)
	closeIndex(t, ix)
	if err := ix.Put(t.Context(), []*saksok.Extraction{extraction("a", 1)}); err == nil {
		t.Error("Put into a closed index gives no error")
	}
	if _, err := ix.Search(t.Context(), engine.Plan{Query: engine.All{}, Limit: 1}); err == nil {
		t.Error("Search of a closed index gives no error")
	}
}

func TestCancelled(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := ix.Put(ctx, []*saksok.Extraction{extraction("a", 1)}); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
}

// TestSearchWhilePutting counts one document while others come and go.
func TestSearchWhilePutting(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	put(t, ix, extraction("still", 3))
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a, err := ix.Search(t.Context(), engine.Plan{
					Query: engine.Term{Field: index.TextTitle, Term: "bru", Boost: 1},
					Score: true, Limit: 5,
					Facets:  []engine.Facet{{Name: "type", Field: index.FieldType}},
					Filters: []engine.Filter{{Name: "doc", Field: index.FieldDocument, Any: []string{string(documentID("still"))}}},
				})
				if err != nil || a.Total != 6 {
					t.Errorf("total = %+v, %v; want 6", a, err)
					return
				}
			}
		})
	}
	for i := range 15 {
		put(t, ix, extraction(fmt.Sprint("moving ", i%3), 20+i))
	}
	close(stop)
	wg.Wait()
}

// TestAgainstMap is a law: after any writes, the index holds what a map would.
func TestAgainstMap(t *testing.T) {
	ix := open(t, t.TempDir())
	defer closeIndex(t, ix)
	want := map[string]int{} // what the last check left is where the next begins
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 2).Draw(rt, "steps") {
			var err error
			name := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(rt, "name")
			if rapid.Bool().Draw(rt, "delete") {
				err = ix.Delete(t.Context(), []saksok.DocumentID{documentID(name)})
				delete(want, name)
			} else {
				n := rapid.IntRange(0, 4).Draw(rt, "n")
				err = ix.Put(t.Context(), []*saksok.Extraction{extraction(name, n)})
				want[name] = n
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		total := 0
		for _, n := range want {
			total += size(n)
		}
		if got := count(t, ix); got != total {
			rt.Fatalf("count = %d, want %d for %v", got, total, want)
		}
	})
}

func TestCaseForms(t *testing.T) {
	tests := []struct {
		in   saksok.ItemNumber
		want []string
	}{
		{"28/20", []string{"28/20", "28/20", "#2020-28"}},
		{"PS 12/24", []string{"ps 12/24", "12/24", "#2024-12"}},
		{"058-2024", []string{"058-2024", "058-2024", "#2024-58"}},
		{"4.1", []string{"4.1"}},
		{"", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, index.CaseForms(tt.in)); diff != "" {
			t.Errorf("CaseForms(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

// TestDocumentsAreStable holds that the same extraction gives the same writes.
func TestDocumentsAreStable(t *testing.T) {
	a, err := index.Documents(extraction("a", 3))
	if err != nil {
		t.Fatal(err)
	}
	b, err := index.Documents(extraction("a", 3))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
	var ids []string
	for _, op := range a {
		ids = append(ids, op.ID)
	}
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != len(a) {
		t.Errorf("%d ids for %d documents", n, len(a))
	}
}
