// Package table finds tables on a laid-out page and gives their cells rows,
// columns and spans. It answers "which words of this page stand in a table, and
// in which cell?", from the ruled lines where they make a lattice, else from how
// the words stand over each other. What a cell means is package figure's matter.
package table

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Engine is the way a grid was found.
type Engine string

// The engines.
const (
	Lattice Engine = "lattice" // from ruled lines
	Stream  Engine = "stream"  // from alignment
)

// Span is a range along x.
type Span struct{ X0, X1 float64 }

// Ref names a word by the index of its line on the page and its index there.
type Ref struct{ Line, Word int }

// Cell is one cell of a grid; empty cells are left out.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string
	Box              saksok.Box
	Bold             bool // all its words are bold
	Page             int  // from 1
}

// Grid is a table as found on one page, or joined over several.
type Grid struct {
	Page, LastPage int // from 1
	Box            saksok.Box
	Engine         Engine
	HeaderRows     int
	Rows           int
	Columns        []Span
	Cells          []Cell // row by row, left to right
	// Caption and Note stand in bands of the ruled frame over and under the cells.
	Caption, Note string
	CaptionBox    saksok.Box
	// Unsure says that the values do not stand under each other: rows are sure,
	// columns are not.
	Unsure bool
	// Words are the words in its cells, for those who read the text around it;
	// after Join those of the first page only.
	Words []Ref
	// top and bottom say whether it is the first or the last thing on its page, so
	// that it may go on from the page before or to the next.
	top, bottom bool
	running     bool   // its heads come back on each page, as page furniture does
	tail        tail   // a label right under it, the last text of the page
	before      string // right above it, the rest of a label of the page before
}

// At returns the cell that covers a place, nil where it is empty.
func (g *Grid) At(row, col int) *Cell {
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row <= row && row < c.Row+c.RowSpan && c.Col <= col && col < c.Col+c.ColSpan {
			return c
		}
	}
	return nil
}

// Table is the grid in the words of the field.
func (g *Grid) Table() saksok.Table {
	t := saksok.Table{
		Page: g.Page, LastPage: g.LastPage, Box: g.Box.Rounded(), Caption: g.Caption, HeaderRows: g.HeaderRows,
		Cells: make([]saksok.Cell, 0, len(g.Cells)), Checks: []saksok.Check{},
	}
	for _, c := range g.Cells {
		out := saksok.Cell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Box: c.Box.Rounded()}
		if c.Page != g.Page {
			out.Page = c.Page
		}
		t.Cells = append(t.Cells, out)
	}
	return t
}

// Find returns the tables of a page from top to bottom.
func Find(p *layout.Page) []Grid {
	words := pageWords(p)
	if len(words) == 0 {
		return nil
	}
	lines := newLines(p.Rules)
	words = typedLines(words, lines)
	grids, rest := findLattices(words, lines)
	grids = append(grids, findStreams(rest, lines, p)...)
	var out []Grid
	for _, g := range grids {
		if !g.finish(p.Number) {
			continue
		}
		for _, half := range g.sideBySide() {
			if half.finish(p.Number) {
				out = append(out, half)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Grid) int {
		return cmp.Or(cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]))
	})
	markEnds(out, words)
	for i := range out {
		g := &out[i]
		g.running = g.HeaderRows > 0 && slices.ContainsFunc(g.Words, func(r Ref) bool { return p.Lines[r.Line].Furniture })
	}
	return out
}

// markEnds marks the first and the last grid where no other text stands above or
// below it.
func markEnds(grids []Grid, words []word) {
	for i := range grids {
		g := &grids[i]
		in := map[Ref]bool{}
		for _, r := range g.Words {
			in[r] = true
		}
		g.top, g.bottom = true, true
		var below []word
		for _, w := range words {
			if in[w.ref] {
				continue
			}
			g.top = g.top && w.box[1] >= g.Box[1]
			if w.box[3] > g.Box[3] {
				below = append(below, w)
			}
		}
		g.bottom = len(below) == 0
		if t, ok := g.tailOf(below); ok {
			g.bottom, g.tail = true, t
		}
	}
}

// finish drops empty rows and columns, sorts the cells, and reports whether what
// is left is a table: two rows and two columns.
func (g *Grid) finish(page int) bool {
	g.Page, g.LastPage = page, page
	rows, cols := g.used()
	if len(rows) < 2 || len(cols) < 2 {
		return false
	}
	if g.Engine == Lattice && len(rows) <= mostHeads && len(cols) == len(g.Columns)-1 && !g.valued() {
		cols = map[int]int{} // heads over labels that stand on the next page
		for i := range g.Columns {
			cols[i] = i
		}
	}
	var columns []Span
	for i, c := range g.Columns {
		if _, ok := cols[i]; ok {
			columns = append(columns, c)
		}
	}
	g.Columns = columns
	header := 0
	for r := range g.HeaderRows {
		if _, ok := rows[r]; ok {
			header++
		}
	}
	g.HeaderRows, g.Rows = header, len(rows)
	for i := range g.Cells {
		c := &g.Cells[i]
		c.Row, c.RowSpan = remap(rows, c.Row, c.RowSpan)
		c.Col, c.ColSpan = remap(cols, c.Col, c.ColSpan)
		c.Page = page
	}
	slices.SortStableFunc(g.Cells, func(a, b Cell) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	return true
}

// valued reports whether some cell holds a number that is no year.
func (g *Grid) valued() bool {
	return slices.ContainsFunc(g.Cells, func(c Cell) bool { return kindOf(c.Text) == numberPhrase })
}

// used maps the rows and columns in which some cell starts to their new numbers.
func (g *Grid) used() (rows, cols map[int]int) {
	rows, cols = map[int]int{}, map[int]int{}
	for _, c := range g.Cells {
		rows[c.Row], cols[c.Col] = 0, 0
	}
	renumber(rows)
	renumber(cols)
	return rows, cols
}

func renumber(m map[int]int) {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for i, k := range keys {
		m[k] = i
	}
}

func remap(m map[int]int, at, span int) (int, int) {
	n := 0
	for k := at; k < at+span; k++ {
		if _, ok := m[k]; ok {
			n++
		}
	}
	return m[at], max(1, n)
}

// textOf joins the words of a cell line by line.
func textOf(ws []word) (text string, box saksok.Box, bold bool) {
	ws = slices.Clone(ws)
	sortReading(ws)
	parts := make([]string, len(ws))
	bold = true
	for i, w := range ws {
		parts[i] = w.text
		box = box.Union(w.box)
		bold = bold && w.bold
	}
	return joinHyphens(parts, ws), box, bold && len(ws) > 0
}

// joinHyphens joins words by blanks, but a word broken at a line's end without:
// "finansierings-" and "behov" lose the hyphen where the break made it, "RHF-" and
// "ene" or "e-" and "helse" keep it.
func joinHyphens(parts []string, ws []word) string {
	var b strings.Builder
	for i, t := range parts {
		broken := i > 0 && ws[i].row != ws[i-1].row && endsHyphen(parts[i-1]) && len(parts[i-1]) > 1 && startsLower(t)
		switch t {
		case "og", "eller", "samt", "and", "or", "och", "til":
			broken = false // "innkallings- og"
		}
		if broken && soft(parts[i-1]) {
			joined := strings.TrimSuffix(b.String(), "-")
			b.Reset()
			b.WriteString(joined)
		}
		if i > 0 && !broken {
			b.WriteByte(' ')
		}
		b.WriteString(t)
	}
	return b.String()
}

// soft reports whether the hyphen at the end of a word is the line break's.
func soft(t string) bool {
	t = strings.TrimSuffix(t, "-")
	last, size := utf8.DecodeLastRuneInString(t)
	return unicode.IsLower(last) && size < len(t)
}
