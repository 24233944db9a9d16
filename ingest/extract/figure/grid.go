package figure

import (
	"strings"
	"unicode/utf8"

	"saksok"
)

// cellView is a cell with what its text says.
type cellView struct {
	cell *saksok.Cell
	num  saksok.NumberCell
	own  bool // the cell starts at this place, it does not only reach over it
}

// grid is a table as rows and columns.
type grid struct {
	t          *saksok.Table
	ctx        Context
	rows, cols int
	head       int
	cells      [][]*cellView // nil where empty
	columns    []column
	labelCol   int
	firstValue int // the first column with values right of the labels
	unit       saksok.Unit
	unitSource string
	unitCol    int  // the column that states the unit of each row, -1 where none does
	unsure     bool // the columns could not be told

	// Found out once by readRows: the checks ask for each cell, many times.
	notMoney  []bool
	headUnits int
	kinds     []rowKind
	paths     [][]string // the groups each row stands in
}

func newGrid(t *saksok.Table, ctx Context) *grid {
	g := &grid{t: t, ctx: ctx, head: t.HeaderRows}
	for _, c := range t.Cells {
		g.rows, g.cols = max(g.rows, c.Row+c.RowSpan), max(g.cols, c.Col+c.ColSpan)
	}
	g.cells = make([][]*cellView, g.rows)
	for r := range g.cells {
		g.cells[r] = make([]*cellView, g.cols)
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		num := ctx.Locale.ReadCell(c.Text)
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				g.cells[r][k] = &cellView{c, num, r == c.Row && k == c.Col}
			}
		}
	}
	return g
}

func (g *grid) text(r, c int) string {
	if v := g.cells[r][c]; v != nil {
		return v.cell.Text
	}
	return ""
}

// number returns the cell at a place where it starts there and holds a number.
func (g *grid) number(r, c int) (*cellView, bool) {
	v := g.cells[r][c]
	if v == nil || !v.own || v.num.Kind != saksok.CellNumber {
		return nil, false
	}
	return v, true
}

// heads returns the head cells over a column from the outermost in. A year that
// stands over the first of its columns only is filled in from the left.
func (g *grid) heads(c int) []string {
	var out []string
	var last *saksok.Cell
	for r := range g.head {
		v := g.cells[r][c]
		if v == nil && r < g.head-1 {
			v = g.fillLeft(r, c)
		}
		if v == nil || v.cell == last || v.cell.Col <= g.labelCol && c > g.labelCol {
			continue // a head that starts over the labels is the table's title
		}
		last = v.cell
		out = append(out, v.cell.Text)
	}
	return out
}

func (g *grid) fillLeft(r, c int) *cellView {
	for k := c - 1; k > g.labelCol; k-- {
		if v := g.cells[r][k]; v != nil {
			if yearIn(v.cell.Text) > 0 {
				return v
			}
			return nil
		}
	}
	return nil
}

// path is the heads over a column without those that only state a unit.
func (g *grid) path(c int) []string {
	out := []string{}
	for _, h := range g.heads(c) {
		if !g.onlyUnit(h) {
			out = append(out, h)
		}
	}
	return out
}

// onlyUnit reports whether a text states a unit and nothing else.
func (g *grid) onlyUnit(text string) bool { return g.ctx.Locale.OnlyUnit(text) }

// label is the row label of a place: the text in the label column with the codes
// before it; where that is empty, the nearest text left of the value.
func (g *grid) label(r, c int) string {
	var parts []string
	main := g.labelCol
	if g.cells[r][main] == nil || g.cells[r][main].num.Kind == saksok.CellNil {
		main = -1
		for k := min(c, g.cols) - 1; k >= 0; k-- {
			if v := g.cells[r][k]; v != nil && v.num.Kind == saksok.CellText && !g.onlyUnit(v.cell.Text) {
				main = k
				break
			}
		}
	}
	if main < 0 && g.cells[r][0] != nil && c > 0 {
		main = 0 // a year or a number names the row
	}
	var last *saksok.Cell
	for k := 0; k <= main && k < c; k++ {
		v := g.cells[r][k]
		if v == nil || v.cell == last || k < main && !isCode(v.cell.Text) || g.onlyUnit(v.cell.Text) && k > g.labelCol {
			continue
		}
		last = v.cell
		parts = append(parts, v.cell.Text)
	}
	return strings.Join(parts, " ")
}

// isCode reports whether a text is a code, sign or number before a label.
func isCode(t string) bool {
	return utf8.RuneCountInString(t) <= 8 && !strings.Contains(t, " ")
}
