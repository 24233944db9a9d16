package table

import (
	"math"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
)

// mostRest is how many rows at the top of a page go on with a table that are no
// table by themselves.
const mostRest = 2

// atColumn is how far in points from the edge of a column what goes on in it stands.
const atColumn = 4

// Rest finds what a table that ends its page left for the top of the next: a total,
// or the last row, which alone is no table. prev is the last grid before page p,
// found those of p. The rows stand in the columns of prev: a label and a number in one column each, nothing else.
func Rest(prev *Grid, p *layout.Page, found []Grid) (Grid, bool) {
	if !prev.bottom || prev.LastPage != p.Number-1 || len(prev.Columns) < 2 {
		return Grid{}, false
	}
	words := pageWords(p)
	rows := rowsOf(words, newLines(p.Rules))
	g := Grid{Page: p.Number, LastPage: p.Number, Engine: prev.Engine, Columns: prev.Columns, top: true}
	if text, ok := prev.labelRest(rows); ok {
		g.before, rows = text, rows[1:]
	}
	for i, r := range rows[:min(len(rows), mostRest)] {
		if i > 0 && r.base-rows[i-1].base > levelGap*r.size {
			break
		}
		cells, ok := prev.restRow(r)
		if !ok {
			break
		}
		for _, c := range cells {
			g.add(g.Rows, c)
		}
		g.Rows++
	}
	if g.Rows == 0 || g.Rows == mostRest && len(rows) > g.Rows && rows[g.Rows].base-rows[g.Rows-1].base < levelGap*rows[g.Rows].size {
		return Grid{}, false // text or rows that go on: not the end of a table
	}
	for i := range g.Cells {
		g.Cells[i].Page = p.Number
		g.Box = g.Box.Union(g.Cells[i].Box)
	}
	for _, o := range found {
		if slices.ContainsFunc(g.Words, func(w Ref) bool { return slices.Contains(o.Words, w) }) {
			return Grid{}, false
		}
	}
	return g, true
}

// labelRest is the first row of a page where that is the rest of the label of a
// grid's last row, whose values stand beside its first line.
func (g *Grid) labelRest(rows []row) (string, bool) {
	if len(rows) < 2 || len(rows[0].phrases) != 1 || g.tail.text != "" || rows[1].base-rows[0].base > levelGap*rows[0].size {
		return "", false
	}
	p, label := rows[0].phrases[0], g.At(g.Rows-1, 0)
	ok := label != nil && p.kind == textPhrase && startsLower(p.text) && math.Abs(p.box[0]-g.Columns[0].X0) < atColumn && p.box[2] < g.Columns[1].X0
	return p.text, ok
}

// restRow places a printed row in the columns of a grid; ok is false where some
// phrase of it has no place there.
func (g *Grid) restRow(r row) (out []placed, ok bool) {
	numbers := 0
	used := map[int]bool{}
	for i, p := range r.phrases {
		col := -1
		for c, span := range g.Columns {
			at := min(math.Abs(p.box[2]-span.X1), math.Abs(p.box[0]-span.X0))
			if p.kind == textPhrase {
				at = math.Abs(p.box[0] - span.X0)
			}
			if at < atColumn {
				col = c
			}
		}
		if col < 0 || used[col] || (p.kind == textPhrase) != (i == 0) {
			return nil, false
		}
		if p.kind == numberPhrase {
			numbers++
		}
		used[col] = true
		out = append(out, placed{col, 1, p.words})
	}
	return out, numbers > 0
}

// tail is a label without values right under a grid, the last text of its page: a
// group's, or the first line of a label that goes on over the page.
type tail struct {
	text string
	col  int
	box  saksok.Box
}

// tailOf is the tail of a grid, if the words under it are one. below are those, in
// reading order.
func (g *Grid) tailOf(below []word) (tail, bool) {
	if len(below) == 0 || len(below) > 12 || below[0].row != below[len(below)-1].row {
		return tail{}, false
	}
	text, box, _ := textOf(below)
	size := below[0].size
	if box[1]-g.Box[3] > 1.2*size || kindOf(text) != textPhrase || strings.HasSuffix(text, ".") {
		return tail{}, false
	}
	for c, span := range g.Columns[:len(g.Columns)-1] {
		if math.Abs(box[0]-span.X0) < atColumn && box[2] < g.Columns[c+1].X0 {
			return tail{text, c, box}, true
		}
	}
	return tail{}, false
}

// withTail puts the tail of a grid where it belongs when the grid goes on: before
// the rest of its label in the first row of b, from row skip on, else in a row of
// its own.
func (g *Grid) withTail(b *Grid, skip int) {
	if b.before != "" {
		if i := slices.IndexFunc(g.Cells, func(c Cell) bool { return c.Row == g.Rows-1 && c.Col == 0 }); i >= 0 {
			g.Cells[i].Text = joinHyphens([]string{g.Cells[i].Text, b.before}, []word{{row: 0}, {row: 1}})
		}
	}
	if g.tail.text == "" {
		return
	}
	i := slices.IndexFunc(b.Cells, func(c Cell) bool { return c.Row == skip && c.Col == g.tail.col })
	if i >= 0 && (startsLower(b.Cells[i].Text) || endsOpen(g.tail.text) || endsHyphen(g.tail.text)) {
		b.Cells = slices.Clone(b.Cells)
		joined := joinHyphens([]string{g.tail.text, b.Cells[i].Text}, []word{{row: 0}, {row: 1}})
		b.Cells[i].Text = joined
		return
	}
	g.Cells = append(g.Cells, Cell{Row: g.Rows, Col: g.tail.col, RowSpan: 1, ColSpan: 1, Text: g.tail.text, Box: g.tail.box, Page: g.LastPage})
	g.Rows++
}
