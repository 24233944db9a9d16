package search

import (
	"slices"

	"saksok/index"
	"saksok/index/engine"
)

// AmountBucket counts the figures found whose amount is at least From and less
// than Below, in whole units of their currency; nil is no bound.
type AmountBucket struct {
	From  *int64 `json:"from"`
	Below *int64 `json:"below"`
	Count int    `json:"count"`
}

// amountEdges part amounts by their size, in whole units.
var amountEdges = []int64{0, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// amountHistogram is asked for where only figures are, and they are counted.
func (p *planner) amountHistogram() []engine.Histogram {
	if !slices.Equal(p.types, []HitType{TypeFigure}) || !slices.Contains(p.facetNames(), "currency") {
		return nil
	}
	h := engine.Histogram{Name: "amount", Field: index.NumberMinor}
	for _, e := range amountEdges {
		h.Edges = append(h.Edges, e*100)
	}
	return []engine.Histogram{h}
}

// amounts are the sizes of the amounts found, where all are of one currency.
func (p *planner) amounts(a *engine.Answer) []AmountBucket {
	found, ok := a.Histograms["amount"]
	if !ok || p.currencies(a) != 1 {
		return nil
	}
	out := make([]AmountBucket, len(found.Buckets))
	for i, b := range found.Buckets {
		out[i].Count = b.Count
		if i > 0 {
			out[i].From = &amountEdges[i-1]
		}
		if i < len(amountEdges) {
			out[i].Below = &amountEdges[i]
		}
	}
	return out
}

// currencies counts those of the figures found. The facet is counted without its
// own filter.
func (p *planner) currencies(a *engine.Answer) int {
	n := 0
	selected := p.selected("currency")
	for v, count := range a.Facets["currency"].Values {
		if count > 0 && (len(selected) == 0 || slices.Contains(selected, v)) && !slices.Contains(p.q.Filters["currency"], "-"+v) {
			n++
		}
	}
	return n
}
