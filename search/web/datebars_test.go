package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/search"
)

func TestDateBars(t *testing.T) {
	facet := func(pairs ...any) []search.FacetValue {
		var out []search.FacetValue
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, search.FacetValue{Value: pairs[i].(string), Count: pairs[i+1].(int), ToggleURL: "/?t=" + pairs[i].(string)})
		}
		return out
	}
	type facets = map[string][]search.FacetValue
	for _, tt := range []struct {
		name    string
		in      facets
		caption string
		labels  []string
	}{
		{"months", facets{"month": facet("2024-03", 4, "2023-12", 2, "2024-01", 1, "missing", 9)}, "Treff etter måned",
			[]string{"desember 2023: 2\u00a0treff", "januar 2024: 1\u00a0treff", "mars 2024: 4\u00a0treff"}},
		{"too far apart for months", facets{"month": facet("2010-01", 1, "2024-01", 1, "2017-01", 1), "year": facet("2010", 1, "2024", 1, "2017", 1)},
			"Treff etter møteår", []string{"2010: 1\u00a0treff", "2017: 1\u00a0treff", "2024: 1\u00a0treff"}},
		{"two say nothing", facets{"month": facet("2024-03", 4, "2024-01", 1), "year": facet("2024", 5)}, "", nil},
		{"empty ones do not count", facets{"month": facet("2024-03", 4, "2024-01", 1, "2024-02", 0)}, "", nil},
		{"a misread year", facets{"year": facet("1", 1, "2024", 5, "2023", 2)}, "", nil},
		{"no facets", facets{}, "", nil},
	} {
		v := dateBars(&search.Result{Facets: tt.in})
		if v == nil {
			v = &barsView{}
		}
		var labels []string
		for _, b := range v.Bars {
			labels = append(labels, b.Label)
		}
		if diff := cmp.Diff(tt.labels, labels); diff != "" || v.Caption != tt.caption {
			t.Errorf("%s: caption %q (-want +got):\n%s", tt.name, v.Caption, diff)
		}
	}
	v := dateBars(&search.Result{Facets: facets{"year": facet("2020", 10, "2021", 5, "2023", 0, "2024", 1)}})
	want := barView{X: "52.8", Width: "51.8", Y: "28", Height: "28", Label: "2021: 5\u00a0treff", URL: "/?t=2021"}
	if diff := cmp.Diff(want, v.Bars[1]); diff != "" {
		t.Errorf("second bar (-want +got):\n%s", diff)
	}
}
