package segment

import (
	"strings"

	"saksok"
)

// signatures reads who signs: a name with the office behind it or on the line below
// ("Kari Lie" over "ordfører"), and the label of who kept the minutes. Only the
// offices of a meeting count; whoever else signs is not told from a recipient.
func (f *flow) signatures(lines []line) []saksok.Person {
	var out []saksok.Person
	for i, l := range lines {
		for _, c := range cells(l) {
			name, office, _ := strings.Cut(parens.ReplaceAllString(c.text, ""), ",")
			name = strings.TrimSpace(name)
			if !f.personName(name) {
				continue
			}
			if office == "" && i+1 < len(lines) && l.Page == lines[i+1].Page && lines[i+1].Baseline-l.Baseline < 2.5*l.Size {
				office = below(c, lines[i+1])
			}
			if role, ok := f.roleWord(parens.ReplaceAllString(office, "")); ok && signs(role) {
				out = append(out, saksok.Person{Name: name, Role: role, Page: l.Page, Box: place(lines[i:i+1], name)})
			}
		}
		out = append(out, f.keptBy(l)...)
	}
	return out
}

// below is the cell of the next line under a cell.
func below(c cell, next line) string {
	for _, n := range cells(next) {
		if n.box[0] < c.box[2] && n.box[2] > c.box[0] {
			return n.text
		}
	}
	return ""
}

func signs(r saksok.PersonRole) bool {
	return r == saksok.RoleChair || r == saksok.RoleDeputyChair || r == saksok.RoleSecretary
}

// keptBy reads a line that says who kept the minutes ("Ref. Kari Lie") or certifies
// them as their secretary ("Rett utskrift: Kari Lie, sekretær").
func (f *flow) keptBy(l line) []saksok.Person {
	if role, rest, ok := f.attendanceLabel(l.text); ok && role == saksok.RoleSecretary {
		r := roll{f: f, role: role}
		var out []saksok.Person
		for _, m := range r.list(rest) {
			p := m.person(role, l.Page)
			p.Box = place([]line{l}, m.name)
			out = append(out, p)
		}
		return out
	}
	head, rest, colon := strings.Cut(l.text, ":")
	name, office, comma := strings.Cut(rest, ",")
	if !colon || !comma || !f.ends(head) || !f.personName(strings.TrimSpace(name)) {
		return nil
	}
	if role, ok := f.roleWord(office); ok && role == saksok.RoleSecretary {
		return []saksok.Person{{Name: strings.TrimSpace(name), Role: role, Page: l.Page, Box: place([]line{l}, strings.TrimSpace(name))}}
	}
	return nil
}
