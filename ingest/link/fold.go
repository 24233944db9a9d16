package link

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saksok"
)

// heads are the words a body's name is built on, with the forms they are
// printed in: definite forms, and nynorsk beside bokmål. A word ends with one.
var heads = []struct{ form, base string }{
	{"styrelsen", "styrelse"}, {"styrelse", "styrelse"}, {"styret", "styre"}, {"styre", "styre"},
	{"skapet", "skap"}, {"skap", "skap"},
	{"utvalget", "utvalg"}, {"utvalet", "utvalg"}, {"utvalg", "utvalg"}, {"utval", "utvalg"},
	{"udvalget", "udvalg"}, {"udvalg", "udvalg"}, {"utskottet", "utskott"}, {"utskott", "utskott"},
	{"rådet", "råd"}, {"råd", "råd"}, {"tinget", "ting"}, {"ting", "ting"},
	{"nemnda", "nemnd"}, {"nemnden", "nemnd"}, {"nemnd", "nemnd"}, {"nämnden", "nämnd"}, {"nämnd", "nämnd"},
	{"komiteen", "komite"}, {"komitéen", "komite"}, {"komité", "komite"}, {"komite", "komite"},
	{"gruppen", "gruppe"}, {"gruppa", "gruppe"}, {"gruppe", "gruppe"},
	{"forsamlingen", "forsamling"}, {"forsamlinga", "forsamling"}, {"forsamling", "forsamling"},
	{"møtet", "møte"}, {"møte", "møte"}, {"fullmäktige", "fullmäktige"}, {"council", "council"}, {"committee", "committee"}, {"board", "board"},
}

// joiners are words that say nothing of which body or organisation it is.
var joiners = map[string]bool{"for": true, "og": true, "i": true, "av": true, "til": true, "ved": true, "the": true, "of": true, "and": true, "till": true, "om": true}

// plainKinds say what sort of organisation it is where another document leaves
// it out: "Storvik kommune" is Storvik.
var plainKinds = map[string]bool{"kommune": true, "kommun": true, "kommunes": true, "municipality": true}

// legalForms end the name of an organisation.
var legalForms = map[string]bool{"hf": true, "rhf": true, "kf": true, "iks": true, "as": true, "sa": true, "ks": true, "kommune": true, "fylkeskommune": true, "herad": true}

// words are the words of a name in lower case, without punctuation.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '-' && r != '/'
	})
}

// fold is a text for comparing: its words with one space between.
func fold(s string) string { return strings.Join(words(s), " ") }

// head folds a word that a body's name is built on to its indefinite form.
func head(w string) (base string, bare, ok bool) {
	for _, h := range heads {
		if stem, found := strings.CutSuffix(w, h.form); found {
			return stem + h.base, stem == "", true
		}
	}
	return w, false, false
}

// name is a body's name taken apart (utvalgsnavn).
type name struct {
	core      string   // what the body is: "formannskap", "utvalg oppvekst kultur"
	qualifier []string // the words that say which one: a place, "regionalt"
}

// bodyName takes a body's name as printed apart. The organisation's own name is
// no part of it: "Storvik formannskap" is the formannskap of Storvik.
func bodyName(body, organisation string) name {
	var n name
	ws := words(cmp.Or(body, organisation)) // who states no body meets itself
	org := orgWords(organisation)
	var kept []string
	for _, w := range ws {
		if len(org) > 0 && slices.Contains(org, strings.TrimSuffix(w, "s")) || slices.Contains(org, w) {
			n.qualifier = append(n.qualifier, w)
			continue
		}
		kept = append(kept, w)
	}
	if len(meaning(kept)) == 0 { // the organisation is the body
		kept, n.qualifier = ws, nil
	}
	kept, tail := cutTail(kept)
	n.qualifier = append(n.qualifier, tail...)
	kept, lead := cutLead(kept)
	n.qualifier = append(n.qualifier, lead...)
	var core []string
	for _, w := range kept {
		if joiners[w] {
			continue
		}
		w, _, _ = head(w)
		core = append(core, w)
	}
	n.core = strings.Join(core, " ")
	n.qualifier = meaning(n.qualifier)
	return n
}

// cutTail cuts "i Brennvik" and "for Midtfjord sykehus HF" off a name.
func cutTail(ws []string) (kept, tail []string) {
	for i := 1; i < len(ws)-1; i++ {
		last := ws[len(ws)-1]
		if ws[i] == "i" || (ws[i] == "for" || ws[i] == "ved") && legalForms[last] {
			return ws[:i], ws[i+1:]
		}
	}
	return ws, nil
}

// cutLead cuts what stands before the word the name is built on: "Nordbekk
// bydelsutvalg". A bare "utvalg" keeps the word that says what it is for.
func cutLead(ws []string) (kept, lead []string) {
	if len(ws) < 2 {
		return ws, nil
	}
	if _, _, first := head(ws[0]); first {
		return ws, nil
	}
	_, bare, ok := head(ws[len(ws)-1])
	keep := 1
	if bare {
		keep = 2
	}
	if !ok || len(ws) <= keep {
		return ws, nil
	}
	return ws[len(ws)-keep:], ws[:len(ws)-keep]
}

// meaning are the words that tell names apart, sorted, once each.
func meaning(ws []string) []string {
	var out []string
	for _, w := range ws {
		if !joiners[w] && !plainKinds[w] {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// orgWords are the words that tell an organisation from others, sorted.
func orgWords(organisation string) []string { return meaning(words(organisation)) }

// within reports whether all of the smaller list is in the other.
func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return len(a) > 0
}

// without is a without the words of b.
func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(w string) bool { return slices.Contains(b, w) })
}

// routine are the words of titles that every agenda has: they prove nothing.
var routine = map[string]bool{
	"godkjenning": true, "godkjennelse": true, "innkalling": true, "møteinnkalling": true, "saksliste": true, "sakliste": true, "sakskart": true,
	"dagsorden": true, "protokoll": true, "møteprotokoll": true, "møtebok": true, "referat": true, "referatsaker": true, "meldinger": true,
	"meldingar": true, "eventuelt": true, "ymse": true, "orienteringer": true, "orientering": true, "orienteringar": true, "spørsmål": true,
	"fra": true, "frå": true, "møte": true, "møtet": true, "forrige": true, "førre": true, "delegerte": true, "delegerete": true, "saker": true, "vedtak": true,
}

// routineTitle reports whether a title is one that every agenda has.
func routineTitle(title string) bool {
	for _, w := range words(title) {
		if !routine[w] && !joiners[w] && w[0] > '9' {
			return false
		}
	}
	return true
}

// alike is how alike two titles are, from 0 to 1: the share of their words that
// both have. A title that was cut short is like the whole one.
func alike(a, b string) float64 {
	wa, wb := words(a), words(b)
	if len(wa) == 0 || len(wb) == 0 {
		return 0
	}
	if len(wa) > len(wb) {
		wa, wb = wb, wa
	}
	if len(wa) >= 3 && slices.Equal(wa, wb[:len(wa)]) {
		return 1
	}
	rest, shared := slices.Clone(wb), 0
	for _, w := range wa {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(wa)+len(wb))
}

var (
	yearFirst   = regexp.MustCompile(`(?:^|[^\d/])(\d{4}|\d{2})\s?/\s?(\d{1,6})(?:[^\d]|$)`)
	numberFirst = regexp.MustCompile(`^\s*(\d{1,5})\s?/\s?((?:19|20)\d{2})\s*$`)
)

// CaseRef is an archive case number (arkivsaksnummer) in one form, "2023/1482",
// whatever way it is printed: "23/1482", "2023/ 1482-3", "BMHE-23/1482". It is ""
// where there is none in s. The number alone is no key: each organisation counts
// from one.
func CaseRef(s string) string {
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		if y := year(m[1]); y != 0 {
			return ref(y, m[2])
		}
	}
	if m := numberFirst.FindStringSubmatch(s); m != nil {
		return ref(year(m[2]), m[1])
	}
	return ""
}

func ref(year int, number string) string {
	n, err := strconv.Atoi(number)
	if err != nil || n == 0 {
		return ""
	}
	return strconv.Itoa(year) + "/" + strconv.Itoa(n)
}

// year reads two or four digits; 0 where the year is none of an archive.
func year(s string) int {
	y, err := strconv.Atoi(s)
	switch {
	case err != nil:
		return 0
	case len(s) == 2 && y >= 70:
		return 1900 + y
	case len(s) == 2:
		return 2000 + y
	case y < 1970 || y > 2069:
		return 0
	}
	return y
}

// sameNumber reports whether two meeting numbers may be of one meeting: "6/20"
// and "6/2020", or "6" in the one place.
func sameNumber(a, b saksok.ItemRef) bool {
	return a.Seq == b.Seq && a.Path == b.Path && (a.Year == b.Year || a.Year == 0 || b.Year == 0)
}
