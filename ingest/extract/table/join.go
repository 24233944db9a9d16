package table

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Join joins a grid to the one that goes on at the top of the next page. It goes
// on where it is the first thing there, the one before was the last thing on its
// page, and the columns are the same, or under running heads each column of one stands
// over one of the other; a head that is repeated is left out. Grids must be in page
// order.
func Join(grids []Grid) []Grid {
	var out []Grid
	for _, g := range grids {
		if n := len(out); n > 0 && goesOn(&out[n-1], &g) {
			out[n-1] = joined(out[n-1], g)
			continue
		}
		out = append(out, g)
	}
	return out
}

// goesOn reports whether b is the rest of a.
func goesOn(a, b *Grid) bool {
	if !a.bottom || !b.top || b.Page != a.LastPage+1 {
		return false
	}
	if b.running && !a.ownHeads(b) {
		return fitted(a, b) != nil || fitted(b, a) != nil
	}
	if len(a.Columns) != len(b.Columns) {
		return false
	}
	repeated := repeatedHead(a, b)
	if onlyHeads(a, b) {
		return true
	}
	if b.HeaderRows > 0 && repeated == 0 {
		return false
	}
	for i := range a.Columns {
		ca, cb := a.Columns[i], b.Columns[i]
		off := min(math.Abs(ca.X0-cb.X0), math.Abs(ca.X1-cb.X1), math.Abs(ca.X0+ca.X1-cb.X0-cb.X1)/2)
		if off > 12 && repeated == 0 {
			return false
		}
	}
	return true
}

// ownHeads reports whether a grid has heads that are not those that b repeats.
func (g *Grid) ownHeads(b *Grid) bool { return g.HeaderRows > 0 && repeatedHead(g, b) == 0 }

// fitted maps the columns of a to those of b where each stands over one of them,
// nil where they do not: a page of a table may leave a column empty.
func fitted(a, b *Grid) []int {
	out := make([]int, len(a.Columns))
	next := 0
	for i, c := range a.Columns {
		for next < len(b.Columns) && b.Columns[next].X1 < c.X0 {
			next++
		}
		if next == len(b.Columns) || b.Columns[next].X0 > c.X1 {
			return nil
		}
		out[i] = next
		next++
	}
	return out
}

// moved puts the cells of a grid into other columns.
func (g *Grid) moved(to []int, columns []Span) {
	for i := range g.Cells {
		c := &g.Cells[i]
		first, last := to[c.Col], to[c.Col+c.ColSpan-1]
		c.Col, c.ColSpan = first, last-first+1
	}
	g.Columns = columns
}

// mostHeads is how many rows a grid of heads alone has at most.
const mostHeads = 3

// onlyHeads reports whether a is the heads of b: a lattice without values over one
// that starts with values, with the same column lines.
func onlyHeads(a, b *Grid) bool {
	if a.Engine != Lattice || b.Engine != Lattice || a.Rows > mostHeads || a.valued() || b.HeaderRows > 0 || !b.hasValues(0) {
		return false
	}
	for i := range a.Columns {
		if math.Abs(a.Columns[i].X0-b.Columns[i].X0) > snap || math.Abs(a.Columns[i].X1-b.Columns[i].X1) > snap {
			return false
		}
	}
	return true
}

// repeatedHead counts the first rows of b that are those of a.
func repeatedHead(a, b *Grid) int {
	n := 0
	for n < a.HeaderRows && rowText(a, n) == rowText(b, n) {
		n++
	}
	return n
}

func rowText(g *Grid, r int) string {
	var parts []string
	for _, c := range g.rowCells(r) {
		parts = append(parts, c.Text)
	}
	return strings.Join(parts, "|")
}

func joined(a, b Grid) Grid {
	skip := repeatedHead(&a, &b)
	if onlyHeads(&a, &b) {
		a.HeaderRows, skip = a.Rows, 0
	}
	a.Cells = slices.Clone(a.Cells)
	if b.running && !a.ownHeads(&b) {
		skip = b.HeaderRows
		b.Cells = slices.Clone(b.Cells)
		if to := fitted(&a, &b); to != nil {
			a.moved(to, b.Columns)
		} else {
			b.moved(fitted(&b, &a), a.Columns)
		}
	}
	a.withTail(&b, skip)
	for _, c := range b.Cells {
		if c.Row < skip {
			continue
		}
		c.Row += a.Rows - skip
		a.Cells = append(a.Cells, c)
	}
	a.Rows += b.Rows - skip
	a.LastPage, a.bottom, a.tail = b.LastPage, b.bottom, b.tail
	slices.SortStableFunc(a.Cells, func(x, y Cell) int { return cmp.Or(cmp.Compare(x.Row, y.Row), cmp.Compare(x.Col, y.Col)) })
	return a
}
