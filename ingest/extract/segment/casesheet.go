package segment

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"
)

// sheets are the tables of a page by their lines, or where there are none by its heads
// or by the columns of the table that was open at the end of the page before.
func (f *flow) sheets(p *layout.Page, open *caseTable) []table.Sheet {
	out := table.Sheets(p)
	rows := table.PrintedRows(p)
	for i, r := range rows {
		starts := f.headStarts(rows[i:])
		if starts == nil || slices.ContainsFunc(out, func(s table.Sheet) bool { return s.Box.Intersects(r.Box) }) {
			continue
		}
		out = append(out, table.Aligned(p, rows[i:], starts, true))
	}
	if len(out) == 0 && open != nil && len(rows) > 0 {
		starts := make([]float64, len(open.columns))
		for k, c := range open.columns {
			starts[k] = c.X0
		}
		if s := table.Aligned(p, rows, starts, false); len(s.Bands) > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b table.Sheet) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return out
}

// headStarts is where the columns begin of which the first of some rows is the heads; nil
// where it is none.
func (f *flow) headStarts(rows []table.PrintedRow) []float64 {
	heads := rows[0].Phrases
	if len(heads) < 2 {
		return nil
	}
	texts, starts := make([]string, len(heads)), make([]float64, len(heads))
	for i, p := range heads {
		texts[i], starts[i] = p.Text, p.Box[0]
	}
	if f.columnRoles(texts) == nil {
		return nil
	}
	for i := range starts {
		if i > 0 {
			starts[i] = columnStart(rows, heads[i-1].Box[2], heads[i].Box)
		}
		starts[i] -= 2
	}
	return starts
}

// columnStart is where the column under a head begins: at the head, or where print under
// it does, as more rows keep clear of the place before. left is where the head before
// ends.
func columnStart(rows []table.PrintedRow, left float64, head saksok.Box) float64 {
	clear := func(x float64) int {
		n := 1
		for n < len(rows) && rows[n].Clear(x-2) {
			n++
		}
		return n
	}
	best, most := head[0], clear(head[0])
	for _, r := range rows[:min(len(rows), most+straddleReach)] {
		for _, p := range r.Phrases {
			if x := p.Box[0]; left < x && x < head[2] && clear(x) > most {
				best, most = x, clear(x)
			}
		}
	}
	return best
}

// straddleReach is how many rows behind the first that stands across a head's edge are
// looked at for the column's.
const straddleReach = 4

// inRows joins the printed rows of a sheet without lines to the rows of the table: one
// begins with a number, or where there are none with a title behind a space. What stands
// there behind a numbered row is no more of the table.
func (f *flow) inRows(s table.Sheet, cells [][][]line, from int) table.Sheet {
	const space = 0.6 // of a row's height
	numbered := slices.ContainsFunc(cells[from:], func(b [][]line) bool { _, _, ok := f.caseNumber(f.join(b[0])); return ok })
	bands := slices.Clone(s.Bands[:from])
	for b := from; b < len(cells); b++ {
		box, n := s.Bands[b], len(bands)
		_, _, ok := f.caseNumber(f.join(cells[b][0]))
		apart := len(cells[b][0]) > 0 && n > from && box[0][1]-bands[n-1][0][3] > space*box[0].Height()
		switch {
		case apart && numbered && !ok:
			s.Bands = bands
			return s
		case n == from, ok, apart:
			bands = append(bands, slices.Clone(box))
		default:
			for c := range box {
				bands[n-1][c][3] = box[c][3]
			}
		}
	}
	s.Bands = bands
	return s
}

// atNumbers cuts the bands of a sheet at the case numbers in its first column, where lines
// part the columns or shade the heads but do not part the rows.
func (f *flow) atNumbers(s table.Sheet, cells [][][]line, from int) table.Sheet {
	bands, numbers, numbered := slices.Clone(s.Bands[:from]), 0, 0
	for b := from; b < len(cells); b++ {
		box, here := slices.Clone(s.Bands[b]), 0
		for _, l := range cells[b][0] {
			if n, _, ok := f.caseNumber(l.text); !ok || n.Key() == "" {
				continue
			}
			if here++; here > 1 || l.Box[1] > box[0][1]+2*l.Size {
				above := slices.Clone(box)
				for c := range box {
					above[c][3], box[c][1] = l.Box[1]-1, l.Box[1]-1
				}
				bands = append(bands, above)
			}
		}
		bands = append(bands, box)
		numbers += here
		numbered += min(here, 1)
	}
	if numbers < 2*numbered || numbered == 0 {
		return s // a number that a title in a cell wraps to
	}
	s.Bands = bands
	return s
}

// cellsOf is a sheet's text, by band and column.
func (f *flow) cellsOf(s table.Sheet) [][][]line {
	var boxes []saksok.Box
	for _, b := range s.Bands {
		boxes = append(boxes, b...)
	}
	laid := f.doc.Cells(s.Page, boxes)
	out := make([][][]line, len(s.Bands))
	edges, shift := make([]float64, len(s.Columns)), 0
	for k, ls := range laid {
		for _, l := range ls {
			edges[k%len(edges)] = max(edges[k%len(edges)], l.Box[2])
		}
	}
	for b, band := range s.Bands {
		for c := range band {
			var cell []line
			for _, l := range laid[0] {
				cell = append(cell, line{Line: l, text: l.Text(), table: -1, edge: edges[c]})
			}
			shift = parted(cell, shift)
			laid = laid[1:]
			out[b] = append(out[b], cell)
		}
	}
	return out
}

// parted numbers the blocks of a cell anew: its paragraphs follow each other without a
// space, but a line that the next word had room on is the last of one. shift is by how
// much the blocks before it are numbered higher.
func parted(cell []line, shift int) int {
	for i := range cell {
		l := &cell[i]
		l.Block += shift
		if i == 0 {
			continue
		}
		p := cell[i-1]
		if p.Block == l.Block && startsUpper(strings.TrimLeft(l.text, "«\"”“–-• ")) && p.Box[2]+p.Size/4+l.Words[0].Box.Width() <= p.edge {
			shift++
			l.Block++
		}
	}
	return shift
}

// sameColumns reports whether two sheets have their columns at the same places.
func sameColumns(a, b []table.Span) bool {
	const slack = 6 // points
	return slices.EqualFunc(a, b, func(x, y table.Span) bool { return math.Abs(x.X0-y.X0) < slack })
}
