package ocr

import (
	"cmp"
	"math"
	"slices"
)

// A scan hangs by a degree or so: over the width of a page that is half the
// distance of two lines, and words of one line would come to stand on others.
const (
	minSlope = 0.002 // 1 point over the width of A4 is nothing
	maxSlope = 0.10  // beyond this the program finds no lines itself
)

// straighten moves words up and down so that their lines are level, and takes
// from their boxes what the slope added to the height.
func straighten(ws []word) {
	slope := slopeOf(ws, 0)
	slope = slopeOf(ws, slope) // now that the sign is known, with the right corners
	if math.Abs(slope) < minSlope || math.Abs(slope) > maxSlope {
		return
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, w := range ws {
		lo, hi = min(lo, w.left), max(hi, w.right)
	}
	middle := (lo + hi) / 2
	for i := range ws {
		w := &ws[i]
		low, high := w.right, w.left // where the bottom and the top touch the box
		if slope < 0 {
			low, high = high, low
		}
		w.bottom -= slope * (low - middle)
		w.top -= slope * (high - middle)
		if w.bottom < w.top+1 {
			w.bottom = w.top + 1
		}
	}
}

// slopeOf is the slope most of the print has, from words that stand on their
// line with all letters. The bottom of a sloping word's box is that of its last
// letter, or of its first one when the slope, guessed before, is negative.
func slopeOf(ws []word, guess float64) float64 {
	type fit struct{ slope, weight float64 }
	var fits []fit
	for _, l := range byLine(ws) {
		var xs, ys []float64
		for _, w := range ws[l.from:l.to] {
			if m := measured(w); m.weight == 0 || m.foot != w.bottom {
				continue
			}
			x := (w.left + w.right) / 2
			switch {
			case guess > 0:
				x = w.right
			case guess < 0:
				x = w.left
			}
			xs, ys = append(xs, x), append(ys, w.bottom)
		}
		if len(xs) < 2 {
			continue
		}
		if s, spread := leastSquares(xs, ys); spread > 0 {
			fits = append(fits, fit{s, math.Sqrt(spread)})
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(a.slope, b.slope) })
	total, seen := 0.0, 0.0
	for _, f := range fits {
		total += f.weight
	}
	for _, f := range fits {
		if seen += f.weight; 2*seen >= total {
			return f.slope
		}
	}
	return 0
}

// leastSquares is the slope of the line through points and how far they spread
// along x.
func leastSquares(xs, ys []float64) (slope, spread float64) {
	var mx, my float64
	for i := range xs {
		mx += xs[i]
		my += ys[i]
	}
	n := float64(len(xs))
	mx, my = mx/n, my/n
	var xy float64
	for i := range xs {
		xy += (xs[i] - mx) * (ys[i] - my)
		spread += (xs[i] - mx) * (xs[i] - mx)
	}
	if spread == 0 {
		return 0, 0
	}
	return xy / spread, spread
}
