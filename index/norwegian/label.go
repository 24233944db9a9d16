package norwegian

import (
	"regexp"
	"strings"
	"unicode"
)

// LabelKey is what the labels of one and the same line (post) of tables have in
// common: "1 Rammetilskudd", "Rammetilskot*" and "RAMMETILSKUDD 1)" are one line.
// Line numbers of one or two digits, those of sections ("2.4"), footnote marks,
// endings and the spellings in which bokmål and nynorsk differ are left out of
// it; account codes ("1100", "07.10") and every word stay in. Labels without a
// word have no key.
func LabelKey(label string) string {
	label = footnote.ReplaceAllString(strings.TrimSpace(label), "")
	label = lineNumber.ReplaceAllString(label, "")
	var out []string
	letters := false
	for _, w := range strings.FieldsFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if w = Normalize(w); w == "" {
			continue
		}
		if hasDigit(w) {
			out = append(out, w)
			continue
		}
		letters = true
		out = append(out, Stem(w))
	}
	if !letters {
		return ""
	}
	return strings.Join(out, " ")
}

var (
	footnote   = regexp.MustCompile(`(?:\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\b[0-9]{1,2}\)))+$`)
	lineNumber = regexp.MustCompile(`^(?:[1-9][0-9]?[.)]?|[1-9](?:\.[1-9][0-9]?)+[.)]?|\p{L}\))\s+`)
)
