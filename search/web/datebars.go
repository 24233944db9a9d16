package web

import (
	"fmt"
	"strconv"
	"time"

	"saksok/search"
)

// barsView is how the hits spread over time, as bars that each narrow the
// search to their time.
type barsView struct {
	Caption     string
	First, Last string // labels of the ends
	Bars        []barView
}

type barView struct {
	X, Width, Y, Height string // in a box of barsWidth by barsHeight
	Label, URL          string
	Selected            bool
}

// The box the bars are drawn in; the style sheet scales it.
const (
	barsWidth, barsHeight = 264, 56
	maxBars               = 60 // more are too thin to hit
	minBars               = 3  // fewer say nothing the facet does not
)

// dateBars draws the months of the hits, or where these are too many their
// years; nil where the hits are of too few.
func dateBars(res *search.Result) *barsView {
	if v := barsOf(res.Facets["month"], "month", 12); v != nil {
		return v
	}
	return barsOf(res.Facets["year"], "year", 1)
}

// barsOf draws the values of a facet of times, with what lies between them.
func barsOf(values []search.FacetValue, name string, perYear int) *barsView {
	counts := map[int]search.FacetValue{}
	first, last, most := 0, 0, 0
	for _, v := range values {
		n, ok := period(v.Value, perYear)
		if !ok || v.Count == 0 {
			continue
		}
		if len(counts) == 0 || n < first {
			first = n
		}
		if len(counts) == 0 || n > last {
			last = n
		}
		counts[n] = v
		most = max(most, v.Count)
	}
	n := last - first + 1
	if len(counts) < minBars || n > maxBars {
		return nil
	}
	title := func(at int) string { return label(name, periodName(at, perYear)) }
	v := &barsView{Caption: "Treff etter " + map[string]string{"month": "måned", "year": "møteår"}[name], First: title(first), Last: title(last)}
	step := float64(barsWidth) / float64(n)
	for at := first; at <= last; at++ {
		fv, ok := counts[at]
		if !ok {
			continue
		}
		height := max(2, float64(barsHeight)*float64(fv.Count)/float64(most))
		v.Bars = append(v.Bars, barView{
			X: place(float64(at-first) * step), Width: place(max(1, step-1)), Y: place(barsHeight - height), Height: place(height),
			Label: fmt.Sprintf("%s: %s", title(at), plural(fv.Count, "treff", "treff")), URL: fv.ToggleURL, Selected: fv.Selected,
		})
	}
	return v
}

// period numbers "2024-03" by month or "2024" by year.
func period(value string, perYear int) (int, bool) {
	if perYear == 1 {
		y, err := strconv.Atoi(value)
		return y, err == nil && y > 0
	}
	t, err := time.Parse("2006-01", value)
	if err != nil {
		return 0, false
	}
	return t.Year()*perYear + int(t.Month()) - 1, true
}

func periodName(n, perYear int) string {
	if perYear == 1 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%04d-%02d", n/perYear, n%perYear+1)
}
