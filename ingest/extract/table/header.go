package table

import (
	"slices"
	"strconv"
	"strings"
)

// headerRows counts the rows at the top that name the columns: those before the
// first row of values. Rows of years or of column numbers are heads, a row with a
// label alone right above the values is a group.
func (g *Grid) headerRows() int {
	first := -1
	for r := range g.Rows {
		if g.hasValues(r) {
			first = r
			break
		}
	}
	if first < 0 {
		return g.textHeader()
	}
	head := first
	for head > 1 && g.labelOnly(head-1) && !g.labelOnly(0) {
		head--
	}
	return head
}

// rowCells returns the cells that start in a row.
func (g *Grid) rowCells(r int) []*Cell {
	var out []*Cell
	for i := range g.Cells {
		if g.Cells[i].Row == r {
			out = append(out, &g.Cells[i])
		}
	}
	return out
}

// hasValues reports whether a row holds numbers that are not heads.
func (g *Grid) hasValues(r int) bool {
	numbers, order := 0, true
	cells := g.rowCells(r)
	scales := !slices.ContainsFunc(cells, func(c *Cell) bool { return c.Col > 0 && (c.Text != cells[len(cells)-1].Text || !isScale(c.Text)) })
	for _, c := range cells {
		if c.Col == 0 || scales && len(cells) > 1 || kindOf(c.Text) != numberPhrase {
			continue
		}
		numbers++
		n, err := strconv.Atoi(strings.Trim(c.Text, "() "))
		order = order && err == nil && (n == numbers || n == numbers+1)
	}
	return numbers > 0 && !(order && numbers > 1)
}

func (g *Grid) labelOnly(r int) bool {
	cells := g.rowCells(r)
	return len(cells) == 1 && cells[0].Col == 0
}

// textHeader is the head of a table without values: its first row, where that
// looks different from the rows below or the table has three columns.
func (g *Grid) textHeader() int {
	first, second := g.rowCells(0), g.rowCells(1)
	if len(first) < 2 {
		return 0
	}
	bold, digits := true, false
	for _, c := range first {
		bold = bold && c.Bold
		digits = digits || strings.ContainsAny(c.Text, "0123456789")
	}
	below := true
	for _, c := range second {
		below = below && c.Bold
	}
	if bold && !below || len(g.Columns) >= 3 && !digits {
		return 1
	}
	return 0
}
