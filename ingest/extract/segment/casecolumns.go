package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// columnRole is what the cells of a case table's column hold.
type columnRole string

// The roles; the words for them are in the cues' case_columns.
const (
	columnNumber   columnRole = "number"
	columnCase     columnRole = "case" // the number, or the title, or both
	columnTitle    columnRole = "title"
	columnText     columnRole = "text" // what was said, and where no column is for it what was decided
	columnProposal columnRole = "proposal"
	columnVote     columnRole = "vote"
	columnDecision columnRole = "decision"
	columnAside    columnRole = "aside" // who sees to it, until when, how far it is
	columnDay      columnRole = "day"   // of another meeting
)

// maxHead is how many words the head of a column has at most.
const maxHead = 7

// headSigns are the signs between the words of a head: "Behandling/vedtak".
var headSigns = strings.NewReplacer("/", ",", "&", ",", "+", ",", ".", "", "(", ",", ")", "")

// columnRoles are the roles that heads give their columns; nil where they are not the
// heads of a table of cases: one column for the case, and one for what was said of it
// or decided.
func (f *flow) columnRoles(heads []string) []columnRole {
	out := make([]columnRole, len(heads))
	named, said := false, false
	for i, h := range heads {
		if len(strings.Fields(h)) > maxHead {
			return nil
		}
		r, names := f.headRole(h)
		switch {
		case r == columnDay:
			return nil
		case r == columnCase && (i > 0 && (out[i-1] == columnNumber || out[i-1] == columnCase)):
			r = columnTitle
		}
		out[i] = r
		named = named || names
		said = said || r == columnText || r == columnDecision
		if said && !named {
			return nil // the case is named before what is said of it
		}
	}
	if !named || !said {
		return nil
	}
	for i, r := range out {
		if r == "" {
			out[i] = columnText
		}
	}
	return out
}

// headRole is what one head says of its column, and whether the case is named there.
// Where it names several things, what was decided is not apart from what was said.
func (f *flow) headRole(head string) (role columnRole, names bool) {
	has := map[columnRole]bool{}
	s := headSigns.Replace(label(head))
	for _, and := range f.cues.And {
		s = strings.ReplaceAll(s, " "+and+" ", ",")
	}
	unknown := false
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		found := slices.Contains(f.cues.Asides, part)
		if found {
			has[columnAside] = true
		}
		for role, words := range f.cues.CaseColumns {
			if slices.Contains(words, part) {
				has[columnRole(role)], found = true, true
			}
		}
		unknown = unknown || !found
	}
	names = has[columnNumber] || has[columnCase] || has[columnTitle]
	switch {
	case has[columnDay]:
		return columnDay, names
	case has[columnText], has[columnDecision] && (unknown || len(has) > 1):
		return columnText, names
	case has[columnNumber] && has[columnTitle]:
		return columnCase, names
	}
	for _, r := range []columnRole{columnCase, columnNumber, columnTitle, columnProposal, columnVote, columnDecision, columnAside} {
		if has[r] {
			return r, names
		}
	}
	return "", false
}

// headBand finds the heads among the first bands of a sheet: their roles, and the band
// behind them.
func (f *flow) headBand(cells [][][]line) ([]columnRole, int) {
	const reach = 3
	for b := range min(reach, len(cells)) {
		heads, filled := make([]string, len(cells[b])), 0
		for c, ls := range cells[b] {
			if heads[c] = f.join(ls); heads[c] != "" {
				filled++
			}
		}
		if filled < 2 {
			continue
		}
		if roles := f.columnRoles(heads); roles != nil {
			return roles, b + 1
		}
	}
	return nil, 0
}

// numberedBands are the roles of the columns of a sheet without heads whose first column
// has case numbers, with a word for case or a year, over running text beside them.
func (f *flow) numberedBands(cells [][][]line) []columnRole {
	numbered, prose, said := 0, 0, true
	for _, band := range cells {
		if n, keyed, ok := f.caseNumber(f.join(band[0])); ok && (keyed || hasYear(n)) {
			numbered, said = numbered+1, false
		}
		for _, ls := range band[1:] {
			if s := f.join(ls); !said && len(strings.Fields(s)) >= proseWords && strings.ContainsAny(s, ".:") {
				prose, said = prose+1, true
			}
		}
	}
	if numbered == 0 || 2*prose < numbered {
		return nil
	}
	roles := make([]columnRole, len(cells[0]))
	roles[0] = columnCase
	for c := 1; c < len(roles); c++ {
		roles[c] = columnText
	}
	return roles
}

// keyColumn is the column that says which case a row is.
func (t *caseTable) keyColumn() int {
	for _, want := range []columnRole{columnNumber, columnCase, columnTitle} {
		if c := slices.Index(t.roles, want); c >= 0 {
			return c
		}
	}
	return 0
}

// textColumn is the first column for what was said; where there is none, the one for
// what was decided.
func (t *caseTable) textColumn() int {
	for _, want := range []columnRole{columnText, columnDecision} {
		if c := slices.Index(t.roles, want); c >= 0 {
			return c
		}
	}
	return len(t.roles) - 1
}

// cellNumber matches a case number at the start of a cell.
var cellNumber = regexp.MustCompile(`^(?:§\s?(\d{1,4}(?:[/:]\s?\d{2,4})?)|(\d{1,4})\s?§|((?:\p{Lu}{1,5}-?[Ss][Aa][Kk]\s+)?` + headingNumber + `))(?:[.:)]+|\s|$)`)

// caseNumber reads the case number that a cell begins with; keyed says that a word for
// case stands before it, or a sign for section.
func (f *flow) caseNumber(s string) (n saksok.ItemNumber, keyed, ok bool) {
	n, _, keyed = f.cutNumber(s)
	return n, keyed, n != ""
}

// cutNumber parts a cell's text into the number it begins with and the rest.
func (f *flow) cutNumber(s string) (n saksok.ItemNumber, rest string, keyed bool) {
	rest = s
	if m := f.keyword().FindStringIndex(s); m != nil {
		rest, keyed = s[m[1]:], true
	}
	m := cellNumber.FindStringSubmatch(rest)
	if m == nil || startsDate(rest) || clockFirst.MatchString(rest) {
		return "", s, false
	}
	if sign := m[1] + m[2]; sign != "" {
		n, keyed = saksok.ItemNumber("§ "+sign), true
	} else {
		n = saksok.ItemNumber(strings.Join(strings.Fields(m[3]), " "))
	}
	if n.Key() == "" {
		return "", s, false
	}
	return n, strings.TrimLeft(rest[len(m[0]):], " .:–-"), keyed
}

// clockFirst matches a time at the start of a cell.
var clockFirst = regexp.MustCompile(`^\d{1,2}:\d{2}\b|^\d{1,2}[.]\d{2}\s?[–-]`)
