package saksok

import (
	"fmt"
	"regexp"
	"strings"
)

// ItemRef is an item number taken apart (saksnummer i sine deler).
type ItemRef struct {
	Series string // "PS", "V", "STY": upper case, "" where none is printed
	Seq    int    // løpenummer
	Year   int    // four digits; 0 where the series restarts at each meeting
	Suffix string // "B" for a closed part, "a" for a split item
	Path   string // "4.1" for a numbered part of an item, else ""
}

var (
	pathNumber = regexp.MustCompile(`^(?:([A-ZÆØÅa-zæøå])\s?)?(\d{1,3}(?:\.\d{1,3})+)\.?$|^([A-ZÆØÅ])(\d{0,2})\.?$`)
	fullNumber = regexp.MustCompile(`^(?:(\p{L}{1,8})[-\s.]*(?:(?i:sak))?[-\s:.]*)?(\d{1,4})\s?[/-]\s?(\d{4}|\d{2})(?:\s?([A-Za-z]))?$`)
	bareNumber = regexp.MustCompile(`^(?:(\p{L}{1,8})[-\s.]*(?:(?i:sak))?[-\s:.]*)?(\d{1,4})\s?([A-Za-z])?\.?$`)
	resolution = regexp.MustCompile(`^([A-Z]{1,3})(\d{4})-(\d{1,4})$`)
	section    = regexp.MustCompile(`^§\s?(\d{1,4})(?:[/:]\s?(\d{4}|\d{2}))?$`)
	itemWords  = regexp.MustCompile(`(?i)^(?:(?:styre|møte|utvalgs|kommunestyre)?sak(?:s?nr|s?nummer)?|punkt|pkt|item|ärende|sag|nr)\.?\s*(?:nr\.?|nummer)?\s*:?\s*`)
)

// yearFirst are series whose numbers are printed year first: the Oslo district
// councils (bydelsutvalg) write "BU 14/72" for number 72 of 2014.
var yearFirst = map[string]bool{"BU": true}

// ParseItemNumber takes an item number as printed apart: "28/20", "PS 12/24",
// "Styresak 058-2024", "4.1", "V-SAK 4", "R2025-217", "§ 14". It reports false where s
// is something else.
func ParseItemNumber(s string) (ItemRef, bool) {
	s = strings.TrimRight(strings.TrimSpace(s), ":.")
	for {
		t := itemWords.ReplaceAllString(s, "")
		if t == s || t == "" {
			break
		}
		s = t
	}
	if m := pathNumber.FindStringSubmatch(s); m != nil {
		return ItemRef{Series: strings.ToUpper(m[1]) + m[3], Path: m[2] + m[4]}, true
	}
	if m := resolution.FindStringSubmatch(s); m != nil {
		return ItemRef{Series: m[1], Year: atoi(m[2]), Seq: atoi(m[3])}, true
	}
	if m := section.FindStringSubmatch(s); m != nil {
		r := ItemRef{Series: "§", Seq: atoi(m[1])}
		if m[2] != "" {
			r.Year = fullYear(m[2])
		}
		return r, true
	}
	if m := fullNumber.FindStringSubmatch(s); m != nil {
		r := ItemRef{Series: strings.ToUpper(m[1]), Seq: atoi(m[2]), Year: fullYear(m[3]), Suffix: m[4]}
		if r.Year < 1900 || r.Year > 2100 {
			return ItemRef{}, false // an archive case, year first: "2020/1234"
		}
		if yearFirst[r.Series] && len(m[2]) <= 2 {
			r.Seq, r.Year = atoi(m[3]), fullYear(m[2])
		}
		return r, true
	}
	if m := bareNumber.FindStringSubmatch(s); m != nil {
		return ItemRef{Series: strings.ToUpper(m[1]), Seq: atoi(m[2]), Suffix: m[3]}, true
	}
	return ItemRef{}, false
}

// Key is the canonical form, equal for equal cases of one series of meetings:
// "2020-28", "2004-37B", "V-4", "4", "4.1". A series beside a year ("PS 28/20")
// does not enter the key, since documents print it in one place and not in
// another.
func (r ItemRef) Key() ItemKey {
	switch {
	case r.Path != "" || len(r.Series) == 1 && r.Seq == 0:
		return ItemKey(r.Series + r.Path)
	case r.Year != 0 && r.Series == "§":
		return ItemKey(fmt.Sprintf("%d-§%d", r.Year, r.Seq))
	case r.Year != 0:
		return ItemKey(fmt.Sprintf("%d-%d%s", r.Year, r.Seq, strings.ToUpper(r.Suffix)))
	case r.Series == "§":
		return ItemKey(fmt.Sprintf("§%d", r.Seq))
	case r.Series != "":
		return ItemKey(fmt.Sprintf("%s-%d%s", r.Series, r.Seq, r.Suffix))
	}
	return ItemKey(fmt.Sprintf("%d%s", r.Seq, r.Suffix))
}

// yearNumber matches a number of three digits behind its year, as parish councils print
// it: "24/051". Elsewhere it may be an archive case, so ParseItemNumber leaves it.
var yearNumber = regexp.MustCompile(`^(\d{2}|\d{4})[/-](\d{3})$`)

// Key is the canonical form of the number, "" where it is not understood.
func (n ItemNumber) Key() ItemKey {
	if r, ok := ParseItemNumber(string(n)); ok {
		return r.Key()
	}
	if m := yearNumber.FindStringSubmatch(string(n)); m != nil {
		return ItemRef{Seq: atoi(m[2]), Year: fullYear(m[1])}.Key()
	}
	return ""
}

// besideSeries are series that are numbered apart from the cases (politiske saker) of
// the same body and year: reports, delegated decisions, questions and the like.
var besideSeries = map[string]bool{"RS": true, "DS": true, "FO": true, "OS": true, "MS": true, "SP": true, "INT": true, "GS": true}

// Same reports whether two numbers name one case of a meeting: "PS 3/24" and "3/24" do,
// "PS 3/24" and "RS 3/24" do not.
func (n ItemNumber) Same(o ItemNumber) bool {
	k := n.Key()
	return k != "" && k == o.Key() && !n.beside(o)
}

// beside reports whether the numbers have two series that are numbered apart.
func (n ItemNumber) beside(o ItemNumber) bool {
	a, _ := ParseItemNumber(string(n))
	b, _ := ParseItemNumber(string(o))
	return a.Series != b.Series && a.Series != "" && b.Series != "" && (besideSeries[a.Series] || besideSeries[b.Series])
}
