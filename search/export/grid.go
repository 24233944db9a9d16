package export

import (
	"strings"
	"unicode"

	"saksok"
)

// Table is a table of a document with its number there, from 1.
type Table struct {
	Number int
	saksok.Table
}

// Pages are the tables that touch a page; 0 is all of them.
func Pages(tables []saksok.Table, page int) []Table {
	var out []Table
	for i, t := range tables {
		if page == 0 || t.Page <= page && page <= max(t.Page, t.LastPage) {
			out = append(out, Table{i + 1, t})
		}
	}
	return out
}

// box is a cell as it stands in the grid, its spans cut to what is free.
type box struct {
	row, col, rows, cols int
	text                 string
	number               bool // a number, a percentage, or dashes for none
}

func (b *box) lastRow() int { return b.row + b.rows - 1 }

// grid is a table as rows of slots; a slot points at the cell that covers it.
type grid struct {
	rows, cols, head int
	slots            [][]*box
	boxes            []*box // by row, then column
}

// maxSpan bounds what one cell may cover, so that a bad table stays small.
const maxSpan = 1000

func newGrid(t *saksok.Table) *grid {
	g := &grid{head: t.HeaderRows}
	for _, c := range t.Cells {
		if c.Row >= 0 && c.Col >= 0 {
			g.rows = max(g.rows, c.Row+min(max(1, c.RowSpan), maxSpan))
			g.cols = max(g.cols, c.Col+min(max(1, c.ColSpan), maxSpan))
		}
	}
	g.slots = make([][]*box, g.rows)
	for r := range g.slots {
		g.slots[r] = make([]*box, g.cols)
	}
	for _, c := range t.Cells {
		if c.Row >= 0 && c.Col >= 0 && g.slots[c.Row][c.Col] == nil {
			g.place(c)
		}
	}
	for r := range g.slots {
		for c, b := range g.slots[r] {
			if b != nil && b.row == r && b.col == c {
				g.boxes = append(g.boxes, b)
			}
		}
	}
	return g
}

// place gives a cell the slots it spans, as far as no other cell stands there.
func (g *grid) place(c saksok.Cell) {
	b := &box{row: c.Row, col: c.Col, rows: 1, cols: 1, text: clean(c.Text)}
	kind := saksok.Norwegian.ReadCell(b.text).Kind
	b.number = kind != saksok.CellText
	for b.cols < min(c.ColSpan, maxSpan) && g.slots[c.Row][c.Col+b.cols] == nil {
		b.cols++
	}
	for b.rows < min(c.RowSpan, maxSpan) && g.free(c.Row+b.rows, c.Col, b.cols) {
		b.rows++
	}
	for r := range b.rows {
		for i := range b.cols {
			g.slots[c.Row+r][c.Col+i] = b
		}
	}
}

func (g *grid) free(row, col, n int) bool {
	for i := range n {
		if g.slots[row][col+i] != nil {
			return false
		}
	}
	return true
}

// GridCell is a cell as it is set in rows: what it says and how far it spans.
type GridCell struct {
	Text       string
	Row, Col   int // from 0, as in [saksok.Cell]
	Rows, Cols int // that it covers
	Number     bool
	Scope      string // of a header cell: what it is the head of, as in HTML
}

// Grid sets a table in rows, those of its head apart. Slots without a cell are
// empty cells, so that every row is as wide as the table.
func Grid(t *saksok.Table) (head, body [][]GridCell) { return newGrid(t).lines() }

func (g *grid) lines() (head, body [][]GridCell) {
	for r := range g.rows {
		var cells []GridCell
		for c := range g.cols {
			switch b := g.slots[r][c]; {
			case b == nil:
				cells = append(cells, GridCell{Row: r, Col: c, Rows: 1, Cols: 1, Scope: g.scope(r, nil)})
			case b.row == r && b.col == c:
				cells = append(cells, GridCell{b.text, r, c, b.rows, b.cols, b.number, g.scope(r, b)})
			}
		}
		if r < g.head {
			head = append(head, cells)
		} else {
			body = append(body, cells)
		}
	}
	return head, body
}

// scope is what a header cell is the head of, "" for cells that are none.
func (g *grid) scope(r int, b *box) string {
	switch {
	case r < g.head && b != nil && b.cols > 1:
		return "colgroup"
	case r < g.head:
		return "col"
	case b != nil && b.col == 0 && !b.number:
		return "row"
	}
	return ""
}

// label is the first text of a row, its number where it has no text.
func (g *grid) label(row int) string {
	if row < 0 || row >= g.rows {
		return ""
	}
	for _, b := range g.slots[row] {
		if b != nil && !b.number && b.text != "" {
			return b.text
		}
	}
	return ""
}

// path is what the headers of a column say, outermost first.
func (g *grid) path(col int) string {
	var parts []string
	var last *box
	for r := range min(g.head, g.rows) {
		if col < 0 || col >= g.cols {
			break
		}
		if b := g.slots[r][col]; b != nil && b != last && b.text != "" {
			parts = append(parts, b.text)
			last = b
		}
	}
	return strings.Join(parts, PathSeparator)
}

// clean makes text of a document safe to print: no control characters, no
// changes of text direction.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, flatten(text)))
}
