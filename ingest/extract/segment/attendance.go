package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// attendance reads lists of people under labels ("Til stede:", "Forfall:"): one
// name a line, a running text, or a table.
func (f *flow) attendance(lines []line) []saksok.Person {
	var out []saksok.Person
	for i := 0; i < len(lines); {
		r, n := f.rollAt(lines[i:])
		if n == 0 {
			i++
			continue
		}
		out = append(out, r.people()...)
		i += n
	}
	return out
}

// roll is the list of people under one label of the attendance block.
type roll struct {
	f          *flow
	role       saksok.PersonRole
	statements [][]line // lines that make one statement: a name a line, a sentence that wraps
	columns    []column // of a table, nil outside tables
	group      string   // the organisation over bulleted names
}

// column is a column of a table of people and what its cells say.
type column struct {
	means string // name, role, party, for, or "" for what is left out
	x     float64
}

// attendanceLines is how long a list of people may be.
const attendanceLines = 120

// rollAt reads the list whose label is the first line, and how many lines it takes
// up; 0 where there is none.
func (f *flow) rollAt(lines []line) (roll, int) {
	role, rest, ok := f.attendanceLabel(lines[0].text)
	if !ok {
		return f.rollOfTable(lines)
	}
	r := roll{f: f, role: role}
	left := 0.0 // where the values of a form begin
	if n := len(strings.Fields(rest)); n > 0 && n < len(lines[0].Words) {
		first := restOf(lines[0], n, rest)
		if k := len(lines[0].Words) - n; first.Words[0].Box[0]-lines[0].Words[k-1].Box[2] > cellGap*first.Size {
			left = first.Words[0].Box[0]
		}
		r.statements = append(r.statements, []line{first})
	} else if rest != "" {
		return roll{}, 0
	}
	return r, r.gather(lines, left)
}

// rollOfTable reads the list under a label that heads the column of names itself:
// "Referent  Tidspunkt".
func (f *flow) rollOfTable(lines []line) (roll, int) {
	c := cells(lines[0])
	if len(c) < 2 {
		return roll{}, 0
	}
	role, rest, ok := f.attendanceLabel(c[0].text)
	if !ok || rest != "" || !slices.Contains(f.cues.PeopleColumns["remark"], label(c[1].text)) {
		return roll{}, 0
	}
	r := roll{f: f, role: role, columns: []column{{"name", c[0].box[0]}, {"", c[1].box[0]}}}
	return r, r.gather(lines, 0)
}

// gather takes the lines below the label into the list, from x = left on where the
// values of a form stand in a column of their own; it returns how many lines the
// list takes up.
func (r *roll) gather(lines []line, left float64) int {
	f, j := r.f, 1
	for ; j < min(len(lines), attendanceLines); j++ {
		l := lines[j]
		if len(r.statements) > 0 && f.goesOn(lines[j-1], l) && (left == 0 || l.Box[0] >= left-3) {
			last := &r.statements[len(r.statements)-1]
			*last = append(*last, l)
			continue
		}
		if left > 0 && l.Box[0] < left-3 || f.endsRoll(lines[j-1], l) {
			break
		}
		r.statements = append(r.statements, []line{l})
	}
	return j
}

// restOf is a line without what stands before its last n words, which read rest.
func restOf(l line, n int, rest string) line {
	l.Words = l.Words[len(l.Words)-n:]
	l.text = rest
	return l
}

// otherLabel matches a label of something else; a group may be called "P:ISK".
var otherLabel = regexp.MustCompile(`^([^:.,]{3,}):(?:\s|$)`)

// endsRoll reports whether a line ends the list of people above it.
func (f *flow) endsRoll(prev, l line) bool {
	if _, _, ok := f.attendanceLabel(l.text); ok {
		return true
	}
	if m := otherLabel.FindStringSubmatch(l.text); m != nil && !f.personName(strings.TrimLeft(m[1], bullets)) {
		return true
	}
	return f.isLabel(l.text) || f.isAgendaTitle(l.text) || f.columnWords(l.text) >= 3 || listEntry.MatchString(l.text) ||
		l.Page != prev.Page && l.Heading > 0
}

// goesOn reports whether line b goes on with a's sentence.
func (f *flow) goesOn(a, b line) bool {
	if a.Page != b.Page || b.Baseline-a.Baseline > 2*a.Size || startsPoint(b.text) {
		return false
	}
	if _, _, ok := f.attendanceLabel(b.text); ok {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.text)
	if strings.HasSuffix(a.text, ",") || strings.HasSuffix(a.text, ";") || strings.HasSuffix(a.text, "-") || unicode.IsLower(first) || first == '(' {
		return true
	}
	if words := strings.Fields(a.text); len(words) > 0 && slices.Contains(f.cues.And, words[len(words)-1]) {
		return true
	}
	if parts := strings.FieldsFunc(a.text, func(c rune) bool { return c == ',' || c == ';' }); len(parts) > 2 {
		half := strings.TrimSpace(parts[len(parts)-1]) // of a name: "…, Rita" over "Fenn"
		if !strings.Contains(half, " ") && startsUpper(half) && !f.isParty(half) && !endsSentence(half) {
			return true
		}
	}
	full := a.Box.Width()+b.Words[0].Box.Width() > 0.95*f.textWidth(a.Page)
	return full && len(cells(a)) == 1 && !endsSentence(a.text) && strings.ContainsAny(a.text, ",;:")
}

// attendanceLabel reads a label of the attendance block and what follows its
// colon, or stands in the next column.
func (f *flow) attendanceLabel(s string) (saksok.PersonRole, string, bool) {
	s = strings.TrimSpace(strings.TrimLeft(s, bullets))
	head, rest, colon := strings.Cut(s, ":")
	l := label(parens.ReplaceAllString(head, ""))
	for _, r := range f.cues.Attendance {
		if slices.Contains(r.Words, l) && (colon || len(strings.Fields(s)) <= 4 && startsUpper(s)) {
			return r.Role, strings.TrimSpace(rest), true
		}
	}
	if !startsUpper(s) {
		return "", "", false
	}
	for _, r := range f.cues.Attendance { // a label and the first name in one row of a form
		for _, w := range r.Words {
			if r.Role == saksok.RoleStaff && !strings.Contains(w, " ") {
				continue // "Andre Lie" is a name
			}
			if name, ok := behindWord(s, w); ok && f.startsWithName(name) {
				return r.Role, name, true
			}
		}
	}
	return "", "", false
}

// behindWord is what follows a word at the start of s, a full stop or dotted leaders
// between them left out. Words of three letters are labels only as abbreviations.
func behindWord(s, word string) (string, bool) {
	if len(s) <= len(word) || !strings.EqualFold(s[:len(word)], word) {
		return "", false
	}
	after := s[len(word):]
	if rest, ok := strings.CutPrefix(after, "."); ok && strings.HasPrefix(rest, " ") {
		return strings.TrimLeft(rest, " .…_"), true
	}
	if len(word) <= 4 || !strings.HasPrefix(after, " ") {
		return "", false
	}
	return strings.TrimLeft(after, " .…_"), true
}

// startsWithName reports whether the first entry of a list is a name.
func (f *flow) startsWithName(s string) bool {
	s, _, _ = strings.Cut(strings.SplitN(s, "(", 2)[0], ",")
	s, _, _ = strings.Cut(s, ";")
	_, ok := f.named(strings.TrimRight(strings.TrimSpace(s), "."))
	return ok
}

// people are those the list names.
func (r *roll) people() []saksok.Person {
	var out []saksok.Person
	single := r.onePerLine()
	for i, st := range r.statements {
		if cols := r.header(st); cols != nil {
			r.columns = cols
			continue
		}
		var found []mention
		switch {
		case r.columns != nil:
			if found = r.row(st[0]); len(found) == 0 {
				return out // the table is over
			}
		case len(st) == 1 && len(cells(st[0])) > 1:
			found = r.cellNames(st[0])
		case len(st) == 1 && single:
			found = r.entry(st[0].text)
		default:
			text := r.f.join(st)
			if found = r.sentence(text); len(found) == 0 && i > 0 && len(strings.Fields(text)) > 8 {
				return out // running text: the list is over
			}
		}
		for _, m := range found {
			p := m.person(r.role, st[0].Page)
			p.Box = place(st, m.name)
			if p.Organisation == "" && startsPoint(st[0].text) {
				p.Organisation = r.group
			}
			out = append(out, p)
		}
		if len(found) == 0 && len(st) == 1 && len(st[0].Words) <= 3 && startsUpper(st[0].text) && !endsSentence(st[0].text) {
			r.group = st[0].text
		}
	}
	return out
}

// onePerLine reports whether each line names one person and what they are: a line
// has at most one comma, and not all of what follows it are names.
func (r *roll) onePerLine() bool {
	names, others := 0, 0
	for _, st := range r.statements {
		text := st[0].text
		_, behind, comma := strings.Cut(parens.ReplaceAllString(text, ""), ",")
		if len(st) > 1 || strings.Contains(text, ";") || strings.Contains(behind, ",") {
			return false
		}
		if !comma {
			continue
		}
		if _, ok := r.f.named(strings.TrimSpace(behind)); ok {
			names++
		} else {
			others++
		}
	}
	return len(r.statements) > 1 && (names == 0 || others > 0)
}

// header reads the row that names the columns of a table of people, nil where a line
// is none.
func (r *roll) header(st []line) []column {
	var out []column
	named := false
	for _, c := range cells(st[0]) {
		col := column{x: c.box[0]}
		for means, words := range r.f.cues.PeopleColumns {
			if slices.Contains(words, label(c.text)) {
				col.means = means
			}
		}
		named = named || col.means == "name"
		out = append(out, col)
	}
	if !named || len(out) < 2 {
		return nil
	}
	return out
}

// row reads a row of a table of people by its columns; what is said in the others
// is of the last name of the first.
func (r *roll) row(l line) []mention {
	var out []mention
	for _, c := range cells(l) {
		means := ""
		for _, col := range r.columns {
			if col.x <= c.box[0]+cellGap*l.Size {
				means = col.means
			}
		}
		last := len(out) - 1
		switch {
		case means == "name":
			out = append(out, r.list(c.text)...)
		case last < 0:
		case means == "party":
			out[last].party = c.text
		case means == "role":
			for _, e := range r.extras(c.text) {
				r.describe(&out[last], e)
			}
		}
	}
	return out
}

// cellNames reads a row of cells without a header: a name with what it says of it,
// or several names.
func (r *roll) cellNames(l line) []mention {
	var out []mention
	for _, c := range cells(l) {
		found := r.list(c.text)
		last := len(out) - 1
		switch {
		case len(found) > 0 && last >= 0 && (r.role == saksok.RoleSubstitute || out[0].party != "" || out[0].role != ""):
			return out // who the substitute met for
		case len(found) > 0:
			out = append(out, found...)
		case last >= 0:
			for _, e := range r.extras(c.text) {
				r.note(&out[last], e)
			}
		}
	}
	return out
}
