package saksok

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unit is what a printed number of money counts: a power of ten of a currency.
// The zero Unit is "no unit stated".
type Unit struct {
	Printed  string // as printed: "MNOK", "1000 kr", "mill. kroner"
	Exponent int    // 3 for thousands, 6 for millions, 9 for milliards
	Currency string // ISO 4217; "" where the sign is that of several currencies
}

// Known reports whether a unit was stated.
func (u Unit) Known() bool { return u.Printed != "" }

// Minor is the number in minor units (øre) once the unit is applied. It fails
// with [ErrOverflow] or [ErrSubMinor]; it never rounds.
func (u Unit) Minor(n Number) (int64, error) {
	return shift(n.Mantissa, u.Exponent+MinorDigits(u.Currency)-n.Decimals)
}

// MinorDigits is the number of decimals of a currency's minor unit (ISO 4217).
func MinorDigits(currency string) int {
	if currency == "JPY" || currency == "ISK" {
		return 0
	}
	return 2
}

// Locale is how one country prints money. The zero Locale leaves "kr" without a
// currency.
type Locale struct {
	Krone   string // what kr means: NOK, DKK or SEK
	Dollar  string // what $ means, "" where the document does not tell
	Numbers Convention
}

// Norwegian is the locale of Norwegian documents.
var Norwegian = Locale{Krone: "NOK"}

// LocaleOf returns the locale of documents in a language (BCP 47). Languages that
// are not known are read as Norwegian.
func LocaleOf(language string) Locale {
	switch base, _, _ := strings.Cut(language, "-"); base {
	case "da":
		return Locale{Krone: "DKK"}
	case "sv":
		return Locale{Krone: "SEK"}
	case "en":
		return Locale{Krone: "NOK", Numbers: DecimalPoint}
	}
	return Norwegian
}

// krone stands for the currency of the locale in the cue tables.
const (
	krone  = "krone"
	dollar = "dollar"
)

// unitWord is what one printed word adds to a unit.
type unitWord struct {
	exp      int
	currency string
}

// unitWords are the words units are made of, lower case, without a full stop at
// the end.
var unitWords = map[string]unitWord{
	"kr": {0, krone}, "krone": {0, krone}, "kroner": {0, krone}, "kronor": {0, krone}, "kronar": {0, krone},
	"nok": {0, "NOK"}, "dkk": {0, "DKK"}, "sek": {0, "SEK"}, "isk": {0, "ISK"}, "chf": {0, "CHF"},
	"eur": {0, "EUR"}, "euro": {0, "EUR"}, "euros": {0, "EUR"}, "€": {0, "EUR"},
	"usd": {0, "USD"}, "us$": {0, "USD"}, "cad": {0, "CAD"}, "c$": {0, "CAD"}, "aud": {0, "AUD"},
	"$": {0, dollar}, "dollar": {0, dollar}, "dollars": {0, dollar},
	"gbp": {0, "GBP"}, "£": {0, "GBP"}, "sterling": {0, "GBP"}, "jpy": {0, "JPY"}, "¥": {0, "JPY"},
	"tkr": {3, krone}, "t.kr": {3, krone}, "tnok": {3, "NOK"}, "knok": {3, "NOK"}, "tsek": {3, "SEK"}, "ksek": {3, "SEK"}, "tdkk": {3, "DKK"},
	"mkr": {6, krone}, "mnkr": {6, krone}, "mill.kr": {6, krone}, "mio.kr": {6, krone}, "mnok": {6, "NOK"}, "msek": {6, "SEK"}, "mdkk": {6, "DKK"},
	"meur": {6, "EUR"}, "musd": {6, "USD"}, "mrd.kr": {9, krone}, "mdkr": {9, krone}, "mrdkr": {9, krone},
	"tusen": {3, ""}, "tusind": {3, ""}, "tusinde": {3, ""}, "tusinder": {3, ""}, "tusental": {3, ""}, "thousand": {3, ""}, "thousands": {3, ""},
	"mill": {6, ""}, "million": {6, ""}, "millioner": {6, ""}, "millionar": {6, ""}, "millions": {6, ""}, "mio": {6, ""},
	"miljon": {6, ""}, "miljoner": {6, ""}, "milj": {6, ""}, "mn": {6, ""},
	"mrd": {9, ""}, "milliard": {9, ""}, "milliarder": {9, ""}, "milliardar": {9, ""}, "mia": {9, ""}, "miljard": {9, ""}, "miljarder": {9, ""}, "md": {9, ""},
	"bn": {9, ""}, "billion": {9, ""}, "billions": {9, ""}, "billioner": {12, ""},
}

// unitWordOf looks a printed word up. Codes of foreign currencies are printed in
// capitals: "30 sek" is seconds.
func unitWordOf(word string) (unitWord, bool) {
	low := strings.ToLower(word)
	w, ok := unitWords[low]
	if strings.EqualFold(w.currency, word) && w.currency != "NOK" && word != w.currency {
		return unitWord{}, false
	}
	return w, ok
}

func (l Locale) currency(c string) string {
	switch c {
	case krone:
		return l.Krone
	case dollar:
		return l.Dollar
	}
	return c
}

// wordAt returns the unit word that starts at i and where it ends, its full stop
// included. Two words run together by a stop ("mill.kr.") are one.
func wordAt(t string, i int) (w unitWord, end int, ok bool) {
	if r, size := utf8.DecodeRuneInString(t[i:]); strings.ContainsRune("$€£¥", r) {
		w, end = unitWords[string(r)], i+size
		exp, after := letterScale(t, end)
		return unitWord{exp, w.currency}, after, true
	}
	end = i
	for end < len(t) {
		r, size := utf8.DecodeRuneInString(t[end:])
		inner := r == '.' && end > i && end+1 < len(t) && letterAt(t, end+1)
		if !unicode.IsLetter(r) && r != '$' && !inner {
			break
		}
		end += size
	}
	word := t[i:end]
	if w, ok = unitWordOf(word); !ok {
		// "mill. kr.Det": a stop that ends a sentence joins nothing.
		head, _, cut := strings.Cut(word, ".")
		if w, ok = unitWordOf(head); !cut || !ok {
			return unitWord{}, i, false
		}
		end = i + len(head)
	}
	if end < len(t) && (isDigit(t[end]) && w.exp > 0 || t[end] == '-' && letterAt(t, end+1)) {
		return unitWord{}, i, false // "krone-serien"
	}
	return w, end, true
}

// letterScale reads the scale that a letter right behind a sign gives: "£m", "€bn".
func letterScale(t string, i int) (exp, end int) {
	for _, l := range []struct {
		text string
		exp  int
	}{{"bn", 9}, {"m", 6}, {"M", 6}, {"k", 3}} {
		if end := i + len(l.text); strings.HasPrefix(t[i:], l.text) && !letterAt(t, end) {
			return l.exp, end
		}
	}
	return 0, i
}

func letterAt(t string, i int) bool {
	r, _ := utf8.DecodeRuneInString(t[min(i, len(t)):])
	return unicode.IsLetter(r)
}

// FindUnit finds the statement of a unit in a header, caption or note: "MNOK",
// "(i tusen kr)", "Alle tall i 1000 kroner", "Beløp i mill. kr", "hele tusen". A
// scale without a currency is one of kroner only where the words say that figures
// are given in it. An amount ("500 kr") is not a unit.
func (l Locale) FindUnit(text string) (Unit, bool) {
	best, found := Unit{}, false
	for i := 0; i < len(text); {
		u, end, ok := l.unitAt(text, i)
		if !ok {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if !found || u.Exponent > 0 && best.Exponent == 0 {
			best, found = u, true
		}
		i = end
	}
	return best, found
}

// unitAt reads a unit that starts at i: [1000] word [word].
func (l Locale) unitAt(t string, i int) (Unit, int, bool) {
	if i > 0 {
		if r, _ := utf8.DecodeLastRuneInString(t[:i]); unicode.IsLetter(r) || unicode.IsDigit(r) {
			return Unit{}, i, false
		}
	}
	exp, at := 0, i
	if n, end := thousandAt(t, i); n > 0 && !(t[i] == '0' && precededByNumber(t, i)) {
		exp, at = n, skipUnitSpace(t, end)
	} else if precededByNumber(t, i) {
		return Unit{}, i, false
	}
	w, end, ok := unitWord{}, at, false
	if at < len(t) {
		w, end, ok = wordAt(t, at)
	}
	if !ok {
		if exp > 0 && saysFiguresIn(t[:i]) {
			return Unit{t[i:trimEnd(t, at)], exp, l.Krone}, at, true
		}
		return Unit{}, i, false
	}
	if end < len(t) && isDigit(t[end]) && !strings.HasPrefix(t[end:], "000") && strings.ContainsAny(t[at:end], "$€£¥") {
		return Unit{}, i, false // "£500"
	}
	exp, currency := exp+w.exp, w.currency
	if next := skipOf(t, skipUnitSpace(t, end)); next < len(t) {
		if v, e, ok := wordAt(t, next); ok && (v.currency == "" || currency == "") && (v.exp == 0 || w.exp == 0) {
			exp, end = exp+v.exp, e
			currency += v.currency
		} else if n, e := thousandAt(t, next); n > 0 && exp == 0 {
			exp, end = n, e // "NOK 1000", "kr. 1.000"
		}
	}
	if currency == "" {
		if !saysFiguresIn(t[:i]) {
			return Unit{}, i, false
		}
		if currency = krone; l.Numbers == DecimalPoint {
			currency = "" // "in millions" of an English table says nothing of kroner
		}
	}
	if end < len(t) && t[end] == '.' {
		end++
	}
	return Unit{strings.TrimRight(t[i:end], "."), exp, l.currency(currency)}, end, true
}

// OnlyUnit reports whether a text states a unit and says nothing else: "kr",
// "(i 1 000 kr)", "Beløp i mill. kr".
func (l Locale) OnlyUnit(text string) bool {
	u, ok := l.FindUnit(text)
	if !ok {
		return false
	}
	rest := strings.ToLower(strings.Replace(text, u.Printed, "", 1))
	words := strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune(" .,:;()", r) })
	return !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(unitFiller, w) })
}

// OnlyScale reports whether a text states a unit of a thousand kroner or more and
// says nothing else: "1.000 kr." over a column is the unit of its numbers, though
// it reads as an amount.
func (l Locale) OnlyScale(text string) bool {
	u, ok := l.FindUnit(text)
	return ok && u.Exponent >= 3 && l.OnlyUnit(text)
}

// unitFiller may stand beside a unit in a text that only states it.
var unitFiller = strings.Fields("i in alle all tall tal tallene beløp beløpene beløb belopp figures amounts oppgitt er gitt hele heile hela of s")

// skipOf steps over the word between a scale and its currency.
func skipOf(t string, i int) int {
	for _, w := range []string{"of ", "norske ", "danske ", "svenske ", "norwegian "} {
		if len(t) >= i+len(w) && strings.EqualFold(t[i:i+len(w)], w) {
			return i + len(w)
		}
	}
	return i
}

func trimEnd(t string, end int) int { return len(strings.TrimRightFunc(t[:end], isSpace)) }

// thousandAt reads 1000 or 1 000 000 at i, in any grouping, and gives its power.
func thousandAt(t string, i int) (exp, end int) {
	if i >= len(t) || !strings.ContainsRune("1'0tT", rune(t[i])) && !strings.HasPrefix(t[i:], "’") {
		return 0, i
	}
	for _, p := range []string{"'000", "’000", "000s", "000"} {
		if end := i + len(p); strings.HasPrefix(t[i:], p) && !(end < len(t) && isDigit(t[end])) {
			return 3, end
		}
	}
	if rest := strings.ToLower(t[i:min(len(t), i+6)]); strings.HasPrefix(rest, "t. kr") { // "t.kr" is one word
		return 3, i + 2
	}
	s, ok := scanNumber(t, i, DecimalPoint)
	if !ok && digitsAt(t, i) == 0 {
		return 0, i
	}
	n := s.n
	if n.Decimals == 3 && n.Mantissa == 1000 { // "1.000"
		n = Number{1000, 0}
	}
	switch {
	case n == Number{1000, 0}:
		return 3, s.end + len(t[s.end:]) - len(strings.TrimPrefix(t[s.end:], "-tal"))
	case n == Number{1000000, 0}:
		return 6, s.end
	}
	return 0, i
}

// precededByNumber reports whether a number stands right before i, so that what
// starts at i is part of an amount.
func precededByNumber(t string, i int) bool {
	before := strings.TrimRightFunc(t[:i], isSpace)
	return before != "" && isDigit(before[len(before)-1]) && !yearBefore(before)
}

// yearBefore tells "Budsjett 2020 kr" from "500 kr".
func yearBefore(t string) bool {
	n := len(t)
	for n > 0 && isDigit(t[n-1]) {
		n--
	}
	d := t[n:]
	if n > 4 && len(d) == 2 && (t[n-1] == '/' || t[n-1] == '-') {
		return yearBefore(t[:n-1]) // "2024/25 £m"
	}
	return len(d) == 4 && (d[:2] == "19" || d[:2] == "20")
}

// saysFiguresIn reports whether the words before a scale say that figures are
// given in it.
func saysFiguresIn(before string) bool {
	words := strings.FieldsFunc(strings.ToLower(before), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "i", "in", "hele", "heile", "hela", "tall", "tal", "beløp":
		return true
	}
	return false
}

// skipUnitSpace steps over what may stand between the words of a unit.
func skipUnitSpace(t string, i int) int {
	start := i
	if i < len(t) && t[i] == '.' {
		i++
	}
	for i < len(t) {
		r, size := utf8.DecodeRuneInString(t[i:])
		if !isSpace(r) && (r != '-' || i == start) {
			break
		}
		i += size
	}
	return i
}
