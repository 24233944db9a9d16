package saksok

import (
	"errors"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number is an exact decimal number as printed: Mantissa × 10^-Decimals. It keeps
// the decimals it was printed with, so "17,0" is not "17". Never a float.
type Number struct {
	Mantissa int64
	Decimals int
}

// maxDigits bounds a printed number; 18 digits always fit an int64.
const maxDigits = 18

// ErrOverflow says that an amount is too large for an integer of minor units.
var ErrOverflow = errors.New("amount too large")

// ErrSubMinor says that an amount is not a whole number of minor units.
var ErrSubMinor = errors.New("amount is not a whole number of minor units")

// Convention says which mark divides the decimals from the whole.
type Convention int

// The conventions. Both accept either mark where the digits leave one reading;
// they decide what "1,234" and "1.234" mean.
const (
	DecimalComma Convention = iota // 1 234,5 and 1.234,5: Norwegian, Danish, Swedish
	DecimalPoint                   // 1,234.5: English
)

// ParseNumber reads text that is one printed number and nothing else: sign or
// accounting parentheses, groups of three, decimals, the ",-" of whole kroner and
// footnote marks ("1 234*", "80,8¹"), which do not change the value.
func ParseNumber(text string, conv Convention) (Number, bool) {
	s, ok := parseScan(text, conv)
	return s.n, ok
}

// parseScan is ParseNumber with the other reading of an ambiguous number.
func parseScan(text string, conv Convention) (scan, bool) {
	t := trimFootnote(strings.TrimFunc(text, isSpace))
	negative := false
	if inner, ok := parenthesised(t); ok {
		negative, t = true, inner
	}
	if rest, minus, ok := cutSign(t); ok {
		if negative { // "(-1 002)" is a deviation, not a doubly negative value
			return scan{}, false
		}
		negative, t = minus, rest
	}
	s, ok := scanNumber(t, 0, conv)
	if !ok {
		return scan{}, false
	}
	end, _ := skipKroneDash(t, s.end)
	if end == s.end && end < len(t) && (s.grouped || s.n.Decimals > 0) && t[end:] == "-" {
		negative, end = true, end+1 // "1 234,50-": the minus of accounting systems
	}
	if end != len(t) {
		return scan{}, false
	}
	if negative {
		s.n.Mantissa, s.alt.Mantissa = -s.n.Mantissa, -s.alt.Mantissa
	}
	return s, true
}

// IsNil reports whether a cell says that there is nothing to state: it is empty,
// dashes, or a glued row of zeros. A single "0" is a value.
func IsNil(text string) bool {
	t := strings.TrimFunc(text, isSpace)
	if t == "" {
		return true
	}
	zeros := strings.Trim(t, "0") == "" && len(t) > 3
	return zeros || strings.TrimFunc(t, func(r rune) bool { return isDash(r) || isSpace(r) }) == ""
}

// String prints the number with spaces between thousands and a decimal comma.
func (n Number) String() string { return n.Format(DecimalComma) }

// Format prints the number so that [ParseNumber] with the same convention reads
// it back unchanged.
func (n Number) Format(conv Convention) string {
	group, point := " ", ","
	if conv == DecimalPoint {
		group, point = ",", "."
	}
	digits := []byte(uitoa(magnitude(n.Mantissa)))
	for len(digits) <= n.Decimals {
		digits = append([]byte{'0'}, digits...)
	}
	whole, frac := digits[:len(digits)-n.Decimals], digits[len(digits)-n.Decimals:]
	var b strings.Builder
	if n.Mantissa < 0 {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(group)
		}
		b.WriteByte(d)
	}
	if n.Decimals > 0 {
		b.WriteString(point)
		b.Write(frac)
	}
	return b.String()
}

// Rescale returns the number with the given decimals; ok is false where digits
// would be lost or the number would overflow.
func (n Number) Rescale(decimals int) (Number, bool) {
	m, err := shift(n.Mantissa, decimals-n.Decimals)
	return Number{m, decimals}, err == nil
}

// Add returns the sum with the larger number of decimals; ok is false on overflow.
func (n Number) Add(o Number) (Number, bool) {
	d := max(n.Decimals, o.Decimals)
	a, okA := n.Rescale(d)
	b, okB := o.Rescale(d)
	sum := a.Mantissa + b.Mantissa
	overflow := (a.Mantissa > 0) == (b.Mantissa > 0) && (sum > 0) != (a.Mantissa > 0) && a.Mantissa != 0 && b.Mantissa != 0
	return Number{sum, d}, okA && okB && !overflow
}

// Neg returns the number with the other sign.
func (n Number) Neg() Number { return Number{-n.Mantissa, n.Decimals} }

// shift multiplies by a power of ten, exactly or not at all.
func shift(m int64, exp int) (int64, error) {
	for ; exp > 0; exp-- {
		if m > math.MaxInt64/10 || m < math.MinInt64/10 {
			return 0, ErrOverflow
		}
		m *= 10
	}
	for ; exp < 0; exp++ {
		if m%10 != 0 {
			return 0, ErrSubMinor
		}
		m /= 10
	}
	return m, nil
}

func magnitude(m int64) uint64 {
	if m < 0 {
		return -uint64(m)
	}
	return uint64(m)
}

func uitoa(u uint64) string {
	if u == 0 {
		return "0"
	}
	var buf [20]byte
	i := len(buf)
	for ; u > 0; u /= 10 {
		i--
		buf[i] = byte('0' + u%10)
	}
	return string(buf[i:])
}

// isSpace knows the blanks that printers put between thousands, too.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// isDash knows every dash that text layers use for minus.
func isDash(r rune) bool {
	return r == '-' || r == '\u2212' || r == '\u00ad' || (r >= '\u2010' && r <= '\u2015') || r == '\ufe63' || r == '\uff0d'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// cutSign cuts a leading plus or minus and the blanks after it.
func cutSign(t string) (rest string, minus, ok bool) {
	r, size := utf8.DecodeRuneInString(t)
	if r != '+' && !isDash(r) {
		return t, false, false
	}
	return strings.TrimLeftFunc(t[size:], isSpace), r != '+', true
}

func parenthesised(t string) (string, bool) {
	if len(t) < 3 || t[0] != '(' || t[len(t)-1] != ')' {
		return t, false
	}
	return strings.TrimFunc(t[1:len(t)-1], isSpace), true
}

// trimFootnote cuts marks that point to a footnote: asterisks, daggers and
// superscript digits. An ordinary digit stuck to a number cannot be told.
func trimFootnote(t string) string {
	return strings.TrimRightFunc(t, func(r rune) bool {
		return strings.ContainsRune("*†‡⁰¹²³⁴⁵⁶⁷⁸⁹⁾", r)
	})
}

// skipKroneDash steps over ",-", " ,-" or ":-" at i and reports whether it did.
func skipKroneDash(t string, i int) (int, bool) {
	rest := strings.TrimLeftFunc(t[i:], isSpace)
	if rest == "" || !strings.ContainsRune(",.:", rune(rest[0])) {
		return i, false
	}
	tail := strings.TrimLeftFunc(rest[1:], isSpace)
	if len(tail) != len(rest)-1 && rest[0] != ',' {
		return i, false
	}
	after := strings.TrimLeftFunc(tail, isDash)
	if len(after) == len(tail) || (after != "" && isDigit(after[0])) {
		return i, false
	}
	return len(t) - len(after), true
}
