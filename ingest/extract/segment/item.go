package segment

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
)

// span is an item's text in the running text.
type span struct {
	number   saksok.ItemNumber
	title    string
	start    string // clock time printed before the heading
	head     int    // index of the heading's first line
	from, to int    // lines of the text, the heading left out
	page     int    // of the heading
	top      float64
	lastPage int
	evidence saksok.Evidence
	under    int             // for a part: which item it stands under, from 1; 0 for an item
	earlier  *saksok.Meeting // the earlier meeting whose minutes are bound in; nil for this one's
}

func itoa(n int) string { return strconv.Itoa(n) }

// pointMark matches what opens a point of a list.
var pointMark = regexp.MustCompile(`^(?:[•●○▪■◦✓✔➢→\x{F0A7}\x{F0B7}*–-]\s|\d{1,2}[.)](?:\s|\p{Lu})|\p{L}\)\s|\(\p{L}\)\s)`)

// headingNumber matches a case number in a heading. A letter may follow a plain
// number ("4a"); a year may follow behind slash or hyphen.
const headingNumber = `(?:\p{Lu}{1,3}\d{4}-\d{1,4}\b|(?:\p{Lu}{1,5}[ -])?\d{1,4}(?:\.\d{1,3})*\s?(?:[/-]\s?(?:\d{4}|\d{2})\b(?:\s?[A-Z](?:[\s:]|$))?)?[a-z]?)`

// keyword matches the words that announce a case number ("Sak nr.").
func (f *flow) keyword() *regexp.Regexp { return f.cues.compiled().keyword }

type compiled struct {
	keyword    *regexp.Regexp // "Sak nr. " at the start
	heading    *regexp.Regexp // keyword, number, rest
	series     *regexp.Regexp // "PS 12/24", rest
	local      *regexp.Regexp // a series only this body has: "FR 21/24", rest
	stamp      *regexp.Regexp // "[17:30] ", rest
	plain      *regexp.Regexp // "4.1. ", rest
	bare       *regexp.Regexp // "12/24 ", rest
	bodySuffix *regexp.Regexp // a word that ends like the name of a body
}

// compiled is the cues' words as expressions, built at load.
func (c *Cues) compiled() *compiled { return c.exprs }

func (c *Cues) compile() *compiled {
	alt := func(words []string) string {
		w := slices.Clone(words)
		slices.SortFunc(w, func(a, b string) int { return len(b) - len(a) })
		for i := range w {
			w[i] = strings.ReplaceAll(regexp.QuoteMeta(w[i]), " ", `\s+`)
		}
		return strings.Join(w, "|")
	}
	key := `(?:` + alt(c.ItemWords) + `)(?:\s*nr)?\.?\s*:?\s+`
	series := `(?:` + alt(c.Series) + `)`
	if len(c.Series) == 0 {
		series = `[^\s\S]`
	}
	return &compiled{
		keyword:    regexp.MustCompile(`^(?i:` + key + `)`),
		heading:    regexp.MustCompile(`^(?i:` + key + `)(` + headingNumber + `)(\s*[:.–-]*)\s*(.*)$`),
		series:     regexp.MustCompile(`^((?i:` + series + `)\s+\d{1,4}(?:\s?[/-]\s?\d{2,4})?)(\s*[:.–-]*)\s*(.*)$`),
		local:      regexp.MustCompile(`^(\p{Lu}{1,5}(?:-?[Ss][Aa][Kk])?\s+\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)\s+(\S.*)$`),
		stamp:      regexp.MustCompile(`^\[(?:kl\.?\s*)?(\d{1,2}[:.]\d{2}|xx[:.]xx)\]\s+(.+)$`),
		plain:      regexp.MustCompile(`^((?:\p{Lu}\d{0,2}|[Il]|\d{1,2})(?:\.\d{1,2}){0,3})[.)]?\s+(\S.*)$`),
		bare:       regexp.MustCompile(`^(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))(\s*[:.–-]*)\s+(\S.*)$`),
		bodySuffix: regexp.MustCompile(`(?i)(?:` + alt(c.BodyNouns) + `)$`),
	}
}

// findItems finds the headings that open items and the text under each. A number
// that heads several places is taken where most text follows: the others are a
// table of contents, page headers or dividers.
func (f *flow) findItems(a agenda, kind saksok.DocumentKind) []span {
	f.dropRepeats(a)
	var all []span
	open := saksok.ItemKey("")
	for i := 0; i < len(f.lines); i++ {
		if a.lines[i] {
			continue
		}
		s, n := f.heading(i, a)
		if n == 0 {
			continue
		}
		s.head, s.from = i, i+n
		i += n - 1
		if key := s.number.Key(); key == "" || key != open {
			all, open = append(all, s), key
		}
	}
	if isFigures(kind) {
		return nil // their numbered headings are chapters
	}
	out := f.fullest(all)
	if len(out) == 0 {
		out = f.plainItems(a, kind)
	} else if !slices.ContainsFunc(out, func(s span) bool { return hasYear(s.number) }) {
		out = f.withParts(out)
	}
	out = f.titledItems(out, a)
	f.close(out)
	spread(out)
	f.bindEarlier(out, a, kind)
	return out
}

// dropRepeats takes the headings out of the text that repeat the open item's, at the
// top of its next page or on a divider: they are no part of it.
func (f *flow) dropRepeats(a agenda) {
	drop := map[int]bool{}
	open := saksok.ItemKey("")
	for i := 0; i < len(f.lines); i++ {
		if a.lines[i] {
			continue
		}
		s, n := f.heading(i, a)
		if n == 0 {
			continue
		}
		if key := s.number.Key(); key == "" || key != open {
			open = key
		} else if s.evidence == saksok.EvidenceHeading && f.lines[i].Page > f.lines[i-1].Page {
			for j := i; j < i+n; j++ {
				drop[j] = true
			}
		}
		i += n - 1
	}
	if len(drop) == 0 {
		return
	}
	var kept []line
	agendaLines := maps.Clone(a.lines)
	clear(a.lines)
	for i, l := range f.lines {
		if drop[i] {
			continue
		}
		if agendaLines[i] {
			a.lines[len(kept)] = true
		}
		kept = append(kept, l)
	}
	f.lines = kept
}

// fullest keeps of the headings with one number the one most text follows, the
// first of equals, and of those without a number all.
func (f *flow) fullest(all []span) []span {
	best := map[saksok.ItemKey]int{}
	size := func(i int) int {
		end := len(f.lines)
		if i+1 < len(all) {
			end = all[i+1].head
		}
		return end - all[i].from
	}
	for i, s := range all {
		key := s.number.Key()
		if j, ok := best[key]; !ok || size(i) > size(j) {
			best[key] = i
		}
	}
	var out []span
	for i, s := range all {
		if key := s.number.Key(); key == "" || best[key] == i {
			out = append(out, s)
		}
	}
	return out
}

// close ends each span where the next begins.
func (f *flow) close(out []span) {
	for i := range out {
		s := &out[i]
		s.to = len(f.lines)
		if i+1 < len(out) {
			s.to = out[i+1].head
		}
		s.page, s.top = f.lines[s.head].Page, f.lines[s.head].Box[1]
		s.lastPage = f.lines[max(s.head, s.to-1)].Page
	}
}

// heading reads a heading at line i: the span without its text and how many
// lines it takes, 0 where the line is none.
func (f *flow) heading(i int, a agenda) (span, int) {
	l := f.lines[i]
	if l.table >= 0 && len(l.Words) < 2 || len(clockAt.FindAllString(l.text, 3)) >= 2 || leaders.MatchString(l.text) {
		return span{}, 0 // a cell, a row of an agenda with its times, or one of a table of contents
	}
	x := f.cues.compiled()
	if r, ok := f.headerRow(l.text); ok {
		if a.find(r.number.Key()) < 0 {
			return span{}, 0 // another body's number for the same matter
		}
		return span{number: r.number, title: f.titleNear(i), evidence: saksok.EvidenceHeader}, 1
	}
	if m := x.heading.FindStringSubmatch(l.text); m != nil && startsUpper(l.text) {
		number := saksok.ItemNumber(strings.TrimSpace(m[1]))
		if f.opens(i, number, m[2], m[3], a, true) {
			return f.withTitle(i, number, m[3])
		}
	}
	if m := x.series.FindStringSubmatch(l.text); m != nil {
		number := saksok.ItemNumber(strings.Join(strings.Fields(m[1]), " "))
		if f.opens(i, number, m[2], m[3], a, true) {
			return f.withTitle(i, number, m[3])
		}
	}
	if m := x.local.FindStringSubmatch(l.text); m != nil {
		number := saksok.ItemNumber(strings.Join(strings.Fields(m[1]), " "))
		if (a.find(number.Key()) >= 0 || l.Heading > 0) && f.opens(i, number, m[2], m[3], a, true) {
			return f.withTitle(i, number, m[3])
		}
	}
	if m := x.bare.FindStringSubmatch(l.text); m != nil {
		number := saksok.ItemNumber(m[1])
		if (a.find(number.Key()) >= 0 || l.Heading > 0) && f.opens(i, number, m[2], m[3], a, false) {
			return f.withTitle(i, number, m[3])
		}
	}
	if r := f.cues.Resolution; r.Regexp != nil {
		if m := r.FindStringSubmatch(l.text); m != nil {
			return span{number: saksok.ItemNumber(m[1]), evidence: saksok.EvidenceHeading}, 1
		}
	}
	if m := sectionSign.FindStringSubmatch(l.text); m != nil && l.Heading >= 0 && f.standsApart(i) {
		return f.withTitle(i, saksok.ItemNumber(m[1]), m[2])
	}
	if m := x.stamp.FindStringSubmatch(l.text); m != nil {
		number, rest := saksok.ItemNumber(""), m[2]
		if k := f.cues.compiled().heading.FindStringSubmatch(rest); k != nil {
			number, rest = saksok.ItemNumber(strings.TrimSpace(k[1])), k[3]
		} else if k := numberedMotion.FindStringSubmatch(rest); k != nil {
			number, rest = saksok.ItemNumber(k[1]), k[2]
		}
		s, n := f.withTitle(i, number, rest)
		s.start = saksok.ParseClock(m[1])
		return s, n
	}
	return span{}, 0
}

// numberedMotion matches a motion with a number of its own: "Vedtektsforslag 01:
// Endre …".
var numberedMotion = regexp.MustCompile(`^\p{L}+(?:forslag|framlegg)\s+(\d{1,3})\s*:\s*(.+)$`)

// leaders matches a row of a table of contents.
var leaders = regexp.MustCompile(`(?:\.{4,}|…{2,}|(?: \.){4,})\s*\d{1,4}$`)

// sectionSign matches the numbered sections Swedish minutes are cut into.
var sectionSign = regexp.MustCompile(`^(§\s?\d{1,4}(?:/\d{2,4})?)\s+(\p{Lu}.*)$`)

// standsApart reports whether a line begins a block.
func (f *flow) standsApart(i int) bool {
	return i == 0 || f.lines[i-1].Page != f.lines[i].Page || f.lines[i-1].Block != f.lines[i].Block || f.lines[i].Heading > f.lines[i-1].Heading
}

// headerRow is one row of a case paper's table of the bodies that treat the case
// (saksgang): number, body, date.
type headerRow struct {
	number saksok.ItemNumber
	body   string
	date   saksok.Date
}

var headerLine = regexp.MustCompile(`^(?:(\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2}))\s+)?(\p{Lu}[\p{L} .-]{2,70}?)\s+(\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}\. \p{L}+ \d{4})(?:\s|$)`)

// headerRow reads a line as such a row. A row without a number is one too, but
// opens no item.
func (f *flow) headerRow(s string) (headerRow, bool) {
	m := headerLine.FindStringSubmatch(s)
	if m == nil || !f.namesBody(m[2]) || len(strings.Fields(s)) > 14 {
		return headerRow{}, false
	}
	d := saksok.FindDates(m[3], 0)
	if len(d) == 0 {
		return headerRow{}, false
	}
	return headerRow{saksok.ItemNumber(m[1]), strings.TrimSpace(m[2]), d[0].From}, m[1] != ""
}

// titleNear is the title of a case paper whose header names the number: the most
// prominent line within the next ones; "" where nothing stands out.
func (f *flow) titleNear(i int) string {
	best, at := 0, -1
	for j := i + 1; j < min(i+12, len(f.lines)) && f.lines[j].Page == f.lines[i].Page; j++ {
		l := f.lines[j]
		if f.isLabel(l.text) {
			break
		}
		if l.Heading > best && len(l.Words) > 1 && l.table < 0 {
			best, at = l.Heading, j
		}
	}
	if at < 0 {
		return ""
	}
	if m := f.cues.compiled().heading.FindStringSubmatch(f.lines[at].text); m != nil {
		return strings.TrimSpace(m[3])
	}
	s, _ := f.withTitle(at, "", f.lines[at].text)
	return s.title
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
	known := a.find(key) >= 0
	switch {
	case strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, ")"):
		return false
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
		if f.isLabel(q.text) && !f.inCapitals(p, q) || startsPoint(q.text) && !startsDate(q.text) || f.cues.compiled().keyword.MatchString(q.text) && startsUpper(q.text) {
			break
		}
		if l.Heading == 0 && !f.wraps(p, q, n, rest) || outlineMark.MatchString(q.text) {
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
	s.title = strings.Trim(s.title, " :–-")
	return s, n
}

// outlineMark matches the number of a heading below another: "B2.1 ", "4.1 ".
var outlineMark = regexp.MustCompile(`^(?:\p{Lu}\d{1,2}|\d{1,2}\.\d{1,2})(?:\.\d{1,2})*\.?\s+\p{Lu}`)

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
	return unicode.IsLower(r) && p.Box.Width() > 0.8*f.textWidth(p.Page)
}

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

// plainItems finds items numbered 1, 2, 3 … with parts 4.1, 4.2, in documents
// that have no other numbers. Each number must follow from the one before.
func (f *flow) plainItems(a agenda, kind saksok.DocumentKind) []span {
	switch kind {
	case saksok.KindMinutes, saksok.KindNotice, saksok.KindAgenda, saksok.KindPack, saksok.KindElectionRecord:
	default:
		return nil
	}
	var out []span
	var path []int
	for i := 0; i < len(f.lines); i++ {
		l := f.lines[i]
		if a.lines[i] || l.table >= 0 && l.Heading == 0 {
			continue
		}
		m := f.cues.compiled().plain.FindStringSubmatch(l.text)
		if m == nil || !titleStart(m[2]) || l.Heading == 0 && len(m[2]) > 110 {
			continue
		}
		if (m[1] == "I" || m[1] == "l") && !strings.HasPrefix(l.text[1:], ".") {
			continue
		}
		if len(path) == 0 && (m[1] == "I" || m[1] == "l") {
			m[1] = "1" // as text recognition reads it
		}
		next := numbers(m[1])
		if !f.follows(path, next) || l.Heading == 0 && len(next) == 1 && !f.standsAlone(i, a) {
			continue
		}
		s, n := f.withTitle(i, saksok.ItemNumber(m[1]), m[2])
		s.head, s.from = i, i+n
		out, path = append(out, s), next
		i += n - 1
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func hasYear(n saksok.ItemNumber) bool {
	r, _ := saksok.ParseItemNumber(string(n))
	return r.Year != 0
}

// withParts adds the numbered parts ("5.1", "5.2") under items whose headings have
// a keyword and no year ("Sak 4 Søknader"). Some minutes number the parts apart
// from the item they stand under.
func (f *flow) withParts(items []span) []span {
	out := slices.Clone(items)
	for k, s := range items {
		end := len(f.lines)
		if k+1 < len(items) {
			end = items[k+1].head
		}
		var path []int
		for i := s.from; i < end; i++ {
			l := f.lines[i]
			m := f.cues.compiled().plain.FindStringSubmatch(l.text)
			if m == nil || !strings.Contains(m[1], ".") || !titleStart(m[2]) || l.table >= 0 && l.Heading == 0 {
				continue
			}
			next := numbers(m[1])
			if len(path) == 0 && next[len(next)-1] != 1 || len(path) > 0 && !f.follows(path, next) || l.Heading == 0 && len(m[2]) > 110 {
				continue
			}
			part, n := f.withTitle(i, saksok.ItemNumber(m[1]), m[2])
			part.head, part.from, part.under = i, i+n, k+1
			out, path = append(out, part), next
			i += n - 1
		}
	}
	slices.SortStableFunc(out, func(a, b span) int { return a.head - b.head })
	return out
}

// spread lengthens each item's pages over those of its parts: item 4 goes on as
// long as 4.1, 4.2 … do.
func spread(spans []span) {
	for i := range spans {
		for j := i + 1; j < len(spans) && (isPart(spans[j].number, spans[i].number) || spans[i].under == 0 && spans[j].under > 0); j++ {
			spans[i].lastPage = max(spans[i].lastPage, spans[j].lastPage)
		}
	}
}

// isPart reports whether a number names a part of another: "4.1" of "4", "B1.1"
// of "B1", "B1" of "B".
func isPart(part, whole saksok.ItemNumber) bool {
	rest, ok := strings.CutPrefix(string(part), string(whole))
	if !ok || rest == "" || whole == "" {
		return false
	}
	last := whole[len(whole)-1]
	return rest[0] == '.' || (last < '0' || last > '9') && rest[0] >= '0' && rest[0] <= '9'
}

// standsAlone reports whether a plain numbered line is a heading and not a
// point of a list: it begins a block and the agenda, if any, knows its title.
func (f *flow) standsAlone(i int, a agenda) bool {
	if len(a.entries) > 0 {
		m := f.cues.compiled().plain.FindStringSubmatch(f.lines[i].text)
		return a.find(saksok.ItemNumber(m[1]).Key()) >= 0
	}
	return i == 0 || f.lines[i-1].Block != f.lines[i].Block || f.lines[i-1].Page != f.lines[i].Page || f.outdented(i)
}

// outdented reports whether a line hangs out to the left of the text around it.
func (f *flow) outdented(i int) bool {
	const hang = 5 // points
	prev, next := f.lines[max(i-1, 0)], f.lines[min(i+1, len(f.lines)-1)]
	return f.lines[i].Box[0] < prev.Box[0]-hang && f.lines[i].Box[0] < next.Box[0]+hang || f.lines[i].Box[0] < next.Box[0]-hang
}

// numbers takes a heading's number apart; a letter before it is a level of its
// own, counted from 1: "B1.2" is 2, 1, 2.
func numbers(s string) []int {
	var out []int
	if r, size := utf8.DecodeRuneInString(s); unicode.IsLetter(r) {
		out = append(out, int(r-'A')+1)
		if s = s[size:]; s == "" {
			return out
		}
	}
	for _, p := range strings.Split(s, ".") {
		n, _ := strconv.Atoi(p)
		out = append(out, n)
	}
	return out
}

// follows reports whether a numbered heading may come after another: one more
// at the same depth, the first part below it, or one more of a level above.
func (f *flow) follows(path, next []int) bool {
	if len(path) == 0 {
		return len(next) == 1 && next[0] == 1
	}
	if len(next) > len(path)+1 {
		return false
	}
	if len(next) == len(path)+1 {
		// "5.1" under "4": some minutes number the parts apart from the item.
		return next[len(next)-1] == 1 && (slices.Equal(next[:len(path)], path) || len(path) == 1)
	}
	k := len(next) - 1
	return slices.Equal(next[:k], path[:k]) && next[k] == path[k]+1
}

// titledItems adds items whose headings print the agenda's title without its
// number, in documents whose other items have none either or are missing.
func (f *flow) titledItems(spans []span, a agenda) []span {
	var missing []*entry
	for k := range a.entries {
		e := &a.entries[k]
		if !slices.ContainsFunc(spans, func(s span) bool { return sameKey(s.number.Key(), e.number.Key()) }) && len(e.title) > 4 {
			missing = append(missing, e)
		}
	}
	if len(missing) == 0 || len(missing) < len(a.entries)/2 {
		return spans // a case that is not treated, not a way of printing
	}
	heads := map[int]bool{}
	for _, s := range spans {
		for i := s.head; i < s.from; i++ {
			heads[i] = true
		}
	}
	from := 0
	for _, e := range missing {
		for i := from; i < len(f.lines); i++ {
			l := f.lines[i]
			if heads[i] || a.lines[i] || l.table >= 0 || !f.standsApart(i) || !similar(l.text, e.title) {
				continue
			}
			spans = append(spans, span{number: e.number, title: l.text, head: i, from: i + 1, evidence: saksok.EvidenceHeading})
			from = i + 1
			break
		}
	}
	slices.SortStableFunc(spans, func(x, y span) int { return x.head - y.head })
	return spans
}

// similar reports whether two titles have nearly all words in common.
func similar(a, b string) bool {
	x, y := strings.Fields(label(a)), strings.Fields(label(b))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return 2*n*10 >= 8*(len(x)+len(y))
}

// items merges what the agenda lists with what the text treats.
func (f *flow) items(a agenda, spans []span, kind saksok.DocumentKind) ([]saksok.Item, []saksok.Problem) {
	used := make([]bool, len(spans))
	out := []saksok.Item{}
	problems := []saksok.Problem{}
	next := 0 // spans before it are in out
	put := func(i int, e *entry) {
		used[i] = true
		out = append(out, f.item(&spans[i], e))
	}
	for k := range a.entries {
		e := &a.entries[k]
		j := f.spanFor(spans, used, e)
		if j < 0 {
			it := f.item(nil, e)
			out = append(out, it)
			if len(spans) > 0 && expectsBodies(kind) {
				problems = append(problems, saksok.Problem{
					Page: e.page, Code: saksok.ProblemItemNoBody, Item: e.number, Box: e.box.Rounded(),
					Message: "the agenda lists item " + string(e.number) + ", but no text under a heading of its own was found",
				})
			}
			continue
		}
		for ; next < j; next++ {
			if !used[next] && f.inAgendaLater(a, k, spans[next]) < 0 {
				put(next, nil)
			}
		}
		put(j, e)
	}
	for i := range spans {
		if !used[i] {
			put(i, nil)
		}
	}
	if len(out) == 0 && kind == saksok.KindCasePaper && len(f.lines) > 0 {
		out = append(out, f.wholeDocument())
	}
	return out, problems
}

// wholeDocument is the one item of a case paper that has no heading with a
// number: the paper itself.
func (f *flow) wholeDocument() saksok.Item {
	last := f.lines[len(f.lines)-1]
	it := saksok.Item{
		Title: f.title(f.readHead(), ""), FirstPage: f.lines[0].Page, LastPage: last.Page, HeadPage: f.lines[0].Page,
		Box: box(f.lines[:1]), Evidence: []saksok.Evidence{saksok.EvidenceHeader}, Text: f.text(f.lines),
		CaseRef: f.field(f.lines[:min(len(f.lines), headLines)], "case_ref"),
	}
	it.Kind = f.kindOf(it)
	it.Closed = f.saysClosed(it.Text, 10)
	return it
}

// expectsBodies reports whether a document of this kind has text for the items
// its agenda lists.
func expectsBodies(kind saksok.DocumentKind) bool {
	switch kind {
	case saksok.KindPack, saksok.KindMinutes, saksok.KindSlidePack:
		return true
	}
	return false
}

func (f *flow) inAgendaLater(a agenda, from int, s span) int {
	for k := from + 1; k < len(a.entries); k++ {
		if key := s.number.Key(); key != "" && a.entries[k].number.Key() == key {
			return k
		}
	}
	return -1
}

func (f *flow) spanFor(spans []span, used []bool, e *entry) int {
	key := e.number.Key()
	for i, s := range spans {
		if !used[i] && key != "" && sameKey(s.number.Key(), key) {
			return i
		}
	}
	return -1
}

// sameKey compares keys; one without a year ("12") meets one with ("2024-12").
func sameKey(a, b saksok.ItemKey) bool {
	if a == b {
		return true
	}
	_, x, yearA := strings.Cut(string(a), "-")
	_, y, yearB := strings.Cut(string(b), "-")
	switch {
	case yearA && !yearB:
		return x == string(b)
	case yearB && !yearA:
		return y == string(a)
	}
	return false
}

// item makes the item of a span and an agenda entry, either of which may be
// missing.
func (f *flow) item(s *span, e *entry) saksok.Item {
	it := saksok.Item{Evidence: []saksok.Evidence{}}
	if e != nil {
		it.Number, it.Title, it.KindRaw, it.Start, it.End, it.CaseRef = e.number, e.title, e.kindRaw, e.start, e.end, e.caseRef
		it.FirstPage, it.LastPage, it.Box, it.HeadPage = e.page, e.page, e.box.Rounded(), e.page
		for _, p := range e.presenters {
			it.Presenters = append(it.Presenters, p.name)
		}
		it.Evidence = append(it.Evidence, saksok.EvidenceAgenda)
	}
	if s != nil {
		it.Number = orNumber(s.number, it.Number)
		if s.title != "" && !(e != nil && s.title == strings.ToUpper(s.title) && label(e.title) == label(s.title)) {
			it.Title = s.title // but the agenda's where only the capitals differ
		}
		if it.Start == "" {
			it.Start = s.start
		}
		it.FirstPage, it.LastPage, it.HeadPage = s.page, s.lastPage, s.page
		it.Box = box(f.lines[s.head:max(s.from, s.head+1)])
		it.Text = f.text(f.lines[s.from:s.to])
		it.Evidence = append(it.Evidence, s.evidence)
		if it.CaseRef == "" {
			it.CaseRef = f.field(f.lines[s.from:min(s.to, s.from+15)], "case_ref")
		}
	}
	if s != nil && s.earlier != nil {
		it.MeetingDay, it.Body = s.earlier.Date, s.earlier.Body
	}
	it.Key = it.Number.Key()
	it.Kind = f.kindOf(it)
	it.Closed = f.cues.Closed.match(it.Title) || f.saysClosed(it.Text, 3)
	return it
}

// saysClosed reports whether one of a text's first lines begins with the words by
// which a case is kept from the public; the law may be named in any text.
func (f *flow) saysClosed(text string, lines int) bool {
	for l := range strings.SplitSeq(firstLines(text, lines), "\n") {
		if f.cues.Closed.Regexp != nil {
			if m := f.cues.Closed.FindStringIndex(l); m != nil && m[0] < 3 {
				return true
			}
		}
	}
	return false
}

func orNumber(a, b saksok.ItemNumber) saksok.ItemNumber {
	if a != "" {
		return a
	}
	return b
}

func firstLines(s string, n int) string {
	lines := strings.SplitN(s, "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], "\n")
}

// kindOf is the item's kind from its column, its title, or its series.
func (f *flow) kindOf(it saksok.Item) saksok.ItemKind {
	if k := f.itemKind(it.KindRaw); k != "" {
		return k
	}
	first := firstWord(it.Title)
	if k := f.itemKind(first); k != "" {
		return k
	}
	if k := f.itemKind(it.Title); k != "" {
		return k
	}
	if r, ok := saksok.ParseItemNumber(string(it.Number)); ok {
		if k := f.cues.SeriesKinds[strings.ToLower(r.Series)]; k != "" {
			return k
		}
	}
	return saksok.ItemOther
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return strings.Trim(w, ":.,")
}

func (f *flow) itemKind(word string) saksok.ItemKind {
	w := label(word)
	if w == "" {
		return ""
	}
	for _, k := range f.cues.ItemKinds {
		if slices.Contains(k.Words, w) {
			return k.Kind
		}
	}
	return ""
}
