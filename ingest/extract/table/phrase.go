package table

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
)

// word is one word of the page with the printed row it stands on.
type word struct {
	ref    Ref
	text   string
	box    saksok.Box
	base   float64 // the baseline of its line
	size   float64
	bold   bool
	leader bool // leader dots follow
	row    int  // index of the printed row, from the top
}

// pageWords are the words of the page that may stand in a table: all but page
// furniture that is no heads, and footnote marks, in rows from the top, each row from the left.
func pageWords(p *layout.Page) []word {
	var out []word
	heads := runningHeads(p)
	for i, l := range p.Lines {
		if !l.Furniture || heads[i] {
			out = append(out, lineWords(i, l)...)
		}
	}
	out = hangMarks(out)
	numberRows(out)
	return out
}

// lineWords are the words of a line of the page.
func lineWords(i int, l layout.Line) []word {
	out := make([]word, 0, len(l.Words))
	for j, w := range l.Words {
		out = append(out, word{ref: Ref{i, j}, text: w.Text, box: w.Box, base: l.Baseline, size: w.Size, bold: w.Bold})
	}
	return out
}

// numberRows gives words on nearly the same baseline one row number and sorts.
func numberRows(ws []word) {
	slices.SortStableFunc(ws, func(a, b word) int { return cmp.Compare(a.base, b.base) })
	row, base := -1, math.Inf(-1)
	for i := range ws {
		if ws[i].base-base > 0.4*max(ws[i].size, 4) {
			row++
			base = ws[i].base
		}
		ws[i].row = row
	}
	raiseMarks(ws)
	sortReading(ws)
}

// raiseMarks puts rows of footnote marks alone, set small above or below a row of
// print, into that row.
func raiseMarks(ws []word) {
	type extent struct{ size, base float64 }
	rows := map[int]extent{}
	for _, w := range ws {
		e := rows[w.row]
		rows[w.row] = extent{max(e.size, w.size), w.base}
	}
	for i := range ws {
		e := rows[ws[i].row]
		best, at := math.Inf(1), ws[i].row
		for _, r := range []int{ws[i].row - 1, ws[i].row + 1} {
			o, ok := rows[r]
			if d := math.Abs(o.base - e.base); ok && e.size < 0.75*o.size && len(ws[i].text) <= 3 && d < 0.6*o.size && d < best {
				best, at = d, r
			}
		}
		ws[i].row = at
	}
}

func sortReading(ws []word) {
	slices.SortStableFunc(ws, func(a, b word) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.box[0], b.box[0]))
	})
}

// typedLines takes rows of dashes typed for a ruled line as such and drops leader
// dots between a label and its number.
func typedLines(ws []word, ls *lines) []word {
	out := ws[:0]
	for _, w := range ws {
		switch {
		case len(w.text) >= 4 && strings.Trim(w.text, ".…·_") == "":
			if n := len(out); n > 0 {
				out[n-1].leader = true
			}
		case len(w.text) >= 6 && strings.Trim(w.text, "-=_—–") == "":
			ls.h = append(ls.h, line{at: w.box.CenterY(), from: w.box[0], to: w.box[2]})
		default:
			out = append(out, w)
		}
	}
	ls.h = joinLines(ls.h)
	return out
}

// phrase is words of a row that belong together.
type phrase struct {
	words []word
	text  string
	box   saksok.Box
	kind  phraseKind
}

// phraseKind is what a phrase is to the one who looks for columns.
type phraseKind int

const (
	textPhrase phraseKind = iota
	numberPhrase
	yearPhrase // a year: a heading as often as a value
)

// Gaps between words in em. A blank is 0.25 to 0.33 em, wider in justified text.
const (
	phraseGap = 0.6 // words of one phrase
	groupGap  = 0.5 // groups of one number
	blankGap  = 0.4 // a blank, no gap between columns
	glueGap   = 0.2 // two whole numbers this close are one cell all the same
)

// row is one printed row.
type row struct {
	phrases []phrase
	box     saksok.Box
	first   float64 // the baseline of the first line
	base    float64 // the baseline, of several lines the last
	size    float64
}

// rowsOf cuts words (sorted) into rows of phrases. A vertical rule between two
// words parts them.
func rowsOf(ws []word, ls *lines) []row {
	var out []row
	for i := 0; i < len(ws); {
		j := i
		for j < len(ws) && ws[j].row == ws[i].row {
			j++
		}
		out = append(out, newRow(ws[i:j], ls))
		i = j
	}
	return out
}

func newRow(ws []word, ls *lines) row {
	r := row{first: ws[0].base, base: ws[0].base}
	for _, w := range ws {
		r.box = r.box.Union(w.box)
		r.size = max(r.size, w.size)
	}
	start, gap, group := 0, stretched(ws), groupLimit(ws)
	for i := 1; i <= len(ws); i++ {
		if i == 1 && i < len(ws) && marksItem(ws[0], ws[1]) {
			continue
		}
		if i < len(ws) && joins(ws[start:i], ws[i], gap, group) && !ls.parts(ws[i-1].box, ws[i].box) {
			continue
		}
		r.phrases = append(r.phrases, newPhrase(ws[start:i]))
		start = i
	}
	return r
}

func newPhrase(ws []word) phrase {
	p := phrase{words: ws, text: inOneRow(ws)}
	for _, w := range ws {
		p.box = p.box.Union(w.box)
	}
	p.kind = kindOf(p.text)
	return p
}

// marksItem reports whether a row's first word is the mark of a list item ("•",
// "1.", "a)", a dash before text), which is no column of its own.
func marksItem(mark, next word) bool {
	if (next.box[0]-mark.box[2])/max(mark.size, 1) > 4 {
		return false
	}
	t := mark.text
	r, size := utf8.DecodeRuneInString(t)
	switch {
	case size == len(t) && (strings.ContainsRune("•●◦○▪■□‣·✓➢→", r) || unicode.Is(unicode.Co, r)):
		return true
	case isSign(t) || t == "*" || t == "o":
		return startsLetter(next.text)
	}
	body := strings.TrimRight(t, ".)")
	return len(body) == len(t)-1 && (len(body) <= 2 && digitsOnly(body) || len(body) == 1 && unicode.IsLetter(r)) && !startsNumber(next.text)
}

// stretched is the gap that joins the words of a row: wider where justified text
// has been stretched, which shows in many gaps of one size.
func stretched(ws []word) float64 {
	if len(ws) < 6 {
		return phraseGap
	}
	var gaps []float64
	numbers := 0
	for i := 1; i < len(ws); i++ {
		gaps = append(gaps, (ws[i].box[0]-ws[i-1].box[2])/max(ws[i].size, 1))
		if startsNumber(ws[i].text) {
			numbers++
		}
	}
	slices.Sort(gaps)
	mid, low := gaps[len(gaps)/2], gaps[len(gaps)/5]
	if mid > 1.5 || low < 0.6*mid || 3*numbers > len(ws) {
		return phraseGap
	}
	return max(phraseGap, 1.5*mid)
}

// groupLimit is the gap in em that still joins the groups of a number in a row of
// words: where the gaps between groups of digits are of two widths, the narrow one is
// that of the groups, and the wide one parts numbers set a blank apart. These have
// several groups each: "47 324" with a wide blank is one number all the same.
func groupLimit(ws []word) float64 {
	const same, wider = 0.02, 0.06 // em
	var gaps []float64
	for i := 1; i < len(ws); i++ {
		if g := digitGap(ws, i); g <= groupGap {
			gaps = append(gaps, g)
		}
	}
	slices.Sort(gaps)
	i := slices.IndexFunc(gaps, func(g float64) bool { return g > gaps[0]+same })
	if i < 0 || gaps[i] < gaps[0]+wider || gaps[0] < glueGap {
		return groupGap
	}
	limit := gaps[0] + same
	for i := 1; i < len(ws); i++ {
		narrow := func(k int) bool { return k > 0 && k < len(ws) && digitGap(ws, k) <= limit }
		if g := digitGap(ws, i); g > limit && g <= groupGap && !(narrow(i-1) && narrow(i+1)) {
			return groupGap
		}
	}
	return limit
}

// digitGap is the gap before a word where it and the last one are groups of digits.
func digitGap(ws []word, i int) float64 {
	if !startsNumber(ws[i].text) || !startsNumber(ws[i-1].text) {
		return math.Inf(1)
	}
	return gapBefore(ws[i], ws[i-1])
}

// gapBefore is the gap between two words in em, as printed, not as added up.
func gapBefore(next, last word) float64 {
	return math.Round((next.box[0]-last.box[2])/max(last.size, next.size, 1)*100) / 100
}

// joins reports whether the next word goes on with the phrase so far, where words
// of a phrase are at most limit em apart, groups of a number at most group.
func joins(so []word, next word, limit, group float64) bool {
	last := so[len(so)-1]
	gap := gapBefore(next, last)
	if gap > limit {
		return false
	}
	if gap < glueGap {
		return true
	}
	a, b := numberTail(so), strings.TrimRight(next.text, ".,;:)")
	if gap <= group && mayBeNumber(a) && mayBeNumber(b) && isNumber(a+" "+b) {
		return true
	}
	if gap <= blankGap && len(so) > 1 && startsLetter(so[0].text) {
		return true // numbers in a sentence
	}
	a, b = strings.TrimLeft(a, currencies), strings.TrimLeft(b, currencies)
	if !startsNumber(b) || !isNumber(a) && !isSign(a) {
		return true
	}
	if isSign(a) { // "- 5 548", but a dash that fills its own cell stays alone
		return len(so) == 1 && gap <= groupGap || len(so) > 1
	}
	return false
}

// currencies are the signs that stand before an amount without a blank.
const currencies = "$€£"

// numberTail is the number the phrase ends in, its groups together.
func numberTail(ws []word) string {
	first := len(ws)
	for first > 0 && mayBeNumber(ws[first-1].text) {
		first--
	}
	for start := first; start < len(ws); start++ {
		if t := inOneRow(ws[start:]); isNumber(t) {
			return t
		}
	}
	return ws[len(ws)-1].text
}

// inOneRow is words with a blank between them.
func inOneRow(ws []word) string {
	if len(ws) == 1 {
		return ws[0].text
	}
	parts := make([]string, len(ws))
	for i, w := range ws {
		parts[i] = w.text
	}
	return strings.Join(parts, " ")
}

// mayBeNumber reports whether text has no letter of the plain alphabet: what has
// one is no part of a number, and most words have, so that reading them as numbers
// was half of the work here.
func mayBeNumber(t string) bool {
	for i := range len(t) {
		if c := t[i] | 0x20; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return true
}

// isNumber reports whether text is a printed number in any convention.
func isNumber(t string) bool {
	if !mayBeNumber(t) {
		return false
	}
	if _, ok := saksok.ParseNumber(t, saksok.DecimalComma); ok {
		return true
	}
	_, ok := saksok.ParseNumber(t, saksok.DecimalPoint)
	return ok
}

func startsNumber(t string) bool {
	t = strings.TrimLeft(t, "(+-−–")
	return t != "" && t[0] >= '0' && t[0] <= '9'
}

func isSign(t string) bool { return t == "-" || t == "−" || t == "–" || t == "+" }

// kindOf tells numbers and the marks that stand for one (dashes, dots, "n.a.",
// percentages, amounts with a unit) from years and text.
func kindOf(t string) phraseKind {
	if isYear(t) {
		return yearPhrase
	}
	if len(t) <= len("n.a.") {
		switch strings.ToLower(t) {
		case "..", "...", ":", "n.a.", "n/a", "na", "i.a.", "*":
			return numberPhrase
		}
	}
	if saksok.IsNil(t) {
		return numberPhrase
	}
	if !strings.ContainsAny(t, "0123456789") {
		return textPhrase
	}
	if isNumber(t) {
		return numberPhrase
	}
	for _, l := range []saksok.Locale{saksok.Norwegian, {Numbers: saksok.DecimalPoint}} {
		if k := l.ReadCell(t).Kind; k == saksok.CellNumber || k == saksok.CellPercent {
			return numberPhrase
		}
	}
	return textPhrase
}

// isYear reports whether text is one year, a span ("2019/20", "2020-2023"), or a
// year with a footnote mark.
func isYear(t string) bool {
	t = strings.TrimRight(t, "*).¹²³ ")
	if len(t) >= 7 && len(t) <= 9 && (t[4] == '-' || t[4] == '/') {
		return isYear(t[:4]) && digitsOnly(t[5:])
	}
	return len(t) == 4 && digitsOnly(t) && (t[:2] == "19" || t[:2] == "20")
}

func digitsOnly(t string) bool {
	return t != "" && strings.TrimLeft(t, "0123456789") == ""
}

func startsLetter(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return unicode.IsLetter(r)
}

func startsLower(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return unicode.IsLower(r)
}

func endsHyphen(t string) bool { return strings.HasSuffix(t, "-") }
