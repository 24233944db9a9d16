package table

import (
	"slices"

	"saksok"
)

// Limits of a lattice that rules its columns only.
const (
	columnRows  = 3    // ruled rows at most: head, body, total
	bandsLeast  = 3    // table rows of one
	bandsFilled = 0.75 // share of their cells that are filled
)

// splitBands cuts the rows of a lattice that has lines between its columns, but
// none between most of its rows, where the print shows the rows.
func (l *lattice) splitBands(ls *lines) {
	if len(l.ys)-1 > columnRows {
		return
	}
	for r := len(l.ys) - 2; r >= 0; r-- {
		var in []region
		over := false
		for _, g := range l.regions {
			over = over || g.r0 < r && g.r1 > r || g.r0 == r && g.r1 > r+1
			if g.r0 == r && g.r1 == r+1 {
				in = append(in, g)
			}
		}
		if over || len(in) < 2 {
			continue
		}
		if at := l.bandEdges(in, ls); at != nil {
			l.cutRow(r, at)
		}
	}
}

// bandEdges are the places between the table rows that stand in the regions of one
// ruled row, nil where they are no rows.
func (l *lattice) bandEdges(in []region, ls *lines) []float64 {
	slices.SortFunc(in, func(a, b region) int { return a.c0 - b.c0 })
	t := &textTable{lines: ls}
	var words []word
	for _, g := range in {
		t.columns = append(t.columns, Span{l.xs[g.c0], l.xs[g.c1]})
		words = append(words, g.words...)
	}
	if len(words) == 0 {
		return nil
	}
	numberRows(words)
	t.fill(rowsOf(words, ls))
	bands := t.bands()
	var at []float64
	filled := 0
	var above saksok.Box
	for k, band := range bands {
		var box saksok.Box
		for _, cell := range band {
			for _, line := range cell {
				box = box.Union(line.box)
			}
			if len(cell) > 0 {
				filled++
			}
		}
		if k > 0 {
			at = append(at, (above[3]+box[1])/2)
		}
		above = box
	}
	if len(bands) < bandsLeast || float64(filled) < bandsFilled*float64(len(bands)*len(in)) {
		return nil
	}
	return at
}

// cutRow cuts a row at some places into rows.
func (l *lattice) cutRow(r int, at []float64) {
	var out []region
	for _, g := range l.regions {
		if g.r0 > r {
			g.r0, g.r1 = g.r0+len(at), g.r1+len(at)
		}
		if g.r0 != r || g.r1 != r+1 {
			out = append(out, g)
			continue
		}
		parts := make([]region, len(at)+1)
		for k := range parts {
			parts[k] = region{r0: r + k, r1: r + k + 1, c0: g.c0, c1: g.c1}
		}
		for _, w := range g.words {
			k, _ := slices.BinarySearch(at, w.box.CenterY())
			parts[k].words = append(parts[k].words, w)
		}
		out = append(out, parts...)
	}
	l.regions = out
	l.ys = slices.Insert(l.ys, r+1, at...)
	l.ye = slices.Insert(l.ye, r+1, at...)
}
