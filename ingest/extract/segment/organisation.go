package segment

import (
	"slices"
	"strings"

	"saksok/ingest/extract/layout"
)

// organisation is the owner of the body (virksomhet): the most frequent line or
// phrase that names one, running heads included.
func (f *flow) organisation(body string) string {
	names := owners{count: map[string]int{}, body: body}
	for _, p := range f.doc.Pages {
		for i, l := range p.Lines {
			weight := 1
			if l.Furniture {
				weight = 3
			}
			next := layout.Line{}
			if i+1 < len(p.Lines) {
				next = p.Lines[i+1]
			}
			f.countOwners(&names, l, next, weight)
		}
	}
	best := names.best()
	if names.count[best] >= 2 {
		return best
	}
	if m := f.cues.exprs.ownedBody.FindStringSubmatch(body); m != nil && best == "" && !f.namesBody(m[1]) {
		return m[1]
	}
	if m := f.cues.exprs.municipality.FindString(body); m != "" {
		return m
	}
	if len(f.doc.Pages) > 3 {
		return ""
	}
	return best
}

// owners counts what is named as an organisation, other than the body itself.
type owners struct {
	body  string
	count map[string]int
	order []string
}

func (o *owners) add(s string, n int) {
	s = strings.Trim(strings.Join(strings.Fields(s), " "), " .,:–-")
	if s == "" || s == o.body {
		return
	}
	if o.count[s] == 0 {
		o.order = append(o.order, s)
	}
	o.count[s] += n
}

// best is the name counted most, the first of equals.
func (o *owners) best() string {
	best := ""
	for _, s := range o.order {
		if o.count[s] > o.count[best] {
			best = s
		}
	}
	return best
}

// countOwners counts the organisations a line names: beside the meeting in a running
// head, over the signatures, or by itself, also broken over the next line.
func (f *flow) countOwners(names *owners, l, next layout.Line, weight int) {
	parts := headParts(l)
	for _, part := range parts {
		if len(parts) > 1 && f.organisationLine(part) {
			names.add(f.cues.sentenceCase(part), weight)
		}
	}
	if len(parts) != 1 {
		return
	}
	t := strings.TrimRight(parts[0], " 0123456789") // beside a page number
	if m := f.cues.exprs.ownedBody.FindStringSubmatch(t); m != nil && len(l.Words) <= 7 {
		names.add(m[1], weight)
	}
	if len(next.Words) > 0 && len(l.Words) <= 3 && len(next.Words) <= 2 && !f.organisationLine(t) {
		t += " " + next.Text() // "Direktoratet for" over "e-helse"
	}
	if f.organisationLine(t) {
		names.add(f.cues.sentenceCase(t), weight)
	}
}

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
