package saksok

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Amount is one amount of money (beløp) found in running text.
type Amount struct {
	Start, End int    // byte offsets of the number with its sign and unit
	Text       string // as printed
	Number     Number // the low end of a range
	High       Number // the high end; equal to Number where there is no range
	Range      bool
	Unit       Unit
	Minor      int64 // minor units, unit applied
	MinorHigh  int64
	Bound      Bound
	Per        string // "innbygger" in "kr per innbygger", "år" in "kr pr. år"
}

// Currency is the ISO 4217 code of the amount, "" where it is not known.
func (a Amount) Currency() string { return a.Unit.Currency }

// perHead are the words that make an amount one per person.
var perHead = []string{"innbygger", "innbyggar", "innbyggjar", "capita", "person", "hode", "elev", "barn", "medlem", "bruker", "brukar", "pasient", "ansatt", "tilsett", "borger", "inhabitant", "head"}

// PerCapita reports whether the amount is one per person, never to be summed.
func (a Amount) PerCapita() bool {
	return slices.ContainsFunc(perHead, func(w string) bool { return strings.HasPrefix(a.Per, w) })
}

// FindAmounts finds the amounts of money in running Norwegian text.
func FindAmounts(text string) []Amount { return Norwegian.FindAmounts(text) }

// FindAmounts finds the amounts of money in running text. Outside tables a number
// is money only with a currency, a scale of money (mill., mrd.) or ",-" beside
// it; so years, counts, percentages, telephone, account and case numbers are not.
// Numbers of a list or a span share the unit after the last one.
func (l Locale) FindAmounts(text string) []Amount {
	f := finder{l: l, t: text}
	var out []Amount
	for i := 0; i < len(text); {
		next, found := f.at(i)
		out = append(out, found...)
		if len(found) > 0 {
			f.done = next
		}
		i = next
	}
	return out
}

// finder walks over one text.
type finder struct {
	l    Locale
	t    string
	done int // the end of the last amount: nothing before it is used again
}

// part is a number in a chain that shares one unit ("10 og 12 millioner").
type part struct {
	scan
	start int    // of the sign or prefix
	join  string // what stands between it and the number before
	raw   int    // start of the digits
}

// at tries to read amounts whose first number starts at i.
func (f *finder) at(i int) (next int, found []Amount) {
	_, size := utf8.DecodeRuneInString(f.t[i:])
	if !isDigit(f.t[i]) {
		return f.atWord(i, size)
	}
	first, ok := f.number(i)
	if !ok {
		return i + max(1, digitsAt(f.t, i)), nil
	}
	prefix, start, prefixed := f.prefix(i)
	first.start = start
	parts, end := f.chain(first, prefixed)
	s, ok := f.suffix(parts, end, prefix, prefixed)
	if !ok && len(parts) > 1 {
		parts = parts[:1]
		s, ok = f.suffix(parts, parts[0].end, prefix, prefixed)
	}
	if !ok {
		return first.end, nil
	}
	if prefixed && len(parts) > 1 && !s.explicit && !f.moneyFollows(s.end) {
		parts = parts[:1] // "kr 500 til 200 personer"
		s, _ = f.suffix(parts, parts[0].end, prefix, prefixed)
	}
	found = f.amounts(parts, s)
	if len(found) == 0 {
		return first.end, nil
	}
	return max(s.end, parts[len(parts)-1].end), found
}

// number reads a number that does not go on from something before it.
func (f *finder) number(i int) (part, bool) {
	if i > 0 {
		r, _ := utf8.DecodeLastRuneInString(f.t[:i])
		if isDigit(f.t[i-1]) || strings.ContainsRune("/§#_", r) || (unicode.IsLetter(r) && !f.unitEndsAt(i)) {
			return part{}, false
		}
		if strings.ContainsRune(".,:'", r) && i > 1 && isDigit(f.t[i-2]) {
			return part{}, false
		}
	}
	s, ok := scanNumber(f.t, i, f.l.Numbers)
	if ok && s.end > i+1 && strings.Trim(f.t[i:s.end], "0") == "" {
		return part{}, false // "£000" is a unit
	}
	return part{scan: s, start: i, raw: i}, ok
}

// unitEndsAt reports whether a currency is glued to the number at i ("kr6700").
func (f *finder) unitEndsAt(i int) bool {
	_, _, ok := f.unitBefore(i)
	return ok
}

// unitBefore reads the unit word that ends at i.
func (f *finder) unitBefore(i int) (unitWord, int, bool) {
	t := strings.TrimRightFunc(f.t[f.done:i], isSpace)
	t = strings.TrimRight(t, ".:")
	start := len(strings.TrimRightFunc(t, func(r rune) bool { return unicode.IsLetter(r) || r == '$' }))
	if start == len(t) {
		r, size := utf8.DecodeLastRuneInString(t)
		start = len(t) - size
		if !strings.ContainsRune("€£¥", r) {
			return unitWord{}, i, false
		}
	}
	w, ok := unitWordOf(t[start:])
	if strings.EqualFold(t[start:], "krone") {
		return unitWord{}, i, false // "svakere krone 2026" is no amount: one krone stands after its number
	}
	if r, _ := utf8.DecodeLastRuneInString(t[:start]); isDigit(byte(r)) && r < utf8.RuneSelf {
		return unitWord{}, i, false // the unit of the number before
	}
	return w, f.done + start, ok && w.currency != ""
}

// prefix reads backwards from the digits at i: sign and currency.
func (f *finder) prefix(i int) (w unitWord, start int, ok bool) {
	start = f.sign(i)
	w, at, ok := f.unitBefore(start)
	if !ok {
		return unitWord{}, start, false
	}
	return w, f.sign(at), true
}

// sign returns where the sign before i starts, or i. A dash set off by blanks is
// a minus only where nothing stands before it; elsewhere it is punctuation.
func (f *finder) sign(i int) int {
	before := f.t[f.done:i]
	r, size := utf8.DecodeLastRuneInString(before)
	detached := isSpace(r)
	if detached {
		before = before[:len(before)-size]
		r, size = utf8.DecodeLastRuneInString(before)
	}
	if before == "" || !isDash(r) && r != '+' {
		return i
	}
	at := len(before) - size
	left := strings.TrimRightFunc(before[:at], isSpace)
	p, _ := utf8.DecodeLastRuneInString(left)
	open := left == "" && f.done == 0 || strings.ContainsRune("(=:", p)
	if _, _, unit := f.unitBefore(f.done + at); unit {
		open = true
	}
	if open || !detached && len(left) < at {
		return f.done + at
	}
	return i
}

// chain reads the numbers that share a unit with the first.
func (f *finder) chain(first part, prefixed bool) (parts []part, end int) {
	parts, end = []part{first}, first.end
	for len(parts) < 12 {
		join, at := f.joint(end)
		if join == "" || at >= len(f.t) || !isDigit(f.t[at]) {
			return parts, end
		}
		if join == "list" && (prefixed && !f.isRange([]part{first, {}}) || !f.alike(parts[0], at)) {
			return parts, end
		}
		s, ok := scanNumber(f.t, at, f.l.Numbers)
		if !ok {
			return parts, end
		}
		if join == "span" && isYear(first.scan) && !isYear(s) && (s.n.Mantissa < first.n.Mantissa || wordBefore(f.t, first.start) == "i") {
			return parts, end // "fra 7 mrd. i 2020 til 14 mrd."
		}
		parts = append(parts, part{scan: s, start: at, raw: at, join: join})
		end = s.end
		if join == "span" {
			return parts, end
		}
	}
	return parts, end
}

// joint reads what joins two numbers: a dash or "til" is a span, "og" after
// "mellom" too; "og", "eller" and a comma make a list.
func (f *finder) joint(end int) (join string, at int) {
	rest := f.t[end:]
	trimmed := strings.TrimLeftFunc(rest, isSpace)
	at = len(f.t) - len(trimmed)
	r, size := utf8.DecodeRuneInString(trimmed)
	if isDash(r) {
		return "span", f.skipSpace(at + size)
	}
	if r == ',' && len(trimmed) == len(rest) && strings.HasPrefix(trimmed, ", ") {
		return "list", f.skipSpace(at + 1)
	}
	word, _, _ := strings.Cut(trimmed, " ")
	if len(trimmed) == len(rest) || len(word) == len(trimmed) {
		return "", end
	}
	at = f.skipSpace(at + len(word))
	switch strings.ToLower(word) {
	case "til", "to", "till":
		return "span", at
	case "og", "and", "och", "eller", "or":
		return "list", at
	}
	return "", end
}

func (f *finder) skipSpace(i int) int {
	return len(f.t) - len(strings.TrimLeftFunc(f.t[i:], isSpace))
}

// alike reports whether the number at looks like one of the same list: both have
// as many decimals, or are round and of a like size, and neither is a year.
func (f *finder) alike(p part, at int) bool {
	s, ok := scanNumber(f.t, at, f.l.Numbers)
	if !ok || isYear(p.scan) || isYear(s) {
		return false
	}
	return s.n.Decimals == p.n.Decimals || s.n.Decimals > 0 && p.n.Decimals > 0 || f.isRange([]part{p, {scan: s}})
}

func isYear(s scan) bool {
	return !s.grouped && s.n.Decimals == 0 && s.n.Mantissa >= 1900 && s.n.Mantissa < 2100
}

// wordBefore is the word that ends before i, lower case.
func wordBefore(t string, i int) string {
	before := strings.TrimRightFunc(t[:i], isSpace)
	start := strings.LastIndexFunc(before, isSpace) + 1
	return strings.ToLower(before[start:])
}
