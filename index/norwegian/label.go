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
		out = append(out, Stem(bokmål(w)))
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

// bokmål writes a normalised nynorsk word of this field as bokmål does, as far as
// their stems differ. Words that mean the same but are not the same word are no
// spelling differences, and not here.
func bokmål(word string) string {
	word = nynorsk.Replace(digraphs(word))
	if strings.HasSuffix(word, "løn") {
		return word + "n"
	}
	return word
}

// nynorsk are parts of words; both spellings of each end alike in a compound.
var nynorsk = strings.NewReplacer(
	"tilskot", "tilskudd", "overskot", "overskudd", "underskot", "underskudd", "forskot", "forskudd",
	"rekneskap", "regnskap", "eigedom", "eiendom", "eigne", "egne", "eigen", "egen",
	"teneste", "tjeneste", "tenester", "tjenester", "skule", "skole", "vatn", "vann", "heim", "hjem", "kyrkje", "kirke",
	"sjuke", "syke", "leige", "leie", "brukar", "bruker", "innbyggjar", "innbygger", "lærar", "lærer", "løns", "lønns",
	"løyving", "bevilgning", "avskriving", "avskrivning", "avsetjing", "avsetning", "avsetting", "avsetning",
	"meirforbruk", "merforbruk", "meirinntekt", "merinntekt", "utjamning", "utjevning", "oppgjer", "oppgjør",
	"vedlikehald", "vedlikehold", "reinhald", "renhold", "hovud", "hoved", "føremål", "formål", "forsking", "forskning",
	"verksemd", "virksomhet", "oppgåve", "oppgave", "løysing", "løsning", "vidaregåande", "videregående", "vidare", "videre",
	"offentleg", "offentlig", "kyrkjeleg", "kirkelig", "statleg", "statlig", "salsinntekt", "salgsinntekt",
	"godtgjersle", "godtgjørelse", "godtgjering", "godtgjøring", "frå", "fra", "ikkje", "ikke",
)
