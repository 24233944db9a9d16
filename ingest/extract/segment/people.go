package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
)

// people reads who presents each item, who attended and who was absent.
func (f *flow) people(spans []span, items []saksok.Item, a agenda) []saksok.Person {
	out := []saksok.Person{}
	for _, e := range a.entries {
		for _, p := range e.presenters {
			out = append(out, saksok.Person{Name: p.name, Role: saksok.RolePresenter, Organisation: p.organisation, Item: e.number, Page: e.page, Box: f.place1(e.page, p.name)})
		}
	}
	end := len(f.lines)
	if len(spans) > 0 {
		end = spans[0].head
	}
	return append(out, f.attendance(f.lines[:end])...)
}

// place1 is where a name stands on a page, the zero Box where it is broken over
// lines.
func (f *flow) place1(page int, name string) saksok.Box {
	want := strings.Fields(name)
	for _, l := range f.lines {
		if l.Page != page {
			continue
		}
		if b, ok := wordsAt(l.Line, want); ok {
			return b.Rounded()
		}
	}
	return saksok.Box{}
}

func wordsAt(l layout.Line, want []string) (saksok.Box, bool) {
	for i := 0; i+len(want) <= len(l.Words) && len(want) > 0; i++ {
		var b saksok.Box
		k := 0
		for k < len(want) && strings.Trim(l.Words[i+k].Text, ",.;:()") == strings.Trim(want[k], ",.;:()") {
			b = b.Union(l.Words[i+k].Box)
			k++
		}
		if k == len(want) {
			return b, true
		}
	}
	return saksok.Box{}, false
}

// attendance reads lists of people under labels ("Til stede:", "Forfall:"), on
// one line or one name a line.
func (f *flow) attendance(lines []line) []saksok.Person {
	out := []saksok.Person{}
	role := saksok.PersonRole("")
	for i, l := range lines {
		r, rest, ok := f.attendanceLabel(l.text)
		switch {
		case ok:
			role = r
			out = append(out, f.names(rest, l, role)...)
		case role == "":
		case f.isLabel(l.text), f.isAgendaTitle(l.text), strings.HasSuffix(l.text, ":"), i > 0 && l.Page != lines[i-1].Page && l.Heading > 0:
			role = ""
		default:
			people := f.names(l.text, l, role)
			if len(people) == 0 && len(l.Words) > 8 {
				role = ""
			}
			out = append(out, people...)
		}
	}
	return out
}

// attendanceLabel reads a label of the attendance block and what follows its
// colon.
func (f *flow) attendanceLabel(s string) (saksok.PersonRole, string, bool) {
	head, rest, colon := strings.Cut(s, ":")
	l := label(head)
	for _, r := range f.cues.Attendance {
		if !slices.Contains(r.Words, l) {
			continue
		}
		if colon || len(strings.Fields(s)) <= 4 {
			return r.Role, strings.TrimSpace(rest), true
		}
	}
	if !startsUpper(s) {
		return "", "", false
	}
	lower := strings.ToLower(s)
	for _, r := range f.cues.Attendance { // a label and the first name in one row of a form
		for _, w := range r.Words {
			if after, ok := strings.CutPrefix(lower, w); ok && len(w) > 4 && strings.HasPrefix(after, " ") {
				after = after[1:]
				name := s[len(s)-len(after):]
				if first, _, _ := strings.Cut(strings.SplitN(name, "(", 2)[0], ","); isName(strings.TrimSpace(first)) {
					return r.Role, name, true
				}
			}
		}
	}
	return "", "", false
}

// party matches a party or an organisation behind a name.
var party = regexp.MustCompile(`\(([^)]{1,40})\)|,\s*(.{1,40})$`)

// partyShort are the parties' abbreviations as minutes print them.
var partyShort = regexp.MustCompile(`^(?:\p{Lu}{1,4}|Ap|Sp|Frp|FrP|KrF|Rødt)$`)

// names takes the people out of a line. A line in a table is read cell by cell:
// its words are parted where the gaps are wide.
func (f *flow) names(s string, l line, role saksok.PersonRole) []saksok.Person {
	var out []saksok.Person
	parts := splitNames(s)
	row := len(parts) == 1
	if row {
		parts = columns(l)
	}
	for _, part := range parts {
		part = f.withoutTitle(strings.TrimSpace(strings.TrimLeft(part, "•●-–* ")))
		p := saksok.Person{Role: role, Page: l.Page}
		if m := party.FindStringSubmatch(part); m != nil {
			extra := strings.TrimSpace(m[1] + m[2])
			part = strings.TrimSpace(strings.Replace(part, m[0], "", 1))
			for _, e := range strings.Split(extra, ",") {
				f.describe(&p, strings.TrimSpace(e))
			}
		}
		if r, ok := f.cues.RoleWords[strings.ToLower(part)]; ok {
			if len(out) > 0 && role == saksok.RoleMember {
				out[len(out)-1].Role = r
			}
			continue
		}
		if partyShort.MatchString(part) && len(out) > 0 {
			out[len(out)-1].Party = part
			continue
		}
		if !isName(part) || slices.Contains(bodyFront, strings.ToLower(firstWord(part))) {
			continue
		}
		if row && len(out) > 0 && (role == saksok.RoleSubstitute || out[0].Party != "" || out[0].Role != role) {
			break // who the substitute met for
		}
		p.Name, p.Box = part, f.place1(l.Page, part)
		out = append(out, p)
	}
	return out
}

// describe takes in what stands behind a name: a party, a role, or an organisation.
func (f *flow) describe(p *saksok.Person, s string) {
	r, isRole := f.cues.RoleWords[strings.ToLower(s)]
	switch {
	case partyShort.MatchString(s):
		p.Party = s
	case isRole && p.Role != saksok.RoleAbsent:
		p.Role = r
	case p.Organisation == "":
		p.Organisation = s
	}
}

// withoutTitle is a name without the office before it: "Rådmann Kari Lie".
func (f *flow) withoutTitle(s string) string {
	first, rest, ok := strings.Cut(s, " ")
	if ok && isName(rest) && slices.Contains(f.cues.Titles, strings.ToLower(first)) {
		return rest
	}
	return s
}

// splitNames parts an inline list: "Kari Lie, Ola Vik og Per Moe". A party in
// parentheses keeps its comma out of it.
func splitNames(s string) []string {
	var out []string
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == ';' })
	for _, p := range groups {
		if len(groups) > 1 && strings.Count(p, ",") < 2 && !strings.Contains(p, "(") {
			out = append(out, strings.TrimRight(p, ", ")) // "Kari Lie, rådmann; Ola Vik, økonomisjef"
			continue
		}
		depth, from := 0, 0
		for i, r := range p {
			switch {
			case r == '(':
				depth++
			case r == ')':
				depth--
			case r == ',' && depth == 0:
				out = append(out, p[from:i])
				from = i + 1
			}
		}
		out = append(out, p[from:])
	}
	var names []string
	for _, p := range out {
		a, b, two := strings.Cut(p, " og ")
		names = append(names, a)
		if two {
			names = append(names, b)
		}
	}
	return names
}

// columns parts a line's words where a gap is wider than its size, as between
// the cells of an attendance table.
func columns(l line) []string {
	var out []string
	var cur []string
	for i, w := range l.Words {
		if i > 0 && w.Box[0]-l.Words[i-1].Box[2] > 0.9*l.Size {
			out = append(out, strings.Join(cur, " "))
			cur = nil
		}
		cur = append(cur, w.Text)
	}
	return append(out, strings.Join(cur, " "))
}
