package segment

import (
	"strings"

	"saksok"
)

// fewHeaded is how many headings without a number minutes must have for them to be its
// cases.
const fewHeaded = 3

// headedItems finds the cases of minutes that number nothing: their headings, of the one
// print that most of them have, with text under each. Who was there, the agenda, and the
// labels of decisions are headings of something else.
func (f *flow) headedItems(a agenda, kind saksok.DocumentKind) []span {
	if kind != saksok.KindMinutes || len(a.entries) > 0 {
		return nil
	}
	by := map[int][]span{}
	best := 0
	for i := 1; i+1 < len(f.lines); i++ {
		l := f.lines[i]
		if !f.headsCase(i) {
			continue
		}
		by[l.Heading] = append(by[l.Heading], span{title: strings.Trim(l.text, " :–-"), head: i, from: i + 1, evidence: saksok.EvidenceHeading})
		if n := len(by[l.Heading]); n > len(by[best]) || n == len(by[best]) && l.Heading > best {
			best = l.Heading
		}
	}
	if len(by[best]) < fewHeaded {
		return nil
	}
	return by[best]
}

// headsCase reports whether line i is a short heading over text that may be a case's.
func (f *flow) headsCase(i int) bool {
	l, next := f.lines[i], f.lines[i+1]
	if l.Heading <= 0 || l.table >= 0 || next.Heading > 0 || next.Page != l.Page || !f.standsApart(i) || len(l.text) > maxUnnumbered || !startsUpper(l.text) ||
		endsSentence(l.text) || strings.Contains(strings.TrimSuffix(l.text, ":"), ":") {
		return false
	}
	if _, _, ok := f.attendanceLabel(l.text); ok {
		return false
	}
	return !f.isLabel(l.text) && !f.isAgendaTitle(l.text) && !f.organisationLine(l.text) && !f.isDivider(l) &&
		!f.namesBody(l.text) && !f.startsWithKind(l.text) && len(saksok.FindDates(l.text, 2000)) == 0
}
