package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok"
	"saksok/index"
	"saksok/index/indextest"
	"saksok/search"
	"saksok/search/web"
)

// stored is everything over the stored extractions of our own documents: the index
// and the search that answer in production, and the languages of the documents.
func stored(t *testing.T) (http.Handler, map[saksok.DocumentID]string) {
	t.Helper()
	var xs []*saksok.Extraction
	languages := map[saksok.DocumentID]string{}
	kept := indextest.Stored(t, "../../testdata/golden")
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		x := kept[name]
		xs = append(xs, x)
		languages[x.Document.SHA256] = x.Document.Language
	}
	ix, err := index.Open(t.TempDir(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := ix.Put(t.Context(), xs); err != nil {
		t.Fatal(err)
	}
	s := search.New(ix, search.Options{})
	return web.New(web.Options{Searcher: s, Library: library(), Figures: s, Advisor: s}), languages
}

// apiAnswer asks the API for the search of a query string.
func apiAnswer(t *testing.T, h http.Handler, target string) search.Result {
	t.Helper()
	res, body := ask(t, h, http.MethodGet, target)
	if res.StatusCode != http.StatusOK {
		t.Fatalf("GET %s: status %d\n%s", target, res.StatusCode, body)
	}
	return decode[search.Result](t, body)
}

// everyPage follows next to the end.
func everyPage(t *testing.T, h http.Handler, values string, limit int) []search.Hit {
	t.Helper()
	base := "/api/v1/search?facets=none&limit=" + strconv.Itoa(limit) + "&" + values
	var hits []search.Hit
	seen := map[string]bool{}
	for target := base; ; {
		r := apiAnswer(t, h, target)
		for _, hit := range r.Hits {
			if seen[hit.ID] {
				t.Fatalf("%s: %s comes twice", target, hit.ID)
			}
			seen[hit.ID] = true
		}
		if hits = append(hits, r.Hits...); r.Next == "" {
			if len(hits) != r.Total || !r.TotalIsExact {
				t.Errorf("%s: %d hits, total %d", base, len(hits), r.Total)
			}
			return hits
		}
		target = base + "&after=" + r.Next
	}
}

// facetsOf are the values that a hit counts for, as it shows them itself.
func facetsOf(h search.Hit, language string) map[string][]string {
	out := map[string][]string{
		"type": {string(h.Type)}, "body": {h.Body}, "organisation": {h.Organisation}, "kind": {string(h.Kind)},
		"item_kind": {string(h.ItemKind)}, "language": {language},
	}
	if h.Date != "" {
		out["year"], out["month"] = []string{string(h.Date[:4])}, []string{string(h.Date[:7])}
	}
	for _, t := range h.Topics {
		out["topic"] = append(out["topic"], string(t.Top()), string(t))
	}
	if d := h.Decision; d != nil {
		out["status"] = []string{string(d.Status)}
		for _, t := range d.Types {
			out["decision_type"] = append(out["decision_type"], string(t))
		}
	}
	if f := h.Figure; f != nil {
		out["currency"], out["check"] = []string{f.Currency}, []string{string(f.Check)}
		if f.Year > 0 {
			out["figure_year"] = []string{strconv.Itoa(f.Year)}
		}
	}
	for name, values := range out {
		slices.Sort(values)
		out[name] = slices.Compact(slices.DeleteFunc(values, func(v string) bool { return v == "" }))
	}
	return out
}

// TestContractAddsUp compares the totals, the sums and the facets of an answer with
// those counted over its hits, one by one.
func TestContractAddsUp(t *testing.T) {
	h, languages := stored(t)
	for _, values := range []string{
		"", "q=budsjett", "q=barnehage+over+1+mill", "q=eiendomsskatt", "q=skole+helikopter", "q=hvor+mye+til+skole", "q=-budsjett", "q=beløp:<0",
		"q=under+1+mill+i+2023", "q=mellom+3+og+4+mill", "q=status:vedtatt+or+status:avvist", "type=figure", "type=figure&currency=NOK&q=2025",
		"currency=-NOK&type=figure", "figure_year=missing&type=figure", "check=mismatch&check=rounding", "body=Formannskapet&status=-adopted",
		"topic=missing&type=item", "status=-missing", "language=da&language=sv", "decision_type=approval&decision_type=-procedural",
		"from=2024-04-01&to=2024-06-20", "min=1000000&max=5000000", "max=0", "type=decision&type=page&month=2024-03", "item_kind=missing&type=figure&q=sum",
	} {
		t.Run(values, func(t *testing.T) {
			values := strings.ReplaceAll(values, "ø", "%C3%B8")
			r := apiAnswer(t, h, "/api/v1/search?limit=1&"+values)
			sums, counts := map[string]search.Sum{}, map[string]map[string]int{}
			for _, hit := range everyPage(t, h, values, 60) {
				if f := hit.Figure; f != nil && f.Currency != "" && !f.Total {
					s := sums[f.Currency]
					sums[f.Currency] = search.Sum{Count: s.Count + 1, Minor: s.Minor + f.Minor}
				}
				of := facetsOf(hit, languages[hit.Document])
				for name := range r.Facets {
					if counts[name] == nil {
						counts[name] = map[string]int{}
					}
					for _, v := range of[name] {
						counts[name][v]++
					}
					if len(of[name]) == 0 {
						counts[name]["missing"]++
					}
				}
			}
			if diff := cmp.Diff(sums, r.Sums); diff != "" {
				t.Errorf("sums (-of the hits +told):\n%s", diff)
			}
			given, err := url.ParseQuery(values)
			if err != nil {
				t.Fatal(err)
			}
			for name, told := range r.Facets {
				if _, own := given[name]; own || name == "type" {
					continue // counted without itself: see TestContractToggles
				}
				got := map[string]int{}
				for _, v := range told {
					got[v.Value] = v.Count
				}
				if diff := cmp.Diff(counts[name], got); diff != "" && len(got) < 100 {
					t.Errorf("facet %s (-of the hits +told):\n%s", name, diff)
				}
			}
		})
	}
}

// TestContractToggles follows the toggle of every facet value: it finds as many as
// were counted, and off again what there was.
func TestContractToggles(t *testing.T) {
	h, _ := stored(t)
	for _, values := range []string{"q=budsjett+or+skole", "type=figure&figure_year=2024", "body=Formannskapet&status=adopted&status=rejected"} {
		before := apiAnswer(t, h, "/api/v1/search?"+values)
		for _, name := range slices.Sorted(maps.Keys(before.Facets)) {
			selected := slices.ContainsFunc(before.Facets[name], func(v search.FacetValue) bool { return v.Selected })
			for _, v := range before.Facets[name] {
				after := apiAnswer(t, h, v.ToggleURL)
				if !selected && after.Total != v.Count {
					t.Errorf("%s: %s=%s counts %d, finds %d", values, name, v.Value, v.Count, after.Total)
				}
				i := slices.IndexFunc(after.Facets[name], func(o search.FacetValue) bool { return o.Value == v.Value })
				if i < 0 && !v.Selected || i >= 0 && after.Facets[name][i].Selected == v.Selected {
					t.Errorf("%s: %s=%s is not toggled by %s", values, name, v.Value, v.ToggleURL)
				}
				if i >= 0 {
					if again := apiAnswer(t, h, after.Facets[name][i].ToggleURL); again.Total != before.Total {
						t.Errorf("%s: %s=%s on and off finds %d, want %d", values, name, v.Value, again.Total, before.Total)
					}
				}
			}
		}
	}
}

// TestContractOrders pages through each order in small steps: in order, and what
// has no date or amount last.
func TestContractOrders(t *testing.T) {
	h, _ := stored(t)
	amount := func(hit search.Hit) (key string, ok bool) {
		if hit.Figure == nil || hit.Figure.Currency == "" {
			return "", false
		}
		return fmt.Sprintf("%020d", hit.Figure.Minor+1<<60), true
	}
	date := func(hit search.Hit) (string, bool) { return string(hit.Date), hit.Date != "" }
	for order, key := range map[string]func(search.Hit) (string, bool){"date": date, "-date": date, "amount": amount, "-amount": amount} {
		for _, values := range []string{"", "&q=budsjett"} {
			hits := everyPage(t, h, "sort="+order+values, 37)
			last, ended := "", false
			for i, hit := range hits {
				k, ok := key(hit)
				if ended && ok {
					t.Errorf("%s%s: hit %d has a value after one without", order, values, i)
				}
				if c := strings.Compare(last, k); ok && i > 0 && (order[0] == '-' && c < 0 || order[0] != '-' && c > 0) {
					t.Errorf("%s%s: %q after %q", order, values, k, last)
				}
				last, ended = k, !ok
			}
		}
	}
	hits := everyPage(t, h, "q=budsjett", 37)
	if !slices.IsSortedFunc(hits, func(a, b search.Hit) int { return int(1000 * (b.Score - a.Score)) }) {
		t.Error("hits are not by relevance")
	}
}

// TestContractHistogram counts the hits of each size of amount.
func TestContractHistogram(t *testing.T) {
	h, _ := stored(t)
	for _, values := range []string{"type=figure&currency=NOK", "type=figure&currency=SEK", "type=figure&currency=NOK&q=budsjett"} {
		r := apiAnswer(t, h, "/api/v1/search?"+values)
		if len(r.Amounts) == 0 {
			t.Fatalf("%s: no amounts", values)
		}
		got, want := make([]int, len(r.Amounts)), make([]int, len(r.Amounts))
		hits := everyPage(t, h, values, 100)
		for i, b := range r.Amounts {
			got[i] = b.Count
			for _, hit := range hits {
				if m := hit.Figure.Minor; (b.From == nil || m >= *b.From*100) && (b.Below == nil || m < *b.Below*100) {
					want[i]++
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-of the hits +told):\n%s", values, diff)
		}
	}
	if r := apiAnswer(t, h, "/api/v1/search?type=figure"); r.Amounts != nil {
		t.Error("amounts of several currencies are counted together")
	}
}

// TestContractExport: an export has as many lines as the search has figures.
func TestContractExport(t *testing.T) {
	h, _ := stored(t)
	for _, values := range []string{"q=budsjett", "q=eiendomsskatt&figure_year=2026", "currency=SEK"} {
		hits := everyPage(t, h, values+"&type=figure", 100)
		res, body := ask(t, h, http.MethodGet, "/export.jsonl?"+values)
		if got := strings.Count(body, "\n"); res.Header.Get("X-Total-Count") != strconv.Itoa(len(hits)) || got != len(hits) {
			t.Errorf("%s: %d lines of %s, want %d", values, got, res.Header.Get("X-Total-Count"), len(hits))
		}
	}
}
