package segment

import (
	"slices"
	"strings"

	"saksok"
)

// Headings without a number: of all cases of some minutes, of the last case of others,
// and of what stands between numbered resolutions.

// unnumbered reads a heading without a number in minutes whose resolutions have one
// ("DELEGATION"): it stands apart, behind the text's beginning, and has text under it.
// A section is none.
func (f *flow) unnumbered(i int, a agenda) (span, int) {
	l := f.lines[i]
	if f.cues.Resolution.Regexp == nil || l.Heading <= 0 || l.table >= 0 || i == 0 || i+1 == len(f.lines) || !endsSentence(f.lines[i-1].text) ||
		!f.standsApart(i) || f.isLabel(l.text) || len(l.text) > maxUnnumbered || endsSentence(l.text) {
		return span{}, 0
	}
	if _, n := f.heading(i+1, a); n > 0 || f.lines[i+1].Heading > 0 {
		return span{}, 0
	}
	return span{title: strings.Trim(l.text, " :"), loose: true, evidence: saksok.EvidenceHeading}, 1
}

// maxUnnumbered is how many letters a heading without a number may have.
const maxUnnumbered = 60

// withoutLoose leaves out headings without a number where no resolution has one: they
// are the headings of minutes whose resolutions do.
func (f *flow) withoutLoose(all []span) []span {
	if slices.ContainsFunc(all, func(s span) bool { return f.cues.Resolution.match(string(s.number)) }) {
		return all
	}
	return slices.DeleteFunc(all, func(s span) bool { return s.loose })
}

// otherBusiness reads the heading "Eventuelt" that has no number though the others have:
// it looks like the heading of the item before it.
func (f *flow) otherBusiness(i int, before span) (span, int) {
	l, h := f.lines[i], f.lines[before.at]
	if l.Heading <= 0 || l.Heading != h.Heading || l.table >= 0 || len(l.Words) > 3 || !f.standsApart(i) || f.itemKind(l.text) != saksok.ItemAnyOtherBusiness ||
		f.itemKind(before.title) == saksok.ItemAnyOtherBusiness {
		return span{}, 0
	}
	return span{title: strings.Trim(l.text, " :"), evidence: saksok.EvidenceHeading}, 1
}

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

// headsAbove is the headings without a number that are the cases, where all numbered ones
// are the chapters of one of them, as of by-laws that are proposed; nil where they are not.
func (f *flow) headsAbove(numbered []span, a agenda, kind saksok.DocumentKind) []span {
	if len(numbered) < fewHeaded || slices.ContainsFunc(numbered, func(s span) bool { return hasYear(s.number) || s.number == "" }) {
		return nil
	}
	heads := f.headedItems(a, kind)
	first, last := numbered[0], numbered[len(numbered)-1]
	over := -1
	for k, h := range heads {
		if h.head < first.head {
			over = k
		}
	}
	if over < 0 || over+1 >= len(heads) || heads[over+1].head < last.head || first.number.Key() != "1" {
		return nil
	}
	for _, s := range numbered {
		if f.lines[s.head].Heading >= f.lines[heads[over].head].Heading {
			return nil
		}
	}
	heads[over].chapters = true
	return heads
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
	return !slices.Contains(f.allLabels(), label(l.text)) && !f.isLabel(l.text) && !f.isAgendaTitle(l.text) && !f.organisationLine(l.text) && !f.isDivider(l) &&
		(!f.namesBody(l.text) || f.cues.exprs.titleWord.MatchString(l.text)) && !f.startsWithKind(l.text) && len(saksok.FindDates(l.text, 2000)) == 0
}
