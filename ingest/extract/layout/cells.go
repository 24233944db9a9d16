package layout

import (
	"math"
	"slices"
	"unicode/utf8"

	"saksok"
)

// Cells lays out what stands in each of some places of a page by itself, as a person
// reads a table of running text: cell by cell, though its columns share baselines. A
// word belongs to the first box that its middle is in; page furniture to none. The
// blocks of the cells are numbered on behind those of the page.
func (d *Document) Cells(page int, boxes []saksok.Box) [][]Line {
	i := slices.IndexFunc(d.Pages, func(p Page) bool { return p.Number == page })
	if i < 0 {
		return make([][]Line, len(boxes))
	}
	p := &d.Pages[i]
	rows := make([][]row, len(boxes))
	block := 0
	for _, l := range p.Lines {
		block = max(block, l.Block)
		if l.Furniture {
			continue
		}
		for _, w := range l.Words {
			if k := slices.IndexFunc(boxes, func(b saksok.Box) bool { return holds(b, w.Box) }); k >= 0 {
				rows[k] = withWord(rows[k], fragment{word: w, baseline: l.Baseline, glyphs: utf8.RuneCountInString(w.Text)})
			}
		}
	}
	out := make([][]Line, len(boxes))
	var all []Line
	for k, rs := range rows {
		slices.SortStableFunc(rs, func(a, b row) int { return cmpFloat(a.baseline, b.baseline) })
		for _, r := range rs {
			slices.SortStableFunc(r.words, func(a, b fragment) int { return cmpFloat(a.word.Box[0], b.word.Box[0]) })
			if l := asLine(r, page); len(l.Words) > 0 {
				out[k] = append(out[k], l)
			}
		}
		all = append(all, out[k]...)
	}
	leading := commonLeading(all)
	for k := range out {
		for j := range out[k] {
			l := &out[k][j]
			if j == 0 || newBlock(out[k][j-1], *l, leading) {
				block++
			}
			l.Block, l.Heading = block, headingValue(*l, d.BodySize, d.boldStands)
		}
	}
	return out
}

// holds reports whether the middle of b is in a.
func holds(a, b saksok.Box) bool {
	x, y := b.CenterX(), b.CenterY()
	return a[0] <= x && x < a[2] && a[1] <= y && y < a[3]
}

// withWord puts a word on its row of a cell.
func withWord(rs []row, f fragment) []row {
	for i := range rs {
		if math.Abs(rs[i].baseline-f.baseline) <= baselineSlack*max(f.word.Size, rs[i].size) {
			rs[i].words, rs[i].box = append(rs[i].words, f), rs[i].box.Union(f.word.Box)
			return rs
		}
	}
	return append(rs, row{words: []fragment{f}, baseline: f.baseline, size: f.word.Size, box: f.word.Box})
}
