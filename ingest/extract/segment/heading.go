package segment

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// headingNumber matches a case number in a heading. A letter may follow a plain
// number ("4a"); a year may follow behind slash or hyphen.
const headingNumber = `(?:\p{Lu}{1,3}\d{4}-\d{1,4}\b|(?:\p{Lu}{1,5}[ -])?\d{1,4}(?:\.\d{1,3})*\s?(?:[/-]\s?(?:\d{4}|\d{2})\b(?:\s?[A-Z](?:[\s:]|$))?)?[a-z]?)`

// heading reads a heading at line i: the span without its text and how many
// lines it takes, 0 where the line is none.
func (f *flow) heading(i int, a agenda) (span, int) {
	l := f.lines[i]
	if l.row != nil {
		return f.rowAt(i)
	}
	if l.table >= 0 && len(l.Words) < 2 || len(clockAt.FindAllString(l.text, 3)) >= 2 || leaders.MatchString(l.text) {
		return span{}, 0 // a cell, a row of an agenda with its times, or one of a table of contents
	}
	if r, ok := f.headerRow(l.text); ok {
		return f.headerHeading(i, r, a)
	}
	if s, n := f.numberBelow(i); n > 0 {
		return s, n
	}
	if number, rest, ok := f.numberedHeading(i, a); ok {
		return f.withTitle(i, number, rest)
	}
	if m := aloneNumber.FindStringSubmatch(l.text); m != nil && a.find(saksok.ItemNumber(m[1])) >= 0 && f.standsApart(i) {
		return f.withTitle(i, saksok.ItemNumber(m[1]), "")
	}
	if r := f.cues.Resolution; r.Regexp != nil {
		if m := r.FindStringSubmatch(l.text); m != nil {
			return span{number: saksok.ItemNumber(m[1]), evidence: saksok.EvidenceHeading}, 1
		}
	}
	if m := sectionSign.FindStringSubmatch(l.text); m != nil && f.standsApart(i) {
		return f.section(i, saksok.ItemNumber("§ "+m[1]+m[2]), m[3])
	}
	return f.stampedHeading(i)
}

// numberBelow reads a heading whose word and number stand in a column of their own, the
// number under the word, and the title beside both: "Sak    Regnskap for" over "60/2024
// første kvartal".
func (f *flow) numberBelow(i int) (span, int) {
	if i+1 >= len(f.lines) {
		return span{}, 0
	}
	l, next := f.lines[i], f.lines[i+1]
	if l.followUp || next.followUp || l.Page != next.Page || len(l.Words) < 2 || len(next.Words) == 0 || math.Abs(l.Box[0]-next.Box[0]) > sameEdge ||
		l.Words[1].Box[0]-l.Words[0].Box[2] < columnGap*l.Size || !slices.Contains(f.cues.ItemWords, label(l.Words[0].Text)) {
		return span{}, 0
	}
	title := []line{wordsOf(l, 1, len(l.Words))}
	m := aloneNumber.FindStringSubmatch(next.Words[0].Text)
	if row, _ := f.headerRow(next.text); m == nil || row.body != "" || f.onlyLabels(title[0].text) {
		return span{}, 0
	}
	n := 2
	if len(next.Words) > 1 {
		title = append(title, wordsOf(next, 1, len(next.Words)))
	} else if i+2 < len(f.lines) && f.lines[i+2].Block == l.Block && f.lines[i+2].Page == l.Page && math.Abs(f.lines[i+2].Box[0]-title[0].Box[0]) <= sameEdge {
		title, n = append(title, f.lines[i+2]), 3
	}
	return span{number: saksok.ItemNumber(m[1]), title: f.join(title), evidence: saksok.EvidenceHeading}, n
}

// columnGap is how far from a word the next column begins at least, in sizes.
const columnGap = 1.5

// headerHeading is the item that a row of a case paper's table of bodies opens.
func (f *flow) headerHeading(i int, r headerRow, a agenda) (span, int) {
	k := a.find(r.number)
	if k < 0 && (len(a.entries) > 0 || !f.onlyRow(i)) {
		return span{}, 0 // another body's number for the same matter
	}
	s, n := f.titleNear(i)
	if s.evidence = saksok.EvidenceHeader; k >= 0 {
		s.number = a.entries[k].number // "PS 12/24", where the row has "12/24"
	} else {
		s.number = r.number
	}
	return s, n
}

// numberedHeading reads a case number that line i begins with, and what follows it: one
// with a keyword, one of a series, and those that need a sign beside the number.
func (f *flow) numberedHeading(i int, a agenda) (number saksok.ItemNumber, rest string, ok bool) {
	l, x := f.lines[i], f.cues.compiled()
	for _, form := range []struct {
		re            *regexp.Regexp
		keyed, signed bool
	}{
		{x.heading, true, false},
		{x.series, true, false},
		{x.local, true, true},
		{x.bare, false, true},
	} {
		m := form.re.FindStringSubmatch(l.text)
		if m == nil || form.re == x.heading && !startsUpper(l.text) {
			continue
		}
		number := saksok.ItemNumber(strings.Join(strings.Fields(m[1]), " "))
		if form.signed && a.find(number) < 0 && l.Heading <= 0 && !f.countsUp(i) {
			continue
		}
		if f.opens(i, number, m[2], m[3], a, form.keyed) {
			return number, m[3], true
		}
	}
	return "", "", false
}

// stampedHeading reads a heading behind the time the case was taken up: "[17:30] Sak 2".
func (f *flow) stampedHeading(i int) (span, int) {
	x := f.cues.compiled()
	m := x.stamp.FindStringSubmatch(f.lines[i].text)
	if m == nil {
		return span{}, 0
	}
	number, rest := saksok.ItemNumber(""), m[2]
	if k := x.heading.FindStringSubmatch(rest); k != nil {
		number, rest = saksok.ItemNumber(strings.TrimSpace(k[1])), k[3]
	} else if k := f.cues.exprs.numberedMotion.FindStringSubmatch(rest); k != nil {
		number, rest = saksok.ItemNumber(k[1]), k[2]
	}
	s, n := f.withTitle(i, number, rest)
	s.start = saksok.ParseClock(m[1])
	return s, n
}

// aloneNumber matches a line that is a case number; the title stands below it.
var aloneNumber = regexp.MustCompile(`^(?:\p{Lu}{1,4} )?(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))$`)

// leaders matches a row of a table of contents.
var leaders = regexp.MustCompile(`(?:\.{4,}|…{2,}|(?: \.){4,})\s*\d{1,4}$`)

// standsApart reports whether a line begins a block.
func (f *flow) standsApart(i int) bool {
	return i == 0 || f.lines[i-1].Page != f.lines[i].Page || f.lines[i-1].Block != f.lines[i].Block || f.lines[i].Heading > f.lines[i-1].Heading
}

// paperTop is the first line of a case paper whose header has line i: the lines above
// it on the page as far as they are a header's, titles, fields and other rows, and
// stand behind the line after.
func (f *flow) paperTop(i, after int) int {
	top := i
	for j := i - 1; j >= after && f.lines[j].Page == f.lines[i].Page; j-- {
		l := f.lines[j]
		if endsSentence(l.text) || len(l.text) > 100 || i-j > headLines {
			break
		}
		if l.table >= 0 && l.table == f.lines[i].table || j == 0 || f.lines[j-1].Page != l.Page {
			top = j // the table it is a row of, or all of the page
		}
	}
	return top
}

// opens decides whether a line that begins with a case number is a heading and
// not a sentence ("Sak 70/10 utsettes") or a cross-reference.
func (f *flow) opens(i int, n saksok.ItemNumber, mark, rest string, a agenda, keyed bool) bool {
	key := n.Key()
	if key == "" {
		return false
	}
	l := f.lines[i]
	ref, _ := saksok.ParseItemNumber(string(n))
	known := a.find(n) >= 0
	switch {
	case strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, ")") || onlyNumber.MatchString(rest):
		return false // "Saksnr.: 4/23 - 6/23"
	case !keyed && fiscalYear.MatchString(rest):
		return false // the head of a table: "2024/25 2025/26 Change"
	case rest != "" && !known && !titleStart(rest) && !strings.Contains(mark, ":"):
		return false
	case rest != "" && isVerbStart(rest):
		return false
	case l.Heading > 0 || known:
		return true
	case ref.Year == 0 && !keyed:
		return false
	}
	// A line of running text: only where a paragraph begins.
	return i == 0 || f.lines[i-1].Page != l.Page || f.lines[i-1].Block != l.Block ||
		strings.HasSuffix(f.lines[i-1].text, ".") || strings.Contains(mark, ":") || len(f.lines[i-1].text) < 60
}

// fiscalYear matches a year that spans two at the start of a text.
var fiscalYear = regexp.MustCompile(`^(?:19|20)\d{2}\s?[/–-]\s?\d{2}\b`)

// onlyNumber matches a number and nothing else.
var onlyNumber = regexp.MustCompile(`^(?:\p{Lu}{1,3} )?\d{1,4}\s?/\s?\d{2,4}$`)

func titleStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || r == '«' || r == '"' || r == '”' || r == '“' || r == '–' || r == '-'
}

// isVerbStart reports whether the text behind a number goes on as a sentence:
// its first word is a lower-case verb of treatment.
func isVerbStart(s string) bool {
	w, _, _ := strings.Cut(s, " ")
	switch strings.Trim(w, ".,") {
	case "utsettes", "utsatt", "ble", "blei", "blir", "vart", "vert", "er", "var", "og", "til", "ved", "som", "trekkes", "med", "der", "hvor", "i", "om":
		return true
	}
	return false
}

// withTitle completes a heading with the lines it wraps to: lines of the same
// look that follow at once. A heading in the look of running text is one line,
// and a second where the first is full and the second ends short.
func (f *flow) withTitle(i int, number saksok.ItemNumber, rest string) (span, int) {
	s := span{number: number, evidence: saksok.EvidenceHeading}
	l := f.lines[i]
	n := 1
	title := []string{rest}
	for n < 5 && i+n < len(f.lines) {
		p, q := f.lines[i+n-1], f.lines[i+n]
		if q.Page != p.Page || q.Heading != l.Heading || q.Baseline-p.Baseline > 1.75*max(p.Size, q.Size) || q.Baseline <= p.Baseline {
			break
		}
		if f.isLabel(q.text) && !f.inCapitals(p, q) || f.isRef(q.text) || startsPoint(q.text) && !startsDate(q.text) || f.cues.compiled().keyword.MatchString(q.text) && startsUpper(q.text) {
			break
		}
		if l.Heading == 0 && !f.wraps(p, q, n, rest) || outlineMark.MatchString(q.text) || f.cues.ResultFirst.match(label(q.text)) || f.outcomeOnly(q.text) {
			break
		}
		title = append(title, q.text)
		n++
	}
	lines := f.lines[i : i+n]
	s.title = strings.TrimSpace(strings.Join(title, " "))
	if n > 1 && rest != "" {
		joined := f.join(lines)
		if k := strings.Index(joined, rest); k >= 0 {
			s.title = strings.TrimSpace(joined[k:])
		} else if k := strings.Index(joined, strings.TrimSuffix(rest, "-")); k >= 0 {
			s.title = strings.TrimSpace(joined[k:])
		}
	}
	if s.title, s.caseRef = f.withoutRef(s.title); s.title == "" && n == 1 && f.titleBelow(i) {
		below := f.lines[i+1]
		if s.title, n = strings.Trim(below.text, " :–-"), 2; below.Heading > l.Heading {
			wrapped, more := f.withTitle(i+1, number, below.text)
			s.title, s.caseRef, n = wrapped.title, wrapped.caseRef, 1+more
		}
	}
	return s, n
}

// titleBelow reports whether the line below a heading that is but a number is the
// title: one that stands out, or looks like the text but ends short or is stood apart
// from by the text, and is no sentence.
func (f *flow) titleBelow(i int) bool {
	if i+2 >= len(f.lines) {
		return false
	}
	l, q, next := f.lines[i], f.lines[i+1], f.lines[i+2]
	if q.Page != l.Page || q.table >= 0 || q.Baseline-l.Baseline > 2.6*max(l.Size, q.Size) || !startsUpper(q.text) || endsSentence(q.text) ||
		len(q.Words) > maxTitleBelow || strings.Contains(q.text, ":") || f.isLabel(q.text) || startsPoint(q.text) || f.cues.ResultFirst.match(label(q.text)) {
		return false
	}
	return q.Heading > l.Heading || next.Page != q.Page || next.Block != q.Block || q.Box.Width() < shortLine*f.textWidth(q.Page)
}

// maxTitleBelow is how many words such a title has at most.
const maxTitleBelow = 16

// outlineMark matches the number of a heading below another: "B2.1 ", "4.1 ".
var outlineMark = regexp.MustCompile(`^(?:\p{Lu}\d{1,2}|\d{1,2}\.\d{1,2})(?:\.\d{1,2})*\.?\s+(?:[–-]\s+)?\p{Lu}`)

// inCapitals reports whether q goes on with a title printed in capitals: its
// single word may look like a section's heading ("HANDSAMING").
func (f *flow) inCapitals(p, q line) bool {
	return p.text == strings.ToUpper(p.text) && q.text == strings.ToUpper(q.text) &&
		!strings.HasSuffix(q.text, ":") && p.Box.Width() > 0.45*f.textWidth(p.Page)
}

// startsDate reports whether a line begins with a date, which looks like a
// point: "17. september 2020".
func startsDate(s string) bool {
	d := saksok.FindDates(s, 2000)
	return len(d) > 0 && d[0].Start == 0
}

// wraps reports whether a heading in running text goes on in q: p is nearly as
// wide as the page's text and q begins in lower case.
func (f *flow) wraps(p, q line, n int, rest string) bool {
	if n > 1 || rest == "" || p.Block != q.Block {
		return false
	}
	r, _ := utf8.DecodeRuneInString(q.text)
	return unicode.IsLower(r) && (p.Box.Width() > 0.8*f.textWidth(p.Page) || f.full(p, q))
}

// full reports whether the first word of q would not have had room behind p.
func (f *flow) full(p, q line) bool {
	if p.Page != q.Page || len(q.Words) == 0 {
		return false
	}
	if p.edge > 0 && q.edge > 0 {
		return p.Box[2]+p.Size/4+q.Words[0].Box.Width() > p.edge
	}
	edge := 0.0
	for _, l := range f.doc.Pages[p.Page-f.doc.Pages[0].Number].Lines {
		if !l.Furniture && l.Box[0] < p.Box[0]+columnShift {
			edge = max(edge, l.Box[2])
		}
	}
	return p.Box[2]+p.Size/4+q.Words[0].Box.Width() > edge
}

// columnShift is how far to the right of a line another may begin, points, that ends at
// the same edge; what begins further in is a letterhead's or another column.
const columnShift = 60

// textWidth is the width of the widest line of a page.
func (f *flow) textWidth(page int) float64 {
	if f.widths == nil {
		f.widths = map[int]float64{}
		for _, l := range f.lines {
			f.widths[l.Page] = max(f.widths[l.Page], l.Box.Width())
		}
	}
	return f.widths[page]
}
