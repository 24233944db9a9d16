package figure

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Prose reads the amounts of running text: lines of one page or several in reading
// order, without tables and page furniture. Each figure has its sentence as
// context and the place of its words. A range gives two figures, its ends.
func Prose(d *layout.Document, lines []layout.Line, loc saksok.Locale) []saksok.Figure {
	var out []saksok.Figure
	for i := 0; i < len(lines); {
		j := i + 1
		for j < len(lines) && readsOn(lines[j-1], lines[j]) {
			j++
		}
		out = append(out, paragraph(d, lines[i:j], loc)...)
		i = j
	}
	return out
}

// readsOn reports whether a line goes on with the one before: in its block, or
// right below it at the same edge in the middle of a sentence.
func readsOn(a, b layout.Line) bool {
	if a.Page != b.Page || a.Block == b.Block {
		return a.Page == b.Page
	}
	r, _ := utf8.DecodeRuneInString(b.Text())
	step := b.Baseline - a.Baseline
	return step > 0 && step < 1.6*max(a.Size, b.Size) && math.Abs(a.Box[0]-b.Box[0]) < 3 &&
		(unicode.IsDigit(r) || unicode.IsLower(r)) && !strings.HasSuffix(a.Text(), ".") && !strings.HasSuffix(a.Text(), ":")
}

// spelledMinus matches text that ends in the word for a minus, after another word:
// "20 minus 5" is a sum.
var spelledMinus = regexp.MustCompile(`(?i)\p{L}[,:]?\s+minus\s+(?:ca\.?\s+|om lag\s+)?$`)

// dashed reports whether a line starts with a dash set off from its text.
func dashed(t string) bool {
	mark, rest, ok := strings.Cut(t, " ")
	return ok && rest != "" && (mark == "-" || mark == "–" || mark == "−")
}

// paragraph reads one block.
func paragraph(d *layout.Document, lines []layout.Line, loc saksok.Locale) []saksok.Figure {
	text := d.Join(lines)
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	var out []saksok.Figure
	var pos []int
	if slices.ContainsFunc(lines, func(l layout.Line) bool { return dashed(l.Text()) }) {
		pos = starts(d, lines)
	}
	amounts := amountsIn(withoutDashes(text, lines, pos), loc)
	masked := mask(text, amounts)
	for _, a := range amounts {
		if pos == nil {
			pos = starts(d, lines)
		}
		f := saksok.Figure{Columns: []string{}, Page: lines[0].Page, Box: boxOf(lines, pos, a.Start, a.End)}
		from, to := sentence(text, a.Start, a.End)
		f.Context = strings.TrimSpace(text[from:to])
		f.Year = proseYear(masked[from:to], a.Start-from, a.End-from)
		if label, ok := looseRow(lines, pos, a.Start, a.End); ok {
			f.Row, f.Context = label, ""
			if f.Year == 0 {
				f.Year = headingYear(d, lines[0])
			}
		}
		out = append(out, ends(f, a, text[:a.Start])...)
	}
	return out
}

// ends are the figures of an amount behind some text: one, or the two ends of a range.
// Both are below nought behind a minus in words: "et resultat på minus 4 millioner".
func ends(f saksok.Figure, a saksok.Amount, before string) []saksok.Figure {
	f.Text, f.Unit, f.Currency, f.Minor, f.Bound = a.Text, a.Unit.Printed, a.Unit.Currency, a.Minor, a.Bound
	high := a.MinorHigh
	if spelledMinus.MatchString(before) {
		f.Minor, high = -f.Minor, -high
	}
	if !a.Range {
		return []saksok.Figure{f}
	}
	g := f
	f.Minor, g.Minor = min(f.Minor, high), max(f.Minor, high)
	f.Bound, g.Bound = saksok.BoundOver, saksok.BoundUnder
	return []saksok.Figure{f, g}
}

// amountsIn are the amounts of a text without those that are the unit of other numbers:
// "1.000 kr." alone, or "(1.000 kr.)" behind the title of a table.
func amountsIn(text string, loc saksok.Locale) []saksok.Amount {
	amounts := loc.FindAmounts(text)
	if len(amounts) == 0 || !strings.Contains(text, "000") {
		return amounts
	}
	if loc.OnlyScale(text) {
		return nil
	}
	return slices.DeleteFunc(amounts, func(a saksok.Amount) bool {
		from, to := strings.LastIndexByte(text[:a.Start], '('), strings.IndexByte(text[a.End:], ')')
		if from < 0 || to < 0 || strings.Contains(text[from:a.End+to], ")") || endsSentence(text) {
			return false
		}
		rest := strings.Fields(text[a.End+to+1:])
		return len(rest) == 0 && loc.OnlyScale(text[from:a.End+to+1])
	})
}

// withoutDashes puts semicolons for the dashes that start lines of a joined text,
// the lines starting at pos: a dash set off from what follows marks an item of a
// list or an aside, never a negative amount.
func withoutDashes(text string, lines []layout.Line, pos []int) string {
	b := []byte(text)
	for i := range pos {
		mark, _, _ := strings.Cut(lines[i].Text(), " ")
		if at := pos[i]; dashed(lines[i].Text()) && at >= 0 {
			copy(b[at:], strings.Repeat(";", len(mark)))
		}
	}
	return string(b)
}

// headingYear is the year of the heading a line stands under, where that names
// accounts or a budget.
func headingYear(d *layout.Document, at layout.Line) int {
	if at.Page < 1 || at.Page > len(d.Pages) {
		return 0
	}
	for _, l := range headingsOver(&d.Pages[at.Page-1], at.Box) {
		if y := statedYear(l.Text()); y > 0 && hasAny(words(l.Text()), bookWords) {
			return y
		}
	}
	return 0
}

// mask puts bars for amounts, so that "kr. 2000" is not read as a year.
func mask(text string, amounts []saksok.Amount) string {
	b := []byte(text)
	for _, a := range amounts {
		for i := a.Start; i < a.End; i++ {
			b[i] = cut[0]
		}
	}
	return string(b)
}

// rowGap is the gap in em between a label and its amount on a line of their own.
const rowGap = 2

// looseRow returns the label of an amount that ends a line far from the rest of
// it: a budget line that stands in no table.
func looseRow(lines []layout.Line, pos []int, from, to int) (string, bool) {
	for i, l := range lines {
		if from < pos[i] || to > pos[i]+len(l.Text()) {
			continue
		}
		at := pos[i]
		for k, w := range l.Words {
			if k > 0 && at <= from && from < at+len(w.Text) {
				prev := l.Words[k-1]
				label := strings.TrimSpace(l.Text()[:at-pos[i]])
				return label, w.Box[0]-prev.Box[2] > rowGap*max(w.Size, 1) && strings.IndexFunc(label, unicode.IsLetter) >= 0 && to >= pos[i]+len(l.Text())-1
			}
			at += len(w.Text) + 1
		}
	}
	return "", false
}

// starts gives the offset of each line in the joined text. Joining only ever
// appends a line whole, so a line starts its length before the end.
func starts(d *layout.Document, lines []layout.Line) []int {
	out := make([]int, len(lines))
	for i := range lines {
		out[i] = len(d.Join(lines[:i+1])) - len(lines[i].Text())
	}
	return out
}

// boxOf is the box around the words that a range of the text touches.
func boxOf(lines []layout.Line, pos []int, from, to int) saksok.Box {
	var box saksok.Box
	for i, l := range lines {
		at := pos[i]
		for _, w := range l.Words {
			if at < to && at+len(w.Text) > from {
				box = box.Union(w.Box)
			}
			at += len(w.Text) + 1
		}
	}
	return box.Rounded()
}

// abbreviations end in a stop that ends no sentence.
var abbreviations = map[string]bool{
	"kr": true, "mill": true, "mrd": true, "mio": true, "ca": true, "nr": true, "jf": true, "bl.a": true, "f.eks": true, "inkl": true, "ekskl": true,
	"pr": true, "pkt": true, "kap": true, "kl": true, "dvs": true, "o.l": true, "m.m": true, "mv": true, "osv": true, "st": true, "maks": true, "min": true, "tlf": true, "ev": true, "evt": true, "no": true,
}

// sentence finds the sentence around a range of the text.
func sentence(t string, from, to int) (start, end int) {
	start, end = 0, len(t)
	for i := 0; i < len(t); i++ {
		if !endsAt(t, i) {
			continue
		}
		stop := len(t) - len(afterQuote(t[i+1:]))
		switch {
		case i < from:
			start = min(stop, from)
		case i >= to-1:
			return start, stop
		}
	}
	return start, end
}

// endsAt reports whether a sentence ends with the mark at i.
func endsAt(t string, i int) bool {
	if t[i] != '.' && t[i] != '!' && t[i] != '?' {
		return false
	}
	rest := afterQuote(t[i+1:])
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	r, _ := utf8.DecodeRuneInString(next)
	if next == "" {
		return true
	}
	if len(next) == len(rest) || !unicode.IsUpper(r) && !unicode.IsDigit(r) && !strings.ContainsRune("«\"“(§-–•", r) {
		return false
	}
	word := strings.ToLower(t[strings.LastIndexByte(t[:i], ' ')+1 : i])
	if abbreviations[strings.TrimLeft(word, "(«")] {
		return unicode.IsUpper(r) && (word == "kr" || word == "mill" || word == "mrd" || word == "mio" || word == "mv" || word == "m.m" || word == "o.l" || word == "osv")
	}
	ordinal := word != "" && strings.Trim(word, "0123456789") == "" && len(word) <= 2
	return !ordinal || refersTo(t[:i])
}

// afterQuote is what follows the quotation mark that a sentence ends with.
func afterQuote(t string) string {
	for _, q := range []string{"»", "”", "\""} {
		if rest, ok := strings.CutPrefix(t, q); ok {
			return rest
		}
	}
	return t
}

// refersTo reports whether the number that a text ends in is that of a part of the
// paper: "som angitt i avsnitt 6".
func refersTo(t string) bool {
	ws := strings.Fields(t)
	return len(ws) > 1 && slices.Contains(partWords, strings.ToLower(ws[len(ws)-2]))
}

// partWords name the numbered parts of a paper.
var partWords = strings.Fields("avsnitt afsnit kapittel kapitel kapitlet punkt pkt. punkt. side vedlegg bilag note tabell tabel figur section chapter page table")

// InCells reads the amounts that stand in sentences inside a table's cells; cells
// that are amounts themselves are [FromTable]'s.
func InCells(t *saksok.Table, loc saksok.Locale) []saksok.Figure {
	var out []saksok.Figure
	for _, c := range t.Cells {
		if k := loc.ReadCell(c.Text).Kind; k != saksok.CellText {
			continue
		}
		amounts := amountsIn(c.Text, loc)
		masked := mask(c.Text, amounts)
		for _, a := range amounts {
			from, to := sentence(c.Text, a.Start, a.End)
			f := saksok.Figure{
				Columns: []string{},
				Context: strings.TrimSpace(c.Text[from:to]), Year: proseYear(masked[from:to], a.Start-from, a.End-from), Page: t.PageOf(c), Box: c.Box,
			}
			out = append(out, ends(f, a, c.Text[:a.Start])...)
		}
	}
	return out
}
