package segment

import (
	"regexp"
	"strings"

	"saksok"
)

// What an informal paper says of its meeting stands in sentences, on a line with the
// day, or in the running head, where a formal one has fields.

// summons reports whether one of the first lines calls people to a meeting.
func (f *flow) summons() bool {
	for _, l := range f.lines[:min(len(f.lines), headLines)] {
		if f.cues.Summons.match(l.text) {
			return true
		}
	}
	return false
}

// summoned is the day and start that the sentence by which people are called together
// gives: "Alle innkalles til årsmøte på gruppehuset, mandag 8. juni kl. 18". A letter
// has its own day over it.
func (f *flow) summoned(lines []line) (saksok.Date, string) {
	year := f.contextYear(lines)
	for _, p := range f.paragraphsOf(lines) {
		for _, s := range sentences(p) {
			if !f.cues.Summons.match(s) {
				continue
			}
			start := saksok.ParseClock(s)
			for _, d := range saksok.FindDates(s, year) {
				return d.From, start
			}
			if start != "" {
				return "", start
			}
		}
	}
	return "", ""
}

// clockBeside is the time of day in a field for the day that holds no day
// ("Møtetidspunkt: 09:15 på rom 2"), or in a short line with the day of the week
// ("Onsdag 09.04 10:15-12:00").
func (f *flow) clockBeside(lines []line) string {
	for _, name := range []string{"date", "date_weak"} {
		if v := f.field(lines, name); len(saksok.FindDates(v, 2000)) == 0 {
			if c := saksok.ParseClock(v); c != "" {
				return c
			}
		}
	}
	for i, l := range lines {
		if i >= headFew || len(l.Words) > dayLine {
			continue
		}
		w := strings.Trim(firstWord(l.text), ".")
		if c := f.cues.exprs.clockTime.FindString(l.text); c != "" && weekday.MatchString(w) {
			return saksok.ParseClock(c) // "09.04" before it is the day
		}
	}
	return ""
}

// dayLine is how many words a line has at most that gives day, time and place.
const dayLine = 10

// openingClock is the time of day alone in the last line before an agenda's first item.
func (f *flow) openingClock(spans []span) string {
	if len(spans) == 0 || spans[0].head == 0 {
		return ""
	}
	if s := f.lines[spans[0].head-1].text; loneClock.MatchString(s) {
		return saksok.ParseClock(s)
	}
	return ""
}

var loneClock = regexp.MustCompile(`^(?i:kl\.? ?)?\d{1,2}[:.]\d{2}$`)

// runningDay is the day that running heads name beside the kind of document, the same
// on every page.
func (f *flow) runningDay() saksok.Date {
	day := saksok.Date("")
	for _, p := range f.doc.Pages {
		for _, l := range p.Lines {
			text := l.Text()
			if !l.Furniture || !f.cues.RunningMeeting.match(text) {
				continue
			}
			for _, d := range saksok.FindDates(text, 0) {
				if day != "" && day != d.From {
					return ""
				}
				day = d.From
			}
		}
	}
	return day
}
