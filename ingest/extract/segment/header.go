package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// headerRow is one row of a case paper's table of the bodies that treat the case
// (saksgang): number, body, date.
type headerRow struct {
	number saksok.ItemNumber
	body   string
	date   saksok.Date
}

var headerLine = regexp.MustCompile(`^(?:(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))\s+)?(\p{Lu}[\p{L} .-]{2,70}?)\s+(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\. \p{L}+ \d{4})(?:\s|$)`)

// rowNumber matches the case's number in such a row, in whichever column.
var rowNumber = regexp.MustCompile(`(?:^|\s)((?:\p{Lu}{2,4} )?\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(?:\s|$)`)

// rowBody matches what must be left of the row beside number and day.
var rowBody = regexp.MustCompile(`^\p{Lu}[\p{L} .,-]{2,70}$`)

// headerRow reads a line as such a row. A row without a number is one too, but
// opens no item.
func (f *flow) headerRow(s string) (headerRow, bool) {
	if len(strings.Fields(s)) > 14 {
		return headerRow{}, false
	}
	m := headerLine.FindStringSubmatch(s)
	if m == nil || m[1] == "" || !f.isRowBody(m[2]) {
		if r, ok := f.anyOrder(s); ok || m == nil || !f.isRowBody(m[2]) {
			return r, ok
		}
	}
	d := saksok.FindDates(m[3], 0)
	if len(d) == 0 {
		return headerRow{}, false
	}
	return headerRow{saksok.ItemNumber(m[1]), strings.TrimSpace(m[2]), d[0].From}, m[1] != ""
}

// isRowBody reports whether a text is a body's name and not a title that has one in it
// ("Godkjenning av protokoll fra formannskapet").
func (f *flow) isRowBody(s string) bool {
	w := strings.Fields(s)
	if len(w) == 0 || f.startsWithKind(s) || f.cues.exprs.titleWord.MatchString(s) {
		return false
	}
	return f.namesBody(w[0]) || f.namesBody(w[len(w)-1]) || len(w) <= 6 && f.namesBody(s)
}

// anyOrder reads a row of number, body and day whose columns stand in any order, and
// that holds nothing else.
func (f *flow) anyOrder(s string) (headerRow, bool) {
	if !strings.ContainsAny(s, "/-") || !rowNumber.MatchString(s) {
		return headerRow{}, false
	}
	d := saksok.FindDates(s, 0)
	if len(d) != 1 {
		return headerRow{}, false
	}
	rest := strings.TrimSpace(s[:d[0].Start] + " " + s[d[0].End:])
	m := rowNumber.FindStringSubmatchIndex(rest)
	if m == nil {
		return headerRow{}, false
	}
	number, body := rest[m[2]:m[3]], strings.Join(strings.Fields(rest[:m[2]]+" "+rest[m[3]:]), " ")
	if !rowBody.MatchString(body) || !f.isRowBody(body) {
		return headerRow{}, false
	}
	return headerRow{saksok.ItemNumber(number), body, d[0].From}, true
}

// onlyRow reports whether line i is the only row with a number of such a table in the
// document: a record of one case (saksprotokoll), which has no agenda.
func (f *flow) onlyRow(i int) bool {
	for j, l := range f.lines {
		if _, numbered := f.headerRow(l.text); numbered && j != i {
			return false
		}
	}
	return true
}

// titleNear reads the title of a case paper whose header names the number in line i:
// the most prominent line within the next ones, else the nearest such line above, else
// the first below that is no part of the header. The span is empty and one line long
// where there is none.
func (f *flow) titleNear(i int) (span, int) {
	best, at, plain := 0, -1, -1
	for j := i + 1; j < min(i+12, len(f.lines)) && f.lines[j].Page == f.lines[i].Page; j++ {
		l := f.lines[j]
		if f.isLabel(l.text) {
			break
		}
		if l.Heading > best && len(l.Words) > 1 && l.table < 0 {
			best, at = l.Heading, j
		}
		if plain < 0 && f.plainTitle(l) {
			plain = j
		}
	}
	if at < 0 && plain < 0 {
		return f.titleAbove(i), 1
	}
	if at < 0 {
		at = plain
	}
	title := f.lines[at].text
	if m := f.cues.compiled().heading.FindStringSubmatch(title); m != nil {
		title = strings.TrimSpace(m[3])
	} else if m := f.cues.compiled().bare.FindStringSubmatch(title); m != nil {
		title = m[3]
	}
	s, n := f.withTitle(at, "", title)
	s.at = at
	return s, at + n - i
}

// plainTitle reports whether a line of a case paper's header may be its title though it
// looks like the lines around it.
func (f *flow) plainTitle(l line) bool {
	row, _ := f.headerRow(l.text)
	return row.body == "" && len(l.Words) > 1 && startsUpper(l.text) && !strings.Contains(l.text, ":") && !endsSentence(l.text) &&
		!f.onlyLabels(l.text) && len(saksok.FindDates(l.text, 0)) == 0
}

// titleAbove is the title that stands over a case paper's table of bodies: the nearest
// prominent line that names neither the kind of document nor whose it is.
func (f *flow) titleAbove(i int) span {
	for j := i - 1; j >= max(0, i-12) && f.lines[j].Page == f.lines[i].Page; j-- {
		l := f.lines[j]
		if l.Heading > 0 && len(l.Words) > 1 && l.table < 0 && !f.startsWithKind(l.text) && !f.letterhead(l.text) && !f.onlyLabels(l.text) {
			return span{title: l.text}
		}
	}
	return span{}
}

// onlyLabels reports whether a text is nothing but the names of fields or columns:
// "Utvalgssak Møtedato".
func (f *flow) onlyLabels(s string) bool {
	for _, w := range strings.Fields(s) {
		w = strings.ReplaceAll(label(w), ".", "")
		known := slices.Contains(f.allLabels(), w)
		for _, words := range f.cues.Columns {
			known = known || slices.Contains(words, w)
		}
		if !known {
			return false
		}
	}
	return s != ""
}
