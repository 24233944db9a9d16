package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"saksok"
	"saksok/ingest/extract/layout"
)

// Ways a document names the body that meets (utvalg), surest first.
var (
	// meetingIn matches "Møte i Formannskapet", "referat fra møte i X 3. mai".
	meetingIn = regexp.MustCompile(`(?i)(?:møte|møter|styremøte|sammanträde|meeting|møtet|mødet)\s+(?:i|of|the|med|for)\s+(.{3,80})$`)
	// meetingOf matches "A regular meeting of the X Council was held".
	meetingOf = regexp.MustCompile(`(?i)meeting of (?:the )?(.{3,80}?)(?:,| was | is | held | on |$)`)
	// minutesOf matches "Protokoll fra Formannskapet", "Referat Aarhus Byråd",
	// "Møteinnkalling for Kommunestyret".
	minutesOf = regexp.MustCompile(`(?i)^(?:\p{L}*(?:protokoll|protokol|innkalling|indkaldelse|referat|møtebok|saksliste|minutes|agenda|kallelse))(?:\s+[–-])?(?:\s+(?:fra|for|frå|til|of|av|fra møte i|frå møte i|fra møtet i))?\s+(.{3,80})$`)
)

// theBody matches what English has between the kind of document and the body: "Minutes of
// the Library Board", "Minutes of a special meeting of the Library Board".
var theBody = regexp.MustCompile(`(?i)^((?:draft |unconfirmed |approved )?(?:minutes|agenda|notice)) (?:of|for) (?:(?:the|an?) )?(?:(?:(?:ordinary|regular|special|extraordinary|annual|monthly|virtual|public|full|statutory|inaugural) )*meeting (?:of|for) )?(?:the )?`)

// body names the body: the labelled field, then "Møte i …", then a line of the
// title that ends like a body's name, then the subject of the first decision.
// loose allows a line of the head that only ends like a body's name.
func (f *flow) body(lines []line, h head, loose bool) string {
	b := f.namedBody(lines, h, loose)
	if b == "" {
		return ""
	}
	for _, l := range append(slices.Clone(h.big), lines...) { // "Parish Council" under "OLDWICK PARISH COUNCIL"
		full := f.cutBody(l.text)
		if n := len(full) - len(b); n > 1 && strings.EqualFold(full[n:], b) && full[n-1] == ' ' && !strings.Contains(full, ":") && startsUpper(full) && len(strings.Fields(full)) <= maxBody && !slices.Contains(bodyLinks, lastWord(full[:n])) {
			return full
		}
	}
	return b
}

// maxBody is how many words a body's name may have.
const maxBody = 9

// bodyLinks are the words behind which another body's name begins.
var bodyLinks = []string{"of", "for", "i", "av", "af", "the", "til", "to", "och", "og", "and", "-", "–"}

func lastWord(s string) string {
	w := strings.Fields(strings.ToLower(s))
	if len(w) == 0 {
		return ""
	}
	return w[len(w)-1]
}

// namedBody is the body as the first place that names it has it.
func (f *flow) namedBody(lines []line, h head, loose bool) string {
	if v := f.field(lines, "body"); v != "" {
		if b := f.cutBody(v); b != "" && !f.onlyLabels(b) {
			return b
		}
	}
	for _, l := range lines {
		if r, _ := f.headerRow(l.text); r.body != "" {
			return r.body
		}
	}
	heads := append(f.paragraphsOf(h.big), f.paragraphsOf(lines)...)
	for _, re := range []*regexp.Regexp{meetingOf, meetingIn, minutesOf} {
		for _, l := range heads {
			if m := re.FindStringSubmatch(theBody.ReplaceAllString(l, "$1 of ")); m != nil && (startsUpper(strings.TrimSpace(m[1])) || f.namesBody(firstWord(m[1]))) {
				if b := f.cutBody(m[1]); b != "" && f.namesBody(b) {
					return b
				}
			}
		}
	}
	for _, l := range heads {
		b := f.cutBody(l)
		if strings.ContainsFunc(b, unicode.IsDigit) {
			continue // a line of a table: "Fadderstyret 0,00 kr" (no_lineforeningen-online)
		}
		if label, _, ok := strings.Cut(l, ":"); ok && slices.Contains(f.allLabels(), strings.ToLower(label)) {
			continue // "Venue: Committee Room 1"
		}
		if loose && b != "" && f.namesBody(b) && len(strings.Fields(b)) <= maxBody && startsUpper(b) && !strings.HasSuffix(l, ".") && len(f.cues.types(l)) == 0 {
			if len(strings.Fields(b)) > 1 || !f.isAssembly(b) {
				return b
			}
		}
	}
	for _, l := range heads {
		if m := meetingIn.FindStringSubmatch(l); m != nil && startsUpper(strings.TrimSpace(m[1])) {
			return f.cutBody(m[1])
		}
	}
	if b := f.assembly(lines); b != "" {
		return b
	}
	if b := f.runningBody(); b != "" {
		return b
	}
	if b := f.board(lines); b != "" {
		return b
	}
	if b := f.agent(lines); b != "" {
		return b
	}
	for _, l := range append(slices.Clone(h.big), lines...) { // an association's meeting is named by it alone
		name := strings.TrimSpace(monthYear.ReplaceAllString(l.text, ""))
		if loose && f.organisationLine(name) && !ownsBodies.MatchString(name) {
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
		for _, w := range strings.FieldsFunc(strings.ToLower(l.text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			if strings.HasPrefix(w, "styremøte") {
				return "Styret i " + owner
			}
		}
	}
	return ""
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
		for _, m := range doneBy.FindAllStringSubmatch(l.text, -1) {
			if !f.namesBody(m[1]) || f.isAssembly(m[1]) || body != "" && body != m[1] {
				return ""
			}
			body = m[1]
		}
	}
	return body
}

var doneBy = regexp.MustCompile(`\p{Ll}+[td] (?:av|by|af) (\p{Lu}\p{Ll}+)`)

// ownsBodies matches an owner that meets only through its bodies.
var ownsBodies = regexp.MustCompile(`(?i)\b(?:kommune|kommun|fylkeskommune|herad|region|regionen|direktoratet)\b`)

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

// namesBody reports whether one of the words is, or ends like, a body's noun.
func (f *flow) namesBody(s string) bool {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if f.cues.endsLikeBody(w) && !f.isMeetingWord(w) {
			return true
		}
	}
	return false
}

func (f *flow) isMeetingWord(w string) bool {
	w = strings.ToLower(w)
	return slices.Contains(f.cues.MeetingWords, w) || strings.HasSuffix(w, "møte") && !strings.HasSuffix(w, "årsmøte")
}

// cutBody takes a body's name out of a line: it ends before a date, a dash, a
// weekday, a number or a comma.
func (f *flow) cutBody(s string) string {
	s = strings.TrimSpace(s)
	if d := saksok.FindDates(s, 2000); len(d) > 0 {
		s = s[:d[0].Start]
	}
	for _, sep := range []string{", ", " (", ";", " held ", " kl.", " nr.", " - ", " – ", " — "} {
		if i := strings.Index(s, sep); i > 0 && !(strings.Contains(sep, "-") && f.isOrganisation(s)) {
			s = s[:i]
		}
	}
	words := strings.Fields(s)
	for len(words) > 0 {
		last := strings.ToLower(strings.Trim(words[len(words)-1], ".,:"))
		if slices.Contains(bodyTail, last) || strings.ContainsFunc(last, unicode.IsDigit) {
			words = words[:len(words)-1]
			continue
		}
		break
	}
	for k := 1; k < len(words); k++ { // the first field below: "Skolnämnden Sammanträdesdatum"
		if startsUpper(words[k]) && f.labelsMeeting(strings.ToLower(strings.TrimRight(words[k], ":"))) {
			words = words[:k]
		}
	}
	if n := len(words); n > 0 { // "Fordelingsutvalgmøte" is a meeting of the Fordelingsutvalg
		for _, suffix := range []string{"møte", "møtet", "mødet"} {
			if w, ok := strings.CutSuffix(words[n-1], suffix); ok && f.cues.endsLikeBody(w) {
				words[n-1] = w
			}
		}
	}
	for len(words) > 0 && slices.Contains(bodyFront, strings.ToLower(strings.Trim(words[0], ":"))) {
		words = words[1:]
	}
	b := strings.Trim(strings.Join(words, " "), " .:,–-")
	if f.namesBody(b) {
		b = sentenceCase(b)
	}
	return b
}

// labelsMeeting reports whether a word is the label of when or where a meeting is.
func (f *flow) labelsMeeting(word string) bool {
	return slices.ContainsFunc([]string{"date", "date_weak", "time", "place", "start", "end", "number"}, func(field string) bool {
		return slices.Contains(f.cues.Fields[field], word)
	})
}

// isAssembly reports whether a word names the assembly every association has, which
// without the association's name says nothing.
func (f *flow) isAssembly(s string) bool {
	return slices.Contains(f.cues.Assemblies, strings.ToLower(s))
}

// sentenceCase sets a name printed in capitals as it is written elsewhere:
// "HERADSSTYRET" is the Heradsstyret of the next line. Abbreviations stay.
func sentenceCase(s string) string {
	if s != strings.ToUpper(s) || len([]rune(s)) < 6 {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		r := []rune(strings.ToLower(w))
		if i == 0 || len(r) > 3 && !slices.Contains(lowerWords, string(r)) {
			r[0] = unicode.ToUpper(r[0])
		}
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

// lowerWords stand in the names of bodies and are not capitalised.
var lowerWords = []string{"for", "utvalg", "utval", "kommune", "kommun", "herad", "fylkeskommune", "styre", "styret", "råd", "helse", "omsorg", "oppvekst", "miljø", "kultur", "plan", "teknisk", "næring"}

// Words that stand around a body's name in a title and are not part of it.
var (
	bodyTail = []string{"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "måndag", "tysdag", "laurdag", "sundag",
		"måndagen", "monday", "tuesday", "wednesday", "thursday", "friday", "den", "d", "on", "i", "møte", "styremøte", "referat", "protokoll", "innkalling", "sine", "dagen", "the",
		"meeting", "minutes", "agenda", "regular", "special", "ordinary", "monthly", "annual", "held", "at"}
	bodyFront = []string{"møte", "i", "styremøte", "innkalling", "til", "referat", "protokoll", "møteprotokoll", "møteinnkalling", "fra", "frå", "for", "møtebok", "ordinær", "ordinært", "ekstraordinær", "endelig", "med",
		"minutes", "agenda", "of", "the", "regular", "special", "ordinary", "extraordinary", "monthly", "draft", "-", "–"}
)

// capitalised is a body's name as it stands at the start of a line: "styret for
// Havnen" is found in a sentence.
func capitalised(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

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
	if len(w) > 0 && (f.isMeetingWord(w[0]) || !strings.EqualFold(w[0], "the") && slices.Contains(bodyFront, strings.ToLower(w[0]))) {
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
