package segment

import (
	"regexp"
	"slices"
	"strings"

	"saksok/ingest/extract/layout"
)

// organisation is the owner of the body (virksomhet): the most frequent line or
// phrase that names one, running heads included.
func (f *flow) organisation(body string) string {
	count := map[string]int{}
	var order []string
	add := func(s string, n int) {
		s = strings.Trim(strings.Join(strings.Fields(s), " "), " .,:–-")
		if s == "" || s == body {
			return
		}
		if count[s] == 0 {
			order = append(order, s)
		}
		count[s] += n
	}
	for _, p := range f.doc.Pages {
		for i, l := range p.Lines {
			weight := 1
			if l.Furniture {
				weight = 3
			}
			parts := headParts(l) // beside the meeting, in a running head
			for _, part := range parts {
				if len(parts) > 1 && f.organisationLine(part) {
					add(sentenceCase(part), weight)
				}
			}
			if len(parts) != 1 {
				continue
			}
			t := strings.TrimRight(parts[0], " 0123456789") // beside a page number
			if m := ownedBody.FindStringSubmatch(t); m != nil && len(l.Words) <= 7 {
				add(m[1], weight) // over the signatures
			}
			if i+1 < len(p.Lines) && len(l.Words) <= 3 && len(p.Lines[i+1].Words) <= 2 && !f.organisationLine(t) {
				t += " " + p.Lines[i+1].Text() // "Direktoratet for" over "e-helse"
			}
			if !f.organisationLine(t) {
				continue
			}
			add(sentenceCase(t), weight)
		}
	}
	best := ""
	for _, s := range order {
		if count[s] > count[best] {
			best = s
		}
	}
	if count[best] < 2 {
		if m := ownedBody.FindStringSubmatch(body); m != nil && best == "" && !f.namesBody(m[1]) {
			return m[1]
		}
		if m := municipality.FindString(body); m != "" {
			return m
		}
		if len(f.doc.Pages) > 3 {
			return ""
		}
	}
	return best
}

var municipality = regexp.MustCompile(`(?:\p{Lu}\p{L}+ [-–] )?\p{Lu}\p{L}+ (?:kommune|fylkeskommune|herad)`)

// organisationLine reports whether a short line is the name of an organisation.
func (f *flow) organisationLine(s string) bool {
	w := strings.Fields(s)
	if len(w) > 0 && (f.isMeetingWord(w[0]) || slices.Contains(f.cues.BodyFront, strings.ToLower(w[0]))) {
		return false // "Styremøte i Lia velforening"
	}
	if len(w) < 2 || len(w) > 8 || strings.ContainsAny(s, ":0123456789@") || !startsUpper(s) {
		return false
	}
	l := strings.ToLower(s)
	for _, n := range f.cues.OrganisationNouns {
		if strings.HasSuffix(l, " "+n) && len(w) <= 4 || strings.HasPrefix(l, n+" ") && leads(n) && !strings.HasSuffix(l, " for") ||
			strings.HasSuffix(n, " of") && strings.Contains(l, n+" ") {
			return true
		}
	}
	return false
}

// leads reports whether a noun may stand before the organisation's name: "Direktoratet
// for e-helse", "Region Nord", "Grundejerforeningen Lia", but not "Kommune".
func leads(noun string) bool {
	return slices.ContainsFunc([]string{" for", " of", "en", "et", "region"}, func(end string) bool { return strings.HasSuffix(noun, end) })
}

// headParts parts a line at wide gaps and at the marks that letterheads put between
// their parts: "Strand Kommune · Byrådet | 16-04-2024".
func headParts(l layout.Line) []string {
	var out []string
	for _, c := range columns(line{Line: l}) {
		for _, part := range strings.FieldsFunc(c, func(r rune) bool { return r == '·' || r == '|' || r == '•' }) {
			if strings.ContainsAny(part, "0123456789") {
				part = monthYear.ReplaceAllString(part, "")
			}
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	return out
}

// ownedBody matches a board named by what it is the board of.
var ownedBody = regexp.MustCompile(`^(?:[Ss]tyret|[Bb]estyrelsen|[Ss]tyrelsen) (?:for|i|för) (\p{Lu}[^,.:;0-9]* [^,.:;0-9]*)$`)
