package saksok

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scan is one number found in text.
type scan struct {
	n       Number
	alt     Number // the other reading of "1,234": thousands where n has decimals
	hasAlt  bool
	grouped bool // thousands were printed apart
	end     int  // byte offset after the last digit
}

// scanNumber reads the longest number whose first digit stands at i. It has no
// sign. It fails on digits that go on in another way: dates (13.11.2020), section
// numbers (4.4.1), account numbers (1234.56.78901).
func scanNumber(t string, i int, conv Convention) (scan, bool) {
	first := digitsAt(t, i)
	if first == 0 {
		return scan{}, false
	}
	groups, end := scanGroups(t, i, first)
	whole := t[i : i+first]
	sep := ""
	if len(groups) > 0 {
		sep = groups[0].sep
	}
	if len(groups) == 1 && (sep == "," || sep == ".") && first <= 3 {
		return scanOneMark(t, i, first, groups[0], conv)
	}
	for _, g := range groups {
		whole += g.digits
	}
	frac := ""
	if m, d := markAt(t, end), digitsAt(t, end+1); m != "" && m != sep && d > 0 {
		frac, end = t[end+1:end+1+d], end+1+d
	}
	return finish(t, whole, frac, len(groups) > 0, end)
}

// scanOneMark reads "1.234", "1,234" and "1.234,5": one mark before exactly three
// digits, which groups or divides depending on what follows and the convention.
func scanOneMark(t string, i, first int, g group, conv Convention) (scan, bool) {
	whole, end := t[i:i+first], g.end
	if m, d := markAt(t, end), digitsAt(t, end+1); m != "" && m != g.sep && d > 0 {
		return finish(t, whole+g.digits, t[end+1:end+1+d], true, end+1+d)
	}
	together, ok := finish(t, whole+g.digits, "", true, end)
	if !ok {
		return scan{}, false
	}
	decimal := conv == DecimalPoint && g.sep == "." || conv == DecimalComma && g.sep == ","
	if !decimal && whole != "0" {
		return together, true
	}
	s, ok := finish(t, whole, g.digits, false, end)
	if whole != "0" {
		s.alt, s.hasAlt = together.n, true
	}
	return s, ok
}

func finish(t, whole, frac string, grouped bool, end int) (scan, bool) {
	if len(whole)+len(frac) > maxDigits || goesOn(t, end) {
		return scan{}, false
	}
	m, err := strconv.ParseInt(whole+frac, 10, 64)
	if err != nil {
		return scan{}, false
	}
	return scan{n: Number{m, len(frac)}, grouped: grouped, end: end}, true
}

// goesOn reports whether the digits go on after end in a way numbers do not.
func goesOn(t string, end int) bool {
	if end >= len(t) {
		return false
	}
	if isDigit(t[end]) {
		return true
	}
	return strings.IndexByte(".,:/'", t[end]) >= 0 && digitsAt(t, end+1) > 0
}

type group struct {
	sep    string // " ", ".", "," or "'"
	digits string
	end    int
}

// scanGroups reads groups of exactly three digits after the first 1 to 3, all
// divided by the same mark.
func scanGroups(t string, i, first int) (groups []group, end int) {
	end = i + first
	if first > 3 {
		return nil, end
	}
	for {
		sep, size := separatorAt(t, end)
		if sep == "" || (len(groups) > 0 && sep != groups[0].sep) || digitsAt(t, end+size) != 3 {
			return groups, end
		}
		start := end + size
		end = start + 3
		groups = append(groups, group{sep, t[start:end], end})
	}
}

// separatorAt returns the mark between thousands at i: one blank of any width
// counts as " ".
func separatorAt(t string, i int) (string, int) {
	if i >= len(t) {
		return "", 0
	}
	r, size := utf8.DecodeRuneInString(t[i:])
	switch {
	case r == '.' || r == ',':
		return string(r), size
	case r == '\'' || r == '’':
		return "'", size
	case unicode.IsSpace(r) && r != '\n' && r != '\t' && r != '\r':
		return " ", size
	}
	return "", 0
}

func markAt(t string, i int) string {
	if i < len(t) && (t[i] == ',' || t[i] == '.') {
		return t[i : i+1]
	}
	return ""
}

func digitsAt(t string, i int) int {
	n := 0
	for i+n < len(t) && isDigit(t[i+n]) {
		n++
	}
	return n
}
