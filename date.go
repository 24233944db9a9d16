package saksok

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date is a calendar day in Europe/Oslo, ISO 8601 ("2020-11-13"); "" is unknown.
// Dates compare as strings.
type Date string

// NewDate returns the day, or "" where there is no such day in the calendar.
func NewDate(year, month, day int) Date {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || int(t.Month()) != month || t.Day() != day || year < 1800 || year > 2200 {
		return ""
	}
	return Date(t.Format(time.DateOnly))
}

// Year is the date's year, 0 where the date is unknown.
func (d Date) Year() int {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return t.Year()
}

// DateMention is a date found in text.
type DateMention struct {
	From, To   Date   // equal for a single day
	Time       string // "15:04" where a clock time follows, else ""
	Start, End int    // byte offsets of the mention in the text
	YearStated bool   // false where the year came from the context
}

// months are the month names of the Nordic languages and English by their
// beginning; a match must end there or go on with letters of the full name.
var months = map[string]int{
	"januar": 1, "january": 1, "januari": 1, "jan": 1, "februar": 2, "february": 2, "februari": 2, "feb": 2,
	"mars": 3, "marts": 3, "march": 3, "mar": 3, "april": 4, "apr": 4, "mai": 5, "maj": 5, "may": 5,
	"juni": 6, "june": 6, "jun": 6, "juli": 7, "july": 7, "jul": 7, "august": 8, "augusti": 8, "aug": 8,
	"september": 9, "sept": 9, "sep": 9, "oktober": 10, "october": 10, "okt": 10, "oct": 10,
	"november": 11, "nov": 11, "desember": 12, "december": 12, "des": 12, "dec": 12,
}

var (
	dayMonth  = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|:[aedt]{1,2})?\s*\.?\s*(?:(?:og|-|–|til|och|and)\s*(\d{1,2})(?:st|nd|rd|th|:[aedt]{1,2})?\s*\.?)?\s*(?:day\s+)?(?:of\s+)?(\p{L}{3,9})\.?,?\s*(\d{4}|d\.\s?å\.)?`)
	monthDay  = regexp.MustCompile(`(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
	isoDate   = regexp.MustCompile(`(\d{4})[-.](\d{2})[-.](\d{2})`)
	dotted    = regexp.MustCompile(`(\d{1,2})([./-])\s?(\d{1,2})([./-])\s?(\d{4}|\d{2})`)
	clockTime = regexp.MustCompile(`^[\s,]*(?:(?:kl|klokken|klokka|klockan|tid)\.?:?\s*)(\d{1,2})(?:[:.]?(\d{2}))?`)
	// An hour alone behind "at" may be a house number.
	clockBehind = regexp.MustCompile(`(?i)^[\s,;(–-]*(?:(?:starting|commencing|beginning|convened|held)?\s*(?:at|from|@)\s+|commencing\s+)?(?:\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?\s?m\b|o[’']clock)|noon\b)|^[\s,]*(?:at|from)\s+\d{1,2}[:.]\d{2}\b`)
)

// FindDates finds the dates in text, in order, without overlaps. A date whose
// year is not printed takes contextYear, and is left out where that is 0.
// Impossible dates and section numbers ("kap. 4.4.1") are not dates. Two-digit
// years from 70 up are of the 1900s.
func FindDates(text string, contextYear int) []DateMention {
	if !strings.ContainsAny(text, "0123456789") {
		return nil // each form has a day in digits
	}
	var out []DateMention
	add := func(m DateMention) {
		if m.From == "" || !wordBounds(text, m.Start, m.End) {
			return
		}
		for _, o := range out {
			if m.Start < o.End && o.Start < m.End {
				return
			}
		}
		if c := clockTime.FindStringSubmatch(text[m.End:]); c != nil {
			m.Time = clock(c[1], c[2])
		} else if c := clockBehind.FindString(text[m.End:]); c != "" {
			m.Time = clockIn(strings.ToLower(c))
		}
		out = append(out, m)
	}
	for _, x := range isoDate.FindAllStringSubmatchIndex(text, -1) {
		s := groups(text, x)
		d := NewDate(atoi(s[1]), atoi(s[2]), atoi(s[3]))
		add(DateMention{From: d, To: d, Start: x[0], End: x[1], YearStated: true})
	}
	for _, x := range monthDay.FindAllStringSubmatchIndex(text, -1) {
		s := groups(text, x)
		d := NewDate(atoi(s[3]), months[strings.ToLower(s[1])], atoi(s[2]))
		add(DateMention{From: d, To: d, Start: x[0], End: x[1], YearStated: true})
	}
	for _, x := range dayMonth.FindAllStringSubmatchIndex(text, -1) {
		add(dayMonthMention(text, x, contextYear))
	}
	for _, x := range dotted.FindAllStringSubmatchIndex(text, -1) {
		s := groups(text, x)
		if s[2] != s[4] {
			continue
		}
		day, month := atoi(s[1]), atoi(s[3])
		if s[2] == "/" && month > 12 {
			day, month = month, day // "03/25/2024"
		}
		d := NewDate(fullYear(s[5]), month, day)
		add(DateMention{From: d, To: d, Start: x[0], End: x[1], YearStated: true})
	}
	sortMentions(out)
	return out
}

func dayMonthMention(text string, x []int, contextYear int) DateMention {
	s := groups(text, x)
	month := months[strings.ToLower(s[3])]
	if month == 0 {
		return DateMention{}
	}
	end := x[7] // end of the month's name
	year, stated := contextYear, false
	if s[4] != "" {
		end = x[9]
		if y := atoi(s[4]); y > 0 {
			year, stated = y, true
		}
	}
	m := DateMention{Start: x[0], End: end, YearStated: stated}
	m.From = NewDate(year, month, atoi(s[1]))
	m.To = m.From
	if s[2] != "" {
		m.To = NewDate(year, month, atoi(s[2]))
	}
	return m
}

// wordBounds reports whether text[start:end] does not begin or end inside a
// number or word.
func wordBounds(text string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	after, size := utf8.DecodeRuneInString(text[end:])
	if unicode.IsDigit(before) || unicode.IsLetter(before) || unicode.IsDigit(after) {
		return false
	}
	if before == '.' && start >= 2 && text[start-2] >= '0' && text[start-2] <= '9' {
		return false
	}
	if after == '.' || after == '-' || after == '/' {
		next, _ := utf8.DecodeRuneInString(text[end+size:])
		return !unicode.IsDigit(next)
	}
	return true
}

// ParseClock reads the first clock time as printed ("10:00", "kl. 09.30", "0900",
// "6:30 p.m.", "7pm", "kl. 19", "noon") and returns it as "15:04", or "" where there is
// none. In "7 to 9.30 pm" the afternoon is of both hours.
func ParseClock(s string) string {
	for _, d := range FindDates(s, 0) { // the year of a day is no time
		s = s[:d.Start] + strings.Repeat("x", d.End-d.Start) + s[d.End:]
	}
	return clockIn(strings.ToLower(s))
}

// clockIn is ParseClock for a text in lower case without dates.
func clockIn(s string) string {
	first, found := len(s), ""
	for _, re := range clockForms {
		x := re.FindStringSubmatchIndex(s)
		if x == nil {
			continue
		}
		m := map[string]string{}
		at := len(s)
		for i, name := range re.SubexpNames() {
			if name != "" && x[2*i] >= 0 {
				m[name], at = s[x[2*i]:x[2*i+1]], min(at, x[2*i])
			}
		}
		if at < first {
			first, found = at, clock(hourOf(m), m["min"])
		}
	}
	return found
}

// hourOf is the hour of the day of a time's parts: the word or the number, the half of
// the day, and the hour it lasts to, which has the half in "7 to 9.30 pm".
func hourOf(m map[string]string) string {
	switch m["word"] {
	case "noon", "midday":
		return "12"
	case "midnight":
		return "0"
	}
	h := atoi(m["h"])
	afternoon := m["half"] == "p"
	if m["to"] != "" && h%12 > atoi(m["to"])%12 {
		afternoon = false // "11 to 1 pm"
	}
	switch {
	case afternoon && h < 12:
		h += 12
	case m["half"] == "a" && h == 12:
		h = 0
	}
	return strconv.Itoa(h)
}

// clockForms are the ways a time of day is printed.
var clockForms = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^\d.:])(?P<h>1?\d)(?:[:.](?P<min>[0-5]\d))?\s*(?:-|–|to|until|till)\s*(?P<to>1?\d)(?:[:.][0-5]\d)?\s*(?P<half>p)\.?\s?m\b`),
	regexp.MustCompile(`(?:^|[^\d.:])(?P<h>[01]?\d|2[0-4])[:.]?(?P<min>[0-5]\d)\s*(?:(?P<half>[ap])\.?\s?m\b)?(?:[^\d]|$)`),
	regexp.MustCompile(`(?:^|[^\d.:])(?P<h>1?\d)\s*(?:(?P<half>[ap])\.?\s?m\b|o[’']?clock)`),
	regexp.MustCompile(`\b(?P<word>noon|midday|midnight)\b`),
	regexp.MustCompile(`(?:^|[^\p{L}])kl(?:\.|okken|okka|ockan)?:?\s*(?P<h>[01]?\d|2[0-4])(?:[^\d:.]|[:.](?:\D|$)|$)`),
}

// clock formats hours and minutes, "" where they are no time of day.
func clock(h, m string) string {
	hour, minute := atoi(h), atoi(m)
	if hour > 24 || minute > 59 {
		return ""
	}
	return twoDigits(hour) + ":" + twoDigits(minute)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

func fullYear(s string) int {
	y := atoi(s)
	switch {
	case len(s) == 4:
		return y
	case y >= 70:
		return 1900 + y
	}
	return 2000 + y
}

func sortMentions(ms []DateMention) {
	for i := 1; i < len(ms); i++ {
		for j := i; j > 0 && ms[j].Start < ms[j-1].Start; j-- {
			ms[j], ms[j-1] = ms[j-1], ms[j]
		}
	}
}

// groups returns the submatches of one FindAllStringSubmatchIndex entry.
func groups(text string, x []int) []string {
	out := make([]string, len(x)/2)
	for i := range out {
		if x[2*i] >= 0 {
			out[i] = text[x[2*i]:x[2*i+1]]
		}
	}
	return out
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
