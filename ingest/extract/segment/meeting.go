package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
)

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
