package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

// meetingNumber matches "Møte 6/20", "Møte nr. 3/2024", "Protokoll 5/13".
var meetingNumber = regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}+)(?:\s+(?:nr|no|nummer|number)\.?)?\s*:?\s+(\d{1,3}\s?[/-]\s?(?:\d{2,4}|\d \d))(?:[^\d/-]|$)`)

// meeting reads what the document states of its meeting.
func (f *flow) meeting(h head, a agenda, spans []span, kind saksok.DocumentKind) saksok.Meeting {
	var m saksok.Meeting
	lines := f.headRegion(a, spans)
	m.Number = f.meetingNumber(lines)
	m.Date, m.Start = f.meetingDate(lines, h)
	m.Body = capitalised(f.body(lines, h, !isFigures(kind) && !f.titlesFigures(h)))
	m.Organisation = f.organisation(m.Body)
	m.Place = f.place(lines, h, kind)
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
	if m.End == "" && kind == saksok.KindMinutes {
		m.End = f.saidEnd()
	}
	f.informal(&m, lines, spans, kind)
	f.agendaTimes(&m, a, spans)
	if isFigures(kind) || f.titlesFigures(h) {
		if m.Body == "" {
			m.Date, m.Start = "", ""
		}
	}
	return m
}

// informal fills in what a paper without fields says of its meeting.
func (f *flow) informal(m *saksok.Meeting, lines []line, spans []span, kind saksok.DocumentKind) {
	calls := kind == saksok.KindNotice || kind == saksok.KindAgenda
	if calls && f.field(lines, "date") == "" && f.field(lines, "date_weak") == "" {
		day, start := f.summoned(lines)
		if day != "" {
			m.Date = day
		}
		if start != "" && m.Start == "" {
			m.Start = start
		}
	}
	if m.Date == "" && expectsItems(kind) {
		m.Date = f.runningDay()
	}
	if m.Start == "" && expectsItems(kind) {
		m.Start = f.clockBeside(lines)
	}
	if m.Start == "" && calls {
		m.Start = f.openingClock(spans)
	}
	if m.Start == "" && kind == saksok.KindMinutes {
		m.Start = f.saidStart()
	}
	if m.Start == "" && m.Date != "" && expectsItems(kind) {
		m.Start = clockByDay(lines, m.Date)
	}
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

// saidEnd is the end the last pages tell of in a sentence: "… be adjourned at 8:52
// p.m."; the last of several.
func (f *flow) saidEnd() string {
	for i := len(f.lines) - 1; i >= max(0, len(f.lines)-toldLines); i-- {
		if c := f.clockSaid(f.cues.Ended, i); c != "" {
			return c
		}
	}
	return ""
}

// saidStart is the start the first pages tell of in a sentence: "nsg förklarar mötet
// öppnat klockan 19:43"; the first of several.
func (f *flow) saidStart() string {
	for i := range min(len(f.lines), toldLines) {
		if c := f.clockSaid(f.cues.Began, i); c != "" {
			return c
		}
	}
	return ""
}

// clockSaid is the time of day that a sentence which begins on line i tells.
func (f *flow) clockSaid(p pattern, i int) string {
	text := f.lines[i].text
	if i+1 < len(f.lines) && sameParagraph(f.lines[i], f.lines[i+1]) {
		text += " " + f.lines[i+1].text
	}
	if m := p.find(text); m != nil {
		for _, t := range m[1:] {
			if t != "" {
				return saksok.ParseClock(t)
			}
		}
	}
	return ""
}

// clockByDay is the time of day right beside the meeting's day in a short line of the
// head: "2013-03-18 19.30", "At 7.30pm on Wednesday 10 July 2013".
func clockByDay(lines []line, day saksok.Date) string {
	for i, l := range lines {
		if i >= headFew || len(l.Words) > dayLine {
			continue
		}
		for _, d := range saksok.FindDates(l.text, 0) {
			if d.From != day {
				continue
			}
			if after := l.text[d.End:]; clockAfterDay.MatchString(after) {
				return saksok.ParseClock(after) // "6:30-8:30 P.M." is of one half of the day
			}
			if m := clockBeforeDay.FindStringSubmatch(l.text[:d.Start]); m != nil {
				return saksok.ParseClock(m[1])
			}
		}
	}
	return ""
}

var (
	clockAfterDay  = regexp.MustCompile(`(?i)^[\s,–-]*(?:kl\.? ?)?\d{1,2}[:.]\d{2}\b`)
	clockBeforeDay = regexp.MustCompile(`(?i)(\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\.?|\bkl\.? ?\d{1,2}[:.]\d{2})[^\d.;]{0,20}$`)
)

// toldLines is how far from the first line minutes say when the meeting began, and from
// the last when it ended.
const toldLines = 40

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
	if len(spans) == 1 && spans[0].evidence == saksok.EvidenceHeader {
		n = spans[0].from // a paper on one case says who meets in the case's header
	}
	var out []line
	for i := 0; i < n && len(out) < 2*headLines; i++ {
		if !a.lines[i] {
			out = append(out, f.lines[i])
		}
	}
	return out
}

// meetingDate is the labelled date, else the first date in the large print, else
// the first complete date before the items.
func (f *flow) meetingDate(lines []line, h head) (saksok.Date, string) {
	year := f.contextYear(lines)
	dated := func(v string) bool { return len(saksok.FindDates(v, year)) > 0 }
	if v := f.fieldThat(lines, "date", dated); v != "" {
		if d := saksok.FindDates(v, year); len(d) > 0 {
			return d[0].From, f.timeBehind(v, d[0])
		}
	}
	for _, l := range lines {
		if r, _ := f.headerRow(l.text); r.date != "" {
			return r.date, ""
		}
	}
	if d := saksok.FindDates(f.field(lines, "date_weak"), year); len(d) > 0 {
		return d[0].From, f.timeBehind(f.field(lines, "date_weak"), d[0])
	}
	first := func(ls []line, context int) (saksok.Date, string) {
		for i, l := range ls {
			t := l.text
			if i+1 < len(ls) && ls[i+1].Page == l.Page {
				t += " " + ls[i+1].text
			}
			for _, d := range saksok.FindDates(t, context) {
				if d.Start < len(l.text) {
					return d.From, f.timeBehind(t, d)
				}
			}
		}
		return "", ""
	}
	if d, t := first(h.big, 0); d != "" {
		return d, t
	}
	if d, t := f.saidDate(lines); d != "" {
		return d, t
	}
	if d, t := first(lines, 0); d != "" {
		return d, t
	}
	return first(lines, year)
}

// saidDate is the day a sentence says the meeting was held: "… protokoll fra møte i
// styret for Havnen 12. februar 2024". A letter that goes with the paper has a later
// one over it.
func (f *flow) saidDate(lines []line) (saksok.Date, string) {
	for _, p := range f.paragraphsOf(lines) {
		for _, at := range f.cues.exprs.meetingHeld.FindAllStringIndex(p, -1) {
			days := saksok.FindDates(p[at[1]:], 0)
			if len(days) == 0 {
				continue
			}
			if d := days[0]; d.Start < meetingNameLen && !strings.Contains(p[at[1]:at[1]+d.Start], ". ") {
				return d.From, f.timeBehind(p[at[1]:], d)
			}
		}
	}
	return "", ""
}

// letterDate matches the place and day of a letter: "Vik, 20.02.2024".
var letterDate = regexp.MustCompile(`^\p{Lu}[\p{L} ]{1,30}, (?:den )?\d{1,2}\.`)

// meetingNameLen is how many bytes behind "møte i" its day may stand.
const meetingNameLen = 80

// timeBehind is the clock time that follows a date.
func (f *flow) timeBehind(s string, d saksok.DateMention) string {
	if d.Time != "" {
		return d.Time
	}
	if m := f.cues.exprs.clockWords.FindStringSubmatch(s[d.End:]); m != nil {
		return saksok.ParseClock(m[1])
	}
	if m := englishTime.FindString(s[d.End:]); m != "" {
		return saksok.ParseClock(m)
	}
	if m := clockNext.FindStringSubmatch(s[d.End:]); m != nil && d.YearStated {
		return saksok.ParseClock(m[1])
	}
	return ""
}

// clockNext matches a time of day right behind a day: "2024-05-03 19:30", "3.5.2024 –
// 19.30".
var clockNext = regexp.MustCompile(`^,?\s+(?:[–-]\s+)?([012]?\d[:.][0-5]\d)\.?$`)

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

var clockPair = regexp.MustCompile(`\d{1,2}[:.]?\d{2}\s*(?:[-–—]|til)\s*(?:kl\.?\s*)?(\d{1,2}[:.]?\d{2})`)

func secondClock(s string) string {
	if m := clockPair.FindStringSubmatch(s); m != nil {
		return saksok.ParseClock(m[1])
	}
	return ""
}

// digitalPlaces are the words for a meeting without a room.
var digitalPlaces = []string{"webinar", "teams", "videomøte", "digitalt møte", "telefonmøte", "fjernmøte", "digitalt"}

// place is the labelled place, without the day and time behind it, a word for a
// meeting without a room, or a short line below the day, in a meeting's own paper,
// that names a house or a room.
func (f *flow) place(lines []line, h head, kind saksok.DocumentKind) string {
	if v := f.field(lines, "place"); v != "" {
		return f.placeOnly(v)
	}
	for _, l := range h.big {
		for _, w := range strings.FieldsFunc(l.text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if slices.Contains(digitalPlaces, strings.ToLower(w)) {
				return w
			}
		}
	}
	if kind != saksok.KindMinutes && kind != saksok.KindNotice && kind != saksok.KindAgenda {
		return ""
	}
	for i, l := range h.lines {
		if i == 0 || len(saksok.FindDates(h.lines[i-1].text, 2000)) == 0 || letterDate.MatchString(h.lines[i-1].text) {
			continue // below the day; elsewhere it is an address
		}
		first, _, _ := strings.Cut(l.text, ",")
		if len(l.Words) <= 8 && startsUpper(first) && !strings.ContainsAny(l.text, ":@") && !endsSentence(l.text) && f.namesPlace(first) {
			return l.text
		}
	}
	return ""
}

// namesPlace reports whether a text ends in a house or a room: "Larch Community Hall".
func (f *flow) namesPlace(s string) bool {
	w := strings.Fields(strings.ToLower(s))
	if len(w) == 0 || len(w) > 6 || f.organisationLine(s) || f.namesBody(s) {
		return false
	}
	return f.endsLikePlace(w)
}

// endsLikePlace reports whether the last word is a house's or a room's, or ends so.
func (f *flow) endsLikePlace(words []string) bool {
	last := strings.ToLower(words[len(words)-1])
	return slices.ContainsFunc(f.cues.PlaceNouns, func(n string) bool { return strings.HasSuffix(last, n) })
}

// placeOnly is the value of a field "place and time" up to its day.
func (f *flow) placeOnly(v string) string {
	if d := saksok.FindDates(v, 2000); len(d) > 0 && d[0].Start > 0 {
		v = v[:d[0].Start]
		w := strings.Fields(v)
		for len(w) > 1 && (slices.Contains(f.cues.BodyTail, strings.ToLower(w[len(w)-1])) || weekday.MatchString(w[len(w)-1])) {
			w = w[:len(w)-1]
		}
		v = strings.Join(w, " ")
	}
	return strings.Trim(v, " ,;–-")
}

var weekday = regexp.MustCompile(`(?i)^(?:\p{L}{2,5}(?:dag|dagen)|\p{L}{3,6}day)$`)
