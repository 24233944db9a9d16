package segment

import (
	"slices"
	"strings"

	"saksok"
)

// agendaTable reads a table's rows as agenda entries; none when it is no
// agenda. roles are the columns of the agenda table before it, which a table
// that goes on over the page without a header shares.
func (f *flow) agendaTable(t saksok.Table, roles map[int]string) ([]entry, map[int]string) {
	grid := map[int]map[int]saksok.Cell{}
	last := 0
	for _, c := range t.Cells {
		if grid[c.Row] == nil {
			grid[c.Row] = map[int]saksok.Cell{}
		}
		grid[c.Row][c.Col] = c
		last = max(last, c.Row)
	}
	from := 0
	if f.isCaseHeader(grid[0]) || f.isCaseHeader(grid[1]) {
		return nil, nil
	}
	if h, row := f.agendaHeader(grid, last); h != nil {
		roles, from = h, row+1
	} else if r := numberColumn(grid); r != nil && (roles == nil || !sameColumn(roles, r)) {
		roles = r
	}
	if roles == nil {
		return nil, nil
	}
	var out []entry
	numbered := 0
	for r := from; r <= last; r++ {
		e := f.agendaRow(grid[r], roles, t.Page)
		switch {
		case e.number != "":
			numbered++
			out = append(out, e)
		case e.title == "" || f.notItem(e.title):
		case len(out) > 0 && e.start == "" && e.kindRaw == "" && !startsPoint(e.title):
			out[len(out)-1].title += " " + e.title
		}
	}
	if numbered < 2 && (numbered < 1 || from == 0) || !countsUp(out) || slices.ContainsFunc(out, func(e entry) bool { return f.tellsDecision(e.title) }) {
		return nil, nil
	}
	return out, roles
}

// tellsDecision reports whether a cell holds the label of what was decided and its text:
// then the table is the minutes, set beside their numbers.
func (f *flow) tellsDecision(cell string) bool {
	words := strings.Fields(cell)
	for k := range words {
		if behind := strings.Join(words[k:], " "); strings.Contains(behind, ": ") {
			if st, _, rest, _ := f.labelOf(behind); st == saksok.StatusAdopted && rest != "" {
				return true
			}
		}
	}
	return false
}

// countsUp reports whether numbers without a year follow each other: a column of
// account numbers has a header like an agenda's but does not count.
func countsUp(entries []entry) bool {
	last := 0
	for _, e := range entries {
		r, _ := saksok.ParseItemNumber(string(e.number))
		if r.Year != 0 || r.Path != "" || r.Series != "" {
			continue
		}
		if last > 0 && r.Seq != last && r.Seq != last+1 || r.Seq > 500 {
			return false
		}
		last = r.Seq
	}
	return true
}

func sameColumn(a, b map[int]string) bool {
	for c, r := range b {
		if r == "number" && a[c] == "number" {
			return true
		}
	}
	return false
}

// agendaHeader finds the row that names the columns: at least a number or title
// column and one more.
func (f *flow) agendaHeader(grid map[int]map[int]saksok.Cell, last int) (map[int]string, int) {
	for r := 0; r <= min(last, 3); r++ {
		roles := map[int]string{}
		taken := map[string]bool{}
		for _, col := range sortedCols(grid[r]) {
			role := f.columnRole(grid[r][col].Text, taken)
			if role != "" {
				roles[col], taken[role] = role, true
			}
		}
		if taken["number"] && len(taken) >= 2 {
			return roles, r
		}
	}
	return nil, 0
}

// isCaseHeader reports whether a row heads a case paper's table of the bodies
// that treat the case: a body column and a date column.
func (f *flow) isCaseHeader(row map[int]saksok.Cell) bool {
	body, date := false, false
	for _, c := range row {
		l := label(c.Text)
		body = body || slices.Contains(f.cues.Fields["body"], l)
		date = date || slices.Contains(f.cues.Fields["date"], l) || slices.Contains(f.cues.Fields["date_weak"], l)
	}
	return body && date
}

func sortedCols(row map[int]saksok.Cell) []int {
	var out []int
	for c := range row {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// columnRole is what a column header stands for, "" for none; a role is given
// once ("Sak" is the number in one agenda and the title in another).
func (f *flow) columnRole(text string, taken map[string]bool) string {
	s := strings.ReplaceAll(label(text), ".", "")
	for _, role := range []string{"number", "title", "kind", "start", "duration", "end", "presenter", "archive", "page"} {
		if !taken[role] && slices.Contains(f.cues.Columns[role], s) {
			return role
		}
	}
	return ""
}

// numberColumn takes a table without a header for an agenda when a column is
// mostly case numbers with a year; the widest other column is the title.
func numberColumn(grid map[int]map[int]saksok.Cell) map[int]string {
	hits, filled, letters := map[int]int{}, map[int]int{}, map[int]int{}
	for _, row := range grid {
		for c, cell := range row {
			filled[c]++
			letters[c] += len(cell.Text)
			if r, ok := saksok.ParseItemNumber(cell.Text); ok && r.Year != 0 {
				hits[c]++
			}
		}
	}
	number := -1
	for _, c := range []int{0, 1} {
		if hits[c] >= 2 && hits[c]*10 >= 6*filled[c] {
			number = c
			break
		}
	}
	if number < 0 {
		return nil
	}
	title, most := -1, 0
	for c, n := range letters {
		if c != number && (n > most || n == most && c < title) {
			title, most = c, n
		}
	}
	if title < 0 {
		return nil
	}
	return map[int]string{number: "number", title: "title"}
}

func (f *flow) agendaRow(row map[int]saksok.Cell, roles map[int]string, page int) entry {
	e := entry{page: page}
	for _, col := range sortedCols(row) {
		c := row[col]
		if c.Page != 0 {
			e.page = c.Page
		}
		e.box = e.box.Union(c.Box)
		text := strings.Join(strings.Fields(c.Text), " ")
		switch roles[col] {
		case "number":
			if r, ok := saksok.ParseItemNumber(text); ok && (r.Seq > 0 || r.Path != "") {
				e.number = f.printedNumber(text)
			}
		case "title":
			e.title = agendaTitle(text)
		case "kind":
			e.kindRaw = text
		case "start":
			e.start = saksok.ParseClock(text)
		case "end":
			e.end = saksok.ParseClock(text)
		case "presenter":
			e.presenters = f.presenters(text)
		case "archive":
			e.caseRef = text
		}
	}
	return e
}
