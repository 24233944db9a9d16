package segment

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Ways a document names the body that meets (utvalg), surest first.
var (
	// meetingOf matches "A regular meeting of the X Council was held".
	meetingOf = regexp.MustCompile(`(?i)meeting of (?:the )?(.{3,80}?)(?:,| was | is | held | on |$)`)
)

// body names the body, by the surest way there is: the labelled field, the case
// paper's table, "Møte i …", a line of the title that ends like a body's name, then
// what running heads and sentences say. loose allows a line of the head that only ends
// like a body's name, and an association's name alone.
func (f *flow) body(lines []line, h head, loose bool) string {
	heads := append(f.paragraphsOf(h.big), f.paragraphsOf(lines)...)
	titled, alone := f.titledBody(heads)
	name, noun := "", ""
	if loose {
		prose := beforeProse(f.paragraphsOf(lines))
		name, noun = f.bodyLine(slices.Concat(f.paragraphsOf(h.big), prose, texts(lines[:min(headFew, len(lines))])))
	}
	for _, find := range []func() string{
		func() string { return f.bodyField(lines) },
		func() string { return f.bodyRow(lines) },
		func() string { return f.meetingOwner(heads) },
		func() string { return titled },
		func() string { return name },
		func() string { return f.meetsIn(heads) },
		func() string { return f.assembly(lines) },
		f.runningBody,
		func() string { return f.board(lines) },
		func() string { return f.agent(lines) },
		func() string { return alone },
		func() string { return noun },
	} {
		if b := find(); b != "" {
			return b
		}
	}
	if loose {
		return f.association(append(slices.Clone(h.big), lines...))
	}
	return ""
}

func texts(ls []line) []string {
	out := make([]string, len(ls))
	for i, l := range ls {
		out[i] = l.text
	}
	return out
}

// bodyField is the body that a labelled field names ("Utvalg: Formannskapet").
func (f *flow) bodyField(lines []line) string {
	if b := f.cutBody(f.field(lines, "body")); b != "" && !f.onlyLabels(b) {
		return b
	}
	return ""
}

// bodyRow is the body of the first row of a case paper's table of bodies.
func (f *flow) bodyRow(lines []line) string {
	for _, l := range lines {
		if r, _ := f.headerRow(l.text); r.body != "" {
			return r.body
		}
	}
	return ""
}

// titledBody is the body that a title says the meeting or its minutes are of. alone is
// one that says nothing without its organisation: "meeting of the Parish Council".
func (f *flow) titledBody(heads []string) (body, alone string) {
	for _, re := range []*regexp.Regexp{meetingOf, f.cues.exprs.meetingIn, f.cues.exprs.minutesOf} {
		for _, l := range heads {
			m := re.FindStringSubmatch(l)
			if m == nil || !startsUpper(strings.TrimSpace(m[1])) && !f.namesBody(firstWord(m[1])) {
				continue
			}
			switch b := f.cutBody(m[1]); {
			case b == "" || !f.namesBody(b):
			case f.isAssembly(b):
				alone = b
			default:
				return b, ""
			}
		}
	}
	return "", alone
}

// bodyLine is the first line that is a body's name. alone is one that says nothing
// without its organisation.
func (f *flow) bodyLine(heads []string) (body, alone string) {
	for _, l := range heads {
		b := f.cutBody(l)
		if strings.ContainsFunc(b, unicode.IsDigit) { // a line of a table: "Fadderstyret 0,00 kr" (no_lineforeningen-online)
			continue
		}
		if anyKind(f.cues, b) && len(strings.Fields(b)) > 3 {
			continue // several lines of a letterhead in one
		}
		if strings.Contains(b, ":") || !f.isBodyName(b) || len(strings.Fields(b)) > longName || !startsUpper(b) || strings.HasSuffix(l, ".") && l != b+"." || len(f.cues.types(l)) > 0 {
			continue
		}
		if !f.isAssembly(b) {
			return b, ""
		}
		if alone == "" {
			alone = b
		}
	}
	return "", alone
}

// longName is how many words a line that is a body's name has at most.
const longName = 9

// meetsIn is what meets by a title's words, whether or not it is called like a body:
// "Møte i Nordlaget".
func (f *flow) meetsIn(heads []string) string {
	for _, l := range heads {
		if m := f.cues.exprs.meetingIn.FindStringSubmatch(l); m != nil && startsUpper(strings.TrimSpace(m[1])) {
			if b := f.cutBody(m[1]); b != "" {
				return f.boardOf(m[0][:strings.Index(m[0], m[1])], b)
			}
		}
	}
	return ""
}

// association is the association whose meeting is named by it alone.
func (f *flow) association(lines []line) string {
	for _, l := range lines {
		name := strings.TrimSpace(monthYear.ReplaceAllString(l.text, ""))
		if f.organisationLine(name) && !f.cues.exprs.owner.MatchString(name) {
			return name
		}
	}
	return ""
}

// runningBody is the body that running heads name beside the kind of document or the
// page number, on two pages at least.
func (f *flow) runningBody() string {
	seen, body := map[string]int{}, ""
	for _, p := range f.doc.Pages {
		for _, l := range p.Lines {
			if !l.Furniture {
				continue
			}
			for _, part := range columns(line{Line: l}) {
				if m := f.cues.exprs.minutesOf.FindStringSubmatch(part); m != nil {
					part = m[1]
				}
				b := f.cutBody(part)
				if !f.runsAsBody(b) {
					continue
				}
				if seen[b]++; seen[b] >= 2 && seen[b] > seen[body] {
					body = b
				}
			}
		}
	}
	return body
}

// runsAsBody reports whether part of a running head is a body's name: a short one that
// is no organisation's, or one that begins with the body, "Styret i Sykehuset Nord HF".
func (f *flow) runsAsBody(b string) bool {
	if !startsUpper(b) || !f.namesBody(b) || f.isAssembly(b) {
		return false
	}
	n := len(strings.Fields(b))
	if f.namesBody(firstWord(b)) && n > 1 {
		return n <= longBody
	}
	return n <= shortBody && !f.organisationLine(b)
}

// How many words a body's name in a running head has at most, by itself and with the
// organisation it belongs to.
const (
	shortBody = 4
	longBody  = 9
)

// board is the board of the organisation that a field names, where the head calls its
// meeting a board's: "Protokoll fra styremøte", "Virksomhet: Sykehuset Nord HF".
func (f *flow) board(lines []line) string {
	owner := f.cutBody(f.field(lines, "owner"))
	if owner == "" {
		return ""
	}
	for _, l := range lines {
		if b := f.boardOf(l.text, owner); b != owner {
			return b
		}
	}
	return ""
}

// boardOf is an organisation's board where the words call its meeting a board's, else
// the organisation.
func (f *flow) boardOf(s, owner string) string {
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for _, meeting := range slices.Sorted(maps.Keys(f.cues.Boards)) {
			if strings.Contains(w, meeting) { // "Organisationsbestyrelsesmøde i …"
				return f.cues.Boards[meeting] + " " + owner
			}
		}
	}
	return owner
}

// assembly is an assembly with its owner: a heading "Generalforsamling" and the
// next heading like it that is no date (no_online_2013_referat-SCAN).
func (f *flow) assembly(lines []line) string {
	for i, l := range lines {
		if !f.isAssembly(l.text) || l.Heading == 0 {
			continue
		}
		for _, next := range lines[i+1 : min(i+3, len(lines))] {
			if next.Page != l.Page || next.Heading != l.Heading {
				break
			}
			if startsUpper(next.text) && len(next.Words) <= 4 && !strings.ContainsAny(next.text, ":.,0123456789") {
				return l.text + " " + next.text
			}
		}
	}
	return ""
}

// agent is the one body that sentences of the head say something was done by:
// "støtten som ble utdelt av Fordelingsutvalget"; "" where they name several.
func (f *flow) agent(lines []line) string {
	body := ""
	for i, l := range lines {
		if i >= headFew {
			break
		}
		for _, by := range f.cues.DoneBy.findAll(l.text) {
			if !f.namesBody(by) || f.isAssembly(by) || body != "" && body != by {
				return ""
			}
			body = by
		}
	}
	return body
}

// paragraphsOf joins lines that belong together: a body's name may be broken
// over two of them.
func (f *flow) paragraphsOf(ls []line) []string {
	var out []string
	for i := 0; i < len(ls); {
		j := i + 1
		for j < len(ls) && sameParagraph(ls[j-1], ls[j]) && j-i < 3 && !f.isField(ls[j].text) {
			j++
		}
		out = append(out, f.join(ls[i:j]))
		if j-i > 1 {
			out = append(out, ls[i].text)
		}
		i = j
	}
	return out
}

// beforeProse is the head's paragraphs up to the first that is told in sentences: a
// body named further down is another one (the committees that a town's minutes report on).
func beforeProse(paragraphs []string) []string {
	for i, p := range paragraphs {
		if len(strings.Fields(p)) > headProse && strings.HasSuffix(p, ".") {
			return paragraphs[:i+1]
		}
	}
	return paragraphs
}

// headProse is the length from which a paragraph of the head is running text.
const headProse = 30

// meetingOwner is the body whose meeting a title calls by it: "Hovedstyrets maimøte".
func (f *flow) meetingOwner(heads []string) string {
	for _, l := range heads {
		if m := f.cues.exprs.ownersMeeting.FindStringSubmatch(l); m != nil && startsUpper(m[1]) && f.isBodyName(m[1]) {
			return m[1]
		}
	}
	return ""
}
