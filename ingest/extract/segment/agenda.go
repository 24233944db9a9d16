package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// entry is one line of an agenda (saksliste).
type entry struct {
	number     saksok.ItemNumber
	title      string
	kindRaw    string
	start, end string
	presenters []presenter
	caseRef    string
	page       int
	box        saksok.Box
	indent     float64 // x of a list's line, points
}

type presenter struct{ name, organisation string }

// agenda is the entries in order and the lines they take up.
type agenda struct {
	entries []entry
	lines   map[int]bool // indexes into flow.lines that are agenda, not text
}

func noAgenda() agenda { return agenda{lines: map[int]bool{}} }

func (a agenda) find(key saksok.ItemKey) int {
	return slices.IndexFunc(a.entries, func(e entry) bool { return key != "" && e.number.Key() == key })
}

// readAgenda reads the agenda from tables whose header or first column names
// case numbers, or from a list of numbered lines.
func (f *flow) readAgenda(tables []saksok.Table) agenda {
	a := noAgenda()
	var roles map[int]string
	for i, t := range tables {
		rows, header := f.agendaTable(t, roles)
		if len(rows) == 0 {
			continue
		}
		roles = header
		for _, e := range rows {
			if k := e.number.Key(); k == "" || a.find(k) < 0 {
				a.entries = append(a.entries, e)
			}
		}
		for j, l := range f.lines {
			if l.table == i {
				a.lines[j] = true
			}
		}
	}
	if len(a.entries) == 0 {
		f.agendaList(&a)
	}
	return a
}

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
	if numbered < 2 && (numbered < 1 || from == 0) || !countsUp(out) {
		return nil, nil
	}
	return out, roles
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

// printedNumber is the number as printed, without the word "Sak" before it.
func (f *flow) printedNumber(s string) saksok.ItemNumber {
	s = strings.TrimRight(strings.TrimSpace(s), ":.")
	if m := f.keyword().FindStringSubmatchIndex(s); m != nil {
		s = s[m[1]:]
	}
	return saksok.ItemNumber(strings.TrimSpace(s))
}

// subList parts a title from the sub-items printed in its cell: "Orientering;
// - Veikart (Eva) - Finansiering (Ola)", as the first real pack has it.
var subList = regexp.MustCompile(`\s*[;:]\s+[-–•]\s+.*$`)

func agendaTitle(s string) string {
	s = strings.TrimSpace(subList.ReplaceAllString(s, ""))
	if head, _, ok := strings.Cut(s, ": "); ok && len(s) > longTitle && len(head) > 5 {
		s = head // the rest is what the case is about
	}
	return strings.TrimRight(s, " .…")
}

// longTitle is how many bytes a title may have before a colon ends it.
const longTitle = 300

// presenters parts a cell like "Eva Lie, Berg kommune" into people; what
// follows a comma is an organisation where it says so or is no name.
func (f *flow) presenters(s string) []presenter {
	var out []presenter
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '/' || r == '\n' }) {
		for _, name := range strings.Split(part, ",") {
			name = strings.TrimSpace(name)
			switch {
			case name == "":
			case len(out) > 0 && out[len(out)-1].organisation == "" && (f.isOrganisation(name) || !isName(name)):
				out[len(out)-1].organisation = name
			default:
				a, b, two := strings.Cut(name, " og ")
				out = append(out, presenter{name: strings.TrimSpace(a)})
				if two {
					out = append(out, presenter{name: strings.TrimSpace(b)})
				}
			}
		}
	}
	return out
}

func (f *flow) isOrganisation(s string) bool {
	l := strings.ToLower(s)
	for _, n := range f.cues.OrganisationNouns {
		if strings.HasSuffix(l, n) || strings.HasPrefix(l, n+" ") || strings.Contains(l, " "+n+" ") {
			return true
		}
	}
	return s == strings.ToUpper(s) && len(s) > 1
}

// isName reports whether s could be a person: two to five words, the first and
// last of them capitalised, no digits.
func isName(s string) bool {
	w := strings.Fields(s)
	if len(w) < 2 || len(w) > 5 || strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(s, "..") || strings.HasSuffix(s, ".") {
		return false
	}
	return startsUpper(w[0]) && startsUpper(w[len(w)-1])
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

func (f *flow) notItem(title string) bool {
	return slices.Contains(f.cues.NotItems, label(title))
}

// listEntry matches a line of an agenda printed as a list: number with year and
// title, the archive number between them left out.
var (
	listEntry = regexp.MustCompile(`^((?:\p{Lu}{1,4}\s)?\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2})(?:\s?[A-Z])?)[\s:.]+(?:(\d{2,4}/\d{2,6}(?:-\d+)?)\s+)?(.*)$`)
	plainLine = regexp.MustCompile(`^(\d{1,2})[.)](?:\s+(\S.*)|(\p{Lu}.*))$`) // "10.Resolution" is printed without a space
	clockAt   = regexp.MustCompile(`\b\d{1,2}[:.]\d{2}\b`)
)

// agendaList reads an agenda printed as lines: those under an agenda title, or
// a run of at least three numbered lines close to each other.
func (f *flow) agendaList(a *agenda) {
	for i := 0; i < len(f.lines); i++ {
		titled := f.isAgendaTitle(f.lines[i].text) || f.columnWords(f.lines[i].text) >= 3
		start := i
		if titled {
			start = i + 1
		} else if !listEntry.MatchString(f.lines[i].text) {
			continue
		}
		entries, first, used := f.listFrom(start, titled)
		if len(entries) >= 3 || titled && len(entries) >= 1 {
			a.entries = append(a.entries, entries...)
			a.lines[i] = true
			for j := first; j < used; j++ {
				a.lines[j] = true
			}
			return
		}
	}
}

func (f *flow) isAgendaTitle(s string) bool {
	return slices.Contains(f.cues.AgendaTitles, label(s))
}

// columnWords counts the agenda columns a line names.
func (f *flow) columnWords(s string) int {
	n := 0
	l := " " + strings.ReplaceAll(label(s), ".", "") + " "
	for _, role := range []string{"number", "title", "kind", "start", "duration", "end", "presenter", "archive"} {
		for _, w := range f.cues.Columns[role] {
			if strings.Contains(l, " "+w+" ") {
				n++
				break
			}
		}
	}
	return n
}

// listFrom reads entries from line i on; it returns them, the line of the first
// and the line after the last.
func (f *flow) listFrom(i int, titled bool) (out []entry, first, used int) {
	loose := 0
	first, used = i, i
	plain := false
	var pending []line
	flush := func() {
		if len(out) > 0 && len(pending) > 0 {
			e := &out[len(out)-1]
			f.fillEntry(e, strings.TrimSpace(e.title+" "+f.join(pending)))
		}
		pending = nil
	}
	for ; i < len(f.lines); i++ {
		l := f.lines[i]
		if m := listEntry.FindStringSubmatch(l.text); m != nil && !plain && f.keyword().FindStringIndex(l.text) == nil {
			flush()
			e := entry{number: saksok.ItemNumber(m[1]), caseRef: m[2], page: l.Page, box: l.Box.Rounded()}
			if slices.ContainsFunc(out, func(o entry) bool { return e.number.Key() != "" && o.number.Key() == e.number.Key() }) {
				break // the first item's own heading
			}
			if e.number.Key() != "" {
				f.fillEntry(&e, m[3])
				out, used, loose = append(out, e), i+1, 0
				continue
			}
		}
		if m := plainLine.FindStringSubmatch(l.text); m != nil && titled && (plain || len(out) == 0) && m[1] == nextPlain(out) {
			flush()
			plain = true
			e := entry{number: saksok.ItemNumber(m[1]), page: l.Page, box: l.Box.Rounded(), indent: l.Box[0]}
			f.fillEntry(&e, m[2]+m[3])
			out, used, loose = append(out, e), i+1, 0
			continue
		}
		if e, ok := f.subEntry(l, out); ok && plain {
			flush()
			out, used, loose = append(out, e), i+1, 0
			continue
		}
		if len(out) == 0 {
			first = i + 1
			if loose++; loose > 4 {
				break
			}
			continue
		}
		if prev := f.lines[i-1]; prev.Page != l.Page || l.Baseline-prev.Baseline > 1.8*prev.Size || loose >= 3 || l.Heading != prev.Heading {
			within := 3
			if titled {
				within = 8 // an entry may be explained at length
			}
			if !f.entryWithin(i, within, plain) {
				break
			}
		}
		if f.isLabelWord(l.text) || !titled && loose >= 2 {
			break
		}
		loose++
		pending = append(pending, l)
		used = i + 1
	}
	flush()
	return out, first, used
}

// entryWithin reports whether one of the n lines from i on, on the same page or
// the next, is an agenda entry again.
func (f *flow) entryWithin(i, n int, plain bool) bool {
	for _, l := range f.lines[i:min(i+n, len(f.lines))] {
		if !plain && listEntry.MatchString(l.text) || plain && plainLine.MatchString(l.text) {
			return true
		}
	}
	return false
}

// nextPlain is the number the next entry of the first level has.
func nextPlain(out []entry) string {
	n := 1
	for _, e := range out {
		if r, _ := saksok.ParseItemNumber(string(e.number)); r.Path == "" {
			n = r.Seq + 1
		}
	}
	return itoa(n)
}

// subEntry reads a line of a list within the list: indented under an entry and
// numbered from 1 again, it is part 5.1 of entry 5.
func (f *flow) subEntry(l line, out []entry) (entry, bool) {
	m := plainLine.FindStringSubmatch(l.text)
	if m == nil || len(out) == 0 {
		return entry{}, false
	}
	parent, parts := "", 0
	indent := 0.0
	for _, e := range out {
		if r, _ := saksok.ParseItemNumber(string(e.number)); r.Path == "" {
			parent, parts, indent = string(e.number), 0, e.indent
		} else {
			parts++
		}
	}
	if m[1] != itoa(parts+1) || l.Box[0] < indent+6 {
		return entry{}, false
	}
	e := entry{number: saksok.ItemNumber(parent + "." + m[1]), page: l.Page, box: l.Box.Rounded(), indent: l.Box[0]}
	f.fillEntry(&e, m[2]+m[3])
	return e, true
}

// fillEntry takes the text behind a number apart: title, kind, times, presenter
// where the row of a table was printed as one line.
func (f *flow) fillEntry(e *entry, rest string) {
	times := clockAt.FindAllStringIndex(rest, -1)
	if len(times) < 2 {
		e.title = agendaTitle(rest)
		return
	}
	head := strings.TrimSpace(rest[:times[0][0]])
	e.presenters = f.presenters(rest[times[len(times)-1][1]:])
	e.start = saksok.ParseClock(rest[times[0][0]:times[0][1]])
	e.end = saksok.ParseClock(rest[times[len(times)-1][0]:times[len(times)-1][1]])
	words := strings.Fields(head)
	if len(words) > 1 && f.itemKind(words[len(words)-1]) != "" {
		e.kindRaw = words[len(words)-1]
		head = strings.Join(words[:len(words)-1], " ")
	}
	e.title = agendaTitle(head)
}
