package segment

import (
	"math"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Small bodies keep their minutes in a table: a case a row, and in its columns what was
// said, what was decided, who sees to it and by when. The lines of such a page run
// across the columns. unroll puts its text in the order it is read in, cell by cell.

// opening is the case that a row of such a table opens.
type opening struct {
	number saksok.ItemNumber
	title  string
}

// rowColumn is what a column of such a table holds.
type rowColumn struct {
	means columnMeaning
	label string  // its head, where what stands in it is told by that
	x     float64 // its left edge
}

type columnMeaning int

const (
	columnText   columnMeaning = iota // what was said
	columnNumber                      // the case's number, perhaps its title too
	columnTitle
	columnLabelled // what was decided, who sees to it, by when: text under a label
)

// columnShiftMax is how far apart the left edges of one column may be on two pages, points.
const columnShiftMax = 12

// unroll puts the lines of tables that minutes are kept in in order.
func (f *flow) unroll(tables []saksok.Table) {
	var columns map[int]rowColumn
	for i, t := range tables {
		head := f.rowColumns(t)
		switch {
		case head != nil:
			columns = head
			f.dropHeads(t)
		case columns == nil || !goesOnIn(t, columns):
			continue
		}
		if f.unrolled == nil {
			f.unrolled = map[int]bool{}
		}
		f.unrolled[i] = true
		f.replaceTable(i, f.rows(i, t, columns, head != nil))
	}
}

// rowColumns reads a table's first row as the heads of such columns, nil where it is
// none: a column for the case, and one for what was said or decided of it.
func (f *flow) rowColumns(t saksok.Table) map[int]rowColumn {
	out, taken := map[int]rowColumn{}, map[string]bool{}
	told := false
	for _, c := range t.Cells {
		if c.Row > 0 {
			break
		}
		col := f.rowColumn(c, taken)
		told = told || col.means == columnLabelled && f.isLabelWord(col.label) || col.means == columnText && slices.Contains(f.cues.Columns["told"], label(c.Text))
		out[c.Col] = col
	}
	if !told || !taken["number"] && !taken["title"] {
		return nil
	}
	return out
}

func (f *flow) rowColumn(c saksok.Cell, taken map[string]bool) rowColumn {
	col := rowColumn{x: c.Box[0]}
	s := label(c.Text)
	switch st, _, _, _ := f.labelOf(strings.TrimSpace(c.Text)); {
	case slices.Contains(f.cues.Columns["number"], strings.ReplaceAll(s, ".", "")) && !taken["number"]:
		col.means, taken["number"] = columnNumber, true
	case slices.Contains(f.cues.Columns["title"], s) && !taken["title"]:
		col.means, taken["title"] = columnTitle, true
	case st != "", slices.Contains(f.cues.Asides, s):
		col.means, col.label = columnLabelled, strings.Trim(c.Text, " :")
	}
	return col
}

// dropHeads takes out the lines of later pages that only say the heads of a table's
// columns again.
func (f *flow) dropHeads(t saksok.Table) {
	heads := ""
	for _, c := range t.Cells {
		if c.Row == 0 {
			heads += letters(c.Text)
		}
	}
	f.lines = slices.DeleteFunc(f.lines, func(l line) bool { return l.Page > t.Page && letters(l.text) == heads })
}

// goesOnIn reports whether a table without heads goes on with the columns of the one
// before it.
func goesOnIn(t saksok.Table, columns map[int]rowColumn) bool {
	for _, c := range t.Cells {
		col, ok := columns[c.Col]
		if !ok || math.Abs(col.x-c.Box[0]) > columnShiftMax {
			return false
		}
	}
	return len(t.Cells) > 0
}

// replaceTable puts lines in the place of those of table i, page by page.
func (f *flow) replaceTable(i int, rows map[int][]line) {
	var out []line
	for _, l := range f.lines {
		if l.table != i {
			out = append(out, l)
			continue
		}
		out = append(out, rows[l.Page]...)
		delete(rows, l.Page)
	}
	f.lines, f.widths, f.repeated = out, nil, nil
}

// rows is the lines of table i by page, cell by cell; its first row may be the heads of
// the columns.
func (f *flow) rows(i int, t saksok.Table, columns map[int]rowColumn, headed bool) map[int][]line {
	words := f.wordsByCell(i, t)
	said := func(row int) bool { // whether it has more than the case's name
		return slices.ContainsFunc(t.Cells, func(c saksok.Cell) bool {
			m := columns[c.Col].means
			return c.Row == row && m != columnNumber && m != columnTitle
		})
	}
	out := map[int][]line{}
	block := rowBlocks * (i + 1)
	for k := 0; k < len(t.Cells); {
		row := t.Cells[k].Row
		var head, rest []line
		page := 0
		for ; k < len(t.Cells) && t.Cells[k].Row == row; k++ {
			c := t.Cells[k]
			page, block = pageOf(t, c), block+1
			switch col := columns[c.Col]; {
			case row == 0 && headed:
			case col.means == columnNumber || col.means == columnTitle:
				head = append(head, words[k]...)
			default:
				rest = append(rest, f.cellLines(words[k], col, &block)...)
			}
		}
		if len(head) > 0 {
			out[page] = append(out[page], f.rowHead(head, said(row), &block))
		}
		out[page] = append(out[page], rest...)
	}
	return out
}

// rowBlocks keeps the blocks of a table's cells apart from those of the page.
const rowBlocks = 10000

func pageOf(t saksok.Table, c saksok.Cell) int {
	if c.Page != 0 {
		return c.Page
	}
	return t.Page
}

// wordsByCell parts the lines of table i among its cells, each word to the nearest.
func (f *flow) wordsByCell(i int, t saksok.Table) [][]line {
	out := make([][]line, len(t.Cells))
	for _, l := range f.lines {
		if l.table != i {
			continue
		}
		last := -1
		for _, w := range l.Words {
			k := nearest(t, l.Page, w)
			if k < 0 {
				continue
			}
			if k != last {
				part := l
				part.Words, part.Box, part.Heading, part.table, part.kept = nil, saksok.Box{}, 0, -1, true
				out[k], last = append(out[k], part), k
			}
			p := &out[k][len(out[k])-1]
			p.Words, p.Box = append(p.Words, w), p.Box.Union(w.Box)
			p.text = p.Line.Text()
		}
	}
	return out
}

// nearest is the cell a word of the page stands in or nearest to, -1 where the table has
// none on the page.
func nearest(t saksok.Table, page int, w layout.Word) int {
	best, least := -1, math.Inf(1)
	x, y := w.Box.CenterX(), w.Box.CenterY()
	for k, c := range t.Cells {
		if pageOf(t, c) != page {
			continue
		}
		dx, dy := max(c.Box[0]-x, 0, x-c.Box[2]), max(c.Box[1]-y, 0, y-c.Box[3])
		if d := math.Hypot(dx, dy); d < least {
			best, least = k, d
		}
	}
	return best
}

// rowHead is the line that opens a row's case; a name without a number and without
// anything said under it is a heading over other rows.
func (f *flow) rowHead(parts []line, said bool, block *int) line {
	head := parts[0]
	head.Words = nil
	for _, p := range parts {
		head.Words, head.Box = append(head.Words, p.Words...), head.Box.Union(p.Box)
	}
	*block++
	head.Block, head.text = *block, f.join(parts)
	if o := f.opensRow(head.text); said || o.number != "" {
		head.opens = &o
	}
	return head
}

// opensRow takes the name of a row's case apart.
func (f *flow) opensRow(s string) opening {
	x := f.cues.compiled()
	number, title := "", s
	if m := x.heading.FindStringSubmatch(s); m != nil {
		number, title = m[1], m[3]
	} else if m := x.series.FindStringSubmatch(s); m != nil {
		number, title = m[1], m[3]
	} else if m := x.local.FindStringSubmatch(s); m != nil {
		number, title = m[1], m[3]
	} else if m := x.bare.FindStringSubmatch(s); m != nil {
		number, title = m[1], m[3]
	} else if m := x.plain.FindStringSubmatch(s); m != nil {
		number, title = m[1], m[2]
	} else if r, ok := saksok.ParseItemNumber(s); ok && r.Seq > 0 {
		number, title = string(f.printedNumber(s)), ""
	}
	return opening{saksok.ItemNumber(strings.Join(strings.Fields(number), " ")), strings.Trim(title, " :–-")}
}

// cellLines is the lines of a cell that is no case's name, behind its column's label;
// a dash in it says that there is nothing.
func (f *flow) cellLines(ls []line, col rowColumn, block *int) []line {
	if len(ls) == 0 || letters(f.join(ls)) == "" {
		return nil
	}
	for k := range ls {
		if k > 0 && ls[k].Baseline-ls[k-1].Baseline > 1.8*ls[k].Size {
			*block++
		}
		ls[k].Block = *block
	}
	if col.means == columnLabelled && !f.isLabel(ls[0].text) && !f.notes(&treatment{f: f}, f.join(ls)) {
		first := &ls[0]
		at := saksok.Box{first.Box[0], first.Box[1], first.Box[0], first.Box[3]}
		first.Words = append([]layout.Word{{Text: col.label + ":", Box: at, Size: first.Size}}, first.Words...)
		first.text = first.Line.Text()
	}
	return ls
}
