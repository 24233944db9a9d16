package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// entry is one line of an agenda (saksliste).
type entry struct {
	number     saksok.ItemNumber
	title      string
	kindRaw    string
	start, end string
	presenters []presenter
	caseRef    string
	page       int
	box        saksok.Box
	indent     float64 // x of a list's line, points
}

type presenter struct{ name, organisation string }

// agenda is the entries in order and the lines they take up.
type agenda struct {
	entries []entry
	lines   map[int]bool // indexes into flow.lines that are agenda, not text
}

func noAgenda() agenda { return agenda{lines: map[int]bool{}} }

func (a agenda) find(n saksok.ItemNumber) int {
	return slices.IndexFunc(a.entries, func(e entry) bool { return e.number.Same(n) })
}

// readAgenda reads the agenda from tables whose header or first column names
// case numbers, or from a list of numbered lines.
func (f *flow) readAgenda(tables []saksok.Table, kind saksok.DocumentKind) agenda {
	a := noAgenda()
	var roles map[int]string
	for i, t := range tables {
		if f.isCaseTable(t) {
			continue
		}
		rows, header := f.agendaTable(t, roles)
		if len(rows) == 0 {
			continue
		}
		roles = header
		for _, e := range rows {
			if a.find(e.number) < 0 {
				a.entries = append(a.entries, e)
			}
		}
		for j, l := range f.lines {
			if l.table == i {
				a.lines[j] = true
			}
		}
	}
	if len(a.entries) == 0 {
		f.agendaList(&a, kind)
	}
	return a
}

// printedNumber is the number as printed, without the word "Sak" before it.
func (f *flow) printedNumber(s string) saksok.ItemNumber {
	s = strings.TrimRight(strings.TrimSpace(s), ":.")
	if m := f.keyword().FindStringSubmatchIndex(s); m != nil {
		s = s[m[1]:]
	}
	return saksok.ItemNumber(strings.TrimSpace(s))
}

// subList parts a title from the sub-items printed in its cell: "Orientering;
// - Veikart (Eva) - Finansiering (Ola)", as the first real pack has it.
var subList = regexp.MustCompile(`\s*[;:]\s+[-–•]\s+.*$`)

func agendaTitle(s string) string {
	s = strings.TrimSpace(subList.ReplaceAllString(s, ""))
	if head, _, ok := strings.Cut(s, ": "); ok && len(s) > longTitle && len(head) > 5 {
		s = head // the rest is what the case is about
	}
	return strings.TrimRight(s, " .…")
}

// longTitle is how many bytes a title may have before a colon ends it.
const longTitle = 300

// presenters parts a cell like "Eva Lie, Berg kommune" into people; what
// follows a comma is an organisation where it says so or is no name.
func (f *flow) presenters(s string) []presenter {
	var out []presenter
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '/' || r == '\n' }) {
		for _, name := range strings.Split(part, ",") {
			name = strings.TrimSpace(name)
			switch {
			case name == "":
			case len(out) > 0 && out[len(out)-1].organisation == "" && (f.isOrganisation(name) || !isName(name)):
				out[len(out)-1].organisation = name
			default:
				a, b, two := strings.Cut(name, " og ")
				out = append(out, presenter{name: strings.TrimSpace(a)})
				if two {
					out = append(out, presenter{name: strings.TrimSpace(b)})
				}
			}
		}
	}
	return out
}

func (f *flow) isOrganisation(s string) bool {
	l := strings.ToLower(s)
	for _, n := range f.cues.OrganisationNouns {
		if strings.HasSuffix(l, n) || strings.HasPrefix(l, n+" ") || strings.Contains(l, " "+n+" ") {
			return true
		}
	}
	return s == strings.ToUpper(s) && len(s) > 1
}

// isName reports whether s could be a person: two to five words, the first and
// last of them capitalised, no digits.
func isName(s string) bool {
	w := strings.Fields(s)
	if len(w) < 2 || len(w) > 5 || strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(s, "..") || strings.HasSuffix(s, ".") {
		return false
	}
	return startsUpper(w[0]) && startsUpper(w[len(w)-1])
}

func startsUpper(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

func (f *flow) notItem(title string) bool {
	return slices.Contains(f.cues.NotItems, label(title))
}

// listEntry matches a line of an agenda printed as a list: number with year and
// title, the archive number between them left out.
var (
	listEntry = regexp.MustCompile(`^((?:\p{Lu}{1,4}\s)?\d{1,4}\s?[/-]\s?(?:\d{4}|\d{2})(?:\s?[A-Z])?)[\s:.]+(?:(\d{2,4}/\d{2,6}(?:-\d+)?)\s+)?(.*)$`)
	plainLine = regexp.MustCompile(`^(\d{1,2})[.)](?:\s+(\S.*)|(\p{Lu}.*))$`) // "10.Resolution" is printed without a space
	clockAt   = regexp.MustCompile(`\b\d{1,2}[:.]\d{2}\b`)
)

// agendaList reads an agenda printed as lines: those under an agenda title, or
// a run of at least three numbered lines close to each other. In minutes numbered lines
// with sentences under them are the items themselves.
func (f *flow) agendaList(a *agenda, kind saksok.DocumentKind) {
	for i := 0; i < len(f.lines); i++ {
		if f.lines[i].row != nil || f.lines[i].followUp {
			continue
		}
		titled := f.isAgendaTitle(f.lines[i].text) || f.columnWords(f.lines[i].text) >= 3
		start := i
		if titled {
			start = i + 1
		} else if !listEntry.MatchString(f.lines[i].text) {
			continue
		}
		entries, first, used := f.listFrom(start, titled)
		if kind == saksok.KindMinutes && (titled && f.hasProse(first, used) || !titled && f.hasSentences(first, used)) {
			continue
		}
		if len(entries) >= 3 || titled && len(entries) >= 1 {
			a.entries = append(a.entries, entries...)
			a.lines[i] = true
			for j := first; j < used; j++ {
				a.lines[j] = true
			}
			return
		}
	}
}

func (f *flow) isAgendaTitle(s string) bool {
	return slices.Contains(f.cues.AgendaTitles, label(s))
}

// columnWords counts the agenda columns a line names.
func (f *flow) columnWords(s string) int {
	n := 0
	l := " " + strings.ReplaceAll(label(s), ".", "") + " "
	for _, role := range []string{"number", "title", "kind", "start", "duration", "end", "presenter", "archive"} {
		for _, w := range f.cues.Columns[role] {
			if strings.Contains(l, " "+w+" ") {
				n++
				break
			}
		}
	}
	return n
}

// listFrom reads entries from line i on; it returns them, the line of the first
// and the line after the last.
func (f *flow) listFrom(i int, titled bool) (out []entry, first, used int) {
	loose := 0
	first, used = i, i
	plain := false
	var pending []line
	flush := func() {
		if len(out) > 0 && len(pending) > 0 {
			e := &out[len(out)-1]
			f.fillEntry(e, strings.TrimSpace(e.title+" "+f.join(pending)))
		}
		pending = nil
	}
	for ; i < len(f.lines); i++ {
		l := f.lines[i]
		if l.row != nil || l.followUp {
			break
		}
		if m := listEntry.FindStringSubmatch(l.text); m != nil && !plain && f.keyword().FindStringIndex(l.text) == nil {
			e := entry{number: saksok.ItemNumber(m[1]), caseRef: m[2], page: l.Page, box: l.Box.Rounded()}
			if slices.ContainsFunc(out, func(o entry) bool { return e.number.Same(o.number) }) {
				break // the first item's own heading
			}
			flush()
			if e.number.Key() != "" {
				f.fillEntry(&e, m[3])
				out, used, loose = append(out, e), i+1, 0
				continue
			}
		}
		if m := plainLine.FindStringSubmatch(l.text); m != nil && titled && (plain || len(out) == 0) && m[1] == nextPlain(out) {
			flush()
			plain = true
			e := entry{number: saksok.ItemNumber(m[1]), page: l.Page, box: l.Box.Rounded(), indent: l.Box[0]}
			f.fillEntry(&e, m[2]+m[3])
			out, used, loose = append(out, e), i+1, 0
			continue
		}
		if e, ok := f.subEntry(l, out); ok && plain {
			flush()
			out, used, loose = append(out, e), i+1, 0
			continue
		}
		if len(out) == 0 {
			first = i + 1
			if loose++; loose > 4 {
				break
			}
			continue
		}
		if prev := f.lines[i-1]; prev.Page != l.Page || l.Baseline-prev.Baseline > 1.8*prev.Size || loose >= 3 || l.Heading != prev.Heading {
			within := 3
			if titled {
				within = 8 // an entry may be explained at length
			}
			if !titled && prev.Block != l.Block || !f.entryWithin(i, within, plain) {
				break
			}
		}
		if f.isLabelWord(l.text) || !titled && loose >= 2 || l.Page > f.lines[first].Page && f.minutesTitle(l.text) {
			break // the minutes of the meeting before are bound in behind
		}
		loose++
		pending = append(pending, l)
		used = i + 1
	}
	pending = pending[:closeTo(f.lines[max(used-len(pending)-1, 0)], pending)]
	flush()
	return out, first, used
}

// closeTo is how many of the lines behind the last entry follow it without a space: what
// stands below, place, day and who signs, is no part of it.
func closeTo(entry line, lines []line) int {
	prev := entry
	for k, l := range lines {
		if l.Page != prev.Page || l.Block != prev.Block {
			return k
		}
		prev = l
	}
	return len(lines)
}

// hasProse reports whether one of these lines ends a sentence of running text.
func (f *flow) hasProse(from, to int) bool {
	for i := max(from, 1); i < to; i++ {
		l := f.lines[i]
		if len(l.Words) >= proseWords && strings.HasSuffix(l.text, ".") && l.Block != f.lines[i-1].Block && !listEntry.MatchString(l.text) && !plainLine.MatchString(l.text) {
			return true
		}
	}
	return false
}

// hasSentences reports whether these lines have as many sentences between the entries as
// a case each may have: they are the cases with what was said of them.
func (f *flow) hasSentences(from, to int) bool {
	entries, sentences := 0, 0
	for _, l := range f.lines[from:max(from, to)] {
		switch {
		case listEntry.MatchString(l.text):
			entries++
		case endsSentence(l.text):
			sentences++
		}
	}
	return 2*sentences > entries
}

// proseWords is how many words a line of running text has at least.
const proseWords = 5

// entryWithin reports whether one of the n lines from i on, on the same page or
// the next, is an agenda entry again.
func (f *flow) entryWithin(i, n int, plain bool) bool {
	for _, l := range f.lines[i:min(i+n, len(f.lines))] {
		if !plain && listEntry.MatchString(l.text) || plain && plainLine.MatchString(l.text) {
			return true
		}
	}
	return false
}

// nextPlain is the number the next entry of the first level has.
func nextPlain(out []entry) string {
	n := 1
	for _, e := range out {
		if r, _ := saksok.ParseItemNumber(string(e.number)); r.Path == "" {
			n = r.Seq + 1
		}
	}
	return itoa(n)
}

// subEntry reads a line of a list within the list: indented under an entry and
// numbered from 1 again, it is part 5.1 of entry 5.
func (f *flow) subEntry(l line, out []entry) (entry, bool) {
	m := plainLine.FindStringSubmatch(l.text)
	if m == nil || len(out) == 0 {
		return entry{}, false
	}
	parent, parts := "", 0
	indent := 0.0
	for _, e := range out {
		if r, _ := saksok.ParseItemNumber(string(e.number)); r.Path == "" {
			parent, parts, indent = string(e.number), 0, e.indent
		} else {
			parts++
		}
	}
	if m[1] != itoa(parts+1) || l.Box[0] < indent+6 {
		return entry{}, false
	}
	e := entry{number: saksok.ItemNumber(parent + "." + m[1]), page: l.Page, box: l.Box.Rounded(), indent: l.Box[0]}
	f.fillEntry(&e, m[2]+m[3])
	return e, true
}

// fillEntry takes the text behind a number apart: title, kind, times, presenter
// where the row of a table was printed as one line.
func (f *flow) fillEntry(e *entry, rest string) {
	times := clockAt.FindAllStringIndex(rest, -1)
	if len(times) < 2 {
		e.title = agendaTitle(rest)
		return
	}
	head := strings.TrimSpace(rest[:times[0][0]])
	e.presenters = f.presenters(rest[times[len(times)-1][1]:])
	e.start = saksok.ParseClock(rest[times[0][0]:times[0][1]])
	e.end = saksok.ParseClock(rest[times[len(times)-1][0]:times[len(times)-1][1]])
	words := strings.Fields(head)
	if len(words) > 1 && f.itemKind(words[len(words)-1]) != "" {
		e.kindRaw = words[len(words)-1]
		head = strings.Join(words[:len(words)-1], " ")
	}
	e.title = agendaTitle(head)
}
