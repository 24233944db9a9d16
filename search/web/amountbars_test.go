package web

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"saksok/search"
)

func TestAmountBars(t *testing.T) {
	n := func(v int64) *int64 { return &v }
	buckets := func(counts ...int) []search.AmountBucket {
		edges := []*int64{nil, n(0), n(10_000), n(1_000_000), n(1_000_000_000), nil}
		var out []search.AmountBucket
		for i, c := range counts {
			out = append(out, search.AmountBucket{From: edges[i], Below: edges[i+1], Count: c})
		}
		return out
	}
	inWords := search.QueryEcho{Filters: map[string][]string{"amount": {"beløp:>200mill"}}}
	for _, tt := range []struct {
		name         string
		in           search.Result
		q            search.Query
		labels, urls []string
		first, last  string
		selected     int
	}{
		{"sizes", search.Result{Amounts: buckets(0, 2, 5, 0, 1)}, search.Query{Text: "drift"},
			[]string{"0 til 10\u00a0000: 2\u00a0tall", "10\u00a0000 til 1\u00a0mill.: 5\u00a0tall", "1\u00a0mrd. og over: 1\u00a0tall"},
			[]string{"/?max=9999&min=0&q=drift", "/?max=999999&min=10000&q=drift", "/?min=1000000000&q=drift"}, "0 til 10\u00a0000", "1\u00a0mrd. og over", -1},
		{"one is chosen", search.Result{Amounts: buckets(1, 2, 5)}, search.Query{Text: "drift", Min: n(0), Max: n(9_999)},
			[]string{"under 0: 1\u00a0tall", "0 til 10\u00a0000: 2\u00a0tall", "10\u00a0000 til 1\u00a0mill.: 5\u00a0tall"},
			[]string{"/?max=-1&q=drift", "/?q=drift", "/?max=999999&min=10000&q=drift"}, "under 0", "10\u00a0000 til 1\u00a0mill.", 1},
		{"two say nothing", search.Result{Amounts: buckets(0, 2, 5)}, search.Query{}, nil, nil, "", "", -1},
		{"the words bound it", search.Result{Amounts: buckets(1, 2, 5), Query: inWords}, search.Query{}, nil, nil, "", "", -1},
		{"not counted", search.Result{}, search.Query{}, nil, nil, "", "", -1},
	} {
		v := amountBars(&tt.in, tt.q)
		if v == nil {
			v = &barsView{}
		}
		var labels, urls []string
		selected := -1
		for i, b := range v.Bars {
			labels, urls = append(labels, b.Label), append(urls, b.URL)
			if b.Selected {
				selected = i
			}
		}
		if diff := cmp.Diff(tt.labels, labels); diff != "" {
			t.Errorf("%s: labels (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.urls, urls); diff != "" {
			t.Errorf("%s: addresses (-want +got):\n%s", tt.name, diff)
		}
		if v.First != tt.first || v.Last != tt.last || selected != tt.selected {
			t.Errorf("%s: from %q to %q, %d chosen", tt.name, v.First, v.Last, selected)
		}
	}
}
