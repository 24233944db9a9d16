package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// mention is a person as a list names them.
type mention struct {
	name         string
	office       string // printed before the name: "Rådmann"
	role         saksok.PersonRole
	party        string
	organisation string
	item         saksok.ItemNumber
}

// person is the mention under a label that gives a role, the mention's own one put
// first.
func (m mention) person(role saksok.PersonRole, page int) saksok.Person {
	if m.role != "" {
		role = m.role
	}
	return saksok.Person{Name: m.name, Role: role, Organisation: m.organisation, Party: m.party, Item: m.item, Page: page}
}

const bullets = "•●○▪■-–* \uf0b7\uf0a7"

var (
	parens      = regexp.MustCompile(`\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)`)
	partyShort  = regexp.MustCompile(`^(?:\p{Lu}{1,4}|Ap|Sp|Frp|FrP|Krf|KrF|Rødt|Uavh)$`) // as minutes print them
	beforeCount = regexp.MustCompile(`(\p{Ll}{3}\.) \d[^.]*`)                             // "… og Kari Lie. 17 av 17 medlemmer møtte."
	ofItem      = regexp.MustCompile(`^(?:\p{L}+\.?\s+)?(§ ?\d{1,4}|\d{1,4}/\d{2,4})$`)
)

// sentence reads the people of a text of sentences: a list of names, another label
// and its list, or who served as what ("Kari Lie var sekretær").
func (r *roll) sentence(text string) []mention {
	var out []mention
	role := saksok.PersonRole("")
	for k, s := range sentences(beforeCount.ReplaceAllString(text, "$1")) {
		if label, rest, ok := r.f.attendanceLabel(s); ok && k > 0 {
			role, s = label, rest
		}
		if m := r.f.cues.Served.find(strings.TrimSuffix(s, ".")); m != nil {
			p, ok := r.f.named(m[1])
			as, known := r.f.roleWord(m[2])
			if ok && known {
				p.role = as
				out = append(out, p)
			}
			continue
		}
		of := roll{f: r.f, role: r.role}
		if role != "" {
			of.role = role
		}
		for _, m := range of.list(s) {
			if m.role == "" {
				m.role = role
			}
			out = append(out, m)
		}
	}
	return out
}

// list reads "Kari Lie (Ap), Ola Vik, rådmann, og Per Moe": each part is a name or
// says something of the name before it. An office in the plural holds for the names
// that follow ("Councillors Ann Field, Bob Marsh").
func (r *roll) list(s string) []mention {
	var out []mention
	for _, part := range r.f.parts(strings.TrimSuffix(strings.TrimSpace(s), ".")) {
		out = r.part(out, part)
	}
	return out
}

// entry reads a line that names one person and what they are: "Kari Lie, Navet",
// "Kari Lie: koordinator".
func (r *roll) entry(s string) []mention {
	s = strings.TrimSpace(strings.TrimLeft(s, bullets))
	head, rest, colon := strings.Cut(s, ":")
	if !colon || !r.f.personName(head) {
		head, rest, _ = strings.Cut(s, ",")
		if open := strings.IndexByte(s, '('); open >= 0 && open < len(head) {
			return r.list(s) // the comma is in the parentheses
		}
	}
	out := r.list(head)
	if len(out) == 1 {
		for _, e := range r.extras(parens.ReplaceAllString(rest, "")) {
			r.describe(&out[0], e)
		}
	}
	return out
}

// part adds a part of a list to those read before it.
func (r *roll) part(out []mention, s string) []mention {
	text := strings.Trim(parens.ReplaceAllString(s, ""), " .")
	var inside []string
	for _, m := range parens.FindAllStringSubmatch(s, -1) {
		inside = append(inside, r.extras(m[1])...)
	}
	m, ok := r.f.named(text)
	switch {
	case ok:
		if as, known := r.f.roleWord(m.office); known {
			r.take(&m, as)
		}
		out = append(out, m)
	case len(out) == 0:
		return out
	case text != "":
		if r.describe(&out[len(out)-1], text) {
			return out // what is in parentheses is of the organisation
		}
	}
	for _, e := range inside {
		r.note(&out[len(out)-1], e)
	}
	return out
}

// extras parts what is said of a person.
func (r *roll) extras(s string) []string {
	var out []string
	for _, e := range strings.FieldsFunc(parens.ReplaceAllString(s, ""), func(c rune) bool { return c == ',' || c == ';' }) {
		out = append(out, strings.TrimSpace(e))
	}
	for _, m := range parens.FindAllStringSubmatch(s, -1) {
		out = append(out, r.extras(m[1])...)
	}
	return out
}

// describe takes in what is said of a person: a role, a party, the item they came
// for, or an organisation, which it reports. What it cannot tell is left out.
func (r *roll) describe(m *mention, s string) (organisation bool) {
	s = strings.TrimSpace(s)
	if as, ok := r.f.roleWord(s); ok {
		r.take(m, as)
		return false
	}
	item := ofItem.FindStringSubmatch(s)
	switch {
	case item != nil:
		m.item = saksok.ItemNumber(item[1])
	case r.f.isParty(s):
		m.party = s
	case m.organisation == "" && r.f.isEmployer(s):
		m.organisation = s
		return true
	}
	return false
}

// note is describe for what stands in parentheses or a cell of its own: there a short
// word in capitals is a party, a local list's too.
func (r *roll) note(m *mention, s string) {
	if partyShort.MatchString(s) && r.role != saksok.RoleStaff {
		m.party = s
		return
	}
	r.describe(m, s)
}

func (f *flow) isParty(s string) bool {
	return partyShort.MatchString(s) && slices.Contains(f.cues.Parties, strings.ToLower(s))
}

// take gives a person the role a word says they have, where the list they are in
// leaves that open: who is absent is absent, and the leader of a department is no
// chair.
func (r *roll) take(m *mention, as saksok.PersonRole) {
	switch r.role {
	case saksok.RoleMember:
		m.role = as
	case saksok.RoleStaff:
		if as == saksok.RoleSecretary || as == saksok.RoleObserver {
			m.role = as
		}
	}
}

// isEmployer reports whether what follows a name is an organisation: no office, no
// remark.
func (f *flow) isEmployer(s string) bool {
	w := strings.Fields(s)
	if len(w) == 0 || len(w) > 6 || strings.ContainsFunc(s, unicode.IsDigit) || !startsUpper(s) && !strings.Contains(s, "@") {
		return false
	}
	return !f.isOffice(strings.ToLower(w[0])) && !f.isOffice(strings.ToLower(w[len(w)-1]))
}

// roleWord is the role a word gives: "leder", "1:e vice ordförande". "Leder av
// Turlaget" gives none: it may be another's leader.
func (f *flow) roleWord(s string) (saksok.PersonRole, bool) {
	r, ok := f.cues.RoleWords[strings.Trim(strings.ToLower(s), " .:")]
	return r, ok
}

// named takes a name out of a text that holds nothing else but an office before or
// behind it, or who the person met for.
func (f *flow) named(s string) (mention, bool) {
	s = strings.TrimSpace(strings.TrimLeft(s, bullets))
	if f.personName(s) {
		return mention{name: s}, true
	}
	w := strings.Fields(s)
	end := 0
	for i, word := range w {
		switch {
		case f.isOffice(strings.ToLower(strings.Trim(word, ",."))):
			end = i + 1
		case i > 0 && (word == "for" || word == "för") && f.personName(strings.Join(w[:i], " ")) && f.personName(strings.Join(w[i+1:], " ")):
			return mention{name: strings.Join(w[:i], " ")}, true
		}
	}
	if rest := strings.Join(w[end:], " "); end > 0 && f.personName(rest) {
		return mention{name: rest, office: strings.Join(w[:end], " ")}, true
	}
	if i := len(w) - 1; i >= 2 && f.isParty(w[i]) && f.personName(strings.Join(w[:i], " ")) {
		return mention{name: strings.Join(w[:i], " "), party: w[i]}, true
	}
	if i := len(w) - 1; i >= 2 && !startsUpper(w[i]) && f.isOffice(w[i]) && f.personName(strings.Join(w[:i], " ")) {
		return mention{name: strings.Join(w[:i], " "), office: w[i]}, true
	}
	return mention{}, false
}

// isOffice reports whether a word in lower case is an office: "rådmann",
// "økonomisjef", one half of "clerk-treasurer".
func (f *flow) isOffice(word string) bool {
	for part := range strings.SplitSeq(word, "-") {
		for _, t := range f.cues.Titles {
			if part == t || len(t) > 3 && len(part) > len(t)+2 && strings.HasSuffix(part, t) {
				return true
			}
		}
	}
	return false
}

// hasOffice reports whether one of the first two words is an office.
func (f *flow) hasOffice(w []string) bool {
	return slices.ContainsFunc(w[:min(2, len(w))], func(s string) bool { return f.isOffice(strings.ToLower(s)) })
}

// particles stand in names in lower case.
var particles = []string{"von", "van", "de", "der", "den", "af", "av", "la", "le", "del", "da", "di", "el", "al", "bin", "ten", "ter", "zu", "y"}

// personName reports whether s could be a person: two to five words, capitalised but
// for particles, none of them an office, a body or an abbreviation.
func (f *flow) personName(s string) bool {
	w := strings.Fields(s)
	if len(w) < 2 || len(w) > 5 || !startsUpper(w[0]) || !startsUpper(w[len(w)-1]) || strings.ContainsAny(s, `:;,@/&"«»§%`) || strings.ContainsFunc(s, unicode.IsDigit) {
		return false
	}
	capitals := s == strings.ToUpper(s)
	for i, word := range w {
		initial := strings.HasSuffix(word, ".") && len([]rune(word)) <= 3 && i < len(w)-1
		bare := strings.Trim(word, ".\u00ad")
		switch {
		case word != strings.TrimRight(word, ".-") && !initial, bare == "":
			return false
		case !startsUpper(word) && !slices.Contains(particles, word):
			return false
		case !capitals && len([]rune(bare)) > 1 && bare == strings.ToUpper(bare) && !initial:
			return false // "NTI", "FU"
		case f.isOffice(strings.ToLower(word)), f.cues.endsLikeBody(word):
			return false
		}
	}
	if _, number := f.cues.Numbers[strings.ToLower(w[0])]; number || slices.Contains(f.cues.BodyFront, strings.ToLower(w[0])) || f.isParty(w[len(w)-1]) {
		return false
	}
	return !slices.ContainsFunc(f.cues.OrganisationNouns, func(n string) bool { return strings.HasSuffix(strings.ToLower(s), n) })
}

// parts takes a list apart at its commas and semicolons, those in parentheses left
// alone, and at the word before its last entry.
func (f *flow) parts(s string) []string {
	var out []string
	depth, from := 0, 0
	groups := strings.Contains(parens.ReplaceAllString(s, ""), ";")
	put := func(to int) {
		p := strings.TrimSpace(s[from:to])
		if m, ok := f.named(p); ok && groups && !f.hasOffice(strings.SplitN(m.office, " ", 3)) {
			out = append(out, p) // "Land Planning and Technology Administrator Ann Field"
		} else if p != "" {
			out = append(out, f.halves(p)...)
		}
	}
	for i, c := range s {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case (c == ',' || c == ';') && depth == 0:
			put(i)
			from = i + 1
		}
	}
	put(len(s))
	return out
}

// halves parts "Kari Lie og Ola Vik" where a name follows the word for "and".
func (f *flow) halves(s string) []string {
	w := strings.Fields(s)
	for i, word := range w {
		if !slices.Contains(f.cues.And, word) {
			continue
		}
		after := strings.Join(w[i+1:], " ")
		if !f.startsWithName(after) && i > 0 {
			continue
		}
		if i == 0 {
			return f.halves(after)
		}
		return append([]string{strings.Join(w[:i], " ")}, f.halves(after)...)
	}
	return []string{s}
}

// cellGap is how wide a gap parts the cells of a row, in sizes of the print.
const cellGap = 0.9

// cell is words of a line between wide gaps.
type cell struct {
	text  string
	box   saksok.Box
	alone bool // the line has no other
}

// cells parts a line's words where a gap is wider than its size, as between the
// cells of an attendance table.
func cells(l line) []cell {
	var out []cell
	for i, w := range l.Words {
		if i == 0 || w.Box[0]-l.Words[i-1].Box[2] > cellGap*l.Size {
			out = append(out, cell{text: w.Text, box: w.Box})
			continue
		}
		c := &out[len(out)-1]
		c.text += " " + w.Text
		c.box = c.box.Union(w.Box)
	}
	if len(out) == 1 {
		out[0].alone = true
	}
	return out
}

// columns is the text of a line's cells.
func columns(l line) []string {
	var out []string
	for _, c := range cells(l) {
		out = append(out, c.text)
	}
	return out
}
