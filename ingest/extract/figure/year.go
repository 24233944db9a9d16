package figure

import (
	"regexp"
	"slices"
	"strings"

	"saksok"
)

// A year is stated or there is none: this file says which of the years that stand
// around an amount are the year it is about. A date in passing, a case's number,
// a price level and the year something is counted from are not.

var (
	// notTheYear are years that are said of something else: the number of a case,
	// the year of prices, the start or end of a time.
	notTheYear = regexp.MustCompile(`(?i)\d+/(?:19|20)\d\d\b|\b(?:19|20)\d\d/\d{3,}|\b(?:19|20)\d\d\s*-\s*(?:kron|pris|kr\b)\pL*|` +
		`\b(?:f\.?o\.?m\.?|t\.?o\.?m\.?|fra|frå|från|siden|sidan|sedan|since|from|til og med|etter|efter|før)\s+(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b`)
	// standsPer is what stands before the day a balance or a forecast is of.
	standsPer = regexp.MustCompile(`(?i)\b(?:per|pr\.?|ved)\s*$`)
)

// statedYear returns the year that a caption, a heading or a sentence names, 0
// where it names none or several. Of dates only the last day of a year counts, a
// day that a state is given per, and a whole year from its first day to its last.
func statedYear(t string) int { return yearIn(onlyStated(t)) }

// onlyStated is a text with the years that count in place of its dates, and
// without the years that are said of something else.
func onlyStated(t string) string {
	dates := saksok.FindDates(t, 0)
	var b strings.Builder
	at := 0
	for i, d := range dates {
		b.WriteString(t[at:d.Start])
		at = d.End
		year := 0
		switch next := i + 1; {
		case !d.YearStated:
		case strings.HasSuffix(string(d.To), "-12-31"), standsPer.MatchString(t[:d.Start]):
			year = d.To.Year()
		case strings.HasSuffix(string(d.From), "-01-01") && next < len(dates) && strings.HasSuffix(string(dates[next].To), "-12-31") && dates[next].Start-d.End < 12:
			year = d.From.Year()
		}
		if year > 0 {
			b.WriteString(" " + strings.Split(string(d.To), "-")[0] + " ")
		}
	}
	b.WriteString(t[at:])
	return notTheYear.ReplaceAllString(b.String(), " ")
}

// rowYear is the year that names a row: one beside what is measured or a time of
// the year ("Regnskap 2023", "1. tertial 2024"). The year in the name of something
// else ("Arktis 2030") is none.
func rowYear(label string) int {
	y := statedYear(label)
	if y == 0 {
		return 0
	}
	for _, w := range words(label) {
		if hasLetters(w) && !hasAny([]string{w}, moneyWords) && !hasAny([]string{w}, differenceWords) && !slices.Contains(totalWords, w) && !hasAny([]string{w}, yearWords) {
			return 0
		}
	}
	return y
}

// year is the year an amount is about: of its heads from the inside out, else of
// its row, the corner, the caption, the heading or the page, where these name just
// one.
func (g *grid) year(r, c int) int {
	heads := g.heads(c)
	for i := len(heads) - 1; i >= 0; i-- {
		if y := yearIn(heads[i]); y > 0 {
			return y
		}
		if y := statedYear(heads[i]); y > 0 {
			return y
		}
	}
	if y := g.shortYear(c); y > 0 {
		return y
	}
	if y := rowYear(g.label(r, c)); y > 0 {
		return y
	}
	if g.columns[c].difference && g.yearsInHeads() > 1 {
		return 0 // the difference of two years is of neither
	}
	for k := range g.head {
		if y := statedYear(g.text(k, g.labelCol)); y > 0 {
			return y
		}
	}
	for _, t := range []string{g.t.Caption, g.ctx.Caption} {
		if y := statedYear(t); y > 0 {
			return y
		}
	}
	if len(heads) == 0 && g.headless() > 1 {
		return 0 // columns whose heads were not found may be of different years
	}
	if y := statedYear(g.ctx.Heading); y > 0 {
		return y
	}
	return g.ctx.Year
}

// shortYear is the year that the head of a column gives with two digits ("Utfall
// jan–aug 24"), where another column's does too and they are not far apart; 0 where
// they may be numbers of something else.
func (g *grid) shortYear(c int) int {
	own, n := shortYearIn(g.heads(c)), 0
	for k := range g.columns {
		if y := shortYearIn(g.heads(k)); k != c && y > 0 && max(y-own, own-y) <= fewYears {
			n++
		}
	}
	if own == 0 || n == 0 || g.ctx.Year > 0 && max(own-g.ctx.Year, g.ctx.Year-own) > fewYears {
		return 0
	}
	return own
}

// fewYears is how far apart the years of a table are at most.
const fewYears = 10

// shortYearIn is the year in the two digits that a head of something measured ends in.
func shortYearIn(heads []string) int {
	all := strings.Join(heads, " ")
	at := strings.LastIndexByte(all, ' ')
	t := strings.TrimLeft(all[at+1:], "'’")
	if at < 0 || len(t) != 2 || !isDigit(t[0]) || !isDigit(t[1]) {
		return 0
	}
	ws := words(all[:at])
	if !hasAny(ws, moneyWords) && !hasAny(ws, yearWords) && !hasAny(ws, periodWords) {
		return 0
	}
	return 2000 + int(t[0]-'0')*10 + int(t[1]-'0')
}

// headless counts the columns of values without a head.
func (g *grid) headless() int {
	n := 0
	for c, col := range g.columns {
		if col.kind == valueColumn && c > g.labelCol && len(g.heads(c)) == 0 {
			n++
		}
	}
	return n
}

// yearsInHeads counts the years that the heads of columns of values name.
func (g *grid) yearsInHeads() int {
	years := map[int]bool{}
	for c, col := range g.columns {
		if col.kind != valueColumn {
			continue
		}
		for _, h := range g.heads(c) {
			if y := yearIn(h); y > 0 {
				years[y] = true
			}
		}
	}
	return len(years)
}

// cut stands for an amount in a sentence whose amounts are blanked out.
const cut = "|"

// proseYear is the year an amount in a sentence is about: one that follows right
// after it ("25.000 kr. i 2025") or later in its part of the sentence, else the one
// before it. Amounts of the sentence are blanked out; a year between two of them
// that belongs to the first is the second's too only where that is a part of it.
func proseYear(s string, from, to int) int {
	if y, near := yearAfter(s[to:]); y > 0 {
		if before := statedYear(s[:from]); near || before == 0 || before == y {
			return y
		}
		return 0
	}
	first, last := strings.Index(s[:from], cut), strings.LastIndex(s[:from], cut)
	if last < 0 {
		return statedYear(s[:from])
	}
	between := s[last+1 : from]
	y := statedYear(between)
	if y == 0 {
		return partYear(s[:from], statedYear(s[:first]))
	}
	own, _ := yearAfter(between)
	switch {
	case own == y:
		return partYear(s[:from], 0)
	case !ledYear(between):
		return 0 // the year of a name
	}
	return y
}

// partYear is the year of an amount that is a part of one before ("115 mill. i
// 2026, hvorav 65 mill."), else the given one.
func partYear(before string, other int) int {
	at := -1
	for _, w := range []string{" hvorav ", " herav ", " hvorav", " derav ", " av dette ", " inkludert "} {
		at = max(at, strings.LastIndex(before, w))
	}
	if at < 0 || yearIn(before[at:]) > 0 {
		return other
	}
	last := strings.LastIndex(before[:at], cut)
	if last < 0 {
		return other
	}
	if y, _ := yearAfter(before[last+1 : at]); y > 0 {
		return y
	}
	return other
}

// ledYear reports whether the year in a text stands after a word that leads to one
// or names a budget or accounts.
func ledYear(t string) bool {
	ws := strings.Fields(onlyStated(t))
	for i, w := range ws {
		if yearIn(w) > 0 {
			return i > 0 && (isYearLead(ws[:i]) || hasAny(words(ws[i-1]), bookWords)) || hasAny(words(w), bookWords)
		}
	}
	return false
}

// yearAfter is the year that the text after an amount gives it: after "i", "for"
// or "ved utgangen av", in the same part of the sentence, with no other amount
// between or right behind. near says that it stands right after the amount.
func yearAfter(s string) (year int, near bool) {
	ws := strings.Fields(onlyStated(s))
	for i, w := range ws[:min(len(ws), farYear)] {
		next := strings.Join(ws[i+1:min(len(ws), i+3)], " ")
		if y := yearIn(w); y > 0 {
			bare := strings.Trim(w, ".,;:!?()»\"")
			switch {
			case i == 0, len(bare) != 4, !isYearLead(ws[:i]):
				return 0, false
			case bare == w && yearIn(next) > 0, i > 1 && bare == w && strings.HasPrefix(next, cut):
				return 0, false // "i 2025 og 2026"; a year that is the next amount's
			}
			return y, i < 3
		}
		if !sameClause(w, next) {
			return 0, false
		}
	}
	return 0, false
}

// sameClause reports whether a sentence's part goes on after a word without a year.
func sameClause(w, next string) bool {
	low := strings.ToLower(w)
	next, _, _ = strings.Cut(strings.ToLower(next), " ")
	switch {
	case strings.ContainsAny(w, cut+"0123456789"), len(words(w)) == 0:
		return false
	case strings.ContainsAny(w[len(w)-1:], ",;:)"), slices.Contains(clauseWords, low):
		return false
	case low == "og", low == "och", low == "and", low == "samt":
		return !slices.Contains(yearLeads, next)
	}
	return true
}

// farYear is within how many words after an amount its year stands.
const farYear = 12

// yearLeads are the words right before the year an amount is about.
var yearLeads = []string{"i", "for", "in", "under", "per", "pr", "pr.", "år", "året", "budsjettåret", "regnskapsåret"}

// isYearLead reports whether words end in what leads to a year.
func isYearLead(ws []string) bool {
	last := strings.ToLower(ws[len(ws)-1])
	if hasAny([]string{last}, monthWords) && len(ws) > 1 {
		last = strings.ToLower(ws[len(ws)-2])
	}
	if slices.Contains(yearLeads, last) || len(ws) == 1 && last == "til" || last == "budsjett" || last == "budsjettet" {
		return true
	}
	return len(ws) > 1 && (last == "av" || last == "of") && slices.Contains([]string{"utgangen", "slutten", "utgången", "udgangen", "end", "løpet", "løbet", "loppet"}, strings.ToLower(ws[len(ws)-2]))
}

// clauseWords begin a part of a sentence that says something else.
var clauseWords = strings.Fields("som der mens men når da fra frå från siden etter efter før hvor kor which that while but when from since after before mot enn afsluttet avsluttet ferdigstilt sammenlignet sammenliknet samanlikna jämfört compared")

// monthWords are the months, which may stand between such a word and the year.
var monthWords = strings.Fields("januar februar mars april mai juni juli august september oktober november desember januari februari maj juni marts december january february march may june july october")

// periodWords stand before a year of two digits: parts of the year and what is measured.
var periodWords = strings.Fields("jan feb mar apr jun jul aug sep sept okt oct nov des dec helår halvår utfall utfallet bokslut faktiskt prognos progn budsj regnsk")

// yearWords may stand beside a year in the label of a row that the year names.
var yearWords = strings.Fields(`per pr i for til og av hele heile år året årets års* kvartal* tertial* halvår* januar februar mars april mai juni juli august september oktober november desember
 vedtatt vedteke justert opprinnelig opphavleg revidert regulert saldert foreslått forslag prognose* hittil faktisk endelig foreløpig anslag estimat periode* kalenderåret skoleåret
 quarter year end of the at actual forecast proposed adopted *perioden *perioder *året *termin *terminen tall tal kroner kr nok hver kvar drift* statsbudsjett*`)
