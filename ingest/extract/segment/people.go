package segment

import (
	"slices"
	"strings"

	"saksok"
	"saksok/ingest/extract/layout"
)

// people reads who presents and prepared each item, who attended, who was absent,
// who signed, and who put what forward.
func (f *flow) people(spans []span, a agenda, x *saksok.Extraction) []saksok.Person {
	out := roster{}
	for _, e := range a.entries {
		for _, p := range e.presenters {
			out.add(saksok.Person{Name: p.name, Role: saksok.RolePresenter, Organisation: p.organisation, Item: e.number, Page: e.page, Box: f.nameIn(e, p.name)})
		}
	}
	out.add(f.caseOfficers(spans)...)
	before := f.lines // what stands before the items
	if len(spans) > 0 {
		before = f.lines[:spans[0].head]
	}
	switch x.Document.Kind {
	case saksok.KindMinutes:
		present := f.attendance(before)
		if !slices.ContainsFunc(present, func(p saksok.Person) bool { return p.Role == saksok.RoleMember || p.Role == saksok.RoleChair }) {
			present = append(present, f.attendance(f.lines[len(before):f.openingEnd(spans)])...)
		}
		out.add(present...)
		out.add(f.signatures(before)...)
		out.add(f.signatures(f.lines[max(len(before), len(f.lines)-closingLines):])...)
	case saksok.KindElectionRecord:
		out.add(f.attendance(f.lines[:min(len(f.lines), recordLines)])...)
	case saksok.KindNotice, saksok.KindAgenda:
		out.add(f.signatures(f.lines)...)
	case saksok.KindPack:
		out.add(f.signatures(before)...)
	}
	out.add(f.proposers(x.Decisions)...)
	for i := range out {
		out[i].Item = numberIn(x.Items, out[i].Item)
	}
	return out
}

// openingEnd is the end of the first items' text, where minutes without a list over the
// items say who was there ("1. Call to order", "1. Apologies").
func (f *flow) openingEnd(spans []span) int {
	const openings = 3
	if len(spans) == 0 {
		return len(f.lines)
	}
	return spans[min(openings, len(spans))-1].to
}

// numberIn is the number of the item that people are said to be there for, as the
// item has it; "" where there is no such item.
func numberIn(items []saksok.Item, n saksok.ItemNumber) saksok.ItemNumber {
	for _, it := range items {
		if it.Number == n {
			return n
		}
	}
	for _, it := range items {
		if it.MeetingDay == "" && n.Key() != "" && sameKey(it.Key, n.Key()) {
			return it.Number
		}
	}
	return ""
}

const (
	closingLines = 10  // lines at the end of minutes in which who kept them is said
	recordLines  = 150 // lines in which an election record says who the board was
)

// roster is people in the order they are named, each once in a role.
type roster []saksok.Person

func (r *roster) add(people ...saksok.Person) {
	for _, p := range people {
		if !slices.ContainsFunc(*r, func(q saksok.Person) bool { return q.Name == p.Name && q.Role == p.Role && q.Item == p.Item }) {
			*r = append(*r, p)
		}
	}
}

// nameIn is where a name stands in the row of an agenda; the same one may be in
// the rows around it.
func (f *flow) nameIn(e entry, name string) saksok.Box {
	var row []line
	for _, l := range f.lines {
		if l.Page == e.page && l.Box.CenterY() > e.box[1]-2 && l.Box.CenterY() < e.box[3]+2 {
			row = append(row, l)
		}
	}
	if b := place(row, name); !b.Empty() {
		return b
	}
	return f.place1(e.page, name)
}

// place1 is where a name stands on a page, the zero Box where it is broken over
// lines.
func (f *flow) place1(page int, name string) saksok.Box {
	for _, l := range f.lines {
		if l.Page == page {
			if b, ok := wordsAt(l.Line, strings.Fields(name)); ok {
				return b.Rounded()
			}
		}
	}
	return saksok.Box{}
}

// place is where a name stands in lines.
func place(lines []line, name string) saksok.Box {
	for _, l := range lines {
		if b, ok := wordsAt(l.Line, strings.Fields(name)); ok {
			return b.Rounded()
		}
	}
	return saksok.Box{}
}

func wordsAt(l layout.Line, want []string) (saksok.Box, bool) {
	for i := 0; i+len(want) <= len(l.Words) && len(want) > 0; i++ {
		var b saksok.Box
		k := 0
		for k < len(want) && strings.Trim(l.Words[i+k].Text, ",.;:()•●") == strings.Trim(want[k], ",.;:()") {
			b = b.Union(l.Words[i+k].Box)
			k++
		}
		if k == len(want) {
			return b, true
		}
	}
	return saksok.Box{}, false
}

// caseOfficers reads who prepared the items: a field of the item's text or of the
// block over its heading, or a column of the table of the bodies that treat it.
func (f *flow) caseOfficers(spans []span) []saksok.Person {
	var out []saksok.Person
	labels := f.cues.Fields["case_officer"]
	add := func(i int, text string) {
		s := spanOf(spans, f.lines, i)
		if s == nil || s.earlier != nil {
			return
		}
		if m, ok := f.named(strings.TrimRight(uptoField(text), " .")); ok {
			out = append(out, saksok.Person{Name: m.name, Role: saksok.RoleCaseOfficer, Item: s.number, Page: f.lines[i].Page, Box: place(f.lines[i:i+1], m.name)})
		}
	}
	for i, l := range f.lines {
		if text, ok := labelledIn(l.text, labels, f.allLabels()); ok {
			add(i, text)
		} else if text, ok := f.cues.labelled(l.text, labels); ok {
			add(i, text)
		}
	}
	for _, p := range f.doc.Pages {
		for _, l := range p.Lines { // the head of the table comes back like a running head
			for _, c := range cells(line{Line: l}) {
				if !c.alone && slices.Contains(labels, label(c.text)) {
					add(f.nameBelow(l, c))
				}
			}
		}
	}
	return out
}

// nameBelow is the line with the first name below a column's head, and the name.
func (f *flow) nameBelow(l layout.Line, head cell) (int, string) {
	seen := 0
	for i, m := range f.lines {
		if m.Page != l.Page || m.Baseline <= l.Baseline || seen == columnReach {
			continue
		}
		seen++
		for _, c := range cells(m) {
			if _, ok := f.named(c.text); ok && c.box[0] < head.box[2] && c.box[2] > head.box[0] {
				return i, c.text
			}
		}
	}
	return 0, ""
}

// Reach of a field around the heading of its item, in lines.
const (
	coverReach = 12 // over the heading, on its page
	fieldReach = 15 // below it

	columnReach = 4 // lines below the head of a column
)

// spanOf is the item that a field in line i is about: the one whose heading follows
// at once on a page that begins with the field, else the one it stands in, else the
// next; nil where none is near.
func spanOf(spans []span, lines []line, i int) *span {
	var in, next *span
	for k := range spans {
		s := &spans[k]
		switch {
		case s.head <= i && i < s.to && i-s.from < fieldReach:
			in = s
		case s.head > i && s.head-i <= coverReach && s.page == lines[i].Page && next == nil:
			next = s
		}
	}
	if next != nil && (in == nil || lines[in.head].Page != lines[i].Page) {
		return next
	}
	return in
}

// proposers are the people whose proposals the document prints.
func (f *flow) proposers(decisions []saksok.Decision) []saksok.Person {
	var out []saksok.Person
	for _, d := range decisions {
		if d.Proposer == "" || d.MeetingDay != "" || d.TreatedBy != nil {
			continue
		}
		r := roll{f: f, role: saksok.RoleProposer}
		for _, m := range r.list(d.Proposer) {
			p := m.person(saksok.RoleProposer, d.Page)
			p.Item, p.Box = d.Item, f.placeOver(d, m.name)
			out = append(out, p)
		}
	}
	return out
}

// placeOver is where a name stands last before the text of a decision, on its page.
func (f *flow) placeOver(d saksok.Decision, name string) saksok.Box {
	var at saksok.Box
	for _, l := range f.lines {
		if l.Page == d.Page && l.Box[1] <= d.Box[1]+2 {
			if b, ok := wordsAt(l.Line, strings.Fields(name)); ok {
				at = b.Rounded()
			}
		}
	}
	return at
}
