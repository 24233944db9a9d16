package segment

import (
	"slices"

	"saksok"
	"saksok/ingest/extract/layout"
	"saksok/ingest/extract/table"
)

// Small bodies and boards keep their minutes in one table: a row is a case, with its
// number, its title, what was said, what was decided and who sees to it in a cell
// each. Read line by line over the whole page such a table says nothing; here it is
// read cell by cell, row by row, before anything else looks at the text.

// caseTable is such a table, over all the pages it runs over.
type caseTable struct {
	columns []table.Span
	roles   []columnRole
	headed  bool
	rows    []*caseRow
	taken   []area // what its lines are taken from
	// followsUp says that its rows are what became of earlier decisions.
	followsUp bool
}

// caseRow is a row of a case table. Its lines follow each other in the text, the
// heading's first.
type caseRow struct {
	number  saksok.ItemNumber
	title   string
	caseRef string
	heads   int      // how many lines the heading has
	cells   [][]line // by column, over the page breaks
	lines   []line
}

// area is a part of a page.
type area struct {
	page int
	box  saksok.Box
}

// caseTables finds the tables of a document that may be of cases; see holdsCases.
func (f *flow) caseTables() []*caseTable {
	var out []*caseTable
	var open *caseTable // it may go on over the page break
	for i := range f.doc.Pages {
		p, before := &f.doc.Pages[i], open
		open = nil
		if p.Garbled || before == nil && i >= firstPages {
			continue
		}
		for _, s := range f.sheets(p, before) {
			if t := f.readSheet(s, before); t != nil {
				if t != before {
					out = append(out, t)
				}
				open = t
			}
			before = nil
		}
	}
	return out
}

// sortedTables are the tables of a document's cases, and those of what became of earlier
// decisions.
func (f *flow) sortedTables() (cases, others []*caseTable) {
	for _, t := range f.caseTables() {
		if f.holdsCases(t) {
			cases = append(cases, t)
		} else if t.followsUp {
			others = append(others, t)
		}
	}
	return cases, others
}

// readSheet reads a page's sheet into the table before it, or into a new one; nil where
// its rows are no cases.
func (f *flow) readSheet(s table.Sheet, before *caseTable) *caseTable {
	cells := f.cellsOf(s)
	roles, from := f.headBand(cells)
	t := before
	if !s.Ruled {
		s = f.inRows(s, cells, from)
		cells = f.cellsOf(s)
	}
	if cut := f.atNumbers(s, cells, from); len(cut.Bands) > len(s.Bands) {
		s = cut
		cells = f.cellsOf(s)
	}
	switch {
	case t != nil && sameColumns(t.columns, s.Columns) && (roles == nil || t.headed):
	case roles != nil:
		t = &caseTable{columns: s.Columns, roles: roles, headed: true}
	default:
		if roles = f.numberedBands(cells); roles == nil {
			return nil
		}
		t = &caseTable{columns: s.Columns, roles: roles}
	}
	if t != before {
		t.followsUp = f.overFollowUp(s)
	}
	for b := range from {
		t.take(s, b)
	}
	for b := from; b < len(cells); b++ {
		if f.readBand(t, cells[b], b == from && t == before) {
			t.take(s, b)
		}
	}
	return t
}

// take marks a band of a sheet as read.
func (t *caseTable) take(s table.Sheet, band int) {
	var b saksok.Box
	for _, c := range s.Bands[band] {
		b = b.Union(c)
	}
	t.taken = append(t.taken, area{s.Page, b})
}

// readBand reads a band into the table: a row of its own, or more of the row above it.
// continued says that it is the first on a page the table goes on to.
func (f *flow) readBand(t *caseTable, cells [][]line, continued bool) bool {
	key := t.keyColumn()
	text := f.join(cells[key])
	number, _, ok := f.caseNumber(text)
	if t.headed && !ok && !continued && f.opensUnnumbered(t, cells) {
		ok = true
	}
	n := len(t.rows)
	if ok && !(n > 0 && number.Same(t.rows[n-1].number)) {
		t.rows = append(t.rows, &caseRow{number: number, cells: cells})
		return true
	}
	if n == 0 {
		return false
	}
	r := t.rows[n-1]
	if ok {
		cells[key] = nil // the number again, on the next page
	}
	if f.isLabel(text) && len(cells[key]) > 0 {
		cells[key] = []line{labelLine(cells[key], text)}
	}
	for c, ls := range cells {
		at := c
		if c == key || !t.headed {
			at = t.textColumn()
		}
		r.cells[at] = append(r.cells[at], ls...)
	}
	return true
}

// opensUnnumbered reports whether a band without a number is a case of its own: its
// title stands where titles do, and is no label.
func (f *flow) opensUnnumbered(t *caseTable, cells [][]line) bool {
	for c, r := range t.roles {
		if r != columnTitle && r != columnCase || len(cells[c]) == 0 {
			continue
		}
		s := cells[c][0].text
		return startsUpper(s) && !f.isLabelWord(s) && !f.isOneOf(s, f.cues.Treatment) && !f.isOneOf(s, f.cues.Voting) && len(f.join(cells[c])) <= longTitle && !(r == columnCase && t.textColumn() == c)
	}
	return false
}

// holdsCases reports whether a table's rows are this meeting's cases: there are some,
// they count up, something is said of them, they are most of what the pages say, and
// what stands over them does not say that they are of another meeting.
func (f *flow) holdsCases(t *caseTable) bool {
	if len(t.rows) < fewestRows || t.followsUp {
		return false
	}
	last, said, words, all := 0, 0, 0, 0
	for _, r := range t.rows {
		f.compose(t, r)
		if ref, ok := saksok.ParseItemNumber(string(r.number)); ok && ref.Year == 0 && ref.Path == "" {
			if ref.Seq <= last {
				return false
			}
			last = ref.Seq
		}
		text := 0
		for i, l := range r.lines {
			words += len(l.Words)
			if i >= r.heads && !l.aside {
				text += len(l.Words)
			}
		}
		if text >= fewestSaid || text > 0 && slices.Contains(t.roles, columnDecision) {
			said++
		}
	}
	for _, p := range f.doc.Pages {
		for _, l := range p.Lines {
			if p.Number >= t.taken[0].page && p.Number <= t.taken[len(t.taken)-1].page && !l.Furniture {
				all += len(l.Words)
			}
		}
	}
	return 2*said >= len(t.rows) && 3*words >= all
}

// firstPages is on how many pages such a table may begin: it is what minutes consist of,
// behind who met and where.
const firstPages = 2

// fewestRows is how many cases a table of them has, and fewestSaid how many words what
// is said of one has.
const (
	fewestRows = 2
	fewestSaid = 4
)

// overFollowUp reports whether one of the lines above a table says that what follows is
// what became of earlier decisions.
func (f *flow) overFollowUp(s table.Sheet) bool {
	const above = 60 // points
	page := f.doc.Pages[s.Page-f.doc.Pages[0].Number]
	return slices.ContainsFunc(page.Lines, func(l layout.Line) bool {
		return l.Box[3] <= s.Box[1]+2 && l.Box[3] > s.Box[1]-above && len(l.Words) <= proseTitle && f.cues.FollowUp.match(l.Text())
	})
}

// inCaseTable is the case table that takes a line of a page, nil for none.
func inCaseTable(ts []*caseTable, l layout.Line) *caseTable {
	for _, t := range ts {
		for _, p := range t.taken {
			if p.page == l.Page && p.box.Contains(l.Box) {
				return t
			}
		}
	}
	return nil
}

// lines are a table's rows as text.
func (t *caseTable) lines() []line {
	var out []line
	for _, r := range t.rows {
		out = append(out, r.lines...)
	}
	return out
}

// rowAt is the item that line i opens as the first of its row in a case table, and how
// many lines its heading has; 0 where it opens none.
func (f *flow) rowAt(i int) (span, int) {
	r := f.lines[i].row
	if r == nil || i > 0 && f.lines[i-1].row == r {
		return span{}, 0
	}
	return span{number: r.number, title: r.title, caseRef: r.caseRef, inTable: true, evidence: saksok.EvidenceHeading}, r.heads
}

// rowEnd is the line behind the row of a case table that line i stands in.
func (f *flow) rowEnd(i int) int {
	j := i
	for j < len(f.lines) && f.lines[j].row == f.lines[i].row {
		j++
	}
	return j
}

// hasRows reports whether the document keeps its cases in a table.
func (f *flow) hasRows() bool {
	return slices.ContainsFunc(f.lines, func(l line) bool { return l.row != nil })
}

// topOf is how high on the page of the first lines begin; a row's number may stand in the
// middle of its cell.
func (f *flow) topOf(from, to int) float64 {
	top := f.lines[from].Box[1]
	for _, l := range f.lines[from:to] {
		if l.Page == f.lines[from].Page {
			top = min(top, l.Box[1])
		}
	}
	return top
}

// lastPage is the last page on which lines stand; a row's cells may each go on there.
func (f *flow) lastPage(from, to int) int {
	last := 0
	for _, l := range f.lines[from:to] {
		last = max(last, l.Page)
	}
	return last
}

// isCaseTable reports whether rows of a case table stand in a table, or what became of
// earlier decisions: it is no agenda.
func (f *flow) isCaseTable(t saksok.Table) bool {
	return slices.ContainsFunc(f.lines, func(l line) bool { return (l.row != nil || l.followUp) && l.Page == t.Page && t.Box.Contains(l.Box) })
}

// putOrDecided is the lines of an item without those that say nothing of what was put or
// decided in it: who sees to it and until when, what became of earlier decisions.
func putOrDecided(ls []line) []line {
	beside := func(l line) bool { return l.aside || l.followUp }
	if !slices.ContainsFunc(ls, beside) {
		return ls
	}
	return slices.DeleteFunc(slices.Clone(ls), beside)
}
