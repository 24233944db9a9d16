package segment

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// head is what stands before the text proper: the lines of the first page that
// come before the agenda and the first item, the large print first among them.
type head struct {
	lines []line // at most headLines
	big   []line // those that stand out most
	// agenda is the title of the agenda that ends the head, "" where none does.
	agenda string
}

const (
	headLines = 40
	headFew   = 5 // fewer lines than this on the first page: the next one is read as well
)

func (f *flow) readHead() head {
	var h head
	top := 0
	for i, l := range f.lines {
		if len(h.lines) == headLines || len(h.lines) >= headFew && l.Page != h.lines[len(h.lines)-1].Page || l.Page > f.lines[0].Page+1 {
			break
		}
		if len(h.lines) > 0 && (f.isAgendaTitle(l.text) || f.columnWords(l.text) >= 3) {
			if f.isAgendaTitle(l.text) {
				h.agenda = l.text
			}
			break
		}
		if _, n := f.heading(i, agenda{}); n > 0 || listEntry.MatchString(l.text) {
			if len(h.lines) > 1 {
				break
			}
			continue
		}
		h.lines = append(h.lines, l)
		if !f.penned(l) {
			top = max(top, l.Heading)
		}
	}
	for _, l := range h.lines {
		if top > 0 && !f.penned(l) && l.Heading*10 >= top*8 && len(h.big) < 6 {
			h.big = append(h.big, l)
		}
	}
	return h
}

// penned reports whether a line may be handwriting: what text recognition reads in
// the lower half of a front page is large and often a signature.
func (f *flow) penned(l line) bool {
	p := f.doc.Pages[l.Page-1]
	return p.Recognised() && l.Page == 1 && l.Box[1] > p.Height/2
}

// text is the head's short lines in lower case, for looking up cues.
func (h head) text(c *Cues) string {
	var b strings.Builder
	for _, l := range h.lines {
		startsKind := len(l.Words) <= 16 && slices.ContainsFunc(c.Kinds, func(k kindCue) bool {
			return slices.ContainsFunc(k.Words, func(w string) bool { return strings.HasPrefix(strings.ToLower(l.text), w) })
		})
		if len(l.Words) <= 8 || startsKind {
			b.WriteString(strings.ToLower(l.text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// title is the document's title: the most prominent lines of its first page,
// else the file's own title where it is no file name, else the first line.
func (f *flow) title(h head, meta string) string {
	if first := f.titleLine(h.big); first >= 0 {
		t := []line{h.big[first]}
		for _, l := range h.big[first+1:] {
			last := t[len(t)-1]
			if l.Page != last.Page || l.Heading != t[0].Heading || l.Baseline-last.Baseline > 2*last.Size {
				break
			}
			t = append(t, l)
		}
		if s := f.join(t); strings.IndexFunc(s, unicode.IsLetter) >= 0 {
			return s
		}
	}
	if meta = strings.TrimSpace(meta); strings.Contains(meta, " ") && !fileName.MatchString(meta) {
		return meta
	}
	first := ""
	for _, l := range h.lines {
		switch {
		case strings.IndexFunc(l.text, unicode.IsLetter) < 0 || f.isDivider(l):
		case f.namesBody(l.text) || anyKind(f.cues, l.text):
			return l.text
		case first == "":
			first = l.text
		}
	}
	return first
}

// titleLine is the line a title begins with: one that names a kind of document, else
// the first that is not just the letterhead; -1 for none.
func (f *flow) titleLine(big []line) int {
	if i := slices.IndexFunc(big, func(l line) bool { return anyKind(f.cues, l.text) }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(big, func(l line) bool { return !f.organisationLine(l.text) }); i >= 0 {
		return i
	}
	return min(0, len(big)-1)
}

// fileName matches what writers put into a file's title instead of one.
var fileName = regexp.MustCompile(`(?i)\.(?:docx?|odt|pdf|html?|pptx?|xlsx?|rtf|txt)\b|^microsoft |^untitled|[\\/]`)

// anyKind reports whether a line names a kind of document.
func anyKind(c *Cues, s string) bool {
	s = strings.ToLower(s)
	return slices.ContainsFunc(c.Kinds, func(k kindCue) bool { return anyPhrase(s, k.Words) })
}

// Weights of the signs that tell a document's kind. A word in the title's print
// weighs most, the way the pages are made next, words in the text least.
const (
	titleWeight = 6
	headWeight  = 3
	textWeight  = 1
	deckWeight  = 5
)

// kind tells the document's kind by its title, its make-up and its words.
func (f *flow) kind(h head, tables []saksok.Table) saksok.DocumentKind {
	scores := map[saksok.DocumentKind]int{}
	big := ""
	for _, l := range h.big {
		big += " " + strings.ToLower(l.text)
	}
	if len(h.lines) > 0 {
		big += " " + strings.ToLower(h.lines[0].text)
	}
	if h.agenda != "" {
		scores[saksok.KindAgenda] += headWeight * 10
	}
	if f.field(h.lines, "case_officer") != "" {
		scores[saksok.KindCasePaper] += headWeight*10 + 10
	}
	if f.hasAttendance() {
		scores[saksok.KindMinutes] += 25 * textWeight
	}
	headText := h.text(f.cues)
	for rank, k := range f.cues.Kinds {
		switch {
		case anyPhrase(big, k.Words):
			scores[k.Kind] += titleWeight*10 - rank
		case anyPhrase(headText, k.Words):
			scores[k.Kind] += headWeight*10 - rank
		}
	}
	full := f.fullText()
	scores[saksok.KindMinutes] += 10 * textWeight * min(4, countPhrases(full, f.cues.MinutesWords))
	scores[saksok.KindNotice] += 15 * textWeight * min(3, countPhrases(full, f.cues.NoticeWords))
	if scores[saksok.KindMinutes] < titleWeight*10-len(f.cues.Kinds) {
		scores[saksok.KindSlidePack] += 10 * deckWeight * f.deckSigns(full)
	}
	best, most := saksok.KindOther, 19
	for _, k := range kindOrder {
		if scores[k] > most {
			best, most = k, scores[k]
		}
	}
	return f.refineKind(best, tables)
}

// hasAttendance reports whether a line lists who met: only minutes do.
func (f *flow) hasAttendance() bool {
	for _, l := range f.lines[:min(len(f.lines), 3*headLines)] {
		if r, _, ok := f.attendanceLabel(l.text); ok && r == saksok.RoleMember && strings.HasSuffix(strings.TrimSpace(l.text), ":") || ok && r == saksok.RoleMember && strings.Contains(l.text, ":") {
			return true
		}
	}
	return false
}

// kindOrder breaks draws: what is more particular comes first.
var kindOrder = []saksok.DocumentKind{
	saksok.KindSlidePack, saksok.KindElectionRecord, saksok.KindMinutes, saksok.KindNotice, saksok.KindCasePaper, saksok.KindAgenda,
	saksok.KindBudget, saksok.KindAccounts, saksok.KindAttachment,
}

// refineKind tells a bare notice from a pack by the case papers bound into it,
// and a budget from accounts by its columns.
func (f *flow) refineKind(k saksok.DocumentKind, tables []saksok.Table) saksok.DocumentKind {
	proposals := 0
	for _, l := range f.lines {
		if st, _, _, _ := f.labelOf(l.text); st == saksok.StatusProposed {
			proposals++
		}
	}
	switch k {
	case saksok.KindNotice, saksok.KindAgenda:
		if proposals >= 2 && len(f.doc.Pages) > 2 {
			return saksok.KindPack
		}
	case saksok.KindBudget:
		if comparesAccounts(f.cues, tables) {
			return saksok.KindAccounts
		}
	case saksok.KindOther:
		if proposals >= 1 {
			return saksok.KindCasePaper
		}
	}
	return k
}

// comparesAccounts reports whether a table sets the accounts against the budget and
// states the difference: what accounts do and a budget does not.
func comparesAccounts(c *Cues, tables []saksok.Table) bool {
	for _, t := range tables {
		accounts, difference := false, false
		for _, cell := range t.Cells {
			if cell.Row <= t.HeaderRows {
				l := strings.ToLower(cell.Text)
				accounts = accounts || anyPhrase(l, c.AccountsColumns)
				difference = difference || anyPhrase(l, c.DifferenceColumns)
			}
		}
		if accounts && difference {
			return true
		}
	}
	return false
}

// deckSigns counts the signs of slides: landscape pages with little text, words
// said at the end of a talk, headings that come back as dividers, many bullets.
func (f *flow) deckSigns(full string) int {
	n := 0
	landscape, words := 0, 0
	for _, p := range f.doc.Pages {
		if p.Width > p.Height*1.15 {
			landscape++
		}
		for _, l := range p.Lines {
			words += len(l.Words)
		}
	}
	pages := len(f.doc.Pages)
	if pages > 0 && landscape*2 > pages && words/pages < 150 {
		n++
		if pages > 4 {
			n++
		}
	}
	n += min(2, countPhrases(full, f.cues.DeckWords))
	bullets := 0
	for _, l := range f.lines {
		if strings.ContainsAny(l.text[:min(len(l.text), 3)], "•●○▪■✓➢") || strings.HasPrefix(l.text, "- ") {
			bullets++
		}
	}
	if bullets*4 > len(f.lines) && len(f.lines) > 20 {
		n++
	}
	if landscape*2 <= pages && n < 2 {
		return 0 // an upright page with bullets is any document
	}
	return n
}

func (f *flow) fullText() string {
	var b strings.Builder
	for _, l := range f.lines {
		b.WriteString(strings.ToLower(l.text))
		b.WriteByte(' ')
	}
	return b.String()
}

func anyPhrase(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return phraseAt(s, w) >= 0 })
}

func countPhrases(s string, words []string) int {
	n := 0
	for _, w := range words {
		if phraseAt(s, w) >= 0 {
			n++
		}
	}
	return n
}

// phraseAt finds a phrase that begins a word of s, or -1. It may end inside a
// compound: "budsjett" is found in "budsjettforslag" but not in "statsbudsjett".
func phraseAt(s, phrase string) int {
	from := 0
	for {
		i := strings.Index(s[from:], phrase)
		if i < 0 {
			return -1
		}
		i += from
		if i == 0 || !isLetterBefore(s, i) {
			return i
		}
		from = i + len(phrase)
	}
}

func isLetterBefore(s string, i int) bool {
	r := []rune(s[max(0, i-4):i])
	return len(r) > 0 && unicode.IsLetter(r[len(r)-1])
}

// meetingNumber matches "Møte 6/20", "Møte nr. 3/2024", "Protokoll 5/13".
var meetingNumber = regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}+)(?:\s+nr\.?)?\s*:?\s+(\d{1,3}\s?[/-]\s?\d{2,4})(?:[^\d/-]|$)`)

// meeting reads what the document states of its meeting.
func (f *flow) meeting(h head, a agenda, spans []span, kind saksok.DocumentKind) saksok.Meeting {
	var m saksok.Meeting
	lines := f.headRegion(a, spans)
	m.Number = f.meetingNumber(lines)
	m.Date, m.Start = f.meetingDate(lines, h)
	m.Body = f.body(lines, h, !isFigures(kind))
	m.Organisation = f.organisation(m.Body)
	m.Place = f.place(lines, h)
	if s := saksok.ParseClock(f.field(lines, "time")); s != "" && m.Start == "" {
		m.Start = s
	}
	if m.Start == "" {
		m.Start = saksok.ParseClock(f.field(lines, "start"))
	}
	if m.Start == "" {
		m.Start = spokenStart(lines)
	}
	m.End = saksok.ParseClock(f.field(f.lines, "end"))
	if e := secondClock(f.field(lines, "time")); m.End == "" && e != "" {
		m.End = e
	}
	f.agendaTimes(&m, a, spans)
	if isFigures(kind) {
		if m.Body == "" {
			m.Date, m.Start = "", ""
		}
	}
	return m
}

// startSaid matches a start told in a sentence: "… held on Tuesday, starting at
// 6:30 p.m."
var startSaid = regexp.MustCompile(`(?i)\b(?:start(?:ing|ed|s)?|order)\b.{0,20}?(\d{1,2}:\d{2}\s*[ap]\.?m)`)

func spokenStart(lines []line) string {
	for _, l := range lines {
		if m := startSaid.FindStringSubmatch(l.text); m != nil {
			return saksok.ParseClock(m[1])
		}
	}
	return ""
}

// agendaTimes takes the start of the first item and the end of the last where
// the document states no times of its own.
func (f *flow) agendaTimes(m *saksok.Meeting, a agenda, spans []span) {
	for _, e := range a.entries {
		if m.Start == "" {
			m.Start = e.start
		}
	}
	if m.Start == "" && len(spans) > 0 {
		m.Start = spans[0].start
	}
	if n := len(a.entries); n > 0 && m.End == "" {
		m.End = a.entries[n-1].end
	}
}

// headRegion is the lines before the first item, the agenda left out, at most
// two pages of them.
func (f *flow) headRegion(a agenda, spans []span) []line {
	n := len(f.lines)
	if len(spans) > 0 && spans[0].head > 0 {
		n = spans[0].head
	}
	var out []line
	for i := 0; i < n && len(out) < 2*headLines; i++ {
		if !a.lines[i] {
			out = append(out, f.lines[i])
		}
	}
	return out
}

func (f *flow) meetingNumber(lines []line) string {
	for _, l := range lines {
		for _, m := range meetingNumber.FindAllStringSubmatch(l.text, -1) {
			if slices.Contains(f.cues.MeetingWords, strings.ToLower(m[1])) {
				return strings.ReplaceAll(m[2], " ", "")
			}
		}
	}
	if v := f.field(lines, "number"); v != "" {
		w, _, _ := strings.Cut(v, " ")
		return w
	}
	return ""
}

// meetingDate is the labelled date, else the first date in the large print, else
// the first complete date before the items.
func (f *flow) meetingDate(lines []line, h head) (saksok.Date, string) {
	year := f.contextYear(lines)
	if v := f.field(lines, "date"); v != "" {
		if d := saksok.FindDates(v, year); len(d) > 0 {
			return d[0].From, timeBehind(v, d[0])
		}
	}
	for _, l := range lines {
		if r, _ := f.headerRow(l.text); r.date != "" {
			return r.date, ""
		}
	}
	if d := saksok.FindDates(f.field(lines, "date_weak"), year); len(d) > 0 {
		return d[0].From, timeBehind(f.field(lines, "date_weak"), d[0])
	}
	first := func(ls []line, context int) (saksok.Date, string) {
		for i, l := range ls {
			t := l.text
			if i+1 < len(ls) && ls[i+1].Page == l.Page {
				t += " " + ls[i+1].text
			}
			for _, d := range saksok.FindDates(t, context) {
				if d.Start < len(l.text) {
					return d.From, timeBehind(t, d)
				}
			}
		}
		return "", ""
	}
	if d, t := first(h.big, 0); d != "" {
		return d, t
	}
	if d, t := first(lines, 0); d != "" {
		return d, t
	}
	return first(lines, year)
}

// timeBehind is the clock time that follows a date.
func timeBehind(s string, d saksok.DateMention) string {
	if d.Time != "" {
		return d.Time
	}
	if m := englishTime.FindString(s[d.End:]); m != "" {
		return saksok.ParseClock(m)
	}
	return ""
}

var englishTime = regexp.MustCompile(`(?i)^,?\s+(?:at\s+|starting at\s+)?\d{1,2}:\d{2}\s*[ap]\.?m`)

// contextYear is the year of the first complete date in the lines.
func (f *flow) contextYear(lines []line) int {
	for _, l := range lines {
		for _, d := range saksok.FindDates(l.text, 0) {
			return d.From.Year()
		}
		if m := monthYear.FindStringSubmatch(l.text); m != nil {
			if d := saksok.FindDates("1. "+m[0], 0); len(d) > 0 {
				return d[0].From.Year()
			}
		}
	}
	return 0
}

// monthYear matches "Februar 2024", as a letterhead has it.
var monthYear = regexp.MustCompile(`\p{L}{3,9} (?:19|20)\d{2}`)

// field is the value behind a label ("Møtested: Rådhuset"), on the line itself or,
// where the label stands alone, the next one.
func (f *flow) field(lines []line, name string) string {
	labels := f.cues.Fields[name]
	for i, l := range lines {
		if v, ok := labelledIn(l.text, labels, f.allLabels()); ok {
			return v
		}
		if v, ok := labelled(l.text, labels); ok {
			if v != "" {
				return v
			}
			if i+1 < len(lines) && lines[i+1].Page == l.Page && !strings.HasSuffix(lines[i+1].text, ":") {
				return lines[i+1].text
			}
		}
	}
	return ""
}

// labelled reports whether a line begins with one of the labels and a colon, or
// a wide gap, and returns what follows.
func labelled(s string, labels []string) (string, bool) {
	s = strings.Trim(s, "* ")
	if head, rest, colon := strings.Cut(s, ":"); colon && slices.Contains(labels, strings.TrimSuffix(label(head), ".")) {
		return strings.TrimSpace(rest), true
	}
	l := strings.ToLower(s)
	for _, w := range labels {
		if strings.HasPrefix(l, w+" ") && len(w) > 3 && startsUpper(s) {
			return strings.TrimSpace(s[len(w):]), true
		}
	}
	return "", slices.Contains(labels, label(s)) && strings.HasSuffix(strings.TrimSpace(s), ":")
}

// labelledIn finds a label with a colon inside a line that holds several fields
// ("Møtedato: 20.06.2024 Tid: 16:00"); the value ends at the next field.
func labelledIn(s string, labels, all []string) (string, bool) {
	type mark struct{ from, to int } // of "label:"
	var marks []mark
	l := strings.ToLower(s)
	for i := strings.IndexByte(l, ':'); i >= 0; {
		head := l[:i]
		best := -1
		for _, w := range all {
			if strings.HasSuffix(head, w) && !isLetterBefore(head, len(head)-len(w)) && (best < 0 || len(head)-len(w) < best) {
				best = len(head) - len(w)
			}
		}
		if best >= 0 {
			marks = append(marks, mark{best, i})
		}
		next := strings.IndexByte(l[i+1:], ':')
		if next < 0 {
			break
		}
		i += next + 1
	}
	if len(l) != len(s) || len(marks) == 0 {
		return "", false
	}
	for k, m := range marks {
		if !slices.Contains(labels, l[m.from:m.to]) || m.from > 0 && len(marks) == 1 && !startsUpper(s[m.from:]) {
			continue
		}
		end := len(s)
		if k+1 < len(marks) {
			end = marks[k+1].from
		}
		if v := strings.TrimSpace(s[m.to+1 : end]); v != "" {
			return v, true
		}
	}
	return "", false
}

// allLabels are the labels of every field.
func (f *flow) allLabels() []string {
	if f.labels == nil {
		for _, name := range slices.Sorted(maps.Keys(f.cues.Fields)) {
			f.labels = append(f.labels, f.cues.Fields[name]...)
		}
	}
	return f.labels
}

var clockPair = regexp.MustCompile(`\d{1,2}[:.]?\d{2}\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(\d{1,2}[:.]?\d{2})`)

func secondClock(s string) string {
	if m := clockPair.FindStringSubmatch(s); m != nil {
		return saksok.ParseClock(m[1])
	}
	return ""
}

// digitalPlaces are the words for a meeting without a room.
var digitalPlaces = []string{"webinar", "teams", "videomøte", "digitalt møte", "telefonmøte", "fjernmøte", "digitalt"}

func (f *flow) place(lines []line, h head) string {
	if v := f.field(lines, "place"); v != "" {
		return strings.TrimSpace(v)
	}
	for _, l := range h.big {
		for _, w := range strings.FieldsFunc(l.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if slices.Contains(digitalPlaces, strings.ToLower(w)) {
				return w
			}
		}
	}
	return ""
}
