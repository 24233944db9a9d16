package saksok

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// suffixed is the unit of a chain of numbers, from before and after it.
type suffixed struct {
	unit     Unit
	end      int
	per      string
	explicit bool // the currency stands after the numbers
}

// suffix reads ",-", scale and currency after the last number and joins them with
// the currency before the first. ok is false where nothing says money.
func (f *finder) suffix(parts []part, end int, prefix unitWord, prefixed bool) (suffixed, bool) {
	at, dash := skipKroneDash(f.t, end)
	last := parts[len(parts)-1].scan
	if dash && f.t[end] == '.' && !prefixed && last.n.Mantissa < 100 {
		at, dash = end, false // "punkt 4.-", not "500.-"
	}
	exp, currency := prefix.exp, prefix.currency
	scaleEnd, scale, named := f.scale(at)
	if letters, after := letterScale(f.t, at); letters > 0 && at == end && prefixed && (letters == 3 || prefix.currency != krone) {
		scaleEnd, scale = after, letters // "£5.15m", "kr 260k", but not "kr 5m"
	}
	if scale > 0 && f.l.Numbers == DecimalComma || scale > 0 && exp == 0 {
		exp += scale
		at = scaleEnd
	}
	explicit := false
	if w, e, ok := f.currencyAfter(at, last, prefixed); ok {
		explicit = true
		if exp == 0 || w.exp == 0 {
			exp += w.exp
		}
		if !prefixed {
			currency = w.currency
		}
		at = e
	}
	switch {
	case currency == "" && dash, currency == "" && scale > 0 && named && f.moneyFollows(at):
		currency = krone
	case currency == "":
		return suffixed{}, false
	}
	if f.percent(at) || f.unitStatement(parts) {
		return suffixed{}, false
	}
	u := Unit{Exponent: exp, Currency: f.l.currency(currency)}
	u.Printed = f.printed(parts, end, at, prefixed, dash)
	return suffixed{unit: u, end: at, per: f.per(at), explicit: explicit}, true
}

// printed is the unit as printed: the words before and after the numbers.
func (f *finder) printed(parts []part, end, at int, prefixed, dash bool) string {
	before := ""
	if prefixed {
		before = strings.TrimFunc(f.t[parts[0].start:parts[0].raw], func(r rune) bool {
			return isSpace(r) || isDash(r) || strings.ContainsRune("+.:", r)
		})
	}
	after := f.t[end:at]
	if dash {
		e, _ := skipKroneDash(f.t, end)
		after = f.t[e:at]
	}
	after = strings.Trim(strings.TrimFunc(after, isSpace), ".")
	switch p := strings.TrimFunc(before+" "+after, isSpace); {
	case p == "" && dash:
		return ",-"
	default:
		return strings.Join(strings.Fields(p), " ")
	}
}

// scale reads "mill.", "milliarder", "tusen" at i. named is false for thousands,
// which count anything.
func (f *finder) scale(i int) (end, exp int, named bool) {
	at := f.gap(i)
	if at >= len(f.t) || !letterAt(f.t, at) {
		return i, 0, false
	}
	w, end, ok := wordAt(f.t, at)
	if !ok || w.currency != "" {
		return i, 0, false
	}
	word := strings.ToLower(f.t[at:end])
	if word == "billion" && f.l.Numbers == DecimalComma {
		return end, 12, true
	}
	if end < len(f.t) && f.t[end] == '.' && len(word) <= 4 {
		end++
	}
	return end, w.exp, w.exp > 3
}

// gap steps over at most two blanks, not over a line end into a new paragraph.
func (f *finder) gap(i int) int {
	for n := 0; n < 2 && i < len(f.t); n++ {
		r, size := utf8.DecodeRuneInString(f.t[i:])
		if !isSpace(r) {
			break
		}
		i += size
	}
	return i
}

// currencyAfter reads a currency at i. "kr" between two numbers belongs to the
// second one where the first has its own, is a year or a small count.
func (f *finder) currencyAfter(i int, last scan, prefixed bool) (unitWord, int, bool) {
	at := f.gap(i)
	if at >= len(f.t) {
		return unitWord{}, i, false
	}
	w, end, ok := wordAt(f.t, at)
	if !ok || w.currency == "" {
		return unitWord{}, i, false
	}
	word := strings.ToLower(f.t[at:end])
	if end < len(f.t) && f.t[end] == '.' && (word == "kr" || strings.HasSuffix(word, ".kr")) && !f.sentenceEnd(end) {
		end++
	}
	next := f.skipSpace(end)
	small := isYear(last) || !last.grouped && last.n.Decimals == 0 && last.n.Mantissa < 100 && at == f.gap(last.end)
	if next < len(f.t) && isDigit(f.t[next]) && (prefixed || small) && word != "kroner" && word != "kronor" {
		return unitWord{}, i, false
	}
	return w, end, true
}

// sentenceEnd reports whether the stop at i ends the text or stands before a new
// sentence; it then belongs to neither the unit nor the amount.
func (f *finder) sentenceEnd(i int) bool {
	rest := strings.TrimLeftFunc(f.t[i+1:], isSpace)
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsUpper(r)
}

// moneyContext are the words after which "2 millioner" still is money. Any other word
// in lower case is taken for the thing that is counted.
var moneyContext = strings.Fields(`i til for på og av per pr pr. som fra frå ved mot under over eller er ble blir skal kan vil må
 inkl inkl. eks eks. ekskl ekskl. hvert kvart årlig årleg årlige hvorav herav samt men å der har med mer meir mindre lavere lågare høyere høgare
 etter ut inn om innen neste forrige dette denne samlet samla brutto netto innan ikke ikkje brukes nytt nye ekstra totalt til sammen utover utan uten mens når då da så se jf jf.
 from to in for of and or at per was is will were has by on with`)

// moneyFollows reports whether what stands after a bare scale leaves it money.
func (f *finder) moneyFollows(i int) bool {
	rest := strings.TrimLeftFunc(f.t[i:], isSpace)
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || !unicode.IsLetter(r) {
		return !strings.HasPrefix(rest, "%")
	}
	if unicode.IsUpper(r) {
		return true
	}
	word, _, _ := strings.Cut(rest, " ")
	word = strings.ToLower(strings.TrimFunc(word, isSpace))
	return slices.Contains(moneyContext, word) || slices.Contains(moneyContext, strings.TrimRight(word, ".,;:)"))
}

// unitStatement reports whether the number is that of a unit ("tall i 1000 kr").
func (f *finder) unitStatement(parts []part) bool {
	n := parts[0].n
	if len(parts) != 1 || n != (Number{1000, 0}) && n != (Number{1_000_000, 0}) {
		return false
	}
	switch strings.TrimLeft(wordBefore(f.t, parts[0].start), "([") {
	case "i", "in", "hele", "heile", "hela", "à":
		return true
	}
	return false
}

func (f *finder) percent(i int) bool {
	rest := strings.ToLower(strings.TrimLeftFunc(f.t[i:], isSpace))
	return strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, "prosent") || strings.HasPrefix(rest, "promille")
}

// per reads "per innbygger" after an amount.
func (f *finder) per(i int) string {
	fields := strings.Fields(f.t[i:min(len(f.t), i+60)])
	if len(fields) < 2 {
		return ""
	}
	switch strings.ToLower(fields[0]) {
	case "per", "pr", "pr.":
	default:
		return ""
	}
	word := strings.ToLower(strings.TrimFunc(fields[1], func(r rune) bool { return !unicode.IsLetter(r) }))
	if !letterAt(fields[1], 0) {
		return ""
	}
	return word
}
