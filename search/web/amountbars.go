package web

import (
	"saksok/search"
)

// amountBars draws the sizes of the amounts found, each bar narrowing the search
// to its own; nil where they are of too few sizes, or the words of the query bound
// the amount already.
func amountBars(res *search.Result, q search.Query) *barsView {
	first, last, most, sizes := -1, 0, 0, 0
	for i, b := range res.Amounts {
		if b.Count == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last, most = i, max(most, b.Count)
		sizes++
	}
	inWords := res.Query.Filters["amount"] // "over 200 millioner": a bar would not take its place
	if sizes < minBars || len(inWords) > 0 {
		return nil
	}
	shown := res.Amounts[first : last+1]
	v := &barsView{Caption: "Tall etter beløp", First: amountSpan(shown[0]), Last: amountSpan(shown[len(shown)-1])}
	step := float64(barsWidth) / float64(len(shown))
	for i, b := range shown {
		if b.Count == 0 {
			continue
		}
		height := max(2, float64(barsHeight)*float64(b.Count)/float64(most))
		bar := barView{
			X: place(float64(i) * step), Width: place(step - 1), Y: place(barsHeight - height), Height: place(height),
			Label: amountSpan(b) + ": " + plural(b.Count, "tall", "tall"),
		}
		bar.URL, bar.Selected = withAmount(q, b)
		v.Bars = append(v.Bars, bar)
	}
	return v
}

// withAmount is the address of the search for the amounts of a bucket, or without
// them where it is for these.
func withAmount(q search.Query, b search.AmountBucket) (address string, selected bool) {
	low, high := b.From, b.Below
	if high != nil {
		below := *high - 1
		high = &below
	}
	if selected = same(q.Min, low) && same(q.Max, high); selected {
		low, high = nil, nil
	}
	q.Min, q.Max = low, high
	return searchURL("/", q.Values()), selected
}

func same(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// amountSpan says a bucket in words.
func amountSpan(b search.AmountBucket) string {
	switch {
	case b.From == nil:
		return "under 0"
	case b.Below == nil:
		return round(*b.From) + " og over"
	}
	return round(*b.From) + " til " + round(*b.Below)
}

// round writes a power of ten short.
func round(n int64) string {
	switch {
	case n >= 1_000_000_000:
		return number(n/1_000_000_000) + nbsp + "mrd."
	case n >= 1_000_000:
		return number(n/1_000_000) + nbsp + "mill."
	}
	return number(n)
}
